package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.engine.model.SwitchModel;

/** Runs frames through a simulated switch and keeps what came of it. */
final class Runs {
    /** A frame at a port at a time. */
    record Entry(int port, long timeNanos, byte[] frame) {
    }

    /** What came of a run. */
    record Outcome(List<String> deliveries, List<Decision> decisions, SwitchStatus status) {
        /** Drop counts by {@code extension rule port direction}. */
        Map<String, Long> drops() {
            final Map<String, Long> drops = new TreeMap<>();
            status.drops().forEach(drop -> drops.merge(
                    drop.extension() + " " + drop.rule() + " " + drop.port() + " " + drop.direction(),
                    drop.count(), Long::sum));
            return drops;
        }
    }

    private Runs() {
    }

    static Outcome run(final SwitchSpec spec, final List<InstalledExtension> extensions, final int batch,
            final List<Entry> entries, final boolean decide) {
        final ExtensionCatalog catalog = new ExtensionCatalog();
        extensions.forEach(catalog::add);
        final List<String> deliveries = new ArrayList<>();
        final List<Decision> decisions = new ArrayList<>();
        try (Simulation simulation = new SimulatedSwitches(catalog, (_, _, _) -> { }).open(spec, batch,
                (port, time, memory, offset, length, _) -> deliveries.add(SwitchModel.delivery(port, time,
                        memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE))),
                decide ? decisions::add : null)) {
            for (final Entry entry : entries) {
                simulation.enter(entry.port(), entry.timeNanos(), MemorySegment.ofArray(entry.frame()), 0,
                        entry.frame().length, entry.frame().length);
            }
            simulation.flush();
            return new Outcome(deliveries, decisions, simulation.status());
        }
    }

    static SwitchSpec spec(final List<String> extensions, final PortSpec... ports) {
        return new SwitchSpec("test", SwitchType.PRIVATE, extensions, List.of(ports));
    }

    static PortSpec port(final String name, final Vlan vlan) {
        return new PortSpec(name, Optional.empty(), vlan, false, Map.of(), Map.of());
    }

    static PortSpec port(final String name, final Vlan vlan, final String mac, final boolean spoofing) {
        return new PortSpec(name, Optional.of(MacAddress.parse(mac)), vlan, spoofing, Map.of(), Map.of());
    }

    /** A frame of 60 bytes between two stations, numbered by the last octet of their addresses; 255 is broadcast. */
    static byte[] frame(final int to, final int from) {
        final byte[] frame = new byte[60];
        station(frame, 0, to);
        station(frame, 6, from);
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xb5;
        for (int k = 14; k < frame.length; k++) {
            frame[k] = (byte) k;
        }
        return frame;
    }

    private static void station(final byte[] frame, final int at, final int number) {
        if (number == 255) {
            Arrays.fill(frame, at, at + 6, (byte) 255);
        } else {
            frame[at] = 2;
            frame[at + 5] = (byte) number;
        }
    }

    /** The frame with a tag behind its addresses. */
    static byte[] tagged(final byte[] frame, final int tpid, final int tci) {
        final byte[] out = new byte[frame.length + 4];
        System.arraycopy(frame, 0, out, 0, 12);
        out[12] = (byte) (tpid >> 8);
        out[13] = (byte) tpid;
        out[14] = (byte) (tci >> 8);
        out[15] = (byte) tci;
        System.arraycopy(frame, 12, out, 16, frame.length - 12);
        return out;
    }
}
