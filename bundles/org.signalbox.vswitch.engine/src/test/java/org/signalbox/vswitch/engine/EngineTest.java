package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.StageStatus.State;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches.Refusal;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** The live switches: what comes and goes around a worker. */
class EngineTest {
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Engine engine = new Engine(Engine.timeOfDay(),
            (who, where, thrown) -> faults.add(who + " on " + where + ": " + thrown.getMessage()));
    private final Cables cables = new Cables();

    @BeforeEach
    void provideCables() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static PortSpec port(final String name) {
        return port(name, Vlan.UNTAGGED, Map.of());
    }

    private static PortSpec port(final String name, final Vlan vlan, final Map<String, Object> settings) {
        return new PortSpec(name, Optional.empty(), vlan, false, Map.of(Cables.KIND, settings), Map.of());
    }

    private static SwitchSpec spec(final String name, final List<String> extensions, final PortSpec... ports) {
        return new SwitchSpec(name, SwitchType.PRIVATE, extensions, List.of(ports));
    }

    private static InstalledExtension installed(final String id, final String version, final Extension extension) {
        return new InstalledExtension(id, version, "", extension);
    }

    private SwitchStatus status(final String name) {
        final SwitchStatus status = engine.switches().stream()
                .filter(each -> each.spec().name().equals(name)).findFirst().orElseThrow();
        final FrameTotals totals = status.totals();
        assertThat(totals.copies()).as("%s", totals).isEqualTo(totals.delivered() + totals.dropped() + totals.held());
        assertThat(totals.dropped()).isEqualTo(status.drops().stream().mapToLong(DropCount::count).sum());
        return status;
    }

    private PortStatus port(final String switchName, final String port) {
        return status(switchName).ports().stream().filter(each -> each.spec().name().equals(port)).findFirst()
                .orElseThrow();
    }

    private void awaitIn(final String switchName, final long frames) {
        Cables.await(frames + " frames in " + switchName, () -> status(switchName).totals().in() == frames);
    }

    @Test
    void shouldCarryFramesBetweenAttachments() {
        engine.apply(List.of(spec("s", List.of(), port("a"), port("b"), port("c"))));
        cables.at("s", "a").send(Runs.frame(255, 1));
        awaitIn("s", 1);
        cables.at("s", "b").send(Runs.frame(1, 2));
        awaitIn("s", 2);
        assertThat(cables.at("s", "a").delivered()).containsExactly(Runs.frame(1, 2));
        assertThat(cables.at("s", "b").delivered()).containsExactly(Runs.frame(255, 1));
        assertThat(cables.at("s", "c").delivered()).containsExactly(Runs.frame(255, 1));
        assertThat(cables.at("s", "a").flushes()).isEqualTo(1);
        assertThat(status("s").totals()).isEqualTo(new FrameTotals(2, 3, 3, 0, 0));
        assertThat(status("s").learned()).isEqualTo(2);
        assertThat(engine.forwardingTable("s").stream()
                .map(entry -> entry.vlan() + " " + entry.mac() + " " + entry.port()))
                .containsExactlyInAnyOrder("0 02:00:00:00:00:01 a", "0 02:00:00:00:00:02 b");
        assertThat(engine.forwardingTable("none")).isEmpty();
    }

    @Test
    void shouldSayWhyAPortIsDownAndDropThere() {
        engine.apply(List.of(spec("s", List.of(), port("a"), port("b"),
                new PortSpec("bare", Optional.empty(), Vlan.UNTAGGED, false, Map.of(), Map.of()),
                new PortSpec("odd", Optional.empty(), Vlan.UNTAGGED, false, Map.of("pigeon", Map.of()), Map.of()))));
        cables.at("s", "b").context().status(LinkState.DOWN, "unplugged");
        cables.at("s", "a").send(Runs.frame(255, 1));
        awaitIn("s", 1);
        final SwitchStatus status = status("s");
        assertThat(status.ports().stream().map(port -> port.link() + " " + port.reason())).containsExactly(
                "UP attached to cable", "DOWN unplugged", "DISCONNECTED no attachment",
                "DOWN no attachment of kind pigeon is installed");
        assertThat(status.drops().stream().map(drop -> drop.port() + " " + drop.rule()))
                .containsExactly("b linkDown", "bare disconnected", "odd linkDown");
        cables.at("s", "b").context().status(LinkState.UP, "plugged");
        cables.at("s", "a").send(Runs.frame(255, 1));
        awaitIn("s", 2);
        assertThat(cables.at("s", "b").delivered()).hasSize(1);
    }

