package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.pipeline.FlowReads;

/**
 * What is known of a flow's frames on one pass, in a word: which stages are to be called for each of them (twelve
 * bits), which one drops them if any (four) and why (seventeen), and on egress, for which port that holds (sixteen), and
 * how many rules are counted. The lowest two bits are {@link FlowTable}'s.
 */
final class FlowWord {
    /** Stages of a switch at most; with more there is no cache. */
    static final int MOST_STAGES = 12;
    /** No stage drops the frame. */
    static final int NO_STAGE = 15;
    /** Of what is noted of a rule that is counted, its number. */
    static final int RULE = (1 << FlowReads.STAGE_SHIFT) - 1;
    /** No port: nothing is known of copies. */
    static final int NO_PORT = 0xFFFF;

    private static final int CALLS_SHIFT = 2;
    private static final int STAGE_SHIFT = CALLS_SHIFT + MOST_STAGES;
    private static final int REASON_SHIFT = STAGE_SHIFT + 4;
    private static final int PORT_SHIFT = REASON_SHIFT + 17;
    private static final long PORT = (long) NO_PORT << PORT_SHIFT;
    private static final int COUNTS_SHIFT = PORT_SHIFT + 16;
    private static final int CALLS = (1 << MOST_STAGES) - 1;
    private static final int REASON = (1 << 17) - 1;
    // all but how often the flow was met, a reason that is not used, and whether it is one rule or none
    private static final long SIMPLE = ~(FlowTable.MET | (long) REASON << REASON_SHIFT | 1L << COUNTS_SHIFT);

    private FlowWord() {
    }

    static long of(final int calls, final int stage, final int reason, final int port, final int counts) {
        return (long) (calls & CALLS) << CALLS_SHIFT | (long) stage << STAGE_SHIFT | (long) reason << REASON_SHIFT
                | (long) port << PORT_SHIFT | (long) counts << COUNTS_SHIFT;
    }

    /** Whether no stage is to be called or drops the frame, one rule at most is counted, and this is the port. */
    static boolean isSimple(final long word, final int port) {
        return (word & SIMPLE) == ((long) NO_STAGE << STAGE_SHIFT | (long) port << PORT_SHIFT);
    }

    /** As {@link #isSimple}, whatever the port. */
    static boolean isSimpleAnywhere(final long word) {
        return (word & SIMPLE & ~PORT) == (long) NO_STAGE << STAGE_SHIFT;
    }

    /** How many rules are counted. */
    static int counts(final long word) {
        return (int) (word >>> COUNTS_SHIFT);
    }

    /** Bits of the stages that are to be called. */
    static int calls(final long word) {
        return (int) (word >>> CALLS_SHIFT) & CALLS;
    }

    /** The stage that drops the frame, or {@link #NO_STAGE}. */
    static int stage(final long word) {
        return (int) (word >>> STAGE_SHIFT) & NO_STAGE;
    }

    /** Why it does. */
    static int reason(final long word) {
        return (int) (word >>> REASON_SHIFT) & REASON;
    }

    /** For which port that holds, or {@link #NO_PORT}. */
    static int port(final long word) {
        return (int) (word >>> PORT_SHIFT) & NO_PORT;
    }
}
