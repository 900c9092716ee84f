package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.schema.Default;
import org.signalbox.schema.Range;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PolicyVersion;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Policies of ports and switches: their versions, who refuses them, and how they take effect. */
class PolicyTest {
    private static final String ID = "stamps";
    private static final int PORTS = 4;
    private static final int NUMBER_AT = 20;
    private static final int STAMP_AT = 30;
    private static final int EPOCH_AT = 31;
    private static final int CHANGES = 90;
    /** Frames of a flow that are on their way at a time: less than a ring holds. */
    private static final int WINDOW = 400;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Engine engine = new Engine(Engine.timeOfDay(), (who, _, thrown) -> faults.add(who + ": " + thrown));
    private final Cables cables = new Cables();

    PolicyTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
        assertThat(faults).isEmpty();
    }

    /** Version 1 had the key {@code mark}, without a limit. */
    @PolicyVersion(2)
    public record Stamp(@Range(min = 0, max = 99) int stamp, @Default("7") int spare) {
        /** @throws IllegalArgumentException for one number */
        public Stamp {
            if (stamp == 98) {
                throw new IllegalArgumentException("found 98, expected a lucky number");
            }
        }
    }

    /** Of a switch, in its first version. */
    public record Epoch(@Range(min = 0, max = 99) int epoch) {
    }

    /** Writes the port's stamp and the switch's epoch into frames, and looks whether they belong together. */
    private static class Stamps implements FilteringExtension {
        final List<String> told = new CopyOnWriteArrayList<>();
        final AtomicInteger torn = new AtomicInteger();
        volatile boolean hangs;

        @Override
        public Optional<Class<? extends Record>> portPolicy() {
            return Optional.of(Stamp.class);
        }

        @Override
        public Optional<Class<? extends Record>> switchPolicy() {
            return Optional.of(Epoch.class);
        }

        @Override
        public Map<String, Object> upgradePolicy(final Class<? extends Record> type, final int version,
                final Map<String, Object> policy) {
            final Map<String, Object> now = new LinkedHashMap<>(policy);
            now.put("stamp", now.remove("mark"));
            return now;
        }

        @Override
        public Optional<String> refuse(final String switchName, final StagePort port, final Record policy) {
            if (hangs) {
                await();
            }
            return ((Stamp) policy).stamp() == 97 ? Optional.of("97 is taken on " + switchName + ", not for "
                    + port.name()) : Optional.empty();
        }

        @Override
        public Optional<String> refuse(final String switchName, final Record policy) {
            if (((Epoch) policy).epoch() == 96) {
                throw new IllegalStateException("no idea");
            }
            return ((Epoch) policy).epoch() == 97 ? Optional.of("97 is over on " + switchName) : Optional.empty();
        }

        private static void await() {
            try {
                new CountDownLatch(1).await();
            } catch (final InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public FilteringStage create(final StageContext context) {
            return new FilteringStage() {
                private final int[] stamps = new int[PORTS];
                private int epoch;

                @Override
                public void switchPolicyChanged(final Object policy) {
                    told.add("switch " + policy);
                    epoch = policy == null ? 0 : ((Epoch) policy).epoch();
                }

                @Override
                public void portChanged(final StagePort port, final Object policy) {
                    told.add(port.name() + " " + policy);
                    stamps[port.index()] = policy == null ? 0 : ((Stamp) policy).stamp();
                }

                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    torn.addAndGet((int) Arrays.stream(stamps).filter(stamp -> stamp != epoch).count());
                    for (int k = 0; k < frames.live(); k++) {
                        final int frame = frames.frame(k);
                        actions.setU8(frame, STAMP_AT, stamps[frames.sourcePort(frame)]);
                        actions.setU8(frame, EPOCH_AT, epoch);
                    }
                }
            };
        }
    }

    private Stamps install(final Stamps stamps) {
        engine.add(new InstalledExtension(ID, "1.2.3", "", stamps));
        return stamps;
    }

    private static SwitchSpec spec(final Object epoch, final Object... stamps) {
        final SwitchSpec spec = new SwitchSpec("s", SwitchType.PRIVATE, List.of(ID), IntStream.range(0, PORTS)
                .mapToObj(index -> new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true,
                        Map.of(Cables.KIND, Map.of()),
                        index < stamps.length && stamps[index] != null ? Map.of(ID, stamps[index]) : Map.of()))
                .toList());
        return epoch == null ? spec : spec.withPolicies(Map.of(ID, epoch));
    }

    private static Map<String, Object> stamp(final long stamp) {
        return Map.of("schemaVersion", 2L, "stamp", stamp);
    }

    private static Map<String, Object> epoch(final long epoch) {
        return Map.of("epoch", epoch);
    }

    private String refusals(final SwitchSpec spec) {
        return String.join("; ", engine.check(List.of(spec)).stream().map(SpecCheck::sentence).toList());
    }

    private void accept(final SwitchSpec spec) {
        assertThat(refusals(spec)).isEmpty();
        engine.apply(List.of(spec));
    }

    @Test
    void shouldHandPoliciesOfSwitchAndPortsOverBeforeTheFirstFrameAndWhenTheyChange() {
        final Stamps stamps = install(new Stamps());
        accept(spec(epoch(5), stamp(1)));
        assertThat(stamps.told).containsExactly("switch Epoch[epoch=5]", "p0 Stamp[stamp=1, spare=7]", "p1 null",
                "p2 null", "p3 null");
        stamps.told.clear();
        accept(spec(epoch(6), stamp(1), stamp(2)));
        assertThat(stamps.told).containsExactly("switch Epoch[epoch=6]", "p1 Stamp[stamp=2, spare=7]");
        stamps.told.clear();
        accept(spec(null, stamp(1), stamp(2)));
        assertThat(stamps.told).containsExactly("switch null");
        stamps.told.clear();
        accept(spec(null, stamp(1), stamp(2)).withWorkers(2));
        assertThat(stamps.told).hasSize(10).startsWith("switch null", "switch null")
                .contains("p0 Stamp[stamp=1, spare=7]", "p1 Stamp[stamp=2, spare=7]", "p3 null");
    }

    @Test
    void shouldBringOlderPoliciesUpToDate() {
        final Stamps stamps = install(new Stamps());
        accept(spec(null, Map.of("mark", 3L, "spare", 1L), Map.of("schemaVersion", 1L, "mark", 4L)));
        assertThat(stamps.told).contains("p0 Stamp[stamp=3, spare=1]", "p1 Stamp[stamp=4, spare=7]");
        assertThat(engine.currentPolicy(ID, Stamp.class, Map.of("mark", 3L, "spare", 7L))).isEqualTo(stamp(3))
                .extracting(Map::keySet).asString().isEqualTo("[schemaVersion, stamp]");
        assertThat(engine.currentPolicy(ID, Epoch.class, epoch(3))).isEqualTo(epoch(3));
        assertThat(refusals(spec(null, Map.of("mark", 100L))))
                .isEqualTo("[0].ports[0].policies.stamps.stamp: found 100, expected a whole number from 0 to 99");
    }

    @Test
    void shouldRefuseWhatIsNewerThanItsExtensionAndKeepItWhereItIsAlready() {
        final SwitchSpec newer = spec(Map.of("schemaVersion", 2L, "epoch", "soon"), Map.of("schemaVersion", 3L));
        engine.apply(List.of(newer));
        final Stamps stamps = install(new Stamps());
        assertThat(stamps.told).contains("switch null", "p0 null");
        accept(newer.withWorkers(2));
        assertThat(refusals(spec(Map.of("schemaVersion", 2L, "epoch", 1L), Map.of("schemaVersion", 4L)))).isEqualTo(
                "[0].policies.stamps.schemaVersion: found 2, expected at most 1, the version that stamps 1.2.3 has; "
                + "[0].ports[0].policies.stamps.schemaVersion: found 4, expected at most 2, the version that "
                + "stamps 1.2.3 has");
        assertThatThrownBy(() -> engine.currentPolicy(ID, Stamp.class, Map.of("schemaVersion", 3L)))
                .isInstanceOf(SchemaException.class).hasMessageStartingWith("schemaVersion: found 3, expected at most");
        assertThat(engine.switches().getFirst().stages().getFirst().state()).isEqualTo(StageStatus.State.RUNNING);
    }

    @Test
    void shouldRefuseInOneSentenceWhatRecordOrExtensionDoesNotTake() {
        final Stamps stamps = install(new Stamps());
        accept(spec(epoch(1), stamp(1)));
        final List<String> told = List.copyOf(stamps.told);
        assertThat(refusals(spec(null, stamp(98)))).isEqualTo(
                "[0].ports[0].policies.stamps: found 98, expected a lucky number");
        assertThat(refusals(spec(null, stamp(97)))).isEqualTo("[0].ports[0].policies.stamps: found a policy that "
                + "stamps refuses (97 is taken on s, not for p0), expected one that it accepts");
        assertThat(refusals(spec(epoch(97)))).isEqualTo("[0].policies.stamps: found a policy that stamps refuses "
                + "(97 is over on s), expected one that it accepts");
        assertThat(refusals(spec(epoch(96)))).contains("[0].policies.stamps: found a policy, expected", "no idea");
        assertThat(refusals(spec(null, Map.of("schemaVersion", "x")))).isEqualTo(
                "[0].ports[0].policies.stamps.schemaVersion: found 'x', expected a whole number from 1");
        assertThat(refusals(spec(null, "much"))).contains("found 'much', expected a mapping");
        assertThat(refusals(spec(null, Map.of("schemaVersion", 2L, "stamp", 1L, "spore", 2L))))
                .contains("unknown key 'spore'", "did you mean 'spare'?");
        assertThat(stamps.told).isEqualTo(told);
    }

    @Test
    void shouldNotAskAgainWhatItsExtensionThinksOfAPolicyThatIsThere() {
        engine.apply(List.of(spec(epoch(97), stamp(97), stamp(1))));
        install(new Stamps());
        accept(spec(epoch(97), stamp(97), stamp(2)));
    }

    @Test
    void shouldWaitOnceForAnExtensionThatDoesNotSay() {
        final Stamps stamps = install(new Stamps());
        stamps.hangs = true;
        final long begun = System.nanoTime();
        assertThat(engine.check(List.of(spec(null, stamp(1), stamp(2), stamp(3), stamp(4))))).hasSize(4)
                .allSatisfy(refusal -> assertThat(refusal.expected()).contains("not return"));
        assertThat(System.nanoTime() - begun).isLessThan(3_000_000_000L);
        assertThat(engine.switches()).isEmpty();
    }

    /** A record that takes the key which says the version. */
    public record Taken(int schemaVersion) {
    }

    @Test
    void shouldNotInstallAnExtensionWhosePolicyTakesTheReservedKey() {
        assertThatThrownBy(() -> install(new Stamps() {
            @Override
            public Optional<Class<? extends Record>> portPolicy() {
                return Optional.of(Taken.class);
            }
        })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found the key schemaVersion");
    }

    private static byte[] numbered(final int from, final int number) {
        final byte[] frame = Runs.frame((from + 1) % PORTS, from);
        ByteBuffer.wrap(frame).putInt(NUMBER_AT, number);
        return frame;
    }

    private static SwitchSpec all(final int number, final int workers) {
        final Object[] stamps = new Object[PORTS];
        Arrays.setAll(stamps, _ -> stamp(number));
        return spec(epoch(number), stamps).withWorkers(workers);
    }

    private long in() {
        return engine.switches().getFirst().totals().in();
    }

    /** Sends numbered frames from every port to the next until it is told to stop; says how many from each. */
    private int feed(final long before, final AtomicBoolean stop) {
        int number = 0;
        for (; !stop.get(); number++) {
            final long least = before + (number - WINDOW) * (long) PORTS;
            Cables.await(least + " frames", () -> in() >= least);
            for (int port = 0; port < PORTS; port++) {
                cables.at("s", "p" + port).send(numbered(port, number));
            }
        }
        return number;
    }

    /** Every frame meets the policies of one change at all ports, and none is lost, doubled or overtaken by it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldChangeAllPoliciesBetweenTwoBatchesUnderTraffic(final int workers) throws Exception {
        final Stamps stamps = install(new Stamps());
        accept(all(0, workers));
        IntStream.range(0, PORTS).forEach(port -> cables.at("s", "p" + port).send(Runs.frame(255, port)));
        Cables.await("stations are known", () -> engine.forwardingTable("s").size() == PORTS);
        final AtomicBoolean stop = new AtomicBoolean();
        final CompletableFuture<Integer> feeding = CompletableFuture.supplyAsync(() -> feed(PORTS, stop));
        for (int change = 1; change <= CHANGES; change++) {
            accept(all(change, workers));
            final long now = in();
            Cables.await("frames after the change", () -> in() > now);
        }
        stop.set(true);
        final int sent = feeding.get(30, TimeUnit.SECONDS);
        Cables.await("all frames", () -> in() == PORTS + (long) sent * PORTS);
        assertThat(stamps.torn).hasValue(0);
        final Set<Integer> met = new HashSet<>();
        for (int port = 0; port < PORTS; port++) {
            final byte[] addresses = Arrays.copyOf(Runs.frame((port + 1) % PORTS, port), 12);
            final List<ByteBuffer> came = new ArrayList<>();
            cables.at("s", "p" + (port + 1) % PORTS).delivered().stream()
                    .filter(frame -> Arrays.equals(Arrays.copyOf(frame, 12), addresses))
                    .forEach(frame -> came.add(ByteBuffer.wrap(frame)));
            assertThat(came.stream().map(frame -> frame.getInt(NUMBER_AT)).toList())
                    .isEqualTo(IntStream.range(0, sent).boxed().toList());
            assertThat(came).allMatch(frame -> frame.get(STAMP_AT) == frame.get(EPOCH_AT));
            assertThat(came.stream().map(frame -> (int) frame.get(EPOCH_AT)).toList()).isSorted();
            came.forEach(frame -> met.add((int) frame.get(EPOCH_AT)));
        }
        assertThat(met).as("of %d frames a flow", sent).containsAll(IntStream.rangeClosed(1, CHANGES).boxed().toList());
    }
}
