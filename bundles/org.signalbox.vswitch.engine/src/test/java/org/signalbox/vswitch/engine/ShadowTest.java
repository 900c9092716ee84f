package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.UpgradeStatus.State;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** A version in the shadow of another: what it does differently is said, and has no effect. */
@Timeout(120)
class ShadowTest {
    private static final String ID = "x";
    private static final int PORTS = 3;
    /** Frames that are sent in the shadow. */
    private static final int FRAMES = 20;
    private static final UpgradePlan LONG = new UpgradePlan(Long.MAX_VALUE, Duration.ofMinutes(5), false, Duration.ZERO);

    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = new Engine(Engine.timeOfDay(), (who, _, thrown) -> faults.add(who + ": " + thrown));
    private final Cables cables = new Cables();
    private final CountDownLatch released = new CountDownLatch(1);

    ShadowTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        released.countDown();
        engine.close();
    }

    private static SwitchSpec spec(final int workers) {
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of(ID), IntStream.range(0, PORTS).mapToObj(index ->
                new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()),
                        Map.of())).toList()).withWorkers(workers);
    }

    private Cables.Cable cable(final int port) {
        return cables.at("s", "p" + port);
    }

    private SwitchStatus status() {
        return engine.switches().getFirst();
    }

    private void add(final String version, final Extension extension) {
        engine.add(new InstalledExtension(ID, version, "", extension));
    }

    private CompletableFuture<UpgradeStatus> upgrade(final UpgradePlan plan) {
        final CompletableFuture<UpgradeStatus> done = CompletableFuture.supplyAsync(
                () -> engine.upgrade(ID, "2", plan, _ -> { }), task -> new Thread(task).start());
        Cables.await("the upgrade to begin", () -> done.isDone() || !engine.upgrades().isEmpty());
        // behind the steps that begin it
        engine.apply(List.of(status().spec()));
        return done;
    }

    private static UpgradeStatus get(final CompletableFuture<UpgradeStatus> done) throws Exception {
        return done.get(30, TimeUnit.SECONDS);
    }

    private interface Handler {
        void handle(FrameBatch frames, int frame, IngressActions actions);
    }

    private static FilteringExtension ingress(final Handler handler) {
        return _ -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    handler.handle(frames, frames.frame(k), actions);
                }
            }
        };
    }

    private interface Chooser {
        void choose(FrameBatch frames, int frame, ForwardActions actions);
    }

    private static ForwardingExtension forward(final Chooser chooser) {
        return _ -> (frames, actions) -> {
            for (int k = 0; k < frames.live(); k++) {
                chooser.choose(frames, frames.frame(k), actions);
            }
        };
    }

    private static FilteringExtension egress(final int excluded) {
        return context -> new FilteringStage() {
            private final int reason = context.dropReason("no", "not there");

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                for (int k = 0; k < copies.live(); k++) {
                    if (copies.destinationPort(copies.frame(k)) == excluded) {
                        actions.drop(copies.frame(k), reason);
                    }
                }
            }
        };
    }

    private static FilteringExtension dropping() {
        return context -> new FilteringStage() {
            private final int reason = context.dropReason("rule 1", "because");

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    actions.drop(frames.frame(k), reason);
                }
            }
        };
    }

    private static final FilteringExtension PASSING = ingress((_, _, _) -> { });

    private static Stream<Arguments> differing() {
        return Stream.of(
                Arguments.of(PASSING, dropping(), 1,
                        "s/p0 ingress, 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff type 88b5: passed with 60 bytes, now dropped"
                                + " (rule 1: because)"),
                Arguments.of(PASSING, ingress((_, frame, actions) -> actions.drop(frame, 60_000)), 1,
                        "passed with 60 bytes, now dropped (a reason that is not the extension's)"),
                Arguments.of(dropping(), PASSING, 1, ": dropped (rule 1: because), now passed with 60 bytes"),
                Arguments.of(PASSING, ingress((_, frame, actions) -> actions.setU8(frame, 40, 7)), 1,
                        ": passed with byte 40 as 28, now passed with byte 40 as 07"),
                Arguments.of(ingress((_, frame, actions) -> actions.setU8(frame, 40, 7)), PASSING, 1,
                        ": passed with byte 40 as 07, now passed with byte 40 as 28"),
                Arguments.of(PASSING, ingress((_, frame, actions) -> actions.cloneFrame(frame)), 1,
                        ": made 0 frames of the batch that begins with it, now made 1 frame of the batch that begins"
                                + " with it"),
                Arguments.of(PASSING, ingress((_, frame, actions) -> actions.inject(frame,
                        MemorySegment.ofArray(Runs.frame(255, 9)), 0, 60, 1, 0)), 1, "made 0 frames of the batch"),
                Arguments.of(egress(-1), egress(1), 1, "s/p1 egress, 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff type 88b5: "
                        + "passed, now dropped (no: not there)"),
                Arguments.of(egress(1), egress(2), 2, "s/p1 egress, 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff type 88b5: "
                        + "dropped (no: not there), now passed"),
                Arguments.of(forward((_, frame, actions) -> actions.flood(frame)),
                        forward((_, frame, actions) -> actions.to(frame, 1)), 1, ": flooded, now sent to p1"),
                Arguments.of(forward((_, frame, actions) -> {
                    actions.to(frame, 2);
                    actions.to(frame, 1);
                }), forward((_, _, _) -> { }), 1, ": sent to p2, p1, now sent nowhere"));
    }

    /** A frame at a time, so that each differs by itself; the same as without a shadow comes out. */
    @ParameterizedTest
    @MethodSource("differing")
    void shouldTellDifferencesAndKeepTheOldVersion(final Extension old, final Extension other, final int each,
            final String example) throws Exception {
        add("1", old);
        engine.apply(List.of(spec(1)));
        sendEach(FRAMES);
        final FrameTotals alone = status().totals();
        final List<byte[]> outAlone = out();
        add("2", other);
        final CompletableFuture<UpgradeStatus> upgrade = upgrade(new UpgradePlan(Long.MAX_VALUE, Duration.ofMinutes(5),
                false, Duration.ofMinutes(1)));
        sendEach(FRAMES);
        assertThat(status().totals().in()).isEqualTo(2 * alone.in());
        assertThat(status().totals().delivered()).isEqualTo(2 * alone.delivered());
        assertThat(status().totals().dropped()).isEqualTo(2 * alone.dropped());
        final List<byte[]> both = new ArrayList<>(outAlone);
        both.addAll(outAlone);
        assertThat(out()).usingElementComparator(Arrays::compare).containsExactlyInAnyOrderElementsOf(both);
        final UpgradeStatus running = engine.upgrades().getFirst();
        assertThat(running.state()).isEqualTo(State.SHADOWING);
        assertThat(running.differences()).isEqualTo((long) each * FRAMES);
        assertThat(running.examples()).hasSize(UpgradeStatus.EXAMPLES);
        assertThat(running.examples().getFirst().toString()).contains(example);
        engine.apply(List.of(spec(1).withExtensions(List.of())));
        final UpgradeStatus end = get(upgrade);
        assertThat(end.state()).isEqualTo(State.REFUSED);
        assertThat(end.reason()).isEqualTo("it handles " + each * FRAMES + " of " + end.frames()
                + " frames in another way than 1");
        assertThat(engine.extensions().getFirst().version()).isEqualTo("1");
        assertThat(faults).isEmpty();
    }

    private List<byte[]> out() {
        return IntStream.range(0, PORTS).boxed().flatMap(port -> cable(port).delivered().stream()).toList();
    }

    private void sendEach(final int frames) {
        final long before = status().totals().in();
        for (int k = 1; k <= frames; k++) {
            final long in = before + k;
            cable(0).send(Runs.frame(255, 1));
            Cables.await("frame " + in, () -> status().totals().in() == in);
        }
    }

    private static Stream<Extension> kinds() {
        return Stream.of(PASSING, dropping(), egress(1),
                ingress((frames, frame, actions) -> actions.cloneFrame(actions.cloneFrame(frame))),
                ingress((frames, frame, actions) -> actions.setU8(frame, 30, frames.sourcePort(frame) + frames.vlan(frame))),
                forward((frames, frame, actions) -> actions.to(frame, (frames.sourcePort(frame) + 1) % PORTS)),
                (CapturingExtension) _ -> new CapturingStage() {
                    @Override
                    public void originate(final OriginateActions actions) {
                        actions.send(MemorySegment.ofArray(Runs.frame(255, 8)), 0, 60, FrameBatch.NO_PORT, 0);
                    }
                });
    }

    /** Of every kind, in full batches, on two workers. */
    @ParameterizedTest
    @MethodSource("kinds")
    void shouldFindNoDifferenceBetweenEquals(final Extension same) throws Exception {
        add("1", same);
        add("2", wrapped(same));
        engine.apply(List.of(spec(2)));
        final CompletableFuture<UpgradeStatus> upgrade =
                upgrade(new UpgradePlan(2_000, Duration.ofSeconds(20), false, Duration.ZERO));
        while (!upgrade.isDone()) {
            final long before = status().totals().in();
            for (int port = 0; port < PORTS; port++) {
                cable(port).send(Runs.frame(255, port + 1), 0, 100);
            }
            Cables.await("frames", () -> status().totals().in() == before + 100 * PORTS);
        }
        final UpgradeStatus end = get(upgrade);
        assertThat(end.examples()).isEmpty();
        assertThat(end.state()).isEqualTo(State.DONE);
        assertThat(end.frames()).isGreaterThanOrEqualTo(2_000);
        assertThat(faults).isEmpty();
    }

    /** Another service that does the same. */
    private static Extension wrapped(final Extension same) {
        return switch (same) {
            case CapturingExtension of -> (CapturingExtension) of::create;
            case FilteringExtension of -> (FilteringExtension) of::create;
            case ForwardingExtension of -> (ForwardingExtension) of::create;
        };
    }

    @Test
    void shouldTakeDifferencesThatAreAccepted() throws Exception {
        add("1", PASSING);
        add("2", dropping());
        engine.apply(List.of(spec(1)));
        final CompletableFuture<UpgradeStatus> upgrade =
                upgrade(new UpgradePlan(10, Duration.ofMinutes(1), true, Duration.ZERO));
        cable(0).send(Runs.frame(255, 1), 0, 30);
        final UpgradeStatus end = get(upgrade);
        assertThat(end.state()).isEqualTo(State.DONE);
        assertThat(end.differences()).isGreaterThanOrEqualTo(10);
        assertThat(end.examples()).isNotEmpty();
        assertThat(status().stages().getFirst().version()).isEqualTo("2");
    }

    @Test
    void shouldEndAfterItsTimeWithoutFrames() throws Exception {
        add("1", PASSING);
        add("2", wrapped(PASSING));
        engine.apply(List.of(spec(1)));
        final UpgradeStatus end = get(upgrade(new UpgradePlan(10, Duration.ofMillis(50), false, Duration.ZERO)));
        assertThat(end.state()).isEqualTo(State.DONE);
        assertThat(end.frames()).isZero();
    }

    private enum Pass { INGRESS, FORWARD, EGRESS, ORIGINATE }

    private static Extension doing(final Pass pass, final Runnable what) {
        return switch (pass) {
            case INGRESS -> ingress((_, _, _) -> what.run());
            case FORWARD -> forward((_, frame, actions) -> {
                what.run();
                actions.flood(frame);
            });
            case EGRESS -> (FilteringExtension) _ -> new FilteringStage() {
                @Override
                public void egress(final FrameBatch copies, final EgressActions actions) {
                    what.run();
                }
            };
            case ORIGINATE -> (CapturingExtension) _ -> new CapturingStage() {
                @Override
                public void originate(final OriginateActions actions) {
                    what.run();
                }
            };
        };
    }

    private static Stream<Arguments> passes() {
        return Stream.of(1, 2).flatMap(workers -> Stream.of(Pass.values()).map(pass -> Arguments.of(workers, pass)));
    }

    @ParameterizedTest
    @MethodSource("passes")
    void shouldEndWithAVersionThatThrowsAndLoseNothing(final int workers, final Pass pass) throws Exception {
        add("1", doing(pass, () -> { }));
        add("2", doing(pass, () -> {
            throw new IllegalStateException("not yet");
        }));
        engine.apply(List.of(spec(workers)));
        final CompletableFuture<UpgradeStatus> upgrade = upgrade(LONG);
        cable(0).send(Runs.frame(255, 1), 0, 200);
        assertThat(get(upgrade).reason())
                .isEqualTo("2 failed in the shadow of 1: IllegalStateException: not yet");
        Cables.await("frames", () -> status().totals().in() == 200);
        assertThat(status().totals()).isEqualTo(new FrameTotals(200, 400, 400, 0, 0));
        assertRunning("1");
        assertThat(faults).containsExactly("x 2 in the shadow of 1: java.lang.IllegalStateException: not yet");
    }

    private void assertRunning(final String version) {
        final StageStatus stage = status().stages().getFirst();
        assertThat(stage.state()).isEqualTo(StageStatus.State.RUNNING);
        assertThat(stage.version()).isEqualTo(version);
        assertThat(stage.faults()).isZero();
    }

    /** What a fence costs is the batch, each frame of which is accounted for. */
    @ParameterizedTest
    @MethodSource("passes")
    void shouldFenceAVersionThatHangs(final int workers, final Pass pass) throws Exception {
        add("1", doing(pass, () -> { }));
        add("2", doing(pass, () -> {
            try {
                released.await();
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        engine.apply(List.of(spec(workers)));
        final CompletableFuture<UpgradeStatus> upgrade = upgrade(LONG);
        cable(0).send(Runs.frame(255, 1));
        assertThat(get(upgrade).reason()).startsWith("2 failed in the shadow of 1: did not return within 50 ms, at ")
                .contains(ShadowTest.class.getName());
        cable(0).send(Runs.frame(255, 1), 0, 10);
        Cables.await("frames", () -> status().totals().in() == 11);
        final FrameTotals totals = status().totals();
        assertThat(totals.dropped()).isEqualTo(pass == Pass.EGRESS ? PORTS - 1 : 1);
        assertThat(totals.delivered()).isEqualTo(10 * (PORTS - 1));
        assertThat(status().drops()).allSatisfy(drop -> assertThat(drop.extension() + " " + drop.rule())
                .isEqualTo("x fault"));
        assertRunning("1");
        released.countDown();
        cable(0).send(Runs.frame(255, 1));
        Cables.await("it goes on when the stage returns after all", () -> status().totals().in() == 12);
        assertThat(faults).hasSize(1);
    }

    /** It may use half of the time at most; the old one's frames only come later. */
    @Test
    void shouldEndWithAVersionThatIsSlow() throws Exception {
        add("1", PASSING);
        add("2", doing(Pass.INGRESS, () -> {
            final long end = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }));
        engine.apply(List.of(spec(1)));
        final CompletableFuture<UpgradeStatus> upgrade = upgrade(LONG);
        while (!upgrade.isDone()) {
            final long before = status().totals().in();
            cable(0).send(Runs.frame(255, 1));
            Cables.await("a frame", () -> status().totals().in() == before + 1);
        }
        assertThat(get(upgrade).reason()).contains("2 failed in the shadow of 1: IllegalStateException: it is too slow"
                + " to run beside another: ");
        assertThat(status().totals().dropped()).isZero();
        assertRunning("1");
    }

    /** A policy that is a number, which the stage stamps. */
    public record Stamp(@Doc("What to write.") int value) {
    }

    private static final class Stamping implements FilteringExtension {
        private final Function<Integer, Integer> made;

        private Stamping(final Function<Integer, Integer> made) {
            this.made = made;
        }

        @Override
        public Optional<Class<? extends Record>> portPolicy() {
            return Optional.of(Stamp.class);
        }

        @Override
        public Object compile(final StageContext context, final StagePort port, final Record policy) {
            return made.apply(((Stamp) policy).value());
        }

        @Override
        public FilteringStage create(final StageContext context) {
            return new FilteringStage() {
                private final int[] values = new int[16];

                @Override
                public void portChanged(final StagePort port, final Object policy) {
                    values[port.index()] = policy == null ? 0 : (int) policy;
                }

                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    for (int k = 0; k < frames.live(); k++) {
                        actions.setU8(frames.frame(k), 40, values[frames.sourcePort(frames.frame(k))]);
                    }
                }
            };
        }
    }

    private static SwitchSpec stamped(final int ports, final long value) {
        return spec(1).withPorts(IntStream.range(0, ports).mapToObj(index -> new PortSpec("p" + index, Optional.empty(),
                Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()), Map.of(ID, Map.of("value", value)))).toList());
    }

    @Test
    void shouldFollowChangesOfPortsAndPolicies() throws Exception {
        add("1", new Stamping(value -> value));
        add("2", new Stamping(value -> value));
        engine.apply(List.of(stamped(2, 1)));
        final CompletableFuture<UpgradeStatus> upgrade =
                upgrade(new UpgradePlan(3, Duration.ofMinutes(1), false, Duration.ZERO));
        engine.apply(List.of(stamped(3, 1)));
        cable(2).send(Runs.frame(255, 3));
        Cables.await("a frame", () -> status().totals().in() == 1);
        engine.apply(List.of(stamped(3, 2)));
        cable(2).send(Runs.frame(255, 3));
        final UpgradeStatus end = get(upgrade);
        assertThat(end.examples()).isEmpty();
        assertThat(end.state()).isEqualTo(State.DONE);
        cable(2).send(Runs.frame(255, 3));
        Cables.await("a frame", () -> cable(0).count() == 3);
        assertThat(cable(0).delivered().stream().map(frame -> frame[40])).containsExactly((byte) 1, (byte) 2, (byte) 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseAVersionThatRefusesAPolicy(final boolean shadow) throws Exception {
        add("1", new Stamping(value -> value));
        add("2", new Stamping(_ -> {
            throw new IllegalArgumentException("no stamps any more");
        }));
        engine.apply(List.of(stamped(2, 1)));
        final UpgradeStatus end = get(upgrade(shadow ? LONG
                : new UpgradePlan(0, Duration.ZERO, false, Duration.ZERO)));
        assertThat(end.state()).isEqualTo(State.REFUSED);
        assertThat(end.reason()).endsWith("IllegalArgumentException: no stamps any more");
        assertRunning("1");
    }
}
