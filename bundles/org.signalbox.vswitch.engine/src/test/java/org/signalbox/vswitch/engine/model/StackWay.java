package org.signalbox.vswitch.engine.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.engine.model.StackSwitch.Running;

/**
 * The way of frames through a switch of a {@link StackModel}: source port, capturing, filtering, forwarding; then for
 * each destination filtering, capturing and delivery, backwards.
 */
public final class StackWay {
    private record Copy(StackFrame frame, String port) {
    }

    private final StackModel model;
    private final StackSwitch at;
    private final Map<Integer, String> stations = new HashMap<>();
    private final Map<String, Long> drops = new TreeMap<>();
    private final Map<String, Long> received = new HashMap<>();
    private final Map<String, Long> delivered = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private long in;
    private long made;
    private long copies;
    private long passedOn;

    StackWay(final StackModel model, final StackSwitch at) {
        this.model = model;
        this.at = at;
    }

    void enter(final StackFrame frame) {
        in++;
        received.merge(frame.source, 1L, Long::sum);
        pass(List.of(frame), null);
    }

    void originate(final Running by, final StackFrame frame) {
        made++;
        pass(List.of(frame), by);
    }

    /** @param after the extension that made them; null for those that entered */
    private void pass(final List<StackFrame> entered, final Running after) {
        final List<Running> stack = Stream.concat(at.running(ExtensionKind.CAPTURING).stream(),
                at.running(ExtensionKind.FILTERING).stream()).toList();
        List<StackFrame> frames = entered;
        for (final Running each : stack.subList(stack.indexOf(after) + 1, stack.size())) {
            frames = frames.isEmpty() ? frames : ingress(each, frames);
        }
        List<Copy> out = frames.isEmpty() ? List.of() : forward(frames);
        for (final Running each : stack.reversed()) {
            out = out.isEmpty() ? out : egress(each, out);
        }
        out.forEach(this::deliver);
    }

    private List<StackFrame> ingress(final Running by, final List<StackFrame> frames) {
        if (by.failed) {
            return at.onFailure(by) == FailPolicy.CLOSED ? dropAll(by, frames, List.of()) : frames;
        }
        by.frames += frames.size();
        final boolean clones = model.isArmed(by.offer, StackOffer.Fault.INGRESS_AFTER_CLONE);
        if (clones || model.isArmed(by.offer, StackOffer.Fault.INGRESS)) {
            at.fail(by);
            if (clones) {
                made++;
                dropAll(by, List.of(frames.getFirst()), List.of());
            }
            return at.onFailure(by) == FailPolicy.OPEN ? frames : dropAll(by, frames, List.of());
        }
        final List<StackFrame> next = new ArrayList<>();
        final List<StackFrame> others = new ArrayList<>();
        for (final StackFrame frame : frames) {
            final StackPolicy policy = at.policy(frame.source, by.offer.id());
            visit(by, frame, Direction.INGRESS, "", policy);
            if (by.offer.kind() == ExtensionKind.CAPTURING) {
                next.add(frame);
            } else {
                filter(by, frame, policy, next, others);
            }
        }
        // what it made meets later extensions only, behind all that goes back to the same received frame
        next.addAll(others);
        return next;
    }

    private void filter(final Running by, final StackFrame frame, final StackPolicy policy,
            final List<StackFrame> next, final List<StackFrame> others) {
        if (StackPolicy.divides(policy.drop(), frame.number)) {
            drop(by, "drop", frame.source, Direction.INGRESS, "divided by " + policy.drop());
            return;
        }
        frame.marks.add(StackFrame.mark(by.offer.id(), by.offer.version()));
        frame.marks.add(policy.value());
        if (StackPolicy.divides(policy.rewrite(), frame.number)) {
            frame.to = StackFrame.BROADCAST;
        }
        next.add(frame);
        if (StackPolicy.divides(policy.twin(), frame.number)) {
            made++;
            others.add(frame.copy(StackFrame.bit(by.offer.id())));
        } else if (StackPolicy.divides(policy.inject(), frame.number)) {
            made++;
            others.add(frame.answer(StackFrame.bit(by.offer.id())));
        }
    }

    private List<Copy> forward(final List<StackFrame> frames) {
        final Running by = at.running(ExtensionKind.FORWARDING).stream().findFirst().orElse(null);
        if (by == null) {
            return bySwitch(frames);
        }
        final boolean closed = at.onFailure(by) == FailPolicy.CLOSED;
        if (by.failed) {
            return closed ? dropAll(by, frames, List.of()) : bySwitch(frames);
        }
        by.frames += frames.size();
        if (model.isArmed(by.offer, StackOffer.Fault.FORWARD)) {
            at.fail(by);
            return at.onFailure(by) == FailPolicy.OPEN ? bySwitch(frames) : dropAll(by, frames, List.of());
        }
        final List<Copy> out = new ArrayList<>();
        final List<String> names = at.spec().ports().stream().map(PortSpec::name).sorted().toList();
        for (final StackFrame frame : frames) {
            visit(by, frame, Direction.INGRESS, "", at.policy(frame.source, by.offer.id()));
            if (StackPolicy.isRefused(frame.number)) {
                drop(by, "choice", frame.source, Direction.INGRESS, "refused by number");
            } else {
                learn(frame);
                copy(frame, StackPolicy.isFlooded(frame.number) ? others(frame)
                        : StackPolicy.chosen(frame.number, names), out);
            }
        }
        return out;
    }

