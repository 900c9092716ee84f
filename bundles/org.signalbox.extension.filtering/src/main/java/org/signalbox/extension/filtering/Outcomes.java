package org.signalbox.extension.filtering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * All that a port's policy can say of a frame on one pass, by number: whether the frame is dropped, which rule is
 * counted, and both in words. Made while the policy is compiled, so that a frame costs no text. Immutable once made.
 */
final class Outcomes {
    /** No rule of a list matches: the frame may pass. */
    static final int NONE = 0;
    /** Instead of a reason to drop. */
    static final int PASS = -1;

    private final StageContext context;
    private final StagePort port;
    private final List<String> rules = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int[] reasons = new int[16];
    private int[] counters = new int[16];

    /** @param none the rule that is named where no rule matches, and what is said then */
    Outcomes(final StageContext context, final StagePort port, final String none, final String text) {
        this.context = context;
        this.port = port;
        add(none, text, PASS, FrameBatch.UNCOUNTED);
    }

    /** A rule that lets frames pass. */
    int pass(final String rule, final String text) {
        return add(rule, text, PASS, context.counter(port, rule, text));
    }

    /** A rule that drops frames. */
    int drop(final String rule, final String text) {
        return drop(rule, text, text);
    }

    /** A rule that drops frames for one of several reasons. */
    int drop(final String rule, final String text, final String reason) {
        return add(rule, reason, context.dropReason(rule, reason), context.counter(port, rule, text));
    }

    /** Another way in which the rule of an outcome lets frames pass. */
    int also(final int outcome, final String text) {
        return add(rules.get(outcome), text, PASS, counters[outcome]);
    }

    private int add(final String rule, final String text, final int reason, final int counter) {
        final int outcome = rules.size();
        if (outcome == reasons.length) {
            reasons = Arrays.copyOf(reasons, 2 * outcome);
            counters = Arrays.copyOf(counters, 2 * outcome);
        }
        rules.add(rule);
        texts.add(text);
        reasons[outcome] = reason;
        counters[outcome] = counter;
        return outcome;
    }

    /** Why frames are dropped, or {@link #PASS}. */
    int reason(final int outcome) {
        return reasons[outcome];
    }

    /** Counts a frame for the outcome's rule. */
    void count(final FrameBatch frames, final int frame, final int outcome) {
        frames.count(frame, counters[outcome]);
    }

    /** Says of a frame which rule decides about it. */
    void explain(final FrameBatch frames, final int frame, final int outcome) {
        frames.because(frame, rules.get(outcome), texts.get(outcome));
    }
}
