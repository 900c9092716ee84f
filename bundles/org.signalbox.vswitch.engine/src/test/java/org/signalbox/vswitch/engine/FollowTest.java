package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.Following.Selection;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;

/** Decisions of a live switch, for those who follow it, and nothing for those who do not. */
@Timeout(120)
class FollowTest {
    private static final int PORTS = 4;
    private static final int BROADCAST = 255;
    private static final Selection FAST = new Selection(Set.of(), Selection.MOST_PER_SECOND);

    private final List<String> faults = new CopyOnWriteArrayList<>();
    // stands still unless a test moves it, so that what is allowed in a second does not depend on the machine
    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    private final Engine engine = new Engine(clock::get, (who, _, thrown) -> faults.add(who + ": " + thrown));
    private final Cables cables = new Cables();
    private final List<Decision> decisions = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch released = new CountDownLatch(1);

    FollowTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        released.countDown();
        engine.close();
    }

    private static SwitchSpec spec(final int workers, final String... extensions) {
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of(extensions), IntStream.range(0, PORTS).mapToObj(index ->
                new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()),
                        Map.of())).toList()).withWorkers(workers);
    }

    private Cables.Cable cable(final int port) {
        return cables.at("s", "p" + port);
    }

    private SwitchStatus status() {
        return engine.switches().getFirst();
    }

    private void awaitIn(final long frames) {
        Cables.await(frames + " frames", () -> status().totals().in() == frames);
    }

    private void awaitDecisions(final int count) {
        Cables.await(count + " decisions", () -> decisions.size() >= count);
    }

    /** A frame that carries a number. */
    private static byte[] numbered(final int to, final int from, final int number) {
        final byte[] frame = Runs.frame(to, from);
        frame[50] = (byte) (number >> 8);
        frame[51] = (byte) number;
        return frame;
    }

    private static FilteringExtension every(final int nth) {
        return context -> new FilteringStage() {
            private final int dropped = context.dropReason("nth", "every " + nth + "th");

            private boolean hits(final FrameBatch frames, final int frame, final int rest) {
                return frames.length(frame) > 51 && frames.u16(frame, 50) % nth == rest;
            }

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    final int frame = frames.frame(k);
                    if (hits(frames, frame, 0)) {
                        actions.drop(frame, dropped);
                    } else if (hits(frames, frame, 1)) {
                        actions.setU8(frame, 40, 7);
                        frames.because(frame, "rewrites", "the one after");
                    } else if (hits(frames, frame, 2)) {
                        actions.cloneFrame(frame);
                    }
                }
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                for (int k = 0; k < copies.live(); k++) {
                    actions.judge(copies.frame(k), hits(copies, copies.frame(k), 3) ? dropped : -1);
                }
            }
        };
    }

    private static Map<String, Long> count(final List<Decision> decisions, final Verdict last) {
        final Map<String, Long> counts = new TreeMap<>();
        for (final Decision decision : decisions) {
            add(counts, decision.ingress().getLast(), decision.port(), last);
            decision.copies().forEach(copy -> add(counts, copy.steps().getLast(), copy.port(), last));
        }
        return counts;
    }

    private static void add(final Map<String, Long> counts, final Step step, final String port, final Verdict last) {
        if (step.verdict() == last) {
            counts.merge(step.extension() + " " + port, 1L, Long::sum);
        }
    }

    private static Map<String, Long> drops(final SwitchStatus status) {
        final Map<String, Long> counts = new TreeMap<>();
        for (final DropCount drop : status.drops()) {
            counts.merge(drop.extension() + " " + drop.port(), drop.count(), Long::sum);
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldTellOfEveryFrameWhileThereAreNotTooMany(final int workers) {
        engine.add(new InstalledExtension("every", "1", "", every(7)));
        engine.apply(List.of(spec(workers, "every")));
        try (Following following = engine.follow("s", FAST, decisions::add)) {
            for (int k = 0; k < 2_000; k++) {
                cable(k % PORTS).send(numbered(k % 5 == 0 ? BROADCAST : (k + 1) % PORTS, k % PORTS, k));
                if (k % 100 == 99) {
                    // so that no more wait than there is room for
                    final int sent = k + 1;
                    Cables.await("decisions about " + sent, () -> {
                        final FrameTotals totals = status().totals();
                        return totals.in() == sent && decisions.size() == sent + totals.made();
                    });
                }
            }
            assertThat(following.lost()).isZero();
            assertThat(following.isRunning()).isTrue();
        }
        final SwitchStatus status = status();
        assertThat(status.totals().made()).isPositive();
        assertThat(decisions).hasSize((int) (status.totals().in() + status.totals().made()));
        assertThat(decisions.stream().map(Decision::frame))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, decisions.size()).boxed().toList());
        assertThat(count(decisions, Verdict.DROP)).isEqualTo(drops(status));
        assertThat(count(decisions, Verdict.DELIVER).values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(status.totals().delivered());
        assertThat(decisions.stream().flatMap(each -> each.ingress().stream()).map(Step::rule)).contains("rewrites");
    }

    @Test
    void shouldGiveFramesTheSameWayWithAFollowerAsWithoutOne() {
        final long seed = System.nanoTime();
        final List<List<List<String>>> delivered = new ArrayList<>();
        final List<SwitchStatus> statuses = new ArrayList<>();
        engine.add(new InstalledExtension("every", "1", "", every(5)));
        for (final boolean followed : new boolean[] {false, true}) {
            engine.apply(List.of());
            engine.apply(List.of(spec(1, "every")));
            final Random random = new Random(seed);
            final Following following = followed ? engine.follow("s", FAST, decisions::add) : null;
            for (int k = 0; k < 500; k++) {
                byte[] frame = numbered(random.nextInt(3) == 0 ? BROADCAST : random.nextInt(6), random.nextInt(6),
                        random.nextInt(1 << 16));
                frame = random.nextInt(5) == 0 ? Runs.tagged(frame, 0x8100, random.nextInt(3) << 13) : frame;
                frame = random.nextInt(50) == 0 ? Arrays.copyOf(frame, random.nextInt(20)) : frame;
                cable(random.nextInt(PORTS)).send(frame);
                // one after the other, so that the order at a port does not depend on which is polled first
                final int sent = k + 1;
                awaitIn(sent);
            }
            delivered.add(IntStream.range(0, PORTS).mapToObj(port ->
                    cable(port).delivered().stream().map(HexFormat.of()::formatHex).toList()).toList());
            statuses.add(status());
            if (followed) {
                Cables.await("all is told", () -> decisions.size() == totals(statuses.get(1)));
                following.close();
            }
        }
        assertThat(faults).isEmpty();
        assertThat(delivered.get(1).equals(delivered.get(0))).as("seed " + seed).isTrue();
        assertThat(statuses.get(1).totals()).as("seed " + seed).isEqualTo(statuses.get(0).totals());
        assertThat(statuses.get(1).drops()).as("seed " + seed).isEqualTo(statuses.get(0).drops());
        assertThat(statuses.get(1).ports()).as("seed " + seed).isEqualTo(statuses.get(0).ports());
    }

    private static long totals(final SwitchStatus status) {
        return status.totals().in() + status.totals().made();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldCountWhatItDoesNotTellAboveItsRate(final int workers) {
        engine.apply(List.of(spec(workers)));
        try (Following following = engine.follow("s", new Selection(Set.of(), 300), decisions::add)) {
            for (int round = 0; round < 2; round++) {
                for (int k = 0; k < 1_000; k++) {
                    cable(k % PORTS).send(numbered(BROADCAST, k % PORTS, k));
                }
                awaitIn(1_000L * (round + 1));
                final int before = round;
                Cables.await("the account", () -> decisions.size() + following.lost() == 1_000L * (before + 1));
                // a frame and its three copies count; each worker may have begun one more batch
                final int told = decisions.size();
                assertThat(told).isBetween(75 * (round + 1), 75 * (round + 1) + 64 * workers * (round + 1));
                clock.addAndGet(TimeUnit.HOURS.toNanos(1));
            }
        }
        assertThat(status().totals()).isEqualTo(new FrameTotals(2_000, 6_000, 6_000, 0, 0));
    }

    @Test
    void shouldLoseDecisionsAndNoFramesWhenWhoIsToldIsSlow() {
        engine.apply(List.of(spec(1)));
        final AtomicInteger called = new AtomicInteger();
        try (Following following = engine.follow("s", FAST, decision -> {
            called.incrementAndGet();
            try {
                released.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            decisions.add(decision);
        })) {
            final int frames = 20_000;
            for (int k = 0; k < frames; k++) {
                cable(0).send(numbered(BROADCAST, 0, k));
            }
            awaitIn(frames);
            assertThat(called).hasValueLessThanOrEqualTo(1);
            assertThat(following.lost()).isGreaterThan(frames / 2);
            assertThat(cable(1).count()).isEqualTo(frames);
            released.countDown();
            Cables.await("the rest", () -> decisions.size() + following.lost() == frames);
            assertThat(status().totals()).isEqualTo(new FrameTotals(frames, 3L * frames, 3L * frames, 0, 0));
        }
    }

    private Following followedUntilReleased() {
        return engine.follow("s", FAST, decision -> {
            decisions.add(decision);
            try {
                released.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void shouldTellWhatWaitsWhenItIsClosed() throws Exception {
        engine.apply(List.of(spec(1)));
        final Following following = followedUntilReleased();
        cable(0).send(numbered(BROADCAST, 0, 1), 0, 50);
        awaitIn(50);
        awaitDecisions(1);
        final Thread closing = Thread.ofPlatform().start(following::close);
        Cables.await("its end", () -> !following.isRunning());
        released.countDown();
        closing.join();
        assertThat(decisions).hasSize(50);
        assertThat(following.lost()).isZero();
    }

    @Test
    void shouldCountWhatItCouldNotTellInTime() {
        engine.apply(List.of(spec(1)));
        final Following following = followedUntilReleased();
        cable(0).send(numbered(BROADCAST, 0, 1), 0, 50);
        awaitIn(50);
        awaitDecisions(1);
        following.close();
        released.countDown();
        Cables.await("the account", () -> decisions.size() + following.lost() == 50);
        assertThat(decisions).hasSize(1);
        assertThat(following.lostByPort()).isEqualTo(Map.of("p0", 49L));
    }

    @Test
    void shouldTellOfFramesOfSelectedPortsOnly() {
        engine.apply(List.of(spec(2)));
        final List<Decision> all = Collections.synchronizedList(new ArrayList<>());
        try (Following one = engine.follow("s", new Selection(Set.of("p1", "later"), 1_000), decisions::add);
                Following every = engine.follow("s", FAST, all::add)) {
            for (int k = 0; k < 40; k++) {
                cable(k % PORTS).send(numbered(BROADCAST, k % PORTS, k));
            }
            Cables.await("40 decisions", () -> all.size() == 40 && decisions.size() == 10);
            assertThat(decisions).extracting(Decision::port).containsOnly("p1");
            assertThat(one.lost() + every.lost()).isZero();
        }
    }

    @Test
    void shouldRefuseToFollowWhatIsNotThereOrIsFollowedByToMany() {
        engine.apply(List.of(spec(1)));
        assertThatThrownBy(() -> engine.follow("t", FAST, decisions::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found no live switch \"t\", expected one of s");
        assertThatThrownBy(() -> new Selection(Set.of(), 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0 decisions a second");
        final List<Following> open = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            open.add(engine.follow("s", FAST, decisions::add));
        }
        assertThatThrownBy(() -> engine.follow("s", FAST, decisions::add)).isInstanceOf(IllegalStateException.class)
                .hasMessage("found 8 who follow switch s, expected fewer");
        open.forEach(Following::close);
        engine.follow("s", FAST, decisions::add).close();
    }

    @Test
    void shouldSpendNothingOnceNobodyFollowsAnyMore() {
        // no other test's threads have its name
        engine.apply(List.of(spec(1).withName("alone")));
        final Cables.Cable cable = cables.at("alone", "p0");
        final int frames = 20_000;
        // nowhere to go: what is allocated then is the worker's own
        final byte[] frame = Runs.frame(1, 1);
        cable.send(frame, 0, frames);
        awaitIn(frames);
        engine.follow("alone", FAST, decisions::add).close();
        final Thread worker = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("switch alone")).findFirst().orElseThrow();
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getThreadAllocatedBytes(worker.threadId());
        cable.send(frame, 0, frames);
        awaitIn(2L * frames);
        final long unfollowed = threads.getThreadAllocatedBytes(worker.threadId()) - before;
        try (Following _ = engine.follow("alone", FAST, decisions::add)) {
            cable.send(frame, 0, frames);
            awaitIn(3L * frames);
            final long followed = threads.getThreadAllocatedBytes(worker.threadId()) - before - unfollowed;
            // the cable wraps each frame in an object, and reading the counters costs the worker some
            assertThat(unfollowed).isLessThan(200L * frames);
            assertThat(followed).isGreaterThan(unfollowed + 300L * frames);
        }
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("following alone");
    }

    @Test
    void shouldGoOnFollowingWhenTheSwitchChangesAndEndWithIt() {
        engine.apply(List.of(spec(1)));
        try (Following following = engine.follow("s", FAST, decisions::add)) {
            cable(0).send(numbered(BROADCAST, 0, 1));
            awaitDecisions(1);
            engine.apply(List.of(spec(3)));
            cable(0).send(numbered(BROADCAST, 0, 2));
            cable(1).send(numbered(BROADCAST, 1, 3));
            awaitDecisions(3);
            assertThat(following.isRunning()).isTrue();
            engine.apply(List.of());
            assertThat(following.isRunning()).isFalse();
        }
        assertThat(decisions).hasSize(3);
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldTellNoMoreWhoThrowsAndReportIt() {
        engine.apply(List.of(spec(1)));
        final Following following = engine.follow("s", FAST, _ -> {
            throw new IllegalStateException("planted");
        });
        cable(0).send(numbered(BROADCAST, 0, 1));
        Cables.await("its end", () -> !following.isRunning() && !faults.isEmpty());
        assertThat(faults).containsExactly("who follows its decisions: java.lang.IllegalStateException: planted");
        cable(0).send(numbered(BROADCAST, 0, 2));
        awaitIn(2);
        following.close();
        assertThat(faults).hasSize(1);
    }

    @Test
    void shouldCloseFromWithinACall() {
        engine.apply(List.of(spec(1)));
        final List<Following> own = new CopyOnWriteArrayList<>();
        own.add(engine.follow("s", FAST, decision -> {
            Cables.await("itself", () -> !own.isEmpty());
            decisions.add(decision);
            own.getFirst().close();
        }));
        cable(0).send(numbered(BROADCAST, 0, 1), 0, 10);
        awaitIn(10);
        Cables.await("its end", () -> !own.getFirst().isRunning());
        own.getFirst().close();
        assertThat(decisions).hasSize(1);
    }

    private static final int TRIGGER = 77;

    private FilteringExtension fails(final boolean hangs, final boolean egress) {
        return _ -> new FilteringStage() {
            private void fail(final FrameBatch frames) {
                for (int k = 0; k < frames.live(); k++) {
                    frames.because(frames.frame(k), "seen", "before it failed");
                    if (frames.destinationMac(frames.frame(k)) == (0x0200_0000_0000L | TRIGGER)) {
                        if (!hangs) {
                            throw new IllegalStateException("planted");
                        }
                        try {
                            released.await();
                        } catch (final InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }
            }

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                if (!egress) {
                    fail(frames);
                }
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                if (egress) {
                    fail(copies);
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws in", "throws out", "hangs in", "hangs out"})
    void shouldTellWhatBecameOfFramesInAStageThatFails(final String way) {
        final boolean hangs = way.startsWith("hangs");
        final boolean egress = way.endsWith("out");
        engine.add(new InstalledExtension("fails", "1", "", fails(hangs, egress)));
        engine.apply(List.of(spec(1, "fails").withBindings(Map.of("fails",
                new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 20)))));
        try (Following following = engine.follow("s", FAST, decisions::add)) {
            cable(0).send(numbered(BROADCAST, 0, 1));
            awaitDecisions(1);
            cable(0).send(numbered(TRIGGER, 0, 2));
            awaitDecisions(2);
            cable(0).send(numbered(BROADCAST, 0, 3));
            awaitDecisions(3);
            assertThat(following.lost()).isZero();
        }
        assertThat(last(decisions.get(0), egress)).allSatisfy(step -> {
            assertThat(step.verdict()).isEqualTo(Verdict.PASS);
            assertThat(step.reason()).isEqualTo("before it failed");
        });
        assertThat(last(decisions.get(1), egress)).allSatisfy(step -> {
            assertThat(step.verdict()).isEqualTo(Verdict.DROP);
            assertThat(step.rule()).isEqualTo("fault");
            assertThat(step.reason()).startsWith("the extension failed: ")
                    .contains(hangs ? "did not return within 20 ms" : "planted");
        });
        assertThat(last(decisions.get(2), egress)).allSatisfy(step ->
                assertThat(step.verdict()).isEqualTo(Verdict.BYPASS));
        assertThat(count(decisions, Verdict.DROP)).isEqualTo(drops(status()));
        assertThat(status().totals().copies()).isEqualTo(status().totals().delivered() + status().totals().dropped());
    }

    /** What the extension said on a pass: of the frame, or of each of its copies. */
    private static List<Step> last(final Decision decision, final boolean egress) {
        final List<Step> steps = (egress ? decision.copies().stream().map(Copy::steps).toList()
                : List.of(decision.ingress())).stream().map(each -> each.stream()
                        .filter(step -> step.extension().equals("fails")).findFirst().orElseThrow()).toList();
        assertThat(steps).hasSize(egress ? PORTS - 1 : 1);
        return steps;
    }
}
