package org.signalbox.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.engine.Engine;
import org.signalbox.vswitch.extension.Extension;

/**
 * A switch that a test drives: the engine of the live ones on a virtual clock, which starts at 0. Frames that enter are
 * handed to the extensions in batches, at the latest when the test looks at what came of them; what comes of them does
 * not depend on that. An extension that throws makes every look fail but {@link #faults} and {@link #status}.
 * Not thread-safe.
 */
public final class TestSwitch implements AutoCloseable {
    private final Engine engine;
    private final Simulation simulation;
    private final List<String> ports;
    private final List<List<byte[]>> delivered = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private long nanos;

    TestSwitch(final Engine engine, final SwitchSpec spec) {
        this.engine = engine;
        this.ports = spec.ports().stream().map(PortSpec::name).toList();
        ports.forEach(_ -> delivered.add(new ArrayList<>()));
        this.simulation = engine.open(spec, (port, _, memory, offset, length, _) -> delivered.get(port).add(
                memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE)), decisions::add);
    }

    /** A switch with extensions, top first, whose ids are the simple names of their classes. */
    public static TestSwitchBuilder with(final Extension... extensions) {
        final TestSwitchBuilder builder = new TestSwitchBuilder();
        Arrays.asList(extensions).forEach(builder::and);
        return builder;
    }

    /** A switch with an extension of the given id, which is the symbolic name of its bundle in a live one. */
    public static TestSwitchBuilder with(final String id, final Extension extension) {
        return new TestSwitchBuilder().and(id, extension);
    }

    /**
     * The frame enters now. Its bytes are copied.
     *
     * @param frame from the destination address on, without a checksum at its end
     */
    public TestSwitch enter(final String port, final byte[] frame) {
        simulation.enter(index(port), nanos, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
        return this;
    }

    /**
     * Sets the clock.
     *
     * @param time nanoseconds since the epoch, no less than {@link #timeNanos}
     */
    public TestSwitch at(final long time) {
        if (time < nanos) {
            throw new IllegalArgumentException("found time " + time + ", expected no less than " + nanos);
        }
        nanos = time;
        return this;
    }

    /** Sets the clock forward. */
    public TestSwitch advance(final Duration by) {
        return at(Math.addExact(nanos, by.toNanos()));
    }

    /** The time of the clock in nanoseconds since the epoch. */
    public long timeNanos() {
        return nanos;
    }

    /**
     * New stages take the place of the extension's and are handed what these have saved, as when a live switch gets its
     * next version.
     *
     * @param next this version of the extension, or another; its id is the simple name of its class
     * @throws AssertionError if state was not saved or not taken on, or the next one failed
     */
    public TestSwitch upgrade(final Extension next) {
        return upgrade(TestSwitchBuilder.id(next), next);
    }

    /** As {@link #upgrade(Extension)}, of the extension with this id. */
    public TestSwitch upgrade(final String id, final Extension next) {
        try {
            simulation.upgrade(id, next);
            return this;
        } catch (final IllegalStateException refused) {
            throw new AssertionError("the upgrade of " + id + " failed: " + refused.getMessage(), refused);
        }
    }

    /** What was delivered at a port so far, oldest first, tagged as the port gets it. */
    public List<byte[]> delivered(final String port) {
        settle();
        return List.copyOf(delivered.get(index(port)));
    }

    /** What became of every frame so far, also of those that extensions made, in the order of entry. */
    public List<Decision> decisions() {
        settle();
        return List.copyOf(decisions);
    }

    /** What was dropped so far, in the order of entry. */
    public List<Drop> drops() {
        final List<Drop> drops = new ArrayList<>();
        for (final Decision decision : decisions()) {
            drop(decision.frame(), decision.ingress(), decision.port(), Direction.INGRESS, drops);
            decision.copies().forEach(copy -> drop(decision.frame(), copy.steps(), copy.port(), Direction.EGRESS,
                    drops));
        }
        return drops;
    }

    private static void drop(final long frame, final List<Step> steps, final String port, final Direction direction,
            final List<Drop> into) {
        final Step last = steps.getLast();
        if (last.verdict() == Verdict.DROP) {
            into.add(new Drop(frame, last.extension(), last.rule(), last.reason(), port, direction));
        }
    }

    /** Extensions that threw, and what, one clause each; empty when all is well. */
    public List<String> faults() {
        return status().stages().stream().filter(stage -> stage.state() == StageStatus.State.FAULTED)
                .map(stage -> stage.extension() + ": " + stage.reason()).toList();
    }

    /** The account of the switch so far: its counters, of ports, extensions and drops. */
    public SwitchStatus status() {
        simulation.flush();
        return simulation.status();
    }

    /** @throws AssertionError unless exactly these frames were delivered at the port so far, in this order */
    public void assertDelivered(final String port, final byte[]... frames) {
        final List<byte[]> found = delivered(port);
        if (!Arrays.deepEquals(found.toArray(), frames)) {
            throw new AssertionError("delivered at " + port + ":" + hex(found) + "\nexpected:" + hex(List.of(frames))
                    + "\n" + account());
        }
    }

    /** @throws AssertionError unless a frame or a copy was dropped by the rule of this name */
    public void assertDropped(final String rule) {
        if (drops().stream().noneMatch(drop -> drop.rule().equals(rule))) {
            throw new AssertionError("nothing was dropped by rule \"" + rule + "\"\n" + account());
        }
    }

    /** @throws AssertionError unless an extension said of a frame or a copy that this rule is why it went on */
    public void assertPassed(final String rule) {
        if (decisions().stream().flatMap(TestSwitch::allSteps)
                .noneMatch(step -> step.verdict() != Verdict.DROP && step.rule().equals(rule))) {
            throw new AssertionError("nothing went on by rule \"" + rule + "\"\n" + account());
        }
    }

    private static Stream<Step> allSteps(final Decision decision) {
        return Stream.concat(decision.ingress().stream(),
                decision.copies().stream().flatMap(copy -> copy.steps().stream()));
    }

    /** @throws AssertionError if anything was dropped */
    public void assertNothingDropped() {
        if (!drops().isEmpty()) {
            throw new AssertionError("expected no drops\n" + account());
        }
    }

    /** What became of every frame, a line for each, for people. */
    public String account() {
        return decisions().stream().map(TestSwitch::line).collect(Collectors.joining("\n"));
    }

    private static String line(final Decision decision) {
        final StringBuilder line = new StringBuilder("frame " + decision.frame() + " at "
                + (decision.port().isEmpty() ? "no port" : decision.port()) + ", "
                + decision.headers().summary() + ": " + steps(decision.ingress()));
        for (final Copy copy : decision.copies()) {
            line.append("; to ").append(copy.port()).append(": ").append(steps(copy.steps()));
        }
        return line.toString();
    }

    private static String steps(final List<Step> steps) {
        return steps.stream().map(step -> (step.extension() + " " + step.verdict() + " " + step.rule() + " "
                + step.reason()).strip().replaceAll(" +", " ")).collect(Collectors.joining(", "));
    }

    private static String hex(final List<byte[]> frames) {
        return frames.isEmpty() ? " nothing"
                : frames.stream().map(HexFormat.of()::formatHex).collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    /** Closes the extensions' stages. */
    @Override
    public void close() {
        simulation.close();
        engine.close();
    }

    private void settle() {
        final List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new AssertionError("an extension failed: " + String.join("; ", faults));
        }
    }

    private int index(final String port) {
        final int index = ports.indexOf(port);
        if (index < 0) {
            throw new IllegalArgumentException("found port \"" + port + "\", expected one of "
                    + String.join(", ", ports));
        }
        return index;
    }
}
