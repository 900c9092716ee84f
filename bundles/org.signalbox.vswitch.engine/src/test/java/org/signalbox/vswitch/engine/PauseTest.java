package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.Extension;

/**
 * An extension that throws, is slow, or leaks is found out without a pause for frames between other ports. How long
 * they waited is printed; the limit is far below what a stage that hangs may cost, and above what a busy machine does.
 */
@Timeout(120)
class PauseTest {
    private static final int ROUNDS = Boolean.getBoolean("signalbox.nightly") ? 50 : 5;
    private static final int WARM = 600;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long LONGEST_MICROS = 100_000;
    private static final int FRAME_NANOS = 20_000;
    private static final String ID = "partner";

    private final AtomicLong ahead = new AtomicLong();
    private final LongSupplier timeOfDay = Engine.timeOfDay();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = new Engine(() -> timeOfDay.getAsLong() + ahead.get(),
            (who, _, thrown) -> faults.add(who + ": " + thrown.getMessage()));
    private final Cables cables = new Cables();

    PauseTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static SwitchSpec spec(final ExtensionBinding binding, final String... extensions) {
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of(extensions), IntStream.range(0, 3).mapToObj(index ->
                new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()),
                        Map.of())).toList()).withBindings(Map.of(ID, binding));
    }

    private static ExtensionBinding open(final int budget) {
        return new ExtensionBinding(Optional.of(FailPolicy.OPEN), 50, budget, 0);
    }

    /** How long a frame between two other ports takes to come through. */
    private long answer() {
        final int before = cables.at("s", "p2").count();
        final long start = System.nanoTime();
        cables.at("s", "p1").send(Runs.frame(255, 2));
        Cables.await("a frame between other ports", () -> cables.at("s", "p2").count() > before);
        return System.nanoTime() - start;
    }

    /** The longest of those in which something became so and of the one after, since before that only time passes. */
    private long around(final BooleanSupplier event) {
        final long end = System.nanoTime() + 10_000_000_000L;
        long last = answer();
        while (!event.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the wait for a fault").isLessThan(end);
            last = answer();
        }
        return Math.max(last, answer());
    }

    private void warm() {
        for (int frame = 0; frame < WARM; frame++) {
            answer();
        }
    }

    private static void report(final String what, final long[] pauses) {
        Arrays.sort(pauses);
        final long median = pauses[pauses.length / 2] / NANOS_PER_MICRO;
        System.out.println("pauses of others while a stage " + what + ", us: median " + median + ", longest "
                + pauses[pauses.length - 1] / NANOS_PER_MICRO);
        assertThat(median).isLessThan(LONGEST_MICROS);
    }

    private void enable(final Extension extension, final int budget) {
        engine.add(new InstalledExtension(ID, "1", "", extension));
        engine.apply(List.of(spec(open(budget), ID)));
        warm();
    }

    private void disable(final Extension extension) {
        engine.apply(List.of(spec(open(0))));
        engine.removeExtension(extension);
    }

    @Test
    void shouldNotHoldUpOthersForOneThatThrows() {
        final long[] pauses = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            final int known = round;
            final Extension throwing = StackTest.filter(ID, (batch, frame, _) -> {
                if (batch.sourcePort(frame) == 0) {
                    throw new IllegalStateException("on purpose");
                }
            }).service();
            enable(throwing, 0);
            cables.at("s", "p0").send(Runs.frame(255, 1));
            pauses[round] = around(() -> faults.size() > known);
            disable(throwing);
        }
        report("throws", pauses);
        assertThat(faults).hasSize(ROUNDS).allMatch(fault -> fault.equals("partner: on purpose"));
    }

    /** Slow by the engine's clock, since what it takes of the processor holds up others, found out or not. */
    @Test
    void shouldNotHoldUpOthersForOneThatIsSlow() {
        final long[] pauses = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            final int known = round;
            final Extension slow = StackTest.filter(ID, (batch, _) -> take(batch.live()),
                    (batch, _) -> take(batch.live())).service();
            enable(slow, FRAME_NANOS / 2);
            pauses[round] = around(() -> {
                // a call each millisecond is measured: half a minute's worth of traffic in no time
                cables.at("s", "p0").send(Runs.frame(2, 1), 0, 3);
                ahead.addAndGet(CostWindow.NANOS / 400);
                return faults.size() > known;
            });
            disable(slow);
        }
        report("is slow", pauses);
        assertThat(faults).hasSize(ROUNDS).allMatch(fault -> fault.startsWith("partner: slow: took "));
    }

    private void take(final int frames) {
        ahead.addAndGet((long) FRAME_NANOS * frames);
    }

    @Test
    void shouldNotHoldUpOthersForOneThatLeaks() {
        final long[] pauses = new long[ROUNDS];
        final List<Extension> kept = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            final int known = round;
            final Extension keeping = OwnLoader.load(Partners.Keeping.class);
            kept.add(keeping);
            engine.add(new InstalledExtension(ID, String.valueOf(round), "", keeping));
            for (int time = 0; time < 3; time++) {
                engine.apply(List.of(spec(open(0), ID)));
                engine.apply(List.of(spec(open(0))));
            }
            warm();
            System.gc();
            ahead.addAndGet(HeldStages.WAIT_NANOS);
            final CompletableFuture<Void> look = CompletableFuture.runAsync(engine::look);
            pauses[round] = around(() -> look.isDone() && faults.size() > known);
            engine.removeExtension(keeping);
        }
        report("leaks", pauses);
        assertThat(engine.leaks()).hasSize(kept.size());
    }
}
