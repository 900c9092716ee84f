package org.signalbox.verify;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ForwardingTableSpec;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.Simulations.Deliveries;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.decision.Decision;

/** A switch on a virtual clock with one extension: three ports with its policy and two without. */
final class Lab {
    static final int A = 0;
    static final int B = 1;
    static final int C = 2;
    static final int ACCESS = 3;
    static final int TRUNK = 4;
    static final int PORTS = 5;
    /** Of {@link #ACCESS}, and tagged at {@link #TRUNK}. */
    static final int VLAN = 10;
    /** For {@link #play}: as many frames in a batch as the engine has. */
    static final int WHOLE_BATCHES = Integer.MAX_VALUE;

    /** Longer than a switch has it, since how busy the machine is must not decide about a verdict. */
    private static final ExtensionBinding PATIENT = new ExtensionBinding(Optional.empty(), 1_000);
    private static final int LOOK_EVERY = 64;
    private static final int OPEN_TRIES = 3;
    private static final List<String> NAMES = List.of("a", "b", "c", "access", "trunk");

    private final Simulations simulations;
    private final SwitchSpec spec;
    private volatile Sent inFlight;

    Lab(final Simulations simulations, final String id, final Policies policies) {
        this.simulations = simulations;
        final List<PortSpec> ports = new ArrayList<>();
        for (int port = 0; port < PORTS; port++) {
            final Map<String, Object> ofPort = hasPolicy(port) && policies.port().isPresent()
                    ? Map.of(id, policies.port().get()) : Map.of();
            ports.add(new PortSpec(NAMES.get(port), Optional.empty(), vlan(port), true, Map.of(), ofPort));
        }
        this.spec = new SwitchSpec("verify", SwitchType.PRIVATE, List.of(id),
                Map.of(id, PATIENT),
                policies.whole().<Map<String, Object>>map(policy -> Map.of(id, policy)).orElse(Map.of()),
                ForwardingTableSpec.DEFAULT, ports, List.of(), 1,
                // what an extension does is judged, not what a switch remembers of it
                false, Optional.empty());
    }

    /** Whether a port has the policy of ports; the others show what the extension does where none was set. */
    static boolean hasPolicy(final int port) {
        return port == A || port == B || port == ACCESS;
    }

    /** Whether a port has a part in a VLAN. */
    static boolean carries(final String port, final int vlan) {
        return switch (NAMES.indexOf(port)) {
            case ACCESS -> vlan == VLAN;
            case TRUNK -> vlan == 0 || vlan == VLAN;
            default -> vlan == 0;
        };
    }

    private static Vlan vlan(final int port) {
        return switch (port) {
            case ACCESS -> new Vlan.Access(VLAN);
            case TRUNK -> new Vlan.Trunk(0, List.of(VlanRange.parse("" + VLAN)));
            default -> Vlan.UNTAGGED;
        };
    }

    /** The station behind a port. */
    static MacAddress mac(final int port) {
        return new MacAddress(0x02_00_00_00_00_01L + port);
    }

    static String name(final int port) {
        return NAMES.get(port);
    }

    /** The frame that the switch is at, for who finds that it does not come back. */
    Optional<Sent> inFlight() {
        return Optional.ofNullable(inFlight);
    }

    Played play(final List<Sent> traffic, final int batch, final boolean recorded) {
        final List<Delivered> delivered = new ArrayList<>();
        final List<Decision> decisions = new ArrayList<>();
        try (Simulation simulation = open(delivered, recorded ? decisions::add : null)) {
            for (int i = 0; i < traffic.size(); i++) {
                enter(simulation, traffic.get(i));
                if ((i + 1) % batch == 0) {
                    simulation.flush();
                }
            }
            simulation.flush();
            inFlight = null;
            return new Played(traffic, delivered, decisions, simulation.status());
        }
    }

    /**
     * Frames one by one; after a failure with a new switch.
     *
     * @param failed told of each frame that the extension fails at, with the account since the failure before
     * @param most   failures after which to give up
     * @return the account of the last switch
     */
    Played playEach(final List<Sent> traffic, final int most, final Consumer<Played> failed) {
        int failures = 0;
        int start = 0;
        while (true) {
            final Played played = playUntilFault(traffic, start);
            if (played.fault().isEmpty() || ++failures > most) {
                return played;
            }
            failed.accept(played);
            start += played.sent().size();
        }
    }

    /** Frames one by one from the first on, or, after looking seldom, from that of the part which failed. */
    private Played playUntilFault(final List<Sent> traffic, final int start) {
        final Played roughly = playUntilFault(traffic, start, start, LOOK_EVERY);
        if (roughly.fault().isEmpty()) {
            return roughly;
        }
        final Played exactly = playUntilFault(traffic, start,
                Math.max(start, start + roughly.sent().size() - LOOK_EVERY), 1);
        // a failure by chance was one, even if it does not come again
        return exactly.fault().isPresent() ? exactly : roughly;
    }

    /**
     * @param from  the first frame after which to look for a fault
     * @param every how many frames to play between two looks, which cost more than a frame
     */
    private Played playUntilFault(final List<Sent> traffic, final int start, final int from, final int every) {
        final List<Delivered> delivered = new ArrayList<>();
        final List<Decision> decisions = new ArrayList<>();
        try (Simulation simulation = open(delivered, decisions::add)) {
            int end = start;
            Played played = new Played(List.of(), delivered, decisions, simulation.status());
            while (end < traffic.size() && played.fault().isEmpty()) {
                final int next = end < from ? from : Math.min(traffic.size(), end + every);
                while (end < next) {
                    enter(simulation, traffic.get(end++));
                    simulation.flush();
                }
                played = new Played(traffic.subList(start, end), delivered, decisions, simulation.status());
            }
            inFlight = null;
            return played;
        }
    }

    private Simulation open(final List<Delivered> delivered, final Consumer<Decision> decisions) {
        final Deliveries deliveries = (port, time, memory, offset, length, _) -> delivered.add(
                new Delivered(port, time, memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE)));
        for (int tries = OPEN_TRIES; true; tries--) {
            try {
                return simulations.open(spec, deliveries, decisions == null ? null : decisions::accept);
            } catch (final IllegalArgumentException refused) {
                // on a machine that does much else, a stage may not have been made in time
                if (tries == 1) {
                    throw refused;
                }
            }
        }
    }

    private void enter(final Simulation simulation, final Sent sent) {
        inFlight = sent;
        simulation.enter(sent.port(), sent.timeNanos(), MemorySegment.ofArray(sent.frame()), 0, sent.frame().length,
                sent.frame().length);
    }
}