    /** Without a forwarding extension the switch forwards by itself. */
    private List<Copy> bySwitch(final List<StackFrame> frames) {
        final List<Copy> out = new ArrayList<>();
        for (final StackFrame frame : frames) {
            learn(frame);
            final String port = stations.get(frame.to);
            if (port != null && port.equals(frame.source)) {
                drop(null, "samePort", frame.source, Direction.INGRESS, "its destination is behind its source port");
            } else {
                copy(frame, port == null ? others(frame) : List.of(port), out);
            }
        }
        return out;
    }

    private void learn(final StackFrame frame) {
        if (!frame.source.isEmpty()) {
            stations.put(frame.from, frame.source);
        }
    }

    private List<String> others(final StackFrame frame) {
        return at.spec().ports().stream().map(PortSpec::name).filter(name -> !name.equals(frame.source)).toList();
    }

    private void copy(final StackFrame frame, final List<String> ports, final List<Copy> out) {
        if (ports.isEmpty()) {
            drop(null, "noDestination", frame.source, Direction.INGRESS, "no destination");
        } else {
            final List<String> chosen = ports.stream().distinct().toList();
            copies += chosen.size();
            chosen.forEach(port -> out.add(new Copy(frame, port)));
        }
    }

    private List<Copy> egress(final Running by, final List<Copy> out) {
        if (by.failed) {
            return at.onFailure(by) == FailPolicy.CLOSED ? excludeAll(by, out) : out;
        }
        by.frames += out.size();
        if (model.isArmed(by.offer, StackOffer.Fault.EGRESS)) {
            at.fail(by);
            return at.onFailure(by) == FailPolicy.OPEN ? out : excludeAll(by, out);
        }
        final List<Copy> next = new ArrayList<>();
        for (final Copy copy : out) {
            final StackPolicy policy = at.policy(copy.port, by.offer.id());
            visit(by, copy.frame, Direction.EGRESS, copy.port, policy);
            if (by.offer.kind() == ExtensionKind.FILTERING
                    && StackPolicy.divides(policy.exclude(), copy.frame.number)) {
                drop(by, "exclude", copy.port, Direction.EGRESS, "divided by " + policy.exclude());
            } else {
                next.add(copy);
            }
        }
        return next;
    }

    private void deliver(final Copy copy) {
        final PortSpec port = at.port(copy.port).orElseThrow();
        if (port.attachment().isEmpty()) {
            drop(null, "disconnected", port.name(), Direction.EGRESS, "the port is not connected");
        } else if (!at.missing(port).isEmpty()) {
            drop(null, "linkDown", port.name(), Direction.EGRESS, "the port is down");
        } else if (holds(port) == 0) {
            drop(null, "queueFull", port.name(), Direction.EGRESS, "queue full");
        } else {
            delivered.merge(port.name(), 1L, Long::sum);
            if (holds(port) > 0) {
                held.merge(port.name(), 1L, Long::sum);
            } else {
                passedOn++;
            }
            model.account().delivered(at.spec().name() + "/" + port.name(), copy.frame.origin, copy.frame.hex());
        }
    }

    private static int holds(final PortSpec port) {
        return port.attachment().values().iterator().next() instanceof Map<?, ?> settings
                && settings.get("holds") instanceof Number number ? number.intValue() : -1;
    }

    /** A port goes: what it held is lost, and what was behind it is nowhere. */
    void leave(final String port) {
        if (held.containsKey(port)) {
            drops.merge("switch detached " + port + " EGRESS waiting when the attachment was taken off",
                    held.remove(port), Long::sum);
        }
        received.remove(port);
        delivered.remove(port);
        stations.values().removeIf(port::equals);
    }

    private void visit(final Running by, final StackFrame frame, final Direction direction, final String port,
            final StackPolicy policy) {
        final String met = direction == Direction.INGRESS ? frame.source : port;
        if (!met.isEmpty()) {
            by.met.merge(met, 1L, Long::sum);
        }
        model.account().visited(at.spec().name(), frame.name(), direction, port, by.offer.id(), by.offer.version(),
                policy.value());
    }

    private <T> List<T> dropAll(final Running by, final List<StackFrame> frames, final List<T> nothing) {
        frames.forEach(frame -> drop(by, "fault", frame.source, Direction.INGRESS, "the extension failed"));
        return nothing;
    }

    private List<Copy> excludeAll(final Running by, final List<Copy> out) {
        out.forEach(copy -> drop(by, "fault", copy.port, Direction.EGRESS, "the extension failed"));
        return List.of();
    }

    private void drop(final Running by, final String rule, final String port, final Direction direction,
            final String reason) {
        drops.merge((by == null ? "switch" : by.offer.id()) + " " + rule + " " + port + " " + direction + " " + reason,
                1L, Long::sum);
        if (by != null) {
            by.drops++;
        }
        if (direction == Direction.INGRESS) {
            copies++;
        }
    }

    /** What is known of stations' places. */
    public boolean knows(final int station) {
        return stations.containsKey(station);
    }

    // what it says of itself

    public long in() {
        return in;
    }

    /** Frames in and made, copies, and what became of those; and how many addresses are known. */
    public String totals() {
        return in + " in " + made + " made " + copies + " copies " + passedOn + " delivered "
                + drops.values().stream().mapToLong(Long::longValue).sum() + " dropped "
                + held.values().stream().mapToLong(Long::longValue).sum() + " held " + stations.size() + " learned";
    }

    public long made() {
        return made;
    }

    public Map<String, Long> drops() {
        return drops;
    }

    String traffic(final String port) {
        return received.getOrDefault(port, 0L) + " received " + delivered.getOrDefault(port, 0L) + " delivered";
    }
}
