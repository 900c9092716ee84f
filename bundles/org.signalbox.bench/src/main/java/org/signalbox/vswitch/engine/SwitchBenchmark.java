package org.signalbox.vswitch.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.signalbox.extension.filtering.FilteringService;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * A frame's way through a switch, per frame: let in at its port, parsed, two filtering stages with an access list of
 * eight entries a port, a learning table of 1,000 stations, the same stages on egress, handed over. Eight ports; one
 * frame in eight is IPv6, and about one in four is dropped: by either list, or because its destination is where it came
 * from. The time is read once a batch, as a worker does. Frames lie in the switch's memory already; moving them there
 * and away is the attachments' work.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseG1GC")
public class SwitchBenchmark {

    private static final int FRAMES = 1024;
    private static final int STRIDE = 128;
    // as the switch aligns received frames, within a cache line
    private static final int FIRST = 2 * FrameSlots.HEADROOM + 2;
    private static final int STATIONS = 1000;
    private static final int PORTS = 8;
    private static final int ENTRIES = 8;
    private static final List<String> LISTS = List.of("first", "second");

    @Param("32")
    private int batch;

    /** Whether a list is for what one stage sees on ingress and the other on egress, or each is for both passes. */
    @Param({"once", "twice"})
    private String judged;

    /** Whether somebody is told of every step of every frame. */
    @Param({"off", "on"})
    private String records;

    /** Whether it is measured what stages cost, as live switches do. */
    @Param({"false", "true"})
    private boolean sampled;

    /** Whether the code of the extension is changed when it is loaded, so that its loops can be ended. */
    @Param({"false", "true"})
    private boolean woven;

    private final int[] lengths = new int[FRAMES];
    private final int[] sources = new int[FRAMES];
    private final Random random = new Random(1);
    private Arena arena;
    private MemorySegment memory;
    private SwitchCore core;
    private long deliveredBytes;
    private long told;
    private long timeNanos;
    private boolean paused;

    /** As live switches in a framework are: measured, and with woven code. Not by JMH, so not started. */
    static SwitchBenchmark asLive() {
        final SwitchBenchmark made = new SwitchBenchmark();
        made.batch = 32;
        made.judged = "once";
        made.records = "off";
        made.sampled = true;
        made.woven = true;
        return made;
    }

    /** Whether nothing is measured for now, on the same switch. */
    void pause(final boolean pause) {
        paused = pause;
    }

    @Setup
    public void start() {
        arena = Arena.ofShared();
        memory = arena.allocate((FRAMES + 1) * STRIDE + SwitchCore.MADE_BYTES, 64);
        final SwitchState state = new SwitchState();
        final Surroundings surroundings = new Surroundings(true);
        core = new SwitchCore(memory, batch, (_, _, _, _, length, _, _) -> {
            deliveredBytes += length;
            return -1;
        }, records.equals("off") ? null : new Recorder(Audience.of(decision -> told += decision.copies().size()),
                surroundings.reasons()), state, state.table(), new SwitchCounters(), new Sampler(sampled ? System::nanoTime : null));
        final List<Port> ports = new ArrayList<>();
        for (int i = 0; i < PORTS; i++) {
            ports.add(new Port(i, new PortSpec("port" + i, Optional.empty(), Vlan.UNTAGGED, true, Map.of(),
                    Map.of("first", accessList(i, "outbound"), "second", accessList(i + 100, "inbound")))));
        }
        final SwitchSpec spec = new SwitchSpec("bench", SwitchType.PRIVATE, LISTS,
                ports.stream().map(Port::spec).toList());
        final List<EnabledStage> stages = EnabledExtension.stages(LISTS.stream()
                .map(id -> new EnabledExtension(new InstalledExtension(id, "1", "", extension()), spec,
                        surroundings, (who, _, thrown) -> {
                            throw new IllegalStateException(who, thrown);
                        }, ports, 1, null)), 0);
        final Program program = new Program(spec, new PortTable(ports), stages);
        state.program(program);
        core.program(program);
        for (int station = 0; station < STATIONS; station++) {
            receive(build(station, station, (station + 1) % STATIONS), station, station % PORTS);
        }
        core.run();
        for (int i = 0; i < FRAMES; i++) {
            final int from = random.nextInt(STATIONS);
            lengths[i] = build(i, from, random.nextInt(STATIONS));
            sources[i] = from % PORTS;
        }
    }

    private Extension extension() {
        return woven ? WovenLoader.load(FilteringService.class) : new FilteringService();
    }

    /** Denies some stations and allows the rest; a station is named by its address's third octet and more. */
    private Map<String, Object> accessList(final int seed, final String once) {
        final Random chosen = new Random(seed);
        final String direction = judged.equals("once") ? once : "both";
        final List<Object> entries = new ArrayList<>(List.of(entry("allow", direction, "10.0.0.0/8"),
                entry("deny", direction, "2001:db8:0:1::/64")));
        while (entries.size() < ENTRIES) {
            final IpAddress network = IpAddress.ofV4(0x0A00_0000 | chosen.nextInt(STATIONS / 16) << 12);
            entries.add(entry("deny", direction, network + "/20"));
        }
        return Map.of("acl", entries);
    }

    private static Map<String, Object> entry(final String action, final String direction, final String remote) {
        return Map.of("action", action, "direction", direction, "remote", remote);
    }

    private int build(final int index, final int from, final int to) {
        final FrameBuilder builder = new FrameBuilder().ethernet(mac(to), mac(from));
        if (random.nextInt(8) == 0) {
            builder.ipv6(v6(from), v6(to));
        } else {
            builder.ipv4(v4(from), v4(to));
        }
        if (random.nextBoolean()) {
            builder.udp(1000, 2000).payload(new byte[18]);
        } else {
            builder.tcp(80, 4000, 1, 2, 16, 1000);
        }
        return builder.build(memory, FIRST + (long) index * STRIDE);
    }

    private static MacAddress mac(final int station) {
        return new MacAddress(0x0200_0000_0000L | station);
    }

    private static IpAddress v4(final int station) {
        return IpAddress.ofV4(0x0A00_0001 | station << 8);
    }

    private static IpAddress v6(final int station) {
        return IpAddress.ofV6(0x2001_0DB8_0000_0000L | station % 32, station);
    }

    private void receive(final int length, final int index, final int port) {
        final FrameSlots slots = core.slots();
        if (slots.count() == batch) {
            run();
        }
        slots.commit(FIRST + index * STRIDE, length, length, port, ++timeNanos);
    }

    /** With the look at the time that a worker has for each batch, measured or not. */
    private void run() {
        final long nanos = System.nanoTime();
        // at the beginning of time no batch is due to be measured
        core.run(paused ? Long.MIN_VALUE : nanos);
    }

    @TearDown
    public void close() {
        arena.close();
    }

    /** Takes all frames through the switch. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long forward() {
        for (int i = 0; i < FRAMES; i++) {
            receive(lengths[i], i, sources[i]);
        }
        run();
        return deliveredBytes + told;
    }
}
