package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** Several workers on one switch: what one does, they do together. */
class CrewTest {
    private static final int PORTS = 6;
    private static final int NUMBER_AT = 20;
    /** Frames of a flow that are on their way at a time: less than a ring holds. */
    private static final int WINDOW = 400;

    private final List<String> faults = new ArrayList<>();
    private final Engine engine = new Engine(Engine.timeOfDay(), (who, _, thrown) -> faults.add(who + ": " + thrown));
    private final Cables cables = new Cables();

    CrewTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
        assertThat(faults).isEmpty();
    }

    private static PortSpec port(final int index) {
        return new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()), Map.of());
    }

    private static SwitchSpec spec(final int workers, final String... extensions) {
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of(extensions),
                IntStream.range(0, PORTS).mapToObj(CrewTest::port).toList()).withWorkers(workers);
    }

    private Cables.Cable cable(final int port) {
        return cables.at("s", "p" + port);
    }

    private static MacAddress mac(final int station) {
        return new MacAddress(0x0200_0000_0000L | station);
    }

    private static byte[] numbered(final int to, final int from, final int number) {
        final byte[] frame = Runs.frame(to, from);
        ByteBuffer.wrap(frame).putInt(NUMBER_AT, number);
        return frame;
    }

    /** Numbers of the frames from one station to another that came out at a port, as they came. */
    private List<Integer> numbers(final int port, final int from) {
        final byte[] addresses = Arrays.copyOf(Runs.frame(port, from), 12);
        return cable(port).delivered().stream().filter(frame -> Arrays.equals(Arrays.copyOf(frame, 12), addresses))
                .map(frame -> ByteBuffer.wrap(frame).getInt(NUMBER_AT)).toList();
    }

    private SwitchStatus status() {
        final SwitchStatus status = engine.switches().getFirst();
        final FrameTotals totals = status.totals();
        assertThat(totals.copies()).as("%s", totals).isEqualTo(totals.delivered() + totals.dropped() + totals.held());
        assertThat(totals.dropped()).isEqualTo(status.drops().stream().mapToLong(DropCount::count).sum());
        return status;
    }

    private void teach() {
        for (int port = 0; port < PORTS; port++) {
            cable(port).send(Runs.frame(255, port));
        }
        Cables.await("stations are known", () -> engine.forwardingTable("s").size() == PORTS);
    }

    /** Sends numbered frames from every port to the next one and the one after, while something else happens. */
    private void exchange(final int frames, final Runnable meanwhile) {
        for (int number = 0; number < frames; number++) {
            for (int port = 0; port < PORTS; port++) {
                cable(port).send(numbered((port + 1) % PORTS, port, number));
                cable(port).send(numbered((port + 2) % PORTS, port, number));
            }
            if (number % WINDOW == WINDOW - 1) {
                meanwhile.run();
                final long sent = (number + 1L) * 2 * PORTS + PORTS;
                Cables.await(sent + " frames in", () -> status().totals().in() == sent);
            }
        }
        final List<Integer> expected = IntStream.range(0, frames).boxed().toList();
        for (int port = 0; port < PORTS; port++) {
            assertThat(numbers(port, (port + PORTS - 1) % PORTS)).isEqualTo(expected);
            assertThat(numbers(port, (port + PORTS - 2) % PORTS)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldKeepEveryFlowWholeAndInOrder(final int workers) {
        engine.apply(List.of(spec(workers)));
        teach();
        exchange(8 * WINDOW, () -> { });
        assertThat(status().totals().dropped()).isZero();
    }

    @Test
    void shouldHandPortsFromWorkerToWorkerWithoutLoss() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        engine.apply(List.of(spec(1)));
        teach();
        exchange(30 * WINDOW, () -> engine.apply(List.of(spec(1 + random.nextInt(4)))));
        final SwitchStatus status = status();
        assertThat(status.totals().dropped()).as("seed %d", seed).isZero();
        assertThat(status.totals().in()).isEqualTo(30L * WINDOW * 2 * PORTS + PORTS);
    }

    /** Counts what its stages see. */
    private static final class Counting implements FilteringExtension {
        private final List<String> stages = new ArrayList<>();
        private int closed;

        @Override
        public FilteringStage create(final StageContext context) {
            synchronized (stages) {
                stages.add(context.switchName());
            }
            return new FilteringStage() {
                private Thread worker;

                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    requireOneThread();
                }

                @Override
                public void egress(final FrameBatch copies, final EgressActions actions) {
                    requireOneThread();
                }

                private void requireOneThread() {
                    worker = worker == null ? Thread.currentThread() : worker;
                    if (worker != Thread.currentThread()) {
                        throw new IllegalStateException("a second thread");
                    }
                }

                @Override
                public void close() {
                    synchronized (stages) {
                        closed++;
                    }
                }
            };
        }
    }

    @Test
    void shouldMakeAStageForEachWorkerAndCountThemTogether() {
        final Counting counting = new Counting();
        engine.add(new InstalledExtension("counting", "1", "", counting));
        engine.apply(List.of(spec(3, "counting")));
        assertThat(counting.stages).hasSize(3);
        teach();
        exchange(WINDOW, () -> { });
        final long before = status().stages().getFirst().frames();
        assertThat(before).isEqualTo(WINDOW * 2L * PORTS * 2 + PORTS + PORTS * (PORTS - 1L));
        engine.apply(List.of(spec(2, "counting")));
        assertThat(counting.stages).hasSize(5);
        assertThat(counting.closed).isEqualTo(3);
        assertThat(status().stages().getFirst().frames()).isEqualTo(before);
        engine.apply(List.of(spec(2)));
        assertThat(counting.closed).isEqualTo(5);
    }

    @Test
    void shouldCallAnExtensionInNoWorkerWhenItFailsInOne() {
        engine.add(new InstalledExtension("bad", "1", "", (FilteringExtension) _ -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                throw new IllegalStateException("no");
            }
        }));
        engine.apply(List.of(spec(2, "bad")));
        cable(0).send(Runs.frame(255, 0));
        Cables.await("a frame", () -> status().totals().in() == 1);
        cable(1).send(Runs.frame(255, 1));
        Cables.await("a frame", () -> status().totals().in() == 2);
        assertThat(status().drops().stream().map(drop -> drop.port() + " " + drop.rule() + " " + drop.count()))
                .containsExactlyInAnyOrder("p0 fault 1", "p1 fault 1");
        assertThat(status().stages().getFirst().faults()).isEqualTo(1);
        assertThat(status().stages().getFirst().reason()).contains("no");
        assertThat(faults).hasSize(1);
        faults.clear();
    }

    @Test
    void shouldCountAtThePortWhatItsWorkerCouldNotSend() {
        final SwitchSpec two = spec(2);
        engine.apply(List.of(two.withPorts(List.of(port(0), port(1).withAttachment(Map.of(Cables.KIND,
                Map.of("holds", 3L))), port(2).withAttachment(Map.of())))));
        for (int k = 0; k < 5; k++) {
            cable(0).send(Runs.frame(255, 0));
        }
        Cables.await("frames", () -> status().totals().in() == 5);
        assertThat(status().drops().stream().map(drop -> drop.port() + " " + drop.rule() + " " + drop.count()))
                .containsExactlyInAnyOrder("p1 queueFull 2", "p2 disconnected 5");
        assertThat(status().totals()).isEqualTo(new FrameTotals(5, 10, 0, 7, 3));
    }

    @Test
    void shouldRememberWhatItKnowsOfAPortWhenAnotherWorkerGetsIt() {
        final PortSpec limited = port(0).withLimits(new PortLimits(0, 0, 1));
        final List<PortSpec> ports = List.of(limited, port(1).withMirroring(PortMirroring.SOURCE), port(2),
                port(3).withMirroring(PortMirroring.DESTINATION));
        final MirrorSpec.Analyser analyser = new MirrorSpec.Analyser.Erspan("p2", mac(7), mac(8),
                IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"), 1);
        final SwitchSpec one = spec(1).withPorts(ports).withMirrors(List.of(new MirrorSpec("m", List.of("p1"), analyser)));
        engine.apply(List.of(one));
        cable(0).send(Runs.frame(255, 10));
        cable(1).send(Runs.frame(255, 11));
        Cables.await("frames", () -> status().totals().in() == 2);
        engine.apply(List.of(one.withWorkers(3)));
        cable(0).send(Runs.frame(255, 12));
        Cables.await("frames", () -> status().totals().in() == 3);
        cable(1).send(Runs.frame(255, 11));
        Cables.await("frames", () -> status().totals().in() == 4);
        assertThat(engine.forwardingTable("s").stream().map(entry -> entry.mac() + " " + entry.port()))
                .containsExactlyInAnyOrder(mac(10) + " p0", mac(11) + " p1");
        final int sequenceAt = 14 + 20 + 4;
        assertThat(cable(2).delivered().stream().filter(frame -> frame[23] == 47)
                .map(frame -> ByteBuffer.wrap(frame).getInt(sequenceAt))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void shouldGiveThePortsToOthersAfterTheLastPortHasGone() {
        final SwitchSpec all = spec(1);
        engine.apply(List.of(all));
        cable(PORTS - 1).send(Runs.frame(255, 1));
        Cables.await("the frame", () -> status().totals().in() == 1);
        final SwitchSpec less = all.withPorts(List.of(port(0), port(1)));
        engine.apply(List.of(less));
        engine.apply(List.of(less.withWorkers(2)));
        cable(0).send(Runs.frame(255, 2));
        Cables.await("the frame", () -> cable(1).count() == 2);
        assertThat(status().totals()).isEqualTo(new FrameTotals(2, PORTS, PORTS, 0, 0));
    }

    @Test
    void shouldCountWhatAnExtensionMeetsWhilePortsGoToOtherWorkers() {
        final CapturingExtension sees = _ -> new CapturingStage() { };
        engine.add(new InstalledExtension("sees", "1", "", sees));
        final SwitchSpec spec = spec(1, "sees").withPorts(List.of(port(0), port(1)));
        engine.apply(List.of(spec));
        final int rounds = 12;
        for (int round = 1; round <= rounds; round++) {
            cable(0).send(Runs.frame(255, 1), 0, 10 * WINDOW);
            engine.apply(List.of(spec.withWorkers(1 + round % 3)));
        }
        final long all = 10L * WINDOW * rounds;
        Cables.await("the frames", () -> status().totals().in() == all);
        assertThat(status().stages().getFirst().frames()).as("frames and copies").isEqualTo(2 * all);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLetGoOfAnAttachmentOnTheThreadThatCalledIt(final int workers) {
        final SwitchSpec all = spec(workers);
        engine.apply(List.of(all));
        teach();
        final List<Cables.Cable> were = IntStream.range(0, PORTS).mapToObj(this::cable).toList();
        engine.apply(List.of(all.withPorts(List.of(port(0)))));
        assertThat(were).extracting(Cables.Cable::isReleased).containsExactly(false, true, true, true, true, true);
        assertThat(were).extracting(Cables.Cable::isClosed).containsExactly(false, true, true, true, true, true);
    }
}