    @Test
    void shouldAttachWhenTheProviderComesAndDetachWhenItGoes() {
        engine.removeAttachmentProvider(cables, Cables.PROPERTIES);
        engine.apply(List.of(spec("s", List.of(), port("a"), port("b"))));
        assertThat(port("s", "a").reason()).isEqualTo("no attachment of kind cable is installed");
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
        assertThat(port("s", "a").link()).isEqualTo(LinkState.UP);
        cables.at("s", "a").send(Runs.frame(255, 1));
        awaitIn("s", 1);
        engine.removeAttachmentProvider(cables, Cables.PROPERTIES);
        assertThat(cables.at("s", "a").isClosed()).isTrue();
        assertThat(port("s", "a").link()).isEqualTo(LinkState.DOWN);
        assertThat(status("s").totals()).isEqualTo(new FrameTotals(1, 1, 1, 0, 0));
    }

    @Test
    void shouldAccountForFullQueuesAndForWhatWaitsWhenTheyGo() {
        engine.apply(List.of(spec("s", List.of(), port("a"), port("b", Vlan.UNTAGGED, Map.of("holds", 2L)))));
        for (int k = 0; k < 3; k++) {
            cables.at("s", "a").send(Runs.frame(255, 1));
        }
        awaitIn("s", 3);
        assertThat(status("s").totals()).isEqualTo(new FrameTotals(3, 3, 0, 1, 2));
        assertThat(port("s", "b").drops()).singleElement().extracting(DropCount::rule).isEqualTo("queueFull");
        engine.apply(List.of(spec("s", List.of(), port("a"))));
        assertThat(status("s").totals()).isEqualTo(new FrameTotals(3, 3, 0, 3, 0));
        assertThat(status("s").drops().stream().map(drop -> drop.port() + " " + drop.rule() + " " + drop.count()))
                .containsExactly("b detached 2", "b queueFull 1");
    }

    @Test
    void shouldOutliveAnAttachmentThatThrows() {
        engine.apply(List.of(spec("s", List.of(), port("a"), port("b"), port("c"))));
        cables.at("s", "b").failWith(new IllegalStateException("planted"));
        Cables.await("b to be down", () -> port("s", "b").link() == LinkState.DOWN);
        assertThat(port("s", "b").reason()).isEqualTo("the attachment failed: planted");
        cables.at("s", "a").send(Runs.frame(255, 1));
        awaitIn("s", 1);
        assertThat(cables.at("s", "c").delivered()).hasSize(1);
        assertThat(port("s", "b").drops()).singleElement().extracting(DropCount::rule).isEqualTo("linkDown");
        assertThat(faults).containsExactly("attachment cable on s: planted");
    }

