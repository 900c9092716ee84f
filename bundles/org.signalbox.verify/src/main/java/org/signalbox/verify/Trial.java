package org.signalbox.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.decision.Verdict;

/** The extension on a switch with certain policies, and what became of the ordinary traffic there. */
final class Trial {
    private static final long SHRINK_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Policies policies;
    private final Lab lab;
    private Played ordinary;

    Trial(final Simulations simulations, final String id, final Policies policies) {
        this.policies = policies;
        this.lab = new Lab(simulations, id, policies);
    }

    Policies policies() {
        return policies;
    }

    Lab lab() {
        return lab;
    }

    /** The ordinary frames after their way through the extension, in batches of the engine, with decisions. */
    Played ordinary(final List<Sent> traffic) {
        if (ordinary == null) {
            ordinary = lab.play(traffic, Lab.WHOLE_BATCHES, true);
        }
        return ordinary;
    }

    /** What was found of some traffic, shown by as few of its frames as still show it. */
    Finding smallest(final Finding found, final List<Sent> traffic,
            final Function<List<Sent>, Optional<Finding>> complaint) {
        final List<Sent> least = Shrinking.shrink(traffic, part -> complaint.apply(part).isPresent(), SHRINK_NANOS);
        return complaint.apply(least).map(finding -> finding.shownBy(least)).orElse(found);
    }

    /** What the extension did to frames, as a number that differs where it did something else. */
    static int fingerprint(final Played played, final String id) {
        int hash = played.status().drops().hashCode() + played.fault().hashCode() + said(played, id).hashCode();
        for (final Delivered each : played.delivered()) {
            hash = 31 * hash + Arrays.hashCode(each.frame()) * Lab.PORTS + each.port();
        }
        return hash;
    }

    /** The different things that it said of frames. */
    private static Set<List<String>> said(final Played played, final String id) {
        return played.decisions().stream().flatMap(decision -> Accounts.steps(decision).stream())
                .filter(step -> step.extension().equals(id) && !step.rule().isEmpty())
                .map(step -> List.of(step.rule(), step.reason())).collect(Collectors.toSet());
    }

    /** How many frames it dropped, changed and made, and how many different things it said. */
    static long deeds(final Played played, final String id) {
        return played.status().drops().stream().filter(drop -> drop.extension().equals(id))
                .mapToLong(DropCount::count).sum()
                + played.status().totals().made() + said(played, id).size()
                + played.decisions().stream().filter(decision -> decision.ingress().stream().anyMatch(
                        step -> step.extension().equals(id) && step.verdict() == Verdict.REWRITE)).count();
    }
}
