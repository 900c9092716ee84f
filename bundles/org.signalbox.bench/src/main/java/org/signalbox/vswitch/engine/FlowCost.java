package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

import org.signalbox.frame.IpAddress;

/**
 * What a frame of a known flow costs beside the same frame without the flow cache, and beside a scan: switches in one
 * process, in turn, some milliseconds each; medians.
 */
public final class FlowCost {
    private static final int FLOWS = 256;
    private static final int RULES = 1_000;
    private static final int TURNS = 300;
    private static final int WARM_TURNS = 100;
    private static final int BATCHES = 4_000;
    private static final int SCANS = 1_000_000 / FlowBed.BATCH;

    private FlowCost() {
    }

    /** Prints the figures. */
    public static void main(final String[] arguments) {
        compare("access lists of " + RULES + " entries", FlowCost::acl);
        compare("extended access lists of " + RULES + " entries", FlowCost::extendedAcl);
    }

    private static void compare(final String title, final IntFunction<Map<String, Object>> policy) {
        try (FlowBed on = new FlowBed(FLOWS, policy.apply(RULES), true);
                FlowBed off = new FlowBed(FLOWS, policy.apply(RULES), false);
                FlowBed scanned = new FlowBed(FLOWS, policy.apply(RULES), true)) {
            measure(on, off, scanned, WARM_TURNS);
            final double[] medians = measure(on, off, scanned, TURNS);
            System.out.printf(Locale.ROOT, "%s, %d flows, ns a frame (medians of %d turns): known %.1f, without cache "
                    + "%.1f, ratio %.2f; known beside as many of a scan %.1f, ratio %.2f; of the scan %.1f%n", title,
                    FLOWS, TURNS, medians[0], medians[1], medians[3], medians[2], medians[4], medians[5]);
            for (int batch = 0; batch < SCANS; batch++) {
                scanned.scan();
            }
            System.out.println("after a scan of another " + SCANS * FlowBed.BATCH + " flows: " + scanned.status());
        }
    }

    private static double[] measure(final FlowBed on, final FlowBed off, final FlowBed scanned, final int turns) {
        final double[][] taken = new double[6][turns];
        for (int turn = 0; turn < turns; turn++) {
            taken[0][turn] = flows(on);
            taken[1][turn] = flows(off);
            final double[] both = flowsBesideScan(scanned);
            taken[2][turn] = both[0];
            taken[5][turn] = both[1];
            taken[3][turn] = taken[0][turn] / taken[1][turn];
            taken[4][turn] = taken[2][turn] / taken[0][turn];
        }
        return Arrays.stream(taken).mapToDouble(FlowCost::median).toArray();
    }

    private static double flows(final FlowBed bed) {
        final long start = System.nanoTime();
        for (int batch = 0; batch < BATCHES; batch++) {
            bed.flows(batch);
        }
        return (System.nanoTime() - start) / (double) (BATCHES * FlowBed.BATCH);
    }

    /** All flows once, then as many frames of a scan, and so on: what a frame of each costs. */
    private static double[] flowsBesideScan(final FlowBed bed) {
        long flows = 0;
        long scan = 0;
        final int batches = FLOWS / FlowBed.BATCH;
        for (int first = 0; first < BATCHES; first += batches) {
            final long start = System.nanoTime();
            for (int batch = 0; batch < batches; batch++) {
                bed.flows(first + batch);
            }
            final long between = System.nanoTime();
            for (int batch = 0; batch < batches; batch++) {
                bed.scan();
            }
            flows += between - start;
            scan += System.nanoTime() - between;
        }
        final double frames = BATCHES * FlowBed.BATCH;
        return new double[] {flows / frames, scan / frames};
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Denies networks that nobody is in, so that every frame passes after the whole search. */
    private static Map<String, Object> acl(final int rules) {
        final SplittableRandom random = new SplittableRandom(1);
        final List<Object> entries = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            entries.add(Map.of("action", "deny", "direction", "both", "remote",
                    IpAddress.ofV4(0x0A80_0000 | random.nextInt(1 << 15) << 8) + "/24"));
        }
        return Map.of("acl", entries);
    }

    /** As administrators write them: services of some networks from some others, and in the end all is allowed. */
    private static Map<String, Object> extendedAcl(final int rules) {
        final SplittableRandom random = new SplittableRandom(2);
        final List<Object> entries = new ArrayList<>();
        for (final String direction : List.of("inbound", "outbound")) {
            for (int weight = 1; weight < rules; weight++) {
                entries.add(Map.of("action", random.nextBoolean() ? "allow" : "deny", "direction", direction,
                        "protocol", random.nextBoolean() ? "tcp" : "udp",
                        "localAddress", IpAddress.ofV4(0x0A80_0000 | random.nextInt(1 << 15) << 8) + "/24",
                        "remoteAddress", IpAddress.ofV4(0x0A80_0000 | random.nextInt(1 << 15) << 8) + "/24",
                        "remotePort", (long) random.nextInt(1, 1024), "weight", (long) weight));
            }
            entries.add(Map.of("action", "allow", "direction", direction, "weight", 0L));
        }
        return Map.of("extendedAcl", entries);
    }
}
