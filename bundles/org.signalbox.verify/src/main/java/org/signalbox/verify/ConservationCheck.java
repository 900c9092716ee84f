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
        final Played played = subject.ordinary();
        if (played.fault().isPresent()) {
            return Judgement.red(Finding.of("it fails at ordinary traffic: " + played.fault().get(),
                    "mend what it says here; frames that it had are lost"));
        }
        final FrameTotals totals = played.status().totals();
        final Optional<Finding> complaint = Accounts.unnamedDrop(played, subject.id())
                .or(() -> Accounts.mistake(played))
                .or(() -> Accounts.unnamedDrop(subject.lab().play(subject.hostileTraffic(), Lab.WHOLE_BATCHES, true),
                        subject.id()));
        return complaint.map(Judgement::red).orElseGet(() -> Judgement.ok("in " + totals.in() + ", made "
                + totals.made() + ", delivered " + totals.delivered() + ", dropped " + totals.dropped()));
    }
}
