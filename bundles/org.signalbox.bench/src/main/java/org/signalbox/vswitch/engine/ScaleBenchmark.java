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

/**
 * A frame's way through a switch from one station to another, per frame, by the size of what it goes through. The
 * defaults are the middle from which one parameter at a time is varied.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseG1GC")
public class ScaleBenchmark {

    private static final int FRAMES = 1024;

    /** Filtering stages. */
    @Param("1")
    private int stages;

    /** Frames in a batch. */
    @Param("32")
    private int batch;

    /** Stations that send to each other. */
    @Param("1000")
    private int flows;

    @Param("8")
    private int ports;

    /** Entries in each access list. */
    @Param("8")
    private int rules;

    private BenchSwitch bench;

    @Setup
    public void start() {
        bench = new BenchSwitch(ports, stages, rules, batch, flows);
    }

    @TearDown
    public void close() {
        bench.close();
    }

    /** Takes frames through the switch. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long forward() {
        return bench.unicast(FRAMES);
    }
}
