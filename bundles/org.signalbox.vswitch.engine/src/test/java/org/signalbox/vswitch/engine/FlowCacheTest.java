package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.HeaderTable;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.Offload;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.StageContext;

/**
 * A switch with its flow cache does what the same switch does without it, frame for frame, and counts the same: over
 * random stacks and policies, which change in between, and random traffic in which flows come again, in some runs
 * between stations that stay where they are. More by {@code -Dsignalbox.seeds=N}, one of them again by
 * {@code -Dsignalbox.seed=S}.
 */
class FlowCacheTest {
    private static final int PORTS = 5;
    private static final int FLOWS = 40;
    private static final int BATCHES = 120;
    private static final long MILLI = 1_000_000;

    /** One of two that are compared. */
    private static final class Bed implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final SwitchState state = new SwitchState();
        private final Surroundings surroundings = new Surroundings(true);
        private final Map<String, EnabledExtension> enabled = new HashMap<>();
        private final List<String> delivered = new ArrayList<>();
        private final SwitchCore core;
        private final boolean cache;
        private PortTable ports = new PortTable(List.of());
        private boolean faults;

        private Bed(final boolean cache, final int batch) {
            this.cache = cache;
            core = new SwitchCore(arena.allocate(1 << 17 | SwitchCore.MADE_BYTES, Long.BYTES), batch,
                    (port, time, memory, offset, length, wire, offload) -> {
                        delivered.add(port + " at " + time + " of " + wire + " " + offload + ": " + HexFormat.of()
                                .formatHex(memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE)));
                        return -1;
                    }, null, state, state.table(), new SwitchCounters(), new Sampler(null));
        }

        /** Takes on another spec between two batches, as a live switch does. */
        private void run(final SwitchSpec wanted, final Map<String, ? extends Extension> known) {
            final Map<String, ExtensionBinding> patient = new HashMap<>();
            wanted.extensions().forEach(id -> patient.put(id, new ExtensionBinding(Optional.empty(), 5_000)));
            final SwitchSpec spec = wanted.withFlowCache(cache).withBindings(patient);
            final PortTable next = new PortTable(PortTable.place(spec.ports(), ports.ports()));
            enabled.keySet().retainAll(spec.extensions());
            for (final EnabledExtension each : enabled.values()) {
                for (final Port port : next.ports()) {
                    if (!port.spec().policies().get(each.id())
                            .equals(ports.port(port.name()).spec().policies().get(each.id()))) {
                        each.portChanged(port, each.compile(port));
                    }
                }
            }
            for (final String id : spec.extensions()) {
                enabled.computeIfAbsent(id, _ -> new EnabledExtension(
                        new InstalledExtension(id, "1", "", known.get(id)), spec, surroundings, (who, _, thrown) -> {
                            if (!faults) {
                                throw new AssertionError(who, thrown);
                            }
                        }, next.ports(), 1, null));
            }
            ports = next;
            final Program program = new Program(spec, next, EnabledExtension.stages(enabled.values().stream(), 0));
            state.program(program);
            core.program(program);
            core.counters().rules().ensure(surroundings.rules().numbers());
        }

        private void receive(final byte[] frame, final int port, final long nanos, final long offload) {
            final int at = core.slots().reserve(frame.length);
            MemorySegment.copy(frame, 0, core.slots().memory(), ValueLayout.JAVA_BYTE, at, frame.length);
            core.slots().commit(at, frame.length, frame.length, port, nanos, offload);
        }

        /** All that it counted. */
        private Map<String, Object> account() {
            final Map<String, Object> account = new TreeMap<>();
            final SwitchCounters counters = core.counters();
            account.put("in", counters.in());
            account.put("made", counters.made());
            account.put("copies", counters.copies());
            for (int port = 0; port < PORTS; port++) {
                account.put("port " + port, List.of(counters.receivedFrames(port), counters.receivedBytes(port),
                        counters.deliveredFrames(port), counters.deliveredBytes(port)));
            }
            counters.visitDrops((drop, count) -> account.merge("drops " + drop.port() + " " + drop.direction() + " "
                    + surroundings.reasons().reason(drop.reason()), count, (one, other) -> (long) one + (long) other));
            enabled.values().forEach(each -> account.put("stage " + each.id(), List.of(each.frames(), each.drops())));
            for (final RuleCount rule : surroundings.rules().counts(counters.rules())) {
                account.put("rule " + rule.extension() + " " + rule.port() + " " + rule.text(),
                        List.of(rule.rule(), rule.frames(), rule.bytes()));
            }
            state.table().visit(0, (address, port, time) -> account.put("address " + address, List.of(port, time)));
            return account;
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    private record Flow(byte[] frame, int port, long offload) {
    }

    private final Map<String, Whims> known = new HashMap<>();
    private long batchesAtOnce;

    @Test
    void shouldDoWithTheCacheWhatIsDoneWithoutIt() {
        final Integer only = Integer.getInteger("signalbox.seed");
        final int seeds = Integer.getInteger("signalbox.seeds", Boolean.getBoolean("signalbox.nightly") ? 5_000 : 300);
        final long[] shown = new long[4];
        batchesAtOnce = 0;
        final long hits = (only == null ? IntStream.rangeClosed(1, seeds) : IntStream.of(only))
                .mapToLong(seed -> run(seed, shown)).sum();
        // or nothing was shown
        assertThat(hits).as("frames of known flows").isGreaterThan(50L * (only == null ? seeds : 0));
        assertThat(batchesAtOnce).as("batches on the fast path").isGreaterThan(3L * (only == null ? seeds : 0));
        assertThat(shown[0]).as("frames shown to stages, with the cache").isLessThan(shown[2] * 9 / 10);
        assertThat(shown[1]).as("copies shown to stages, with the cache").isLessThan(shown[3] * 98 / 100);
    }

    /** What it was not called for it cannot say anything about any more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDropKnownFramesWithTheOthersWhenAStageFails(final boolean onEgress) {
        try (Bed bed = new Bed(true, 8)) {
            knowAFlowBesideAStageThatFails(bed, 2, onEgress);
            bed.receive(udp(0, 1, 53), 0, MILLI, 0);
            bed.receive(udp(0, 1, 666), 0, MILLI, 0);
            bed.receive(udp(0, 1, 53), 0, MILLI, 0);
            bed.core.run();
            assertThat(bed.delivered).isEmpty();
            assertThat(bed.core.counters().in() - 4).isEqualTo(4);
            final long[] drops = new long[1];
            bed.core.counters().visitDrops((_, count) -> drops[0] += count);
            assertThat(bed.core.counters().copies()).isEqualTo(bed.core.counters().delivered() + drops[0]);
        }
    }

    /** Copies of a flooded frame fill a pass of egress, and known ones have the next to themselves. */
    @Test
    void shouldDropKnownFramesOfALaterPassWhenAStageFailedInAnEarlierOne() {
        final int batch = 8;
        try (Bed bed = new Bed(true, batch)) {
            knowAFlowBesideAStageThatFails(bed, batch + 1, true);
            bed.receive(udp(0, 99, 666), 0, MILLI, 0);
            bed.receive(udp(0, 1, 53), 0, MILLI, 0);
            bed.receive(udp(0, 1, 53), 0, MILLI, 0);
            bed.core.run();
            assertThat(bed.delivered).isEmpty();
        }
    }

    /** A stage that makes frames of its own has its turn with every batch, be nothing in it new, or nothing at all. */
    @Test
    void shouldLetExtensionsOriginateWhileAllFramesAreKnown() {
        try (Bed bed = new Bed(true, 8)) {
            final int[] turns = new int[1];
            bed.run(spec(2, "originates", "passes"), Map.of("passes", new FailsAtPort666(false), "originates",
                    new Originates(turns)));
            bed.receive(udp(1, 0, 53), 1, MILLI, 0);
            for (int k = 0; k < 6; k++) {
                bed.receive(udp(0, 1, 53), 0, MILLI, 0);
                bed.core.run();
                assertThat(turns[0]).isEqualTo(2 * k + 1);
                bed.core.run(MILLI);
                assertThat(turns[0]).as("without a frame").isEqualTo(2 * k + 2);
            }
            assertThat(bed.core.flows().status().hits()).isPositive();
        }
    }

    private static void knowAFlowBesideAStageThatFails(final Bed bed, final int ports, final boolean onEgress) {
        bed.faults = true;
        bed.run(spec(ports, "fails"), Map.of("fails", new FailsAtPort666(onEgress)));
        bed.receive(udp(1, 0, 53), 1, MILLI, 0);
        for (int k = 0; k < 4; k++) {
            bed.receive(udp(0, 1, 53), 0, MILLI, 0);
            bed.core.run();
        }
        assertThat(bed.core.flows().status().hits()).isPositive();
        bed.delivered.clear();
    }

    private static SwitchSpec spec(final int ports, final String... extensions) {
        return new SwitchSpec("test", SwitchType.PRIVATE, List.of(extensions), IntStream.range(0, ports)
                .mapToObj(port ->
                        new PortSpec("port" + port, Optional.empty(), Vlan.UNTAGGED, true, Map.of(), Map.of()))
                .toList());
    }

    private static byte[] udp(final int from, final int to, final int port) {
        return new FrameBuilder().ethernet(new MacAddress(0x0200_0000_0000L | to), new MacAddress(0x0200_0000_0000L | from))
                .ipv4(IpAddress.ofV4(0x0A00_0000 | from), IpAddress.ofV4(0x0A00_0000 | to)).udp(1_000, port)
                .payload(new byte[20]).build();
    }

    private record Originates(int[] turns) implements CapturingExtension {
        @Override
        public boolean isStateless() {
            return true;
        }

        @Override
        public CapturingStage create(final StageContext context) {
            return new CapturingStage() {
                @Override
                public void originate(final OriginateActions actions) {
                    turns[0]++;
                }
            };
        }
    }

    private record FailsAtPort666(boolean onEgress) implements FilteringExtension {
        @Override
        public boolean isStateless() {
            return true;
        }

        @Override
        public FilteringStage create(final StageContext context) {
            return new FilteringStage() {
                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    look(frames, !onEgress);
                }

                @Override
                public void egress(final FrameBatch copies, final EgressActions actions) {
                    look(copies, onEgress);
                }
            };
        }

        private static void look(final FrameBatch frames, final boolean fails) {
            for (int k = 0; k < frames.live(); k++) {
                if (frames.transportDestination(frames.frame(k)) == 666 && fails) {
                    throw new IllegalStateException("666");
                }
            }
        }
    }

    private static void add(final long[] to, final int at, final long[] shown) {
        to[at] += shown[0];
        to[at + 1] += shown[1];
    }

    private long run(final int seed, final long[] shown) {
        final Random random = new Random(seed);
        known.clear();
        final List<Flow> flows = new ArrayList<>();
        final boolean steady = random.nextInt(3) == 0;
        while (flows.size() < (steady ? FLOWS / 2 : FLOWS)) {
            final Flow flow = random.nextInt(3) == 0 || flows.isEmpty() ? flow(random)
                    : alike(flows.get(random.nextInt(flows.size())), random);
            if (!steady || isPlain(flow) || random.nextInt(10) == 0) {
                flows.add(flow);
            }
        }
        if (steady) {
            flows.forEach(flow -> settle(flow, random));
        }
        final int batch = random.nextInt(1, steady ? 5 : 33);
        SwitchSpec spec = spec(random, steady);
        long nanos = MILLI;
        try (Bed on = new Bed(true, batch); Bed off = new Bed(false, batch)) {
            on.run(spec, known);
            off.run(spec, known);
            for (int round = 0; round < BATCHES; round++) {
                if (random.nextInt(steady ? BATCHES : 30) == 0) {
                    spec = changed(spec, random);
                    on.run(spec, known);
                    off.run(spec, known);
                }
                for (int frame = random.nextInt(1, batch + 1); frame > 0; frame--) {
                    final Flow flow = flows.get(Math.min(random.nextInt(flows.size()),
                            random.nextInt(flows.size())));
                    nanos += random.nextInt(5_000) == 0 ? 301_000 * MILLI : random.nextInt(1_000);
                    on.receive(flow.frame, flow.port, nanos, flow.offload);
                    off.receive(flow.frame, flow.port, nanos, flow.offload);
                }
                on.core.run();
                known.values().forEach(each -> add(shown, 0, each.takeShown()));
                off.core.run();
                known.values().forEach(each -> add(shown, 2, each.takeShown()));
                assertThat(on.delivered).as("seed %d, round %d, %s", seed, round, spec).isEqualTo(off.delivered);
                on.delivered.clear();
                off.delivered.clear();
            }
            final Map<String, Object> counted = on.account();
            final Map<String, Object> expected = off.account();
            assertThat(counted.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
            expected.forEach((what, count) -> assertThat(counted.get(what)).as("seed %d, %s", seed, what).isEqualTo(count));
            batchesAtOnce += on.core.fastPath().batches();
            return on.core.flows().status().hits();
        }
    }

    private static boolean isPlain(final Flow flow) {
        return HeaderTable.plainVersion(MemorySegment.ofArray(flow.frame), 0, flow.frame.length) > 0;
    }

    /** Has a frame come from a station that is at its port, for one at another port, or rarely elsewhere. */
    private static void settle(final Flow flow, final Random random) {
        if (flow.frame.length >= 12) {
            Arrays.fill(flow.frame, 0, 12, (byte) 0);
            flow.frame[0] = (byte) (random.nextInt(40) == 0 ? 3 : 2);
            flow.frame[6] = 2;
            flow.frame[5] = (byte) (random.nextInt(20) == 0 ? flow.port
                    : (flow.port + random.nextInt(1, PORTS)) % PORTS);
            flow.frame[11] = (byte) (random.nextInt(40) == 0 ? random.nextInt(PORTS) : flow.port);
        }
    }

    private SwitchSpec spec(final Random random, final boolean steady) {
        final Map<String, Integer> seeds = new HashMap<>();
        final List<String> ids = new ArrayList<>();
        for (int k = random.nextInt(1, steady ? 3 : 5); k > 0; k--) {
            // stateless ones more often than the others, which leave a cache little to do
            final Whims.Nature nature = random.nextInt(steady ? 9 : 3) > 0 ? Whims.Nature.STATELESS
                    : Whims.Nature.values()[random.nextInt(Whims.Nature.values().length)];
            final String id = nature.name().toLowerCase() + k;
            ids.add(id);
            known.put(id, new Whims(nature));
            seeds.put(id, random.nextInt());
        }
        final boolean apart = random.nextInt(3) == 0;
        final List<PortSpec> ports = new ArrayList<>();
        for (int port = 0; port < PORTS; port++) {
            final Map<String, Object> policies = new HashMap<>();
            ids.forEach(id -> policies.put(id, Map.of("seed",
                    (long) (steady && random.nextInt(4) > 0 ? Whims.peaceful(random) : random.nextInt()))));
            final Vlan vlan = apart ? role(random) : steady ? Vlan.UNTAGGED : vlan(random);
            ports.add(new PortSpec("port" + port, Optional.empty(), vlan, true, Map.of(), policies)
                    .withType(random.nextInt(3) == 0 ? PortType.UPLINK : PortType.MACHINE));
        }
        return new SwitchSpec("test", SwitchType.PRIVATE, ids, ports);
    }

    private static Vlan role(final Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Vlan.Private(10, 0, List.of(new VlanRange(11, 12)), Vlan.Private.Role.PROMISCUOUS);
            case 1 -> new Vlan.Private(10, 11, List.of(), Vlan.Private.Role.ISOLATED);
            default -> new Vlan.Private(10, 12, List.of(), Vlan.Private.Role.COMMUNITY);
        };
    }

    private static Vlan vlan(final Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Vlan.Access(10);
            case 1 -> new Vlan.Trunk(10, List.of(new VlanRange(10, 20)), List.of());
            default -> Vlan.UNTAGGED;
        };
    }

    /** Another policy at a port, another order, or one extension less or more. */
    private SwitchSpec changed(final SwitchSpec spec, final Random random) {
        final List<String> ids = new ArrayList<>(spec.extensions());
        switch (random.nextInt(3)) {
            case 0 -> java.util.Collections.shuffle(ids, random);
            case 1 -> {
                if (ids.size() > 1) {
                    ids.remove(random.nextInt(ids.size()));
                }
            }
            default -> {
                final List<PortSpec> ports = new ArrayList<>(spec.ports());
                final int port = random.nextInt(PORTS);
                final Map<String, Object> policies = new HashMap<>(ports.get(port).policies());
                policies.put(ids.get(random.nextInt(ids.size())), Map.of("seed", (long) random.nextInt()));
                ports.set(port, ports.get(port).withPolicies(policies));
                return spec.withPorts(ports);
            }
        }
        return spec.withExtensions(ids);
    }

    private static Flow flow(final Random random) {
        final FrameBuilder builder = new FrameBuilder().ethernet(mac(random), mac(random));
        if (random.nextInt(3) == 0) {
            builder.tag(0x8100, random.nextInt(8) << 13 | random.nextInt(2) * 10 + random.nextInt(2));
        }
        final boolean v4 = random.nextInt(3) > 0;
        if (v4) {
            builder.ipv4(IpAddress.ofV4(0x0A00_0000 | random.nextInt(16)), IpAddress.ofV4(0x0A00_0000 | random.nextInt(16)));
            if (random.nextInt(10) == 0) {
                builder.ipv4Options(new byte[] {1, 1, 1, 0});
            }
        } else {
            builder.ipv6(v6(random), v6(random));
            if (random.nextInt(10) == 0) {
                builder.extension(IpProtocol.DESTINATION_OPTIONS, new byte[] {1, 4, 0, 0, 0, 0});
            }
        }
        builder.ttl(random.nextInt(1, 4)).trafficClass(random.nextInt(3) * 4);
        if (random.nextInt(12) == 0) {
            builder.fragment(7, random.nextInt(2) * 8, true);
        }
        switch (random.nextInt(4)) {
            case 0 -> builder.tcp(random.nextInt(3), random.nextInt(3), 1, 2, random.nextInt(4) * 8, 100);
            case 1 -> builder.echo(random.nextBoolean(), random.nextInt(2), 1);
            default -> builder.udp(random.nextInt(3), random.nextInt(3)).payload(new byte[random.nextInt(30)]);
        }
        byte[] frame = builder.build();
        if (random.nextInt(12) == 0) {
            frame = Arrays.copyOf(frame, random.nextInt(1, frame.length));
        } else if (random.nextInt(12) == 0) {
            frame[random.nextInt(frame.length)] = (byte) random.nextInt();
        }
        return new Flow(frame, random.nextInt(PORTS), 0);
    }

    /** As another one but for a byte, its length, or what is left to be done to it. */
    private static Flow alike(final Flow flow, final Random random) {
        final byte[] frame = flow.frame.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return new Flow(Arrays.copyOf(frame, frame.length + random.nextInt(1, 4)), flow.port, flow.offload);
            }
            case 1 -> {
                return new Flow(frame, flow.port, flow.offload != 0 ? 0
                        : random.nextBoolean() ? Offload.checksum(34, 6) : Offload.segments(Offload.TCP_V4, 100, 34, 16));
            }
            case 2 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            default -> frame[Math.min(frame.length - 1, random.nextInt(12, 60))] = (byte) random.nextInt(4);
        }
        return new Flow(frame, flow.port, flow.offload);
    }

    private static IpAddress v6(final Random random) {
        return IpAddress.ofV6(0x2001_0DB8L << 32 | random.nextInt(2), random.nextInt(16));
    }

    private static MacAddress mac(final Random random) {
        return new MacAddress(0x0200_0000_0000L | random.nextInt(8) | (random.nextInt(20) == 0 ? 1L << 40 : 0));
    }
}
