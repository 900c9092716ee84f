package org.signalbox.verify;

import java.util.List;
import java.util.Optional;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.pipeline.FrameEntries;

/**
 * What it makes is bounded, and of the VLAN of the port that it says it comes from; one that forwards decides about
 * every frame, and chooses ports that are there and not the one where a frame came from.
 */
final class LimitsCheck implements Check {
    private static final int MOST_MADE_A_FRAME = 8;
    private static final int IDLE_CALLS = 200;
    private static final int MOST_IDLE = 200;
    private static final int ONE_BY_ONE = 100;

    @Override
    public String name() {
        return "limits of its kind";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames");
    }

    @Override
    public Judgement judge(final Subject subject) {
        final ExtensionKind kind = subject.extension().kind();
        final Judgement made = subject.trials().judge(
                // one by one, since a batch has room for few frames of each
                trial -> made(trial.lab().play(subject.traffic().subList(0, ONE_BY_ONE), 1, true)),
                trial -> trial.ordinary(subject.traffic()).status().totals().made() + " frames made");
        if (made.finding().isPresent() || kind == ExtensionKind.FILTERING) {
            return made;
        }
        return (kind == ExtensionKind.CAPTURING ? idle(subject) : choices(subject)).map(Judgement::red).orElse(made);
    }

    private static Optional<Finding> made(final Played played) {
        final long made = played.status().totals().made();
        if (made > (long) MOST_MADE_A_FRAME * played.sent().size()) {
            return Optional.of(Finding.of("it made " + made + " frames for " + played.sent().size()
                    + " that entered, expected at most " + MOST_MADE_A_FRAME + " for each",
                    "bound what you send by what came in or by time"));
        }
        return played.decisions().stream().filter(decision -> Accounts.isMade(decision) && !decision.port().isEmpty()
                && !Lab.carries(decision.port(), decision.headers().vlan())).findFirst().map(LimitsCheck::foreign);
    }

    private static Finding foreign(final Decision decision) {
        return Finding.of("it made a frame of port " + decision.port() + " (" + decision.headers().summary()
                + ") in VLAN " + decision.headers().vlan() + ", which that port has no part in",
                "make frames in the VLAN of the frame that they go back to, FrameBatch.vlan");
    }

    private static Optional<Finding> idle(final Subject subject) {
        try (DrivenStage stage = subject.drive()) {
            int sent = 0;
            for (int call = 0; call < IDLE_CALLS; call++) {
                sent += stage.originate();
            }
            return sent <= MOST_IDLE ? Optional.empty() : Optional.of(Finding.of("it sent " + sent + " frames in "
                    + IDLE_CALLS + " calls of originate, while nothing came and no time passed",
                    "send for a reason: what was seen, or what a timer of yours asked for"));
        }
    }

    private static Optional<Finding> choices(final Subject subject) {
        try (DrivenStage stage = subject.drive()) {
            for (final Sent sent : subject.traffic()) {
                final Fate fate = stage.judge(sent);
                final List<Integer> to = stage.destinations();
                final String wrong = !fate.dropped().isEmpty() ? ""
                        : to.isEmpty() ? "neither a destination nor a reason to drop it"
                        : to.contains(sent.port()) ? "its own source port, " + Lab.name(sent.port())
                        : to.stream().filter(port -> port != FrameEntries.FLOOD && port >= Lab.PORTS).findFirst()
                                .map(port -> "port " + port + ", which is not there").orElse("");
                if (!wrong.isEmpty()) {
                    return Optional.of(Finding.of("a frame that entered at " + Lab.name(sent.port()) + " got "
                            + wrong, List.of(sent.frame()),
                            "choose ports that portChanged told of, flood, or drop with a reason"));
                }
            }
            return Optional.empty();
        }
    }
}
