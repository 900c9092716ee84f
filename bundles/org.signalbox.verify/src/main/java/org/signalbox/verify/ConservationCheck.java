package org.signalbox.verify;

import java.util.Optional;

import org.signalbox.vswitch.FrameTotals;

/** What comes in or is made goes out, or is dropped for a reason. */
final class ConservationCheck implements Check {
    @Override
    public String name() {
        return "conservation of frames";
    }

    @Override
    public Judgement judge(final Subject subject) {
        return subject.trials().judge(trial -> {
            final Optional<Finding> found = complaint(trial.ordinary(subject.traffic()), subject.id());
            if (found.isPresent()) {
                return Optional.of(trial.smallest(found.get(), subject.traffic(),
                        part -> complaint(trial.lab().play(part, Lab.WHOLE_BATCHES, true), subject.id())));
            }
            return Accounts.unnamedDrop(trial.lab().play(subject.hostileTraffic(), Lab.WHOLE_BATCHES, true),
                    subject.id());
        }, trial -> {
            final FrameTotals totals = trial.ordinary(subject.traffic()).status().totals();
            return "in " + totals.in() + ", made " + totals.made() + ", delivered " + totals.delivered()
                    + ", dropped " + totals.dropped();
        });
    }

    private static Optional<Finding> complaint(final Played played, final String id) {
        return played.fault().map(fault -> Finding.of("it fails at ordinary traffic: " + fault,
                        "mend what it says here; frames that it had are lost"))
                .or(() -> Accounts.unnamedDrop(played, id)).or(() -> Accounts.mistake(played));
    }
}
