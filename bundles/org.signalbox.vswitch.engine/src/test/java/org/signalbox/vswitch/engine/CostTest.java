package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;

/**
 * What extensions cost, as the engine tells it, and what becomes of those that cost too much. Unless a test says so,
 * time passes only where an extension or the test lets it.
 */
@Timeout(60)
class CostTest {
    private static final int PORTS = 3;
    private static final int FRAME_NANOS = 20_000;
    private static final int ALLOCATED = 100;
    private static final Optional<FailPolicy> AS_ITS_KIND = Optional.empty();

    private final AtomicLong time = new AtomicLong(1_000 * CostWindow.NANOS);
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Cables cables = new Cables();
    private Engine engine;
    // keeps what is allocated from being optimised away
    private volatile byte[] sink;

    private void start(final LongSupplier clock) {
        engine = new Engine(clock, (who, _, thrown) -> faults.add(who + ": " + thrown.getMessage()));
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Does something for each frame on its way in. */
    private void add(final String id, final IntConsumer work) {
        engine.add(StackTest.filter(id, (batch, _) -> work.accept(batch.live()), (_, _) -> { }));
    }

    private void take(final int frames) {
        time.addAndGet((long) FRAME_NANOS * frames);
    }

    private void allocate(final int frames) {
        for (int frame = 0; frame < frames; frame++) {
            sink = new byte[ALLOCATED];
        }
    }

    private static void burn(final int frames) {
        final long end = System.nanoTime() + (long) FRAME_NANOS * frames;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static SwitchSpec spec(final int workers, final Map<String, ExtensionBinding> bindings,
            final String... extensions) {
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of(extensions), IntStream.range(0, PORTS).mapToObj(index ->
                new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()),
                        Map.of())).toList()).withBindings(bindings).withWorkers(workers);
    }

    private StageStatus stage(final String id) {
        return engine.switches().getFirst().stages().stream().filter(stage -> stage.extension().equals(id)).findFirst()
                .orElseThrow();
    }

    private StageCost cost(final String id) {
        return stage(id).cost().orElseThrow();
    }

    /** Sends frames from all ports in turn, and waits for each. */
    private void send(final int frames) {
        for (int sent = 0; sent < frames; sent++) {
            final long before = engine.switches().getFirst().totals().in();
            final int port = sent % PORTS;
            cables.at("s", "p" + port).send(Runs.frame(255, port + 1));
            Cables.await("a frame", () -> engine.switches().getFirst().totals().in() > before);
            time.addAndGet(20_000_000);
        }
    }

    /** Half minutes full of frames. */
    private void spend(final int windows) {
        for (int window = 0; window < windows; window++) {
            send(400);
            time.addAndGet(CostWindow.NANOS - time.get() % CostWindow.NANOS + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldTellWhatEachExtensionCosts(final int workers) {
        start(time::get);
        add("slow", this::take);
        add("quick", _ -> { });
        engine.apply(List.of(spec(workers, Map.of(), "slow", "quick")));
        assertThat(stage("slow").cost()).isEmpty();
        send(30);
        assertThat(cost("slow").p99Nanos()).isCloseTo(FRAME_NANOS, Percentage.withPercentage(100.0 / 16));
        assertThat(cost("slow").share()).isGreaterThan(0.9);
        assertThat(cost("quick").medianNanos()).isLessThan(FRAME_NANOS / 10.0);
        assertThat(cost("quick").share()).isLessThan(0.1);
    }

    @Test
    void shouldForgetWhatWasLongAgo() {
        start(time::get);
        final AtomicLong each = new AtomicLong(50_000);
        add("slow", frames -> time.addAndGet(each.get() * frames));
        engine.apply(List.of(spec(1, Map.of(), "slow")));
        send(30);
        time.addAndGet(CostWindow.NANOS);
        each.set(500);
        send(300);
        assertThat(cost("slow").p99Nanos()).isCloseTo(50_000, Percentage.withPercentage(100.0 / 16));
        time.addAndGet(CostWindow.NANOS);
        send(30);
        assertThat(cost("slow").p99Nanos()).isCloseTo(500, Percentage.withPercentage(100.0 / 16));
        time.addAndGet(2 * CostWindow.NANOS);
        assertThat(stage("slow").cost()).isEmpty();
    }

    @Test
    void shouldTellWhatIsAllocated() {
        start(time::get);
        add("wasteful", this::allocate);
        add("thrifty", _ -> { });
        engine.apply(List.of(spec(1, Map.of(), "wasteful", "thrifty")));
        send(300);
        // with its header, on one pass of two; copies on their way out are twice as many as frames
        assertThat(cost("wasteful").bytesPerFrame()).isCloseTo((ALLOCATED + 20) / 3.0, Offset.offset(4.0));
        // classes are loaded in the first calls
        assertThat(cost("thrifty").bytesPerFrame()).isLessThan(8);
    }

    /** On the time of day: relative, as the machine is what it is. */
    @Test
    void shouldTellASlowExtensionFromAQuickOneOnTheTimeOfDay() {
        start(Engine.timeOfDay());
        add("slow", CostTest::burn);
        add("quick", _ -> { });
        engine.apply(List.of(spec(1, Map.of(), "slow", "quick")));
        send(1_500);
        System.out.println("a stage that burns " + FRAME_NANOS + " ns a frame on one pass of two: " + cost("slow")
                + ", one that does nothing: " + cost("quick"));
        assertThat(cost("slow").p99Nanos()).isBetween(1.0 * FRAME_NANOS, 1e9);
        assertThat(cost("quick").medianNanos()).isLessThan(FRAME_NANOS / 2.0);
        assertThat(cost("slow").share()).isGreaterThan(2 * cost("quick").share());
    }

    @Test
    void shouldMeasureNothingInASimulation() {
        start(time::get);
        final Runs.Outcome outcome = StackTest.run(StackTest.three("slow"),
                List.of(StackTest.filter("slow", (_, _) -> { }, (_, _) -> { })), 1,
                StackTest.broadcasts(30));
        assertThat(StackTest.stage(outcome, "slow").cost()).isEmpty();
    }

    private void shouldFail(final String id, final FailPolicy policy, final String why) {
        Cables.await("the fault", () -> !faults.isEmpty());
        assertThat(faults).singleElement().asString().startsWith(id + ": " + why);
        final StageStatus stage = stage(id);
        assertThat(stage.state()).isEqualTo(StageStatus.State.FAULTED);
        assertThat(stage.reason()).startsWith(why);
        assertThat(stage.faults()).isOne();
        final long before = cables.at("s", "p1").count();
        send(PORTS);
        assertThat(cables.at("s", "p1").count() - before).isEqualTo(policy == FailPolicy.CLOSED ? 0 : PORTS - 1);
        engine.switches().getFirst().drops().forEach(drop -> assertThat(drop.rule()).isEqualTo("fault"));
    }

    @ParameterizedTest
    @EnumSource(FailPolicy.class)
    void shouldTakeAnExtensionForFailedThatIsSlowForAWholeWindow(final FailPolicy policy) {
        start(time::get);
        engine.add(StackTest.filter("slow", (batch, _) -> take(batch.live()), (batch, _) -> take(batch.live())));
        engine.apply(List.of(spec(2, Map.of("slow", new ExtensionBinding(Optional.of(policy), 50, 15_000, 0)),
                "slow")));
        spend(2);
        shouldFail("slow", policy, "slow: took ");
    }

    @ParameterizedTest
    @EnumSource(FailPolicy.class)
    void shouldTakeAnExtensionForFailedThatAllocatesForAWholeWindow(final FailPolicy policy) {
        start(time::get);
        engine.add(StackTest.filter("wasteful", (batch, _) -> allocate(batch.live()),
                (batch, _) -> allocate(batch.live())));
        engine.apply(List.of(spec(1, Map.of("wasteful", new ExtensionBinding(Optional.of(policy), 50, 0, 64)),
                "wasteful")));
        spend(2);
        shouldFail("wasteful", policy, "wasteful: allocated ");
    }

    /** Judged as often as the others, of which a fault is seen. */
    @Test
    void shouldLeaveThoseAloneThatKeepToTheirBudget() {
        start(time::get);
        engine.add(StackTest.filter("keeps", (batch, _) -> take(batch.live()), (batch, _) -> take(batch.live())));
        final AtomicLong calls = new AtomicLong();
        add("pauses", _ -> time.addAndGet(calls.incrementAndGet() % 3 == 0 ? 500_000 : 0));
        engine.add(StackTest.filter("slow", (batch, _) -> take(batch.live()), (batch, _) -> take(batch.live())));
        engine.apply(List.of(spec(1, Map.of("keeps", new ExtensionBinding(AS_ITS_KIND, 50, 25_000, 4_096),
                "pauses", new ExtensionBinding(AS_ITS_KIND, 50, 15_000, 0),
                "slow", new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 50, 15_000, 0)), "keeps", "pauses",
                "slow")));
        spend(3);
        Cables.await("the fault of another", () -> !faults.isEmpty());
        spend(2);
        assertThat(faults).singleElement().asString().startsWith("slow: slow");
    }
}
