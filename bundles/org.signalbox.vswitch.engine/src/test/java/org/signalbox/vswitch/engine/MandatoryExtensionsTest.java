package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches.Refusal;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.FrameBatch;

/** A port that requires extensions is connected while they run, and only then. */
class MandatoryExtensionsTest {
    private static final String GUARD = "guard";
    private static final String UP = "UP attached to cable";

    private final Engine engine = new Engine(Engine.timeOfDay(), (_, _, _) -> { });
    private final Cables cables = new Cables();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final CapturingExtension guard = _ -> new CapturingStage() {
        @Override
        public void ingress(final FrameBatch frames) {
            if (failing.get()) {
                throw new IllegalStateException("planted");
            }
        }
    };

    @BeforeEach
    void provideCables() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static PortSpec port(final String name, final String... mandatory) {
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, Map.of(Cables.KIND, Map.of()), Map.of())
                .withMandatoryExtensions(List.of(mandatory));
    }

    private static SwitchSpec spec(final List<String> extensions, final PortSpec... ports) {
        return new SwitchSpec("s", SwitchType.PRIVATE, extensions, List.of(ports));
    }

    private void install() {
        engine.add(new InstalledExtension(GUARD, "1", "", guard));
    }

    private SwitchStatus status() {
        return engine.switches().getFirst();
    }

    private String link(final String name) {
        final PortStatus port =
                status().ports().stream().filter(each -> each.spec().name().equals(name)).findFirst().orElseThrow();
        return port.link() + " " + port.reason();
    }

    private void send(final String from, final int source, final long in) {
        cables.at("s", from).send(Runs.frame(255, source));
        Cables.await(in + " frames", () -> status().totals().in() == in);
    }

    private List<String> drops() {
        return status().drops().stream().map(drop -> drop.port() + " " + drop.rule() + " " + drop.count()).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldConnectByItselfWhenTheExtensionComesAndDisconnectWhenItLeaves(final int workers) {
        final SwitchSpec spec = spec(List.of(GUARD), port("a"), port("b", GUARD), port("c")).withWorkers(workers);
        engine.apply(List.of(spec));
        assertThat(link("b")).isEqualTo("DOWN it requires guard, which no running bundle provides");
        assertThat(link("a")).isEqualTo(UP);
        cables.at("s", "b").send(Runs.frame(255, 2));
        send("a", 1, 1);
        assertThat(cables.at("s", "b").delivered()).isEmpty();
        assertThat(drops()).containsExactly("b linkDown 1");

        install();
        assertThat(link("b")).isEqualTo(UP);
        Cables.await("what waited", () -> status().totals().in() == 2);
        send("a", 1, 3);
        Cables.await("the frame", () -> cables.at("s", "b").delivered().size() == 1);

        engine.removeExtension(guard);
        assertThat(link("b")).isEqualTo("DOWN it requires guard, which no running bundle provides");
        cables.at("s", "b").send(Runs.frame(255, 2));
        send("a", 1, 4);
        assertThat(cables.at("s", "b").delivered()).hasSize(1);
        assertThat(cables.at("s", "b").isClosed()).isFalse();
        assertThat(cables.attached("s", "b")).isEqualTo(1);
        install();
        assertThat(link("b")).isEqualTo(UP);
        Cables.await("what waited", () -> status().totals().in() == 5);
    }

    @Test
    void shouldBeDownWhileTheExtensionIsNotEnabledOnTheSwitch() {
        install();
        engine.apply(List.of(spec(List.of(), port("a"), port("b", GUARD))));
        assertThat(link("b")).isEqualTo("DOWN it requires guard, which is not enabled on the switch");
        send("a", 1, 1);
        assertThat(drops()).containsExactly("b linkDown 1");
        engine.apply(List.of(spec(List.of(GUARD), port("a"), port("b", GUARD))));
        assertThat(link("b")).isEqualTo(UP);
        engine.apply(List.of(spec(List.of(), port("a"), port("b", GUARD))));
        assertThat(link("b")).startsWith("DOWN it requires guard");
        engine.apply(List.of(spec(List.of(), port("a"), port("b"))));
        assertThat(link("b")).isEqualTo(UP);
        assertThat(cables.attached("s", "b")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldDisconnectWhenTheExtensionFailsAndConnectWhenItIsEnabledAgain(final int workers) {
        install();
        final SwitchSpec spec = spec(List.of(GUARD), port("a"), port("b", GUARD), port("c")).withWorkers(workers)
                .withBindings(Map.of(GUARD, new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 50)));
        engine.apply(List.of(spec));
        failing.set(true);
        send("a", 1, 1);
        assertThat(link("b")).isEqualTo("DOWN it requires guard, which failed: IllegalStateException: planted");
        failing.set(false);
        cables.at("s", "b").send(Runs.frame(255, 2));
        send("a", 1, 2);
        Cables.await("the frame at c", () -> cables.at("s", "c").delivered().size() == 1);
        assertThat(cables.at("s", "b").delivered()).isEmpty();
        assertThat(drops()).contains("b linkDown 1");
        engine.apply(List.of(spec.withExtensions(List.of())));
        engine.apply(List.of(spec));
        assertThat(link("b")).isEqualTo(UP);
        Cables.await("what waited", () -> status().totals().in() == 3);
    }

    @Test
    void shouldShowWhatTheAttachmentSaysAgainOnceTheExtensionRuns() {
        engine.apply(List.of(spec(List.of(GUARD), port("a"), port("b", GUARD),
                port("bare", GUARD).withAttachment(Map.of()))));
        cables.at("s", "b").context().status(LinkState.DOWN, "unplugged");
        assertThat(link("b")).isEqualTo("DOWN it requires guard, which no running bundle provides");
        assertThat(link("bare")).isEqualTo("DISCONNECTED no attachment");
        install();
        assertThat(link("b")).isEqualTo("DOWN unplugged");
        cables.at("s", "b").context().status(LinkState.UP, "plugged");
        assertThat(link("b")).isEqualTo("UP plugged");
    }

    @Test
    void shouldStayAsItIsWhenThePortsGoToAnotherCrew() {
        install();
        final SwitchSpec spec = spec(List.of(GUARD), port("a"), port("b", GUARD), port("c", "other"));
        engine.apply(List.of(spec));
        for (final int workers : List.of(2, 3, 1)) {
            engine.apply(List.of(spec.withWorkers(workers)));
            assertThat(link("b")).as("%d workers", workers).isEqualTo(UP);
            assertThat(link("c")).startsWith("DOWN it requires other");
        }
        failing.set(true);
        send("a", 1, 1);
        assertThat(link("b")).contains("which failed");
    }

    @Test
    void shouldRefuseAnExtensionThatIsRequiredTwice() {
        assertThat(engine.check(List.of(spec(List.of(), port("a", GUARD, "other", GUARD))))).containsExactly(
                new Refusal("[0].ports[0].mandatoryExtensions[2]", "\"guard\"", "each extension once"));
    }

    @Test
    void shouldTakeAndGiveNothingInASimulationEither() {
        install();
        final List<Integer> delivered = new ArrayList<>();
        try (Arena arena = Arena.ofConfined();
                var simulation = engine.open(spec(List.of(GUARD), port("a"), port("b", GUARD), port("c", "other")),
                        (port, _, _, _, _, _) -> delivered.add(port), null)) {
            final byte[] bytes = Runs.frame(255, 1);
            final MemorySegment frame = arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
            simulation.enter(0, 1, frame, 0, bytes.length, bytes.length);
            simulation.enter(2, 2, frame, 0, bytes.length, bytes.length);
            simulation.flush();
            assertThat(delivered).containsExactly(1);
            assertThat(simulation.status().totals().in()).isEqualTo(1);
            assertThat(simulation.status().ports().stream().map(port -> port.link() + " " + port.reason()))
                    .containsExactly("UP simulated", "UP simulated",
                            "DOWN it requires other, which is not enabled on the switch");
            assertThat(simulation.status().drops().stream().map(DropCount::rule)).containsExactly("linkDown");
        }
    }
}
