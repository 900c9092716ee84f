package org.signalbox.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.HeaderTable;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;

/** What it costs to find the headers of a frame, per frame, by kind. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseG1GC")
public class ParseBenchmark {

    private static final int FRAMES = 1024;
    private static final int STRIDE = 256;
    private static final int BATCH = 32;

    @Param({"tcp4", "tagged", "tcp6", "mixed"})
    private String kind;

    private final HeaderTable table = new HeaderTable(BATCH);
    private final int[] lengths = new int[FRAMES];
    private final FrameBuilder builder = new FrameBuilder();
    private Arena arena;
    private MemorySegment memory;

    @Setup
    public void build() {
        arena = Arena.ofShared();
        memory = arena.allocate(FRAMES * STRIDE, 64);
        for (int i = 0; i < FRAMES; i++) {
            lengths[i] = frame(i).build(memory, (long) i * STRIDE);
        }
    }

    @TearDown
    public void close() {
        arena.close();
    }

    private FrameBuilder frame(final int i) {
        builder.ethernet(new MacAddress(i), new MacAddress(~i & 0xFFFFL));
        return switch (kind) {
            case "tcp4" -> tcp(v4());
            case "tagged" -> tcp(builder.vlan(10).ipv4(IpAddress.ofV4(1), IpAddress.ofV4(i)));
            case "tcp6" -> tcp(v6());
            default -> switch (i * 0x9E37_79B9 >>> 29) {
                case 0 -> builder.arp(1, new MacAddress(i), IpAddress.ofV4(i), new MacAddress(0), IpAddress.ofV4(2));
                case 1 -> tcp(v6());
                case 2 -> v6().extension(IpProtocol.DESTINATION_OPTIONS, new byte[6]).udp(1, 2);
                case 3 -> v4().udp(53, i);
                case 4 -> v4().echo(true, 1, i);
                default -> tcp(v4());
            };
        };
    }

    private FrameBuilder v4() {
        return builder.ipv4(IpAddress.ofV4(1), IpAddress.ofV4(2));
    }

    private FrameBuilder v6() {
        return builder.ipv6(IpAddress.ofV6(1, 1), IpAddress.ofV6(2, 2));
    }

    private static FrameBuilder tcp(final FrameBuilder packet) {
        return packet.tcp(1, 2, 3, 4, 5, 6);
    }

    /** Parses all frames in batches and folds what was found into one number, so that nothing is left out. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int parse() {
        int found = 0;
        for (int batch = 0; batch < FRAMES; batch += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                table.parse(memory, (long) (batch + i) * STRIDE, lengths[batch + i], i);
            }
            found += table.transportOffset(batch / BATCH);
        }
        return found;
    }
}