    @Test
    void shouldApplyOnlyDifferences() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Map<String, PortSpec> before = new HashMap<>();
        final Map<String, Integer> attached = new HashMap<>();
        final Map<String, Long> sent = new HashMap<>();
        for (int round = 0; round < 60; round++) {
            final List<SwitchSpec> desired = new ArrayList<>();
            final Map<String, PortSpec> now = new LinkedHashMap<>();
            for (final String name : List.of("s", "t")) {
                if (random.nextInt(10) > 0) {
                    final List<PortSpec> ports = new ArrayList<>();
                    for (final String port : List.of("a", "b", "c", "d")) {
                        if (random.nextInt(5) > 0) {
                            final PortSpec spec = port(port,
                                    random.nextInt(4) == 0 ? new Vlan.Access(7) : Vlan.UNTAGGED,
                                    random.nextInt(4) == 0 ? Map.of("holds", 1_000_000L) : Map.of());
                            ports.add(spec);
                            now.put(name + "/" + port, spec);
                        }
                    }
                    desired.add(spec(name, List.of(), ports.toArray(PortSpec[]::new)));
                }
            }
            engine.apply(desired);
            final String where = "seed " + seed + " round " + round + " " + now;
            final TreeSet<String> all = new TreeSet<>(before.keySet());
            all.addAll(now.keySet());
            for (final String port : all) {
                final PortSpec is = now.get(port);
                final PortSpec was = before.get(port);
                final String[] names = port.split("/");
                if (is != null && (was == null || !was.attachment().equals(is.attachment()))) {
                    attached.merge(port, 1, Integer::sum);
                }
                if (was == null || is == null) {
                    sent.put(port, 0L);
                }
                assertThat(cables.attached(names[0], names[1])).as(where).isEqualTo(attached.getOrDefault(port, 0));
                if (attached.containsKey(port)) {
                    assertThat(cables.at(names[0], names[1]).isClosed()).as(where + port).isEqualTo(is == null);
                }
            }
            for (final String port : now.keySet()) {
                final String[] names = port.split("/");
                cables.at(names[0], names[1]).send(Runs.frame(255, names[1].charAt(0)));
                final long frames = sent.merge(port, 1L, Long::sum);
                Cables.await(where, () -> port(names[0], names[1]).received().frames() == frames);
            }
            assertThat(engine.switches().stream().map(SwitchStatus::spec)).as(where).isEqualTo(desired);
            before.clear();
            before.putAll(now);
        }
    }

    @Test
    void shouldAttachAgainWhenThePortsAddressChanges() {
        engine.apply(List.of(spec("s", List.of(), port("a"), port("b"))));
        final PortSpec addressed = new PortSpec("a", Optional.of(MacAddress.parse("02:00:00:00:00:07")),
                Vlan.UNTAGGED, false, Map.of(Cables.KIND, Map.of()), Map.of());
        engine.apply(List.of(spec("s", List.of(), addressed, port("b"))));
        assertThat(cables.attached("s", "a")).isEqualTo(2);
        assertThat(cables.attached("s", "b")).isEqualTo(1);
        assertThat(cables.at("s", "a").context().mac()).contains(MacAddress.parse("02:00:00:00:00:07"));
        cables.at("s", "a").send(Runs.frame(255, 1));
        cables.at("s", "a").send(Runs.frame(255, 7));
        awaitIn("s", 2);
        assertThat(status("s").drops()).singleElement().extracting(DropCount::rule).isEqualTo("macSpoofing");
        assertThat(cables.at("s", "b").delivered()).containsExactly(Runs.frame(255, 7));
    }

    @Test
    void shouldAnswerWithWhatItLastKnewWhileAStageHangs() throws InterruptedException {
        final CountDownLatch hanging = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final CapturingExtension hangs = _ -> new CapturingStage() {
            @Override
            public void ingress(final FrameBatch frames) {
                hanging.countDown();
                try {
                    release.await();
                } catch (final InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        engine.add(installed("hangs", "1", hangs));
        engine.apply(List.of(spec("s", List.of("hangs"), port("a"), port("b"))));
        assertThat(status("s").totals().in()).isZero();
        cables.at("s", "a").send(Runs.frame(255, 1));
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(status("s").totals().in()).isZero();
        engine.removeExtension(hangs);
        assertThat(faults).singleElement().asString().contains("hangs");
        release.countDown();
        awaitIn("s", 1);
        assertThat(status("s").stages()).singleElement().extracting(StageStatus::state).isEqualTo(State.ABSENT);
    }

    @Test
    void shouldKeepLearnedAddressesOfUnchangedPortsOnly() {
        engine.apply(List.of(spec("s", List.of(), port("a"), port("b"), port("c"))));
        for (final String port : List.of("a", "b", "c")) {
            cables.at("s", port).send(Runs.frame(255, port.charAt(0)));
        }
        awaitIn("s", 3);
        engine.apply(List.of(spec("s", List.of(), port("c"), port("b", new Vlan.Access(10), Map.of()))));
        assertThat(engine.forwardingTable("s").stream().map(entry -> entry.mac() + " " + entry.port()))
                .containsExactly(new MacAddress(0x0200_0000_0000L | 'c') + " c");
    }

    @Test
    void shouldRefuseWhatMakesNoSenseAndChangeNothing() {
        engine.add(installed("w1", "1", (ForwardingExtension) _ -> (_, _) -> { }));
        engine.add(installed("w2", "1", (ForwardingExtension) _ -> (_, _) -> { }));
        engine.apply(List.of(spec("s", List.of(), port("a"))));
        final List<SwitchSpec> wrong = List.of(
                spec("s", List.of("w1", "x", "w2", "x"), port("a"), port("a"),
                        port("p", new Vlan.Private(1, 2, List.of(), Vlan.Private.Role.ISOLATED),
                                Map.of("colour", "red")),
                        new PortSpec("m", Optional.of(MacAddress.BROADCAST), Vlan.UNTAGGED, false, Map.of(),
                                Map.of("w1", Map.of(), "x", "kept"))),
                spec("s", List.of()));
        assertThat(engine.check(wrong).stream().map(Refusal::path)).containsExactly("[0].extensions[2]",
                "[0].extensions[3]",
                "[0].ports[1].name", "[0].ports[2].attachment.cable.colour", "[0].ports[3].mac",
                "[0].ports[3].policies.w1", "[1].name");
        assertThatThrownBy(() -> engine.apply(wrong)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0].extensions[2]: found \"w2\"");
        assertThat(engine.switches()).singleElement().extracting(each -> each.spec().ports().size()).isEqualTo(1);
        assertThat(cables.attached("s", "a")).isEqualTo(1);
    }

    /** Drops everything, and remembers whether it was called after its end. */
    private static final class Wall implements FilteringExtension {
        private final AtomicInteger created = new AtomicInteger();
        private final AtomicBoolean calledAfterClose = new AtomicBoolean();
        private volatile String ports = "";

        @Override
        public FilteringStage create(final StageContext context) {
            created.incrementAndGet();
            final int reason = context.dropReason("wall", "nothing passes");
            return new FilteringStage() {
                private boolean closed;

                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    calledAfterClose.compareAndSet(false, closed);
                    for (int k = 0; k < frames.live(); k++) {
                        actions.drop(frames.frame(k), reason);
                    }
                }

                @Override
                public void portChanged(final StagePort port, final Object policy) {
                    ports += "+" + port.name();
                }

                @Override
                public void portRemoved(final StagePort port) {
                    ports += "-" + port.name();
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }

    @Test
    void shouldEnableAnExtensionWhenItComesAndLetItGo() {
        final Wall wall = new Wall();
        engine.apply(List.of(spec("s", List.of("wall"), port("a"), port("b"))));
        assertThat(status("s").stages()).singleElement().extracting(StageStatus::state).isEqualTo(State.ABSENT);
        engine.add(installed("wall", "1.2.3", wall));
        assertThat(status("s").stages()).singleElement().isEqualTo(new StageStatus("wall", State.RUNNING, "",
                Optional.of(ExtensionKind.FILTERING), "1.2.3", 0, 0));
        cables.at("s", "a").send(Runs.frame(255, 1));
        awaitIn("s", 1);
        assertThat(cables.at("s", "b").delivered()).isEmpty();
        engine.apply(List.of(spec("s", List.of("wall"), port("c"), port("b"))));
        assertThat(wall.ports).isEqualTo("+a+b-a+c");
        engine.removeExtension(wall);
        assertThat(status("s").stages()).singleElement().extracting(StageStatus::state).isEqualTo(State.ABSENT);
        cables.at("s", "c").send(Runs.frame(255, 1));
        awaitIn("s", 2);
        assertThat(cables.at("s", "b").delivered()).hasSize(1);
        assertThat(wall.calledAfterClose).isFalse();
    }

    @Test
    void shouldUseTheFirstOfTwoVersionsUntilItGoes() {
        final Wall first = new Wall();
        final Wall second = new Wall();
        engine.apply(List.of(spec("s", List.of("wall"), port("a"))));
        engine.add(installed("wall", "1.0.0", first));
        engine.add(installed("wall", "2.0.0", second));
        engine.add(installed("eye", "1.0.0", (CapturingExtension) _ -> new CapturingStage() { }));
        assertThat(engine.extensions().stream().map(each -> each.id() + " " + each.version() + " " + each.enabledOn()))
                .containsExactly("eye 1.0.0 []", "wall 1.0.0 [s]");
        assertThat(second.created).hasValue(0);
        engine.removeExtension(first);
        assertThat(engine.extensions().stream().map(ExtensionStatus::version)).containsExactly("2.0.0", "1.0.0");
        assertThat(second.created).hasValue(1);
        engine.removeExtension(second);
        assertThat(engine.extensions()).hasSize(1);
    }

    @Test
    void shouldGiveAFailedStageAnotherChanceWhenItIsEnabledAgain() {
        final AtomicBoolean fail = new AtomicBoolean(true);
        final CapturingExtension extension = _ -> new CapturingStage() {
            @Override
            public void ingress(final FrameBatch frames) {
                if (fail.get()) {
                    throw new IllegalStateException("planted");
                }
            }
        };
        engine.add(installed("eye", "1", extension));
        final SwitchSpec with = spec("s", List.of("eye"), port("a"), port("b")).withBindings(Map.of("eye",
                new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 50)));
        engine.apply(List.of(with));
        cables.at("s", "a").send(Runs.frame(255, 1));
        awaitIn("s", 1);
        cables.at("s", "a").send(Runs.frame(255, 1));
        awaitIn("s", 2);
        assertThat(status("s").stages().getFirst().state()).isEqualTo(State.FAULTED);
        assertThat(status("s").totals()).isEqualTo(new FrameTotals(2, 2, 1, 1, 0));
        assertThat(faults).containsExactly("eye on s: planted");
        fail.set(false);
        engine.apply(List.of(with));
        assertThat(status("s").stages().getFirst().state()).isEqualTo(State.FAULTED);
        engine.apply(List.of(with.withWorkers(2)));
        assertThat(status("s").stages().getFirst().state()).isEqualTo(State.FAULTED);
        assertThat(status("s").stages().getFirst().faults()).isEqualTo(1);
        engine.apply(List.of(spec("s", List.of(), port("a"), port("b"))));
        engine.apply(List.of(with));
        assertThat(status("s").stages().getFirst().state()).isEqualTo(State.RUNNING);
    }

    /** A second after it failed; the time is the watching thread's own, so this waits for it. */
    @Test
    void shouldStartAnewByItselfWhatFailed() {
        final AtomicInteger made = new AtomicInteger();
        final FilteringExtension extension = _ -> {
            final int number = made.incrementAndGet();
            return new FilteringStage() {
                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    if (number == 1) {
                        throw new IllegalStateException("planted");
                    }
                }
            };
        };
        engine.add(installed("wall", "1", extension));
        engine.apply(List.of(spec("s", List.of("wall"), port("a"), port("b"))));
        cables.at("s", "a").send(Runs.frame(255, 1));
        Cables.await("the fault", () -> status("s").stages().getFirst().state() == State.FAULTED);
        cables.at("s", "a").send(Runs.frame(255, 1));
        Cables.await("it is closed", () -> status("s").totals().dropped() == 2);
        Cables.await("it is started anew", () -> status("s").stages().getFirst().state() == State.RUNNING);
        cables.at("s", "a").send(Runs.frame(255, 1));
        Cables.await("a frame passes", () -> status("s").totals().delivered() == 1);
        assertThat(status("s").stages().getFirst().faults()).isEqualTo(1);
        assertThat(made).hasValue(2);
        assertThat(faults).containsExactly("wall on s: planted");
        assertThat(status("s").totals()).isEqualTo(new FrameTotals(3, 3, 1, 2, 0));
    }

    @Test
    void shouldCountWhatAClosedExtensionDropsWhileItIsStartedAnew() {
        final AtomicInteger made = new AtomicInteger();
        final FilteringExtension extension = _ -> {
            made.incrementAndGet();
            return new FilteringStage() {
                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    throw new IllegalStateException("planted");
                }
            };
        };
        final AtomicLong ticks = new AtomicLong();
        final Engine resting = new Engine(Engine.timeOfDay(), (_, _, _) -> { },
                () -> ticks.addAndGet(TimeUnit.SECONDS.toNanos(11)));
        resting.addAttachmentProvider(cables, Cables.PROPERTIES);
        resting.add(installed("wall", "1", extension));
        resting.apply(List.of(spec("rests", List.of("wall"), port("a"), port("b")).withBindings(Map.of("wall",
                new ExtensionBinding(Optional.empty(), ExtensionBinding.MAX_DEADLINE)))));
        long sent = 0;
        while (made.get() < 6) {
            cables.at("rests", "a").send(Runs.frame(255, 1), 0, 100);
            sent += 100;
            final long all = sent;
            Cables.await("the frames", () -> resting.switches().getFirst().totals().in() >= all - 50);
        }
        final long all = sent;
        Cables.await("the frames", () -> resting.switches().getFirst().totals().in() == all);
        final SwitchStatus status = resting.switches().getFirst();
        resting.close();
        assertThat(status.totals().dropped()).isEqualTo(all);
        assertThat(status.stages().getFirst().drops()).isEqualTo(all);
    }

    @Test
    void shouldEndSimulationsWhoseExtensionLeaves() {
        final Wall wall = new Wall();
        engine.add(installed("wall", "1", wall));
        final var simulation = engine.open(spec("sim", List.of("wall"), port("a")), (_, _, _, _, _, _) -> { }, null);
        engine.removeExtension(wall);
        assertThatThrownBy(simulation::flush).isInstanceOf(IllegalStateException.class)
                .hasMessage("extension wall left during the simulation");
        simulation.close();
    }
}
