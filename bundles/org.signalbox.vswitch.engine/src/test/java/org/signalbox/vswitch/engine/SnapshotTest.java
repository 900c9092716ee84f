package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.Simulations.Snapshot;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** A simulation that begins as a live switch stands. */
@Timeout(120)
class SnapshotTest {
    private static final int PORTS = 4;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    private final Engine engine = new Engine(clock::get, (who, _, thrown) -> faults.add(who + ": " + thrown));
    private final Cables cables = new Cables();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<byte[]> delivered = new ArrayList<>();

    SnapshotTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** A policy that says nothing. */
    public record Nothing() {
    }

    private static PortSpec port(final int index) {
        return new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()),
                Map.of());
    }

    private static SwitchSpec spec(final int workers, final String... extensions) {
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of(extensions),
                IntStream.range(0, PORTS).mapToObj(SnapshotTest::port).toList()).withWorkers(workers);
    }

    private static SwitchSpec with(final SwitchSpec spec, final int index, final PortSpec port) {
        final List<PortSpec> ports = new ArrayList<>(spec.ports());
        ports.set(index, port);
        return spec.withPorts(ports);
    }

    private void live(final int from, final int to) {
        final long in = engine.switches().getFirst().totals().in();
        cables.at("s", "p" + from).send(Runs.frame(to, from));
        Cables.await("one frame more", () -> engine.switches().getFirst().totals().in() == in + 1);
    }

    private Simulation twin(final Snapshot snapshot, final SwitchSpec spec) {
        decisions.clear();
        delivered.clear();
        return snapshot.open(spec, (_, _, memory, offset, length, _) -> delivered.add(
                memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE)), decisions::add);
    }

    private Decision enter(final Simulation twin, final Snapshot snapshot, final int from, final int to) {
        final byte[] frame = Runs.frame(to, from);
        twin.enter(from, snapshot.timeNanos(), MemorySegment.ofArray(frame), 0, frame.length, frame.length);
        twin.flush();
        return decisions.getLast();
    }

    /** What becomes of one frame in a twin with another spec. */
    private Decision decide(final SwitchSpec spec, final int from, final int to) {
        final Snapshot snapshot = engine.snapshot("s");
        try (Simulation twin = twin(snapshot, spec)) {
            return enter(twin, snapshot, from, to);
        }
    }

    private static String last(final Decision decision) {
        final Step step = decision.ingress().getLast();
        return step.verdict() + " " + step.rule();
    }

    private static List<String> ends(final Decision decision) {
        return decision.copies().stream().map(Copy::port).toList();
    }

    @Test
    void shouldKnowWhatTheLiveSwitchHasLearnedForAsLongAsThatDoes() {
        engine.apply(List.of(spec(1)));
        live(2, 0);
        assertThat(last(decide(spec(1), 0, 2))).isEqualTo("FORWARD learned");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(299));
        assertThat(last(decide(spec(1), 0, 2))).isEqualTo("FORWARD learned");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(last(decide(spec(1), 0, 2))).isEqualTo("FLOOD unknownUnicast");
    }

    @Test
    void shouldForgetWhatWasLearnedWhereTheVlanIsAnother() {
        engine.apply(List.of(spec(1)));
        live(2, 0);
        live(3, 0);
        final SwitchSpec moved = with(spec(1), 2, port(2).withVlan(new Vlan.Access(7)));
        assertThat(last(decide(moved, 0, 2))).isEqualTo("FLOOD unknownUnicast");
        assertThat(last(decide(moved, 0, 3))).isEqualTo("FORWARD learned");
    }

    @Test
    void shouldKnowPortsByNameWhereTheSpecHasThemInAnotherOrder() {
        engine.apply(List.of(spec(1)));
        live(2, 0);
        final SwitchSpec turned = spec(1).withPorts(spec(1).ports().reversed());
        assertThat(ends(decide(turned, 3, 2))).containsExactly("p2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldHandStagesWhatTheLiveOnesRemember(final int workers) {
        engine.add("numbering", new Numbering(1, 1));
        engine.apply(List.of(spec(workers, "numbering")));
        for (int k = 0; k < 5; k++) {
            live(1, 0);
        }
        live(2, 0);
        final Snapshot snapshot = engine.snapshot("s");
        try (Simulation twin = twin(snapshot, spec(workers, "numbering"))) {
            assertThat(twin.gaps()).isEmpty();
            enter(twin, snapshot, 1, 0);
            enter(twin, snapshot, 1, 0);
            enter(twin, snapshot, 2, 0);
            enter(twin, snapshot, 3, 0);
            final List<Integer> numbers = new ArrayList<>();
            delivered.forEach(frame -> numbers.add(ByteBuffer.wrap(frame).getInt(Numbering.STAMP_AT)));
            assertThat(numbers.stream().distinct()).as("each flooded to three").containsExactly(5, 6, 1, 0);
        }
    }

    @Test
    void shouldLeaveTheLiveSwitchAlone() {
        final Numbering numbering = new Numbering(1, 1);
        engine.add("numbering", numbering);
        engine.apply(List.of(spec(1, "numbering")));
        live(1, 0);
        final Snapshot snapshot = engine.snapshot("s");
        try (Simulation twin = twin(snapshot, spec(1, "numbering"))) {
            for (int k = 0; k < 100; k++) {
                enter(twin, snapshot, 1, 3);
                enter(twin, snapshot, 3, 1);
            }
        }
        assertThat(engine.switches().getFirst().totals().in()).isOne();
        assertThat(engine.forwardingTable("s")).hasSize(1);
        live(1, 0);
        final List<byte[]> got = cables.at("s", "p0").delivered();
        assertThat(ByteBuffer.wrap(got.getLast()).getInt(Numbering.STAMP_AT)).isOne();
        assertThat(numbering.open()).isOne();
        assertThat(numbering.misused()).isZero();
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldStayAsItWasTakenWhenTheLiveSwitchGoesOn() {
        engine.apply(List.of(spec(1)));
        final Snapshot snapshot = engine.snapshot("s");
        live(2, 0);
        try (Simulation twin = twin(snapshot, snapshot.spec())) {
            assertThat(last(enter(twin, snapshot, 0, 2))).isEqualTo("FLOOD unknownUnicast");
        }
    }

    @Test
    void shouldKnowHowMuchPortsHaveCausedAlready() {
        final SwitchSpec limited = with(spec(1), 1, port(1).withLimits(new PortLimits(1, 0, 0)));
        engine.apply(List.of(limited));
        assertThat(last(decide(limited, 1, 9))).isEqualTo("FLOOD unknownUnicast");
        live(1, 9);
        assertThat(last(decide(limited, 1, 9))).isEqualTo("DROP stormLimit");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(last(decide(limited, 1, 9))).isEqualTo("FLOOD unknownUnicast");
    }

    @Test
    void shouldDeliverNothingWhereThePortIsDownUnlessItsAttachmentIsAnother() {
        final SwitchSpec loose = with(with(spec(1), 2, port(2).withAttachment(Map.of())), 3,
                port(3).withAttachment(Map.of("nobody", Map.of())));
        engine.apply(List.of(loose));
        final Decision decision = decide(loose, 0, 9);
        assertThat(decision.copies()).extracting(copy -> copy.port() + " " + copy.steps().getLast().verdict() + " "
                + copy.steps().getLast().rule()).containsExactly("p1 DELIVER vlan", "p2 DROP disconnected",
                        "p3 DROP linkDown");
        assertThat(decide(spec(1), 0, 9).copies()).allMatch(Copy::isDelivered);
    }

    @Test
    void shouldTakeOnWhatASpecChangesAfterWhatIsRemembered() {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final FilteringStage stage = new FilteringStage() {
            @Override
            public void portChanged(final StagePort port, final Object policy) {
                calls.add("port " + port.name());
            }

            @Override
            public Optional<PortState> save(final StagePort port) {
                return port.name().equals("p1") ? Optional.of(new PortState(1, new byte[] {1})) : Optional.empty();
            }

            @Override
            public boolean restore(final StagePort port, final PortState state) {
                calls.add("restore " + port.name());
                return true;
            }
        };
        engine.add("telling", new FilteringExtension() {
            @Override
            public Optional<Class<? extends Record>> portPolicy() {
                return Optional.of(Nothing.class);
            }

            @Override
            public FilteringStage create(final StageContext context) {
                return stage;
            }
        });
        engine.apply(List.of(spec(1, "telling")));
        calls.clear();
        final SwitchSpec changed = with(spec(1, "telling"), 1, port(1).withPolicies(Map.of("telling", Map.of())));
        engine.snapshot("s").open(spec(1, "telling"), (_, _, _, _, _, _) -> { }, null).close();
        assertThat(calls).containsExactly("port p0", "port p1", "port p2", "port p3", "restore p1");
        calls.clear();
        engine.snapshot("s").open(changed, (_, _, _, _, _, _) -> { }, null).close();
        assertThat(calls).containsExactly("port p0", "port p1", "port p2", "port p3", "restore p1", "port p1");
    }

    @Test
    void shouldSayWhatItDoesNotRemember() {
        engine.add("numbering", new Numbering(2, 1));
        final FilteringExtension secretive = context -> new FilteringStage() {
            @Override
            public Optional<PortState> save(final StagePort port) {
                throw new IllegalStateException("not now");
            }
        };
        engine.add("secretive", secretive);
        engine.add("silent", (FilteringExtension) _ -> new FilteringStage() { });
        engine.apply(List.of(spec(1, "numbering", "secretive", "silent")));
        live(1, 0);
        try (Simulation twin = twin(engine.snapshot("s"), spec(1, "numbering", "secretive", "silent"))) {
            assertThat(twin.gaps()).containsExactly(
                    "numbering did not take on what it remembers of port p1 (4 bytes of version 2)",
                    "secretive did not save what it remembers: java.lang.IllegalStateException: not now",
                    "silent does not say that it is stateless, and saves nothing: if it remembers what it met, that is "
                            + "not known here");
        }
        live(1, 0);
        assertThat(engine.switches().getFirst().stages()).allMatch(stage -> stage.reason().isEmpty());
    }

    /** Nobody has it. */
    static final class Missing {
    }

    /** A stage whose class names it, as where an optional import is not there. */
    public static final class Incomplete implements FilteringStage {
        @SuppressWarnings("unused")
        public void take(final Missing missing) {
            assertThat(missing).isNotNull();
        }
    }

    private static FilteringStage incomplete() {
        final ClassLoader without = new ClassLoader(SnapshotTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
                if (name.equals(Missing.class.getName())) {
                    throw new ClassNotFoundException(name);
                }
                if (!name.equals(Incomplete.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    final byte[] code = file.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (final IOException unreadable) {
                    throw new ClassNotFoundException(name, unreadable);
                }
            }
        };
        try {
            return (FilteringStage) without.loadClass(Incomplete.class.getName()).getConstructor().newInstance();
        } catch (final ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void shouldSayOfAnIncompleteClassThatItCannotTell() {
        engine.add("incomplete", (FilteringExtension) _ -> incomplete());
        engine.add("numbering", new Numbering(1, 1));
        engine.apply(List.of(spec(1, "incomplete", "numbering")));
        live(1, 0);
        final Snapshot snapshot = engine.snapshot("s");
        try (Simulation twin = twin(snapshot, spec(1, "incomplete", "numbering"))) {
            assertThat(twin.gaps()).singleElement().asString().startsWith("incomplete does not say that it is "
                    + "stateless, and whether it saves what it remembers cannot be told (").contains("Missing");
            enter(twin, snapshot, 1, 0);
            assertThat(ByteBuffer.wrap(delivered.getFirst()).getInt(Numbering.STAMP_AT)).isOne();
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldRefuseWhatWasTakenInPart() {
        final LiveSnapshot part = new LiveSnapshot(spec(1), null, null);
        assertThatThrownBy(() -> part.learned(null)).isInstanceOf(IllegalStateException.class)
                .hasMessage("found that what switch s remembers could be read in part only, expected all of it: see "
                        + "the log");
    }

    @Test
    void shouldTakeWhatHasFailedAsFailed() {
        final FilteringExtension brittle = context -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                throw new IllegalStateException("broken");
            }
        };
        engine.add("brittle", brittle);
        engine.apply(List.of(spec(1, "brittle")));
        live(1, 0);
        assertThat(decide(spec(1, "brittle"), 1, 0).ingress().getLast().reason()).contains("broken");
        assertThat(decide(spec(1), 1, 0).copies()).isNotEmpty();
    }

    @Test
    void shouldRunWithoutWhatTheLiveSwitchRunsWithout() {
        engine.apply(List.of(spec(1, "absent")));
        assertThat(decide(spec(1, "absent"), 1, 0).copies()).hasSize(3);
        assertThatThrownBy(() -> decide(spec(1, "absent", "other"), 1, 0))
                .hasMessage("switch s: found extension \"other\", expected one that is installed");
    }

    @Test
    void shouldRefuseASwitchThatIsNotThere() {
        assertThatThrownBy(() -> engine.snapshot("s")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found no live switch \"s\", expected one, of which there are none");
        engine.apply(List.of(spec(1)));
        assertThatThrownBy(() -> engine.snapshot("t")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found no live switch \"t\", expected one of s");
    }
}
