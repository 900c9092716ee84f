package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.signalbox.vswitch.engine.model.StackOffer.Fault;
import org.signalbox.vswitch.engine.model.StackOffer;

/**
 * What can be done to a {@link StackRun}, by chance. A step looks at how things stand, so that it means something
 * whichever steps were before it, and says in words what it did.
 */
final class StackSteps {
    /** A kind of step, and how often it comes among others. */
    enum Kind {
        INSTALL(12), REMOVE(6), UPGRADE(14), ENABLE(14), DISABLE(5), REORDER(8), POLICY(16), BINDING(4), FAULT(12),
        ORIGINATE(5), REST(2), WORKERS(3), ADD_PORT(3), REMOVE_PORT(3), MANDATORY(4), SWITCH(2), WRONG(3),
        BROKEN_START(3), BROKEN_POLICY(2), BROKEN_END(2);

        private final int weight;

        Kind(final int weight) {
            this.weight = weight;
        }
    }

    /** A step of a sequence. */
    record Step(Kind kind, long seed) {
    }

    private final StackRun run;
    private final StackTraffic traffic;
    private final StackSpecs some;
    private final StackChanges changes;
    private final StackUpgradeSteps upgrades;
    private Random random;

    StackSteps(final StackRun run, final long seed) {
        this.run = run;
        this.traffic = new StackTraffic(run);
        this.some = new StackSpecs(run.model()::with);
        this.changes = new StackChanges(run, some);
        this.upgrades = new StackUpgradeSteps(run, some);
        use(seed);
        for (int k = random.nextInt(4); k >= 0; k--) {
            run.install(some.offer(pick(StackSpecs.IDS)));
        }
        run.propose(IntStream.rangeClosed(0, random.nextInt(3) / 2).mapToObj(_ -> some.newSwitch()).toList(), true);
    }

    /** A sequence by chance. */
    static List<Step> sequence(final long seed) {
        final Random random = new Random(seed);
        final List<Kind> kinds = new ArrayList<>();
        for (final Kind kind : Kind.values()) {
            kinds.addAll(Collections.nCopies(kind.weight, kind));
        }
        return IntStream.range(0, 10 + random.nextInt(31))
                .mapToObj(_ -> new Step(kinds.get(random.nextInt(kinds.size())), random.nextLong())).toList();
    }

    /** How it began. */
    String beginning() {
        return "installed " + run.offers() + run.specs().stream().map(StackSpecs::words).collect(Collectors.joining());
    }

    /** Does a step, lets frames follow, and compares; in words what it did. */
    void make(final Step step, final List<String> words) throws InterruptedException {
        use(step.seed());
        final int said = words.size();
        words.add(step.kind() + " ...");
        words.set(said, switch (step.kind()) {
            case INSTALL -> install();
            case REMOVE -> run.offers().isEmpty() ? "remove nothing" : remove(pick(run.offers()));
            case UPGRADE -> upgrades.upgrade(random);
            case ENABLE -> changes.enable(pick(StackSpecs.IDS));
            case DISABLE -> changes.disable("");
            case REORDER -> changes.reorder();
            case POLICY -> changes.policy("");
            case BINDING -> changes.binding();
            case FAULT -> changes.onSwitch(spec -> traffic.fault(spec, random));
            case ORIGINATE -> changes.onSwitch(spec -> traffic.originate(spec, random));
            case REST -> changes.rest();
            case WORKERS -> changes.workers();
            case ADD_PORT -> changes.addPort();
            case REMOVE_PORT -> changes.removePort();
            case MANDATORY -> changes.mandatory();
            case SWITCH -> changes.addOrRemoveSwitch();
            case WRONG -> changes.wrong();
            case BROKEN_START -> broken(Fault.CREATE, offer -> changes.enable(offer.id()));
            case BROKEN_POLICY -> broken(Fault.PORT, offer -> changes.policy(offer.id()));
            case BROKEN_END -> broken(Fault.CLOSE,
                    random.nextBoolean() ? this::remove : offer -> changes.disable(offer.id()));
        });
        if (run.open()) {
            run.compare();
        }
        if (!run.specs().isEmpty() && random.nextInt(4) > 0) {
            words.add(traffic.burst(pick(run.specs()), random));
        }
        run.compare();
    }

    private void use(final long seed) {
        random = new Random(seed);
        some.random(random);
        changes.random(random);
    }

    private <T> T pick(final List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    // bundles

    private String install() {
        final StackOffer offer = some.offer(pick(StackSpecs.IDS));
        run.install(offer);
        return "install " + offer;
    }

    private String remove(final StackOffer offer) {
        run.remove(offer);
        return "remove " + offer;
    }

    /** Something that an extension fails at. */
    private String broken(final Fault fault, final Function<StackOffer, String> what) {
        if (run.model().installed().isEmpty()) {
            return "nobody to fail";
        }
        final StackOffer offer = pick(run.model().installed());
        run.arm(offer, fault);
        final String words = what.apply(offer);
        run.disarm(offer);
        return words + ", with " + offer.id() + " failing at " + fault;
    }
}
