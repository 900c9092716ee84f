package org.signalbox.vswitch.engine.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** A whole switch: frame in, copies and drops out. */
public final class SwitchModel {
    private static final long SECOND = 1_000_000_000L;

    private final SwitchSpec spec;
    private final List<PortSpec> ports;
    private final Vlans vlans;
    private final Admission admission;
    private final Addresses addresses;
    private final Mirrors mirrors;
    private final Map<Integer, Flooded> flooded = new HashMap<>();
    private final List<String> deliveries = new ArrayList<>();
    private final Map<String, Long> drops = new TreeMap<>();
    private long copies;

    /** How many frames of one second a port had flooded. */
    private record Flooded(long second, int frames) {
    }

    /** A switch that nothing entered yet. */
    public SwitchModel(final SwitchSpec spec) {
        this.spec = spec;
        ports = spec.ports();
        vlans = new Vlans(spec);
        admission = new Admission(ports);
        addresses = new Addresses(spec, vlans);
        mirrors = new Mirrors(spec, vlans);
    }

    /** A frame enters at a port at a time, never before the one that entered last. */
    public void enter(final int port, final long timeNanos, final byte[] bytes) {
        enter(port, timeNanos, bytes, (frame, delivered) -> forward(frame, port, timeNanos, delivered));
    }

    /**
     * As above, on a switch with a forwarding extension.
     *
     * @param named the ports that the extension names; empty: it lets the frame be flooded
     */
    public void enterWithExtension(final int port, final long timeNanos, final byte[] bytes,
            final Optional<SortedSet<Integer>> named) {
        enter(port, timeNanos, bytes, (frame, delivered) -> named.ifPresentOrElse(
                some -> toNamed(frame, port, some, delivered), () -> flood(frame, port, timeNanos, delivered)));
    }

    private void enter(final int port, final long timeNanos, final byte[] bytes,
            final BiConsumer<EdgeFrame, List<Integer>> choice) {
        final Admission.Verdict verdict = admission.admit(port, bytes);
        if (verdict.frame().isEmpty()) {
            drop(port, verdict.rule().orElseThrow());
            return;
        }
        final EdgeFrame frame = verdict.frame().get();
        if (!vlans.isOfMirrors(frame.vlan()) && !frame.isFromGroup()) {
            addresses.learn(vlans.table(frame.vlan()), frame.source(), port, timeNanos);
        }
        final List<Integer> delivered = new ArrayList<>();
        choice.accept(frame, delivered);
        delivered.forEach(to -> deliver(to, timeNanos, Mirrors.form(frame, ports.get(to))));
        mirrors.copies(frame, port, delivered).forEach(copy -> deliver(copy.port(), timeNanos, copy.bytes()));
    }

    private void forward(final EdgeFrame frame, final int port, final long timeNanos, final List<Integer> delivered) {
        final OptionalInt known = vlans.isOfMirrors(frame.vlan()) || frame.isToGroup() ? OptionalInt.empty()
                : addresses.find(vlans.table(frame.vlan()), frame.destination(), timeNanos);
        if (known.isPresent()) {
            toOne(frame, port, known.getAsInt(), delivered);
        } else {
            flood(frame, port, timeNanos, delivered);
        }
    }

    /** Each named port gets a copy or the switch drops it there; a frame may go back where it came from. */
    private void toNamed(final EdgeFrame frame, final int from, final SortedSet<Integer> named,
            final List<Integer> delivered) {
        for (final int to : named) {
            if (!Vlans.carries(ports.get(to).vlan(), frame.vlan())) {
                drop(to, "vlan", "EGRESS");
            } else if (to == from || vlans.reaches(from, frame.vlan(), to)) {
                delivered.add(to);
            } else {
                drop(to, vlans.areUplinks(from, to) ? "uplinkLoop" : "isolated", "EGRESS");
            }
        }
        if (named.isEmpty()) {
            drop(from, "noDestination");
        }
    }

    private void toOne(final EdgeFrame frame, final int from, final int to, final List<Integer> delivered) {
        if (to == from) {
            drop(from, "samePort");
        } else if (vlans.areUplinks(from, to)) {
            drop(from, "uplinkLoop");
        } else if (!vlans.reaches(from, frame.vlan(), to)) {
            drop(from, "isolated");
        } else {
            delivered.add(to);
        }
    }

    private void flood(final EdgeFrame frame, final int from, final long timeNanos, final List<Integer> delivered) {
        if (isStorm(from, timeNanos)) {
            drop(from, "stormLimit");
            return;
        }
        for (int to = 0; to < ports.size(); to++) {
            if (vlans.reaches(from, frame.vlan(), to)) {
                delivered.add(to);
            }
        }
        if (delivered.isEmpty()) {
            drop(from, "noDestination");
        }
    }

    private boolean isStorm(final int port, final long timeNanos) {
        final int limit = ports.get(port).limits().storm();
        final long second = Math.floorDiv(timeNanos, SECOND);
        final Flooded before = flooded.getOrDefault(port, new Flooded(second, 0));
        final int frames = before.second == second ? before.frames : 0;
        if (limit > 0 && frames == limit) {
            return true;
        }
        flooded.put(port, new Flooded(second, frames + 1));
        return false;
    }

    private void deliver(final int port, final long timeNanos, final byte[] bytes) {
        copies++;
        deliveries.add(delivery(port, timeNanos, bytes));
    }

    private void drop(final int port, final String rule) {
        drop(port, rule, "INGRESS");
    }

    private void drop(final int port, final String rule, final String direction) {
        copies++;
        drops.merge("switch " + rule + " " + ports.get(port).name() + " " + direction, 1L, Long::sum);
    }

    /** A delivery in one line. */
    public static String delivery(final int port, final long timeNanos, final byte[] frame) {
        return timeNanos + " " + port + " " + HexFormat.of().formatHex(frame);
    }

    /** What left, in order. */
    public List<String> deliveries() {
        return deliveries;
    }

    /** Drop counts by {@code extension rule port direction}. */
    public Map<String, Long> drops() {
        return drops;
    }

    /** What all frames became: delivered copies, and one for each dropped frame. */
    public long copies() {
        return copies;
    }

    /** The switch with everything that is out of the ordinary, for messages. */
    @Override
    public String toString() {
        return spec.type() + " " + spec.forwardingTable() + " " + ports + " " + spec.mirrors();
    }
}
