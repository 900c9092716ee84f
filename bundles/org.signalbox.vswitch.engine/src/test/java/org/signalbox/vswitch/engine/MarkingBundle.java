package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.engine.model.StackOffer;
import org.signalbox.vswitch.engine.model.StackOffer.Fault;
import org.signalbox.vswitch.engine.model.StackPolicy;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.StageContext;

/**
 * An extension as a bundle brings it: it marks the frames that it sees, does with them what the ports' policies say,
 * fails when it is told to, and remembers every stage that it made.
 */
final class MarkingBundle {
    /** A frame that an extension met. */
    record Visit(String where, int number, int cloned, int injected, Direction direction,
            String port, String id, int version, int value) {
    }

    private final StackOffer offer;
    private final Queue<Visit> visits;
    private final Queue<String> complaints;
    private final Extension service;
    private final List<MarkingStage> stages = new CopyOnWriteArrayList<>();
    private final AtomicReference<Fault> armed = new AtomicReference<>();
    private volatile String where = "";

    /**
     * @param visits     where it writes down what it sees
     * @param complaints where it writes down what must not be done to it
     */
    MarkingBundle(final StackOffer offer, final Queue<Visit> visits, final Queue<String> complaints) {
        this.offer = offer;
        this.visits = visits;
        this.complaints = complaints;
        this.service = switch (offer.kind()) {
            case CAPTURING -> new Capturing(this);
            case FILTERING -> new Filtering(this);
            case FORWARDING -> new Forwarding(this);
        };
    }

    private record Capturing(MarkingBundle bundle) implements CapturingExtension {
        @Override
        public CapturingStage create(final StageContext context) {
            return bundle.add(new MarkingStage.Capturing(bundle, context));
        }

        @Override
        public Optional<Class<? extends Record>> portPolicy() {
            return Optional.of(StackPolicy.class);
        }
    }

    private record Filtering(MarkingBundle bundle) implements FilteringExtension {
        @Override
        public FilteringStage create(final StageContext context) {
            return bundle.add(new MarkingStage.Filtering(bundle, context));
        }

        @Override
        public Optional<Class<? extends Record>> portPolicy() {
            return Optional.of(StackPolicy.class);
        }
    }

    private record Forwarding(MarkingBundle bundle) implements ForwardingExtension {
        @Override
        public ForwardingStage create(final StageContext context) {
            return bundle.add(new MarkingStage.Forwarding(bundle, context));
        }

        @Override
        public Optional<Class<? extends Record>> portPolicy() {
            return Optional.of(StackPolicy.class);
        }
    }

    private <T extends MarkingStage> T add(final T stage) {
        failIfArmed(Fault.CREATE);
        stages.add(stage);
        return stage;
    }

    StackOffer offer() {
        return offer;
    }

    Extension service() {
        return service;
    }

    InstalledExtension installed() {
        return new InstalledExtension(offer.id(), String.valueOf(offer.version()), "", service, offer.before(),
                offer.after(), InstalledPolicy.of(service, service.portPolicy()),
                InstalledPolicy.of(service, service.switchPolicy()), false,
                ExtensionHome.NOWHERE);
    }

    /** Those of a switch that were made last, one for each worker; others may be about to be closed. */
    List<MarkingStage> stages(final SwitchSpec on) {
        final List<MarkingStage> all = stages.stream().filter(stage -> stage.where().equals(on.name())).toList();
        return all.subList(Math.max(0, all.size() - on.workers()), all.size());
    }

    /** Frames of each port that the stages of a switch met that are not closed. */
    Map<String, Long> met(final String where) {
        final Map<String, Long> sum = new TreeMap<>();
        stages.stream().filter(stage -> stage.where().equals(where) && stage.closings() == 0)
                .forEach(stage -> stage.met().forEach((port, count) -> sum.merge(port, count, Long::sum)));
        return sum;
    }

    List<MarkingStage> stages() {
        return new ArrayList<>(stages);
    }

    /** @param on the switch on which it is to fail, empty for any; as far as handing over state goes */
    void arm(final Fault fault, final String on) {
        where = on;
        armed.set(fault);
    }

    /** Once, and on the switch where it is to. */
    void failIfArmed(final Fault fault, final String on) {
        if (where.isEmpty() || where.equals(on)) {
            failIfArmed(fault);
        }
    }

    boolean isArmed() {
        return armed.get() != null;
    }

    /** Once, but for the closing of several stages. */
    void failIfArmed(final Fault fault) {
        if (fault == Fault.CLOSE ? armed.get() == fault : armed.compareAndSet(fault, null)) {
            throw new IllegalStateException("planted in " + fault);
        }
    }

    boolean isToFail(final Fault fault) {
        return armed.get() == fault;
    }

    void saw(final Visit visit) {
        visits.add(visit);
    }

    void complain(final String what) {
        complaints.add(offer + ": " + what);
    }
}
