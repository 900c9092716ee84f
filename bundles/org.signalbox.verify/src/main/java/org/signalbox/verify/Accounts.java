package org.signalbox.verify;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/** Whether every frame that came in or was made is told of: delivered, or dropped for a reason that somebody gave. */
final class Accounts {
    private static final Set<Verdict> MAKES = EnumSet.of(Verdict.CLONE, Verdict.INJECT, Verdict.ORIGINATE);

    private Accounts() {
    }

    /** Whether a decision is of a frame that the extension made. */
    static boolean isMade(final Decision decision) {
        return MAKES.contains(decision.ingress().getFirst().verdict());
    }

    /** A drop for which the extension gave no words. */
    static Optional<Finding> unnamedDrop(final Played played, final String id) {
        final Optional<DropCount> unnamed = played.status().drops().stream()
                .filter(drop -> drop.extension().equals(id) && (drop.rule().isBlank() || drop.reason().isBlank()))
                .findFirst();
        if (unnamed.isEmpty()) {
            return Optional.empty();
        }
        final Map<Long, Sent> sent = played.sentByTime();
        final List<byte[]> frames = new ArrayList<>();
        for (final Decision decision : played.decisions()) {
            if (sent.containsKey(decision.timeNanos()) && steps(decision).stream().anyMatch(step ->
                    step.verdict() == Verdict.DROP && step.extension().equals(id)
                            && (step.rule().isBlank() || step.reason().isBlank()))) {
                frames.add(sent.get(decision.timeNanos()).frame());
            }
        }
        final DropCount drop = unnamed.get();
        return Optional.of(Finding.of(drop.count() + " frames at port " + drop.port()
                + " were dropped without a rule and a reason of the extension's own, and are counted as '"
                + drop.rule() + "', '" + drop.reason() + "'", frames,
                "drop with a number from StageContext.dropReason(rule, reason), both of them with words"));
    }

    /** All that happened to a frame and its copies. */
    static List<Step> steps(final Decision decision) {
        final List<Step> steps = new ArrayList<>(decision.ingress());
        decision.copies().stream().map(Copy::steps).forEach(steps::addAll);
        return steps;
    }

    /** What does not add up. */
    static Optional<Finding> mistake(final Played played) {
        final FrameTotals totals = played.status().totals();
        final long made = played.decisions().stream().filter(Accounts::isMade).count();
        final long dropped = played.status().drops().stream().mapToLong(DropCount::count).sum();
        final long ends = played.decisions().stream().mapToLong(each -> Math.max(1, each.copies().size())).sum();
        final boolean right = totals.in() == played.sent().size() && totals.made() == made
                && totals.copies() == ends && totals.copies() == totals.delivered() + totals.dropped() + totals.held()
                && totals.held() == 0 && totals.dropped() == dropped
                && totals.delivered() == played.delivered().size();
        return right ? Optional.empty() : Optional.of(Finding.of("of " + played.sent().size() + " frames that entered"
                + " and " + made + " that decisions say were made, the switch counts in " + totals.in() + ", made "
                + totals.made() + ", copies " + totals.copies() + ", delivered " + totals.delivered() + ", dropped "
                + totals.dropped() + " (" + dropped + " with a reason), and " + played.delivered().size()
                + " were seen to leave", "make and drop frames by the actions of the call alone"));
    }
}
