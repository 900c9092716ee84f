package org.signalbox.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.PolicySchema;
import org.signalbox.vswitch.extension.StagePort;

/** Policies under which an extension is judged: the least one, and others as long as each makes a difference. */
final class Trials {
    private static final int MOST = 12;
    private static final int SAMPLE = 300;
    private static final long CHOOSE_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long JUDGE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Simulations simulations;
    private final String id;
    private final List<Trial> chosen = new ArrayList<>();
    private volatile Trial current;
    private Trial busiest;

    Trials(final Simulations simulations, final String id) {
        this.simulations = simulations;
        this.id = id;
    }

    /**
     * Plays a part of some traffic under each of some policies, and keeps those that make a difference.
     *
     * @throws IllegalArgumentException when the extension makes no stage with one that it does not refuse
     */
    void choose(final List<Policies> candidates, final List<Sent> traffic) {
        final Set<Integer> seen = new HashSet<>();
        final List<Sent> sample = traffic.subList(0, Math.min(SAMPLE, traffic.size()));
        final long end = System.nanoTime() + CHOOSE_NANOS;
        long most = -1;
        for (final Policies policies : candidates) {
            final Trial trial = new Trial(simulations, id, policies);
            current = trial;
            final Played played = trial.lab().play(sample, Lab.WHOLE_BATCHES, true);
            if (seen.add(Trial.fingerprint(played, id))) {
                chosen.add(trial);
            }
            final long deeds = Trial.deeds(played, id);
            if (chosen.getLast() == trial && deeds > most) {
                most = deeds;
                busiest = trial;
            }
            if (chosen.size() == MOST || System.nanoTime() > end) {
                break;
            }
        }
    }

    /** Policies that could be made and that the extension does not refuse; and none. */
    static List<Policies> policies(final Extension extension) {
        final List<Map<String, Object>> ofPort = trees(extension.portPolicy(), policy ->
                extension.refuse(DrivenStage.SWITCH, new StagePort(-1, Lab.name(Lab.A), Optional.empty()), policy));
        final List<Map<String, Object>> whole = trees(extension.switchPolicy(),
                policy -> extension.refuse(DrivenStage.SWITCH, policy));
        return Policies.of(ofPort, whole);
    }

    private static List<Map<String, Object>> trees(final Optional<Class<? extends Record>> type,
            final Function<Record, Optional<String>> refuse) {
        if (type.isEmpty()) {
            return List.of();
        }
        final Schema<? extends Record> schema = Schema.of(type.get());
        final PolicySchema policy = PolicySchema.of(type.get());
        return PolicySamples.of(schema).taken().stream()
                .filter(tree -> !isRefused(schema.bind(tree), refuse))
                .map(policy::written).toList();
    }

    /** What throws here is told of by {@link DeclarationsCheck}. */
    private static boolean isRefused(final Record policy, final Function<Record, Optional<String>> refuse) {
        try {
            return refuse.apply(policy).isPresent();
        } catch (final RuntimeException | LinkageError thrown) {
            return true;
        }
    }

    /**
     * Judges under each policy until something is red or the time is up, which is after the first at the earliest.
     *
     * @param note of the policy under which the extension does most
     */
    Judgement judge(final Function<Trial, Optional<Finding>> complaint, final Function<Trial, String> note) {
        final long end = System.nanoTime() + JUDGE_NANOS;
        final List<Trial> order = new ArrayList<>(chosen);
        order.remove(busiest);
        order.addFirst(busiest);
        int judged = 0;
        for (final Trial trial : order) {
            final Optional<Finding> finding = complaint.apply(trial);
            if (finding.isPresent()) {
                return Judgement.red(finding.get().under(trial.policies()));
            }
            judged++;
            if (System.nanoTime() > end) {
                break;
            }
        }
        return Judgement.ok(note.apply(busiest) + (order.size() == 1 ? "" : ", under " + judged + " policies"));
    }

    /** The policies that make a difference, the least one first. */
    List<Trial> all() {
        return chosen;
    }

    /** The one under which the extension does most. */
    Trial busiest() {
        return busiest;
    }

    /** The frame that a switch is at, for who finds that it does not come back. */
    Optional<Sent> inFlight() {
        return Stream.concat(Stream.ofNullable(current), chosen.stream()).map(Trial::lab).map(Lab::inFlight)
                .flatMap(Optional::stream).findFirst();
    }
}
