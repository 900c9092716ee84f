package org.signalbox.extension.filtering;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.signalbox.extension.filtering.ExtendedAclEntry.Action;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * What the filtering stage takes for the first frame of a flow, by the number of extended entries at the port: no cache,
 * frames of random addresses and ports, of which most are matched by an entry or two.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseG1GC")
public class ClassifierBenchmark {

    private static final int BATCH = 32;
    private static final int BATCHES = 256;
    private static final int BYTES = 128;
    private static final long SEED = 20_261_126;

    @Param({"100", "1000", "10000"})
    private int rules;

    /** As administrators write them; every field of every entry drawn; all entries stateful. */
    @Param({"usual", "random", "stateful"})
    private String kind;

    private final Random random = new Random(SEED);
    private final FrameBatch[] batches = new FrameBatch[BATCHES];
    private final IngressActions[] actions = new IngressActions[BATCHES];
    private FilterStage stage;
    private int next;

    /** Compiles the entries and makes the frames. */
    @Setup
    public void prepare() {
        final FilteringService service = new FilteringService();
        final StageContext context = new Context();
        final StagePort port = new StagePort(0, "vm", Optional.empty());
        stage = (FilterStage) service.create(context);
        final List<ExtendedAclEntry> acl = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            acl.add(entry(i));
        }
        stage.portChanged(port, service.compile(context, port, new FilteringPolicy(List.of(), acl, false, false)));
        for (int i = 0; i < BATCHES; i++) {
            final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new byte[BATCH * (BYTES + 64)]), BATCH);
            final FrameEntries entries = new FrameEntries(BATCH);
            for (int k = 0; k < BATCH; k++) {
                frame(slots, acl, k);
                entries.add(k, FrameBatch.NO_PORT);
            }
            batches[i] = new FrameBatch(slots, entries, Direction.INGRESS);
            actions[i] = new IngressActions(slots, entries);
        }
    }

    private record Context() implements StageContext {
        @Override
        public String switchName() {
            return "bench";
        }

        @Override
        public int dropReason(final String rule, final String reason) {
            return 1;
        }
    }

    private ExtendedAclEntry entry(final int weight) {
        final boolean all = kind.equals("random");
        final String protocol = List.of("tcp", "tcp", "udp", all ? "any" : "tcp").get(random.nextInt(4));
        final boolean stateful = kind.equals("stateful");
        return new ExtendedAclEntry(stateful || random.nextBoolean() ? Action.ALLOW : Action.DENY, ExtendedAclEntry.Direction.OUTBOUND,
                AclProtocol.parse(protocol), all ? prefix(random.nextInt(33)) : AclAddress.ANY,
                random.nextInt(10) == 0 ? AclAddress.ANY : prefix(all ? random.nextInt(33) : 16 + random.nextInt(17)),
                all ? ports() : AclPorts.ANY, random.nextInt(4) == 0 ? AclPorts.ANY : ports(), weight, stateful, 255);
    }

    private AclAddress prefix(final int length) {
        final int bits = length == 0 ? 0 : random.nextInt() & -1 << 32 - length;
        return new AclAddress(Optional.of(new IpPrefix(IpAddress.ofV4(bits), length)));
    }

    private AclPorts ports() {
        final int first = random.nextInt(1 << 16);
        return switch (random.nextInt(4)) {
            case 0 -> AclPorts.ANY;
            case 1 -> new AclPorts(first, Math.min(0xFFFF, first + random.nextInt(4096)));
            default -> new AclPorts(first, first);
        };
    }

    private void frame(final FrameSlots slots, final List<ExtendedAclEntry> acl, final int slot) {
        final ExtendedAclEntry near = acl.get(random.nextInt(acl.size()));
        final int source = within(near.localAddress());
        final int destination = within(near.remoteAddress());
        final FrameBuilder ip = new FrameBuilder().ethernet(new MacAddress(1), new MacAddress(2))
                .ipv4(IpAddress.ofV4(source), IpAddress.ofV4(destination));
        final FrameBuilder frame = near.protocol().toString().equals("udp")
                ? ip.udp(within(near.localPort()), within(near.remotePort()))
                : ip.tcp(within(near.localPort()), within(near.remotePort()), 1, 1, slot % 2 == 0 ? 2 : 16, 100);
        final int at = slots.reserve(BYTES);
        final int length = frame.build(slots.memory(), at);
        slots.commit(at, length, length, 0, 1);
        slots.parse(slot);
    }

    private int within(final AclAddress address) {
        if (address.isAny() || random.nextInt(4) == 0) {
            return random.nextInt();
        }
        final IpPrefix prefix = address.prefix().orElseThrow();
        return prefix.address().v4() | (prefix.length() == 32 ? 0 : random.nextInt() >>> prefix.length());
    }

    private int within(final AclPorts ports) {
        return ports.isAny() || random.nextInt(4) == 0 ? random.nextInt(1 << 16)
                : ports.first() + random.nextInt(ports.last() - ports.first() + 1);
    }

    /** Judges frames; the next batch is another one. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void judge() {
        stage.ingress(batches[next], actions[next]);
        next = (next + 1) % BATCHES;
    }
}
