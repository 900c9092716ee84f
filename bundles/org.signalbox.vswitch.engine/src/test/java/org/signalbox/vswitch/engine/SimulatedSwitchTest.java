package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.Simulations.Deliveries;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.Vlan;

/** How a simulation is used, and what misuse meets. */
class SimulatedSwitchTest {
    private static final SwitchSpec SPEC =
            Runs.spec(List.of(), Runs.port("a", Vlan.UNTAGGED), Runs.port("b", new Vlan.Access(10)),
                    Runs.port("c", Vlan.UNTAGGED), Runs.port("d", new Vlan.Trunk(0, List.of())));

    private final Engine engine = new Engine();

    @AfterEach
    void close() {
        engine.close();
    }

    private static void enter(final Simulation simulation, final int port, final long time, final byte[] frame,
            final int wireLength) {
        simulation.enter(port, time, MemorySegment.ofArray(frame), 0, frame.length, wireLength);
    }

    @Test
    void shouldDeliverAtTheTimeOfEntryWithTheLengthOnTheWire() {
        final List<String> deliveries = new ArrayList<>();
        try (Simulation simulation = engine.open(SPEC, (port, time, _, _, length, wireLength) ->
                deliveries.add(port + " " + time + " " + length + " " + wireLength), null)) {
            enter(simulation, 0, 7, Runs.frame(255, 1), 1_500);
            assertThat(deliveries).as("held back until a batch is full").isEmpty();
            simulation.flush();
            assertThat(deliveries).containsExactly("2 7 60 1500", "3 7 60 1500");
            final SwitchStatus status = simulation.status();
            assertThat(status.timeNanos()).isEqualTo(7);
            assertThat(status.ports()).allSatisfy(port -> assertThat(port.link()).isEqualTo(LinkState.UP));
            assertThat(status.ports().getFirst().received().bytes()).isEqualTo(1_500);
            assertThat(status.learned()).isEqualTo(1);
        }
    }

    @Test
    void shouldRunWhatIsHeldBackWhenItIsClosed() {
        final List<Integer> ports = new ArrayList<>();
        final Simulation simulation = engine.open(SPEC, (port, _, _, _, _, _) -> ports.add(port), null);
        enter(simulation, 0, 1, Runs.frame(255, 1), 60);
        simulation.close();
        simulation.close();
        assertThat(ports).containsExactly(2, 3);
        assertThatThrownBy(() -> enter(simulation, 0, 2, Runs.frame(255, 1), 60))
                .isInstanceOf(IllegalStateException.class).hasMessage("the simulation is closed");
    }

    @Test
    void shouldTakeFramesUpToTheLongestAndManyOfThem() {
        final long[] bytes = new long[1];
        final Deliveries count = (_, _, _, _, length, _) -> bytes[0] += length;
        try (Simulation simulation = engine.open(SPEC, count, null)) {
            final byte[] longest = new byte[SimulatedSwitch.LONGEST_FRAME];
            for (int k = 0; k < 10; k++) {
                enter(simulation, 0, k, longest, longest.length);
                enter(simulation, 0, k, Runs.frame(255, 1), 60);
            }
            simulation.flush();
            assertThat(bytes[0]).isEqualTo(10L * 2 * 60);
            assertThat(simulation.status().totals().copies()).isEqualTo(10 + 10 * 2);
        }
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        try (Simulation simulation = engine.open(SPEC, (_, _, _, _, _, _) -> { }, null)) {
            final byte[] frame = Runs.frame(255, 1);
            enter(simulation, 0, 5, frame, 60);
            for (final int port : new int[] {-1, 4}) {
                assertThatThrownBy(() -> enter(simulation, port, 5, frame, 60))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("port " + port);
            }
            assertThatThrownBy(() -> enter(simulation, 0, 4, frame, 60))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("time 4");
            assertThatThrownBy(() -> enter(simulation, 0, 5, frame, 59))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("59 on the wire");
            final byte[] longer = new byte[SimulatedSwitch.LONGEST_FRAME + 1];
            assertThatThrownBy(() -> enter(simulation, 0, 5, longer, longer.length))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most");
            simulation.flush();
            assertThat(simulation.status().totals().in()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void shouldLetTheEngineCloseWhileABatchDoesNotEnd() throws InterruptedException {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch over = new CountDownLatch(1);
        final Simulation simulation = engine.open(SPEC, (_, _, _, _, _, _) -> {
            begun.countDown();
            try {
                over.await();
            } catch (final InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }, null);
        enter(simulation, 0, 5, Runs.frame(255, 1), 60);
        final Thread flushing = Thread.ofPlatform().daemon().start(simulation::flush);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        engine.close();
        assertThat(flushing.isAlive()).isTrue();
        over.countDown();
        assertThat(flushing.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void shouldEndWhenItsCallerCannotTakeADelivery() {
        final Simulation simulation = engine.open(SPEC, (_, _, _, _, _, _) -> {
            throw new UncheckedIOException(new IOException("disk full"));
        }, null);
        enter(simulation, 0, 5, Runs.frame(255, 1), 60);
        assertThatThrownBy(simulation::flush).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(simulation::flush).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("given up");
        simulation.close();
    }
}
