package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.engine.model.StackFrame;
import org.signalbox.vswitch.engine.model.StackOffer;
import org.signalbox.vswitch.engine.model.StackOffer.Fault;
import org.signalbox.vswitch.engine.model.StackSwitch;

/** Frames by chance for a {@link StackRun}: bursts, those that extensions originate, and those at which they fail. */
final class StackTraffic {
    private static final int MOST = 8;
    private static final int NOBODY = 99;
    private static final int OF_EXTENSIONS = 100;

    private final StackRun run;
    private int numbers;

    StackTraffic(final StackRun run) {
        this.run = run;
    }

    private static <T> T pick(final List<T> among, final Random random) {
        return among.get(random.nextInt(among.size()));
    }

    /** Behind each port is one. */
    private static int station(final String port) {
        return 1 + port.charAt(port.length() - 1) - '0';
    }

    /** Where frames can be sent: a few may wait at ports that are down. */
    private List<String> entrances(final SwitchSpec spec, final boolean open) {
        final StackSwitch model = run.model().at(spec.name());
        return spec.ports().stream().filter(port -> !port.attachment().isEmpty()).map(PortSpec::name)
                .filter(port -> model.isOpen(port) || !open && model.waiting() < MOST).toList();
    }

    /** Frames that come in at once, at several ports. */
    String burst(final SwitchSpec spec, final Random random) {
        final StackSwitch model = run.model().at(spec.name());
        final List<String> entrances = entrances(spec, false);
        if (entrances.isEmpty()) {
            return "no frames on " + spec.name();
        }
        final List<String> sources = IntStream.rangeClosed(0, random.nextInt(MOST))
                .mapToObj(_ -> pick(entrances, random)).toList();
        // who speaks first and whose frame is run first is not said: nobody speaks to one who is not known yet
        final List<Integer> spoken = spec.ports().stream().map(PortSpec::name)
                .filter(port -> model.way().knows(station(port)) || !sources.contains(port))
                .map(StackTraffic::station).toList();
        final StringBuilder words = new StringBuilder("frames on " + spec.name());
        for (final String source : sources) {
            final boolean open = model.isOpen(source);
            if (open || model.waiting() < MOST) {
                final int to = !open || spoken.isEmpty() || random.nextInt(3) == 0 ? StackFrame.BROADCAST
                        : random.nextInt(10) == 0 ? NOBODY : pick(spoken, random);
                final StackFrame frame = new StackFrame(++numbers, to, station(source), station(source), source);
                words.append(' ').append(numbers).append(" at ").append(source).append(" to ").append(to).append(',');
                run.send(spec.name(), frame, source);
            }
        }
        return words.toString();
    }

    /** A capturing extension originates a frame. */
    String originate(final SwitchSpec spec, final Random random) {
        final List<StackOffer> able = enabled(spec).stream()
                .filter(offer -> offer.kind() == ExtensionKind.CAPTURING).toList();
        if (able.isEmpty()) {
            return "nobody originates";
        }
        final StackOffer offer = pick(able, random);
        final List<MarkingStage> stages = run.bundle(offer).stages(spec);
        if (stages.isEmpty()) {
            return "no stage of " + offer.id() + " originates";
        }
        final String source = spec.ports().isEmpty() || random.nextBoolean() ? ""
                : pick(spec.ports(), random).name();
        final StackFrame frame = new StackFrame(++numbers, StackFrame.BROADCAST,
                source.isEmpty() ? StackFrame.TRUSTED : station(source), OF_EXTENSIONS, source);
        final byte[] bytes = frame.bytes();
        run.model().at(spec.name()).originate(offer.id(), frame);
        ((MarkingStage.Capturing) pick(stages, random)).send(bytes, source);
        // before others speak to who was heard by this
        run.compare();
        return offer.id() + " originates " + numbers + " at \"" + source + "\" on " + spec.name();
    }

    private List<StackOffer> enabled(final SwitchSpec spec) {
        return run.model().installed().stream().filter(offer -> spec.extensions().contains(offer.id())).toList();
    }

    /** An extension fails at a frame that comes alone: what shares its batch is what was made of it. */
    String fault(final SwitchSpec spec, final Random random) {
        final List<StackOffer> able = enabled(spec);
        final List<String> entrances = entrances(spec, true);
        if (able.isEmpty() || entrances.isEmpty()) {
            return "nobody fails on " + spec.name();
        }
        final StackOffer offer = pick(able, random);
        final Fault fault = pick(switch (offer.kind()) {
            case CAPTURING -> List.of(Fault.INGRESS, Fault.EGRESS, Fault.ORIGINATE);
            case FILTERING -> List.of(Fault.INGRESS, Fault.INGRESS_AFTER_CLONE, Fault.EGRESS);
            case FORWARDING -> List.of(Fault.FORWARD);
        }, random);
        final String words = offer.id() + " fails in " + fault + " on " + spec.name();
        if (fault == Fault.ORIGINATE) {
            return words + failToOriginate(spec, offer, random);
        }
        final String source = pick(entrances, random);
        run.compare();
        run.arm(offer, fault);
        run.send(spec.name(), new StackFrame(++numbers, StackFrame.BROADCAST, station(source), station(source), source),
                source);
        run.compare();
        run.disarm(offer);
        return words + " at " + numbers + " from " + source;
    }

    private String failToOriginate(final SwitchSpec spec, final StackOffer offer, final Random random) {
        final List<MarkingStage> stages = run.bundle(offer).stages(spec);
        if (stages.isEmpty()) {
            return ": it has no stage";
        }
        run.model().arm(offer, Fault.ORIGINATE, "");
        run.model().at(spec.name()).originate(offer.id(), null);
        run.model().disarm();
        ((MarkingStage.Capturing) pick(stages, random)).failSoon();
        run.awaitState(spec.name(), offer.id(), StageStatus.State.FAULTED);
        return "";
    }
}
