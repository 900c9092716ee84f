package org.signalbox.vswitch.engine;

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

/** A broadcast, per frame, by the number of ports that get a copy. One filtering stage sees each copy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseG1GC")
public class FloodBenchmark {

    private static final int FRAMES = 32;

    @Param({"250", "1000", "4000"})
    private int ports;

    private BenchSwitch bench;

    @Setup
    public void start() {
        bench = new BenchSwitch(ports, 1, 8, FRAMES, ports);
    }

    @TearDown
    public void close() {
        bench.close();
    }

    /** Takes broadcasts through the switch. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long flood() {
        return bench.flood(FRAMES);
    }
}
