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
import org.openjdk.jmh.annotations.Warmup;

/** Looking an address up, by the number of addresses learned. Each of them is asked for as often as any other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseG1GC")
public class LookupBenchmark {

    private static final int LOOKUPS = 1024;
    private static final int PORTS = 8;
    private static final long LOCAL = 0x0200_0000_0000L;

    @Param({"1000", "10000", "100000"})
    private int addresses;

    private final ForwardingTable table = new ForwardingTable();
    private long drawn = 1;

    @Setup
    public void learn() {
        table.limit(PORTS, _ -> 0);
        for (int i = 0; i < addresses; i++) {
            table.learn(LOCAL + i, i % PORTS, 1);
        }
    }

    /** Asks for addresses that were drawn. */
    @Benchmark
    @OperationsPerInvocation(LOOKUPS)
    public long lookup() {
        long found = 0;
        for (int i = 0; i < LOOKUPS; i++) {
            drawn ^= drawn << 13;
            drawn ^= drawn >>> 7;
            drawn ^= drawn << 17;
            found += table.lookup(LOCAL + ((drawn >>> 32) * addresses >>> 32), 2);
        }
        return found;
    }
}
