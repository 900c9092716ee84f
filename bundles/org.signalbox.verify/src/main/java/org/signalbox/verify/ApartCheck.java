package org.signalbox.verify;

import java.util.List;
import java.util.Optional;

/** What one switch sees has no part in what the extension does on another. */
final class ApartCheck implements Check {
    @Override
    public String name() {
        return "switches apart";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames", "determinism");
    }

    @Override
    public Judgement judge(final Subject subject) {
        return subject.trials().judge(trial -> complaint(subject, trial.policies(), trial.policies())
                .or(() -> complaint(subject, trial.policies(), Policies.NONE)),
                _ -> "the same alone and beside another");
    }

    /** @param others policies of the other switch, which is made while the first one is there */
    private static Optional<Finding> complaint(final Subject subject, final Policies policies, final Policies others) {
        final List<Sent> traffic = subject.traffic();
        final List<Sent> beside = traffic.reversed();
        final List<Fate> alone;
        try (DrivenStage stage = new DrivenStage(subject.extension(), policies)) {
            alone = traffic.stream().map(stage::judge).toList();
        }
        try (DrivenStage stage = new DrivenStage(subject.extension(), policies);
                DrivenStage other = DrivenStage.beside(subject.extension(), others)) {
            for (int i = 0; i < traffic.size(); i++) {
                final Sent there = beside.get(i);
                other.judge(new Sent(there.flow(), there.number(), there.port(), traffic.get(i).timeNanos(),
                        there.frame()));
                final Fate fate = stage.judge(traffic.get(i));
                if (!fate.isSame(alone.get(i))) {
                    return Optional.of(Finding.of("frame " + (i + 1) + " of a switch is " + alone.get(i).inWords()
                            + " while there is no other, and " + (fate.isDroppedLike(alone.get(i))
                                    ? "changed, forwarded or answered otherwise" : fate.inWords())
                            + " beside another one", List.of(traffic.get(i).frame()),
                            "keep what you remember in the stage, neither in static fields nor in the extension"));
                }
            }
        }
        return Optional.empty();
    }
}
