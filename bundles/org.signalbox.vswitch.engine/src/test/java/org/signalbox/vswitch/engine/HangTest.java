package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** A stage that does not return costs its own frames and a short pause, and nothing else. */
@Timeout(120)
class HangTest {
    private static final int PORTS = 4;
    private static final int WARM = 600;
    private static final int ROUNDS = Boolean.getBoolean("signalbox.nightly") ? 50 : 3;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** A frame to this station makes the stage hang. */
    private static final int TRIGGER = 77;

    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = new Engine(Engine.timeOfDay(), (who, _, thrown) -> faults.add(who + ": " + thrown));
    private final Cables cables = new Cables();
    private volatile AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    HangTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        over.set(true);
        released.countDown();
        engine.close();
    }

    /** What a stage does instead of returning. */
    private enum Way {
        SPINS {
            @Override
            void hang(final HangTest test, final FrameBatch frames) {
                final AtomicBoolean over = test.over;
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            }
        },
        READS_ITS_FRAMES {
            @Override
            void hang(final HangTest test, final FrameBatch frames) {
                final AtomicBoolean over = test.over;
                while (!over.get()) {
                    frames.u8(frames.frame(0), 0);
                }
            }
        },
        READS_AND_SWALLOWS_WHAT_IS_THROWN {
            @Override
            void hang(final HangTest test, final FrameBatch frames) {
                final AtomicBoolean over = test.over;
                while (!over.get()) {
                    try {
                        frames.u8(frames.frame(0), 0);
                    } catch (final Throwable ignored) {
                        Thread.onSpinWait();
                    }
                }
            }
        },
        WAITS {
            @Override
            void hang(final HangTest test, final FrameBatch frames) {
                try {
                    test.released.await();
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        abstract void hang(HangTest test, FrameBatch frames);
    }

    private enum Pass { INGRESS, FORWARD, EGRESS }

    private static boolean isTrigger(final FrameBatch frames) {
        for (int k = 0; k < frames.live(); k++) {
            if (frames.destinationMac(frames.frame(k)) == (0x0200_0000_0000L | TRIGGER)) {
                return true;
            }
        }
        return false;
    }

    private Extension extension(final Way way, final Pass pass) {
        if (pass == Pass.FORWARD) {
            return (ForwardingExtension) _ -> (final FrameBatch frames, final ForwardActions actions) -> {
                if (isTrigger(frames)) {
                    way.hang(this, frames);
                }
                for (int k = 0; k < frames.live(); k++) {
                    actions.flood(frames.frame(k));
                }
            };
        }
        return (FilteringExtension) _ -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                if (pass == Pass.INGRESS && isTrigger(frames)) {
                    way.hang(HangTest.this, frames);
                }
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                if (pass == Pass.EGRESS && isTrigger(copies)) {
                    way.hang(HangTest.this, copies);
                }
            }
        };
    }

    private static SwitchSpec spec(final int workers) {
        final ExtensionBinding binding = new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 50);
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of("hangs"), IntStream.range(0, PORTS).mapToObj(index ->
                new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()),
                        Map.of())).toList()).withBindings(Map.of("hangs", binding)).withWorkers(workers);
    }

    private Cables.Cable cable(final int port) {
        return cables.at("s", "p" + port);
    }

    private SwitchStatus status() {
        return engine.switches().getFirst();
    }

    private static Stream<Arguments> ways() {
        return Stream.of(1, 3).flatMap(workers -> Stream.of(Pass.values()).flatMap(pass ->
                Stream.of(Way.values()).map(way -> Arguments.of(workers, pass, way))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldFenceAStageThatDoesNotReturn(final int workers, final Pass pass, final Way way) {
        engine.add(new InstalledExtension("hangs", "1", "", extension(way, pass)));
        engine.apply(List.of(spec(workers)));
        for (int frame = 0; frame < WARM; frame++) {
            cable(0).send(Runs.frame(255, 1));
            cable(1).send(Runs.frame(255, 2));
        }
        Cables.await("warm", () -> cable(2).delivered().size() == 2 * WARM);
        cable(0).send(Runs.frame(TRIGGER, 1));
        Cables.await("the fault", () -> !faults.isEmpty());
        assertThat(faults).singleElement().asString().contains("hangs: ").contains("did not return within 50 ms");
        cable(0).send(Runs.frame(255, 1));
        cable(1).send(Runs.frame(255, 2));
        Cables.await("both workers go on", () -> cable(2).delivered().size() >= 2 * WARM + 2);

        final StageStatus stage = status().stages().getFirst();
        assertThat(stage.state()).isEqualTo(StageStatus.State.FAULTED);
        assertThat(stage.reason()).contains("did not return").contains(HangTest.class.getName());
        final FrameTotals totals = status().totals();
        assertThat(totals.in()).isEqualTo(2 * WARM + 3);
        assertThat(totals.copies()).isEqualTo(totals.delivered() + totals.dropped() + totals.held());
        assertThat(totals.dropped()).isEqualTo(pass == Pass.EGRESS ? PORTS - 1 : 1);
        assertThat(status().drops()).allSatisfy(drop -> assertThat(drop.extension() + " " + drop.rule())
                .isEqualTo("hangs fault"));
        assertThat(status().drops().stream().map(DropCount::port).distinct().count())
                .isEqualTo(pass == Pass.EGRESS ? PORTS - 1 : 1);
        over.set(true);
        released.countDown();
        cable(0).send(Runs.frame(255, 1));
        Cables.await("it goes on when the stage returns after all", () -> status().totals().in() == 2 * WARM + 4);
        assertThat(faults).hasSize(1);
        assertThat(status().totals().dropped()).isEqualTo(totals.dropped());
    }

    /** A batch whose copies pass in several rounds: each frame has its copies, or is lost as one. */
    @Test
    void shouldAccountForABatchThatHangsHalfway() {
        engine.add(new InstalledExtension("hangs", "1", "", extension(Way.WAITS, Pass.EGRESS)));
        engine.apply(List.of(spec(1)));
        for (int frame = 0; frame < WARM; frame++) {
            cable(0).send(Runs.frame(255, 1));
        }
        Cables.await("warm", () -> cable(2).count() == WARM);
        cable(0).send(Runs.frame(255, 1), 0, 40);
        cable(0).send(Runs.frame(TRIGGER, 1), 0, 1);
        cable(0).send(Runs.frame(255, 1), 0, 40);
        Cables.await("the fault", () -> !faults.isEmpty());
        final int all = WARM + 81;
        Cables.await("all came in", () -> status().totals().in() == all);
        final FrameTotals totals = status().totals();
        assertThat(totals.copies()).isEqualTo(totals.delivered() + totals.dropped() + totals.held());
        final long stopped = status().drops().stream().filter(drop -> drop.direction() == Direction.INGRESS)
                .mapToLong(DropCount::count).sum();
        assertThat((PORTS - 1) * (all - stopped) - (totals.copies() - stopped)).isBetween(0L, PORTS - 2L);
    }

    private enum Call { CREATE, COMPILE, PORT_CHANGED, PORT_STEP, VETO, CLOSE }

    /** A hang in a call that is no batch holds up the change that it belongs to for a moment, and no frame for long. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void shouldLeaveACallBehindThatDoesNotReturn(final Call where) {
        final Way way = Way.WAITS;
        engine.add(new InstalledExtension("hangs", "1", "", new FilteringExtension() {
            private void hangAt(final Call here) {
                if (here == where) {
                    way.hang(HangTest.this, null);
                }
            }

            @Override
            public Optional<Class<? extends Record>> portPolicy() {
                return Optional.of(Empty.class);
            }

            @Override
            public Object compile(final StageContext context, final StagePort port, final Record policy) {
                hangAt(Call.COMPILE);
                return policy;
            }

            @Override
            public Optional<String> veto(final PortStep step, final String switchName, final StagePort port) {
                hangAt(Call.VETO);
                return Optional.empty();
            }

            @Override
            public FilteringStage create(final StageContext context) {
                hangAt(Call.CREATE);
                return new FilteringStage() {
                    @Override
                    public void portChanged(final StagePort port, final Object policy) {
                        hangAt(Call.PORT_CHANGED);
                    }

                    @Override
                    public void portStep(final StagePort port, final PortStep step) {
                        hangAt(Call.PORT_STEP);
                    }

                    @Override
                    public void close() {
                        hangAt(Call.CLOSE);
                    }
                };
            }
        }));
        final SwitchSpec without = spec(2).withExtensions(List.of());
        final List<PortSpec> ports = without.ports().stream().map(port ->
                port.withPolicies(Map.of("hangs", Map.of()))).toList();
        engine.apply(List.of(spec(2).withPorts(ports.subList(0, 3))));
        if (where == Call.VETO) {
            // asked for three ports, and waited for once
            assertThat(faults).hasSize(1);
            faults.clear();
        }
        engine.apply(List.of(spec(2).withPorts(ports)));
        if (where != Call.CLOSE && where != Call.VETO) {
            assertThat(status().stages().getFirst().reason()).contains("did not return within");
        }
        engine.apply(List.of(without));
        assertThat(faults).singleElement().asString().contains("hangs").contains("did not return within");
        cable(1).send(Runs.frame(255, 2));
        Cables.await("a frame", () -> cable(2).count() == 1);
    }

    /** A policy of nothing. */
    public record Empty() {
    }

    /** Again and again, each time on a new start of the extension; how long the others waited is printed. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldLetOtherPortsGoOn(final Way way) {
        final long[] pauses = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            over = new AtomicBoolean();
            final Extension extension = extension(way, Pass.INGRESS);
            engine.add(new InstalledExtension("hangs", "1", "", extension));
            engine.apply(List.of(spec(1)));
            for (int frame = 0; frame < WARM; frame++) {
                answer();
            }
            cable(0).send(Runs.frame(TRIGGER, 1));
            long longest = 0;
            while (faults.size() <= round) {
                longest = Math.max(longest, answer());
            }
            pauses[round] = Math.max(longest, answer());
            over.set(true);
            engine.apply(List.of(spec(1).withExtensions(List.of())));
            engine.removeExtension(extension);
        }
        Arrays.sort(pauses);
        System.out.println("pauses of others while a stage " + way + ", ms: median "
                + pauses[ROUNDS / 2] / NANOS_PER_MILLI + ", longest " + pauses[ROUNDS - 1] / NANOS_PER_MILLI);
        assertThat(faults).hasSize(ROUNDS);
    }

    /** How long it takes until a frame between two other ports comes through; one that shares a batch is lost. */
    private long answer() {
        final Cables.Cable to = cable(2);
        final int before = to.count();
        final long start = System.nanoTime();
        final long[] sent = {start};
        cable(1).send(Runs.frame(255, 2));
        Cables.await("a frame between other ports", () -> {
            if (System.nanoTime() - sent[0] > NANOS_PER_MILLI) {
                sent[0] = System.nanoTime();
                cable(1).send(Runs.frame(255, 2));
            }
            return to.count() > before;
        });
        return System.nanoTime() - start;
    }
}
