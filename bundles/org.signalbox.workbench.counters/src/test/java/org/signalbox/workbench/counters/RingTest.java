package org.signalbox.workbench.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.workbench.counters.Ring.Samples;

/** What is kept of counters, and what is shown of what was kept. */
class RingTest {

    private static final Source PROD = new Source("prod", Optional.empty());
    private static final Line IN = new Line(Metric.FRAMES, PROD, "in");
    private static final Line OUT = new Line(Metric.FRAMES, PROD, "out");
    private static final Line COST = new Line(Metric.COST, PROD, "filtering median");

    private static Reading at(int second, Map<Line, Double> values) {
        return new Reading(second * 1000L, second * 1_000_000_000L, List.of(), Map.of(), values);
    }

    private static Samples samples(Ring ring, Line line) {
        return ring.since(0, line.metric()).stream().filter(each -> each.line().equals(line)).findFirst().orElseThrow();
    }

    @Test
    void shouldTurnCountersIntoGrowthASecondAndLeaveMeasuresAsTheyAre() {
        final Ring ring = new Ring(10, 10);
        ring.add(at(1, Map.of(IN, 100.0, COST, 700.0)));
        ring.add(at(3, Map.of(IN, 300.0, COST, 650.0)));
        assertThat(samples(ring, IN).values()).containsExactly(100.0);
        assertThat(samples(ring, IN).times()).containsExactly(3000L);
        assertThat(samples(ring, COST).values()).containsExactly(700.0, 650.0);
    }

    @Test
    void shouldHaveNoGrowthOfACounterThatWasMadeAnewOrIgnoreAReadingOfThePast() {
        final Ring ring = new Ring(10, 10);
        ring.add(at(1, Map.of(IN, 100.0)));
        ring.add(at(2, Map.of(IN, 5.0)));
        ring.add(at(3, Map.of(IN, 9.0)));
        ring.add(at(3, Map.of(IN, 900.0)));
        ring.add(at(2, Map.of(IN, 900.0)));
        assertThat(samples(ring, IN).values()).containsExactly(4.0);
    }

    @Test
    void shouldLeaveOutLinesThatThereIsNoRoomFor() {
        final Ring ring = new Ring(10, 1);
        for (int second = 1; second < 4; second++) {
            final Map<Line, Double> values = new LinkedHashMap<>();
            values.put(IN, 10.0 * second);
            values.put(OUT, 20.0 * second);
            ring.add(at(second, values));
        }
        assertThat(ring.since(0, Metric.FRAMES)).extracting(Samples::line).containsExactly(IN);
    }

    /** Each line keeps its last samples, as a queue of its own would. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepTheLastSamplesAsQueuesDo(long seed) {
        final Random random = new Random(seed);
        final int capacity = 1 + random.nextInt(20);
        final Ring ring = new Ring(capacity, 3);
        final Map<Line, Deque<double[]>> model = new LinkedHashMap<>();
        final Map<Line, Double> counters = new LinkedHashMap<>();
        Map<Line, Double> before = Map.of();
        for (int step = 1; step < 300; step++) {
            final Map<Line, Double> now = new LinkedHashMap<>();
            for (final Line line : List.of(IN, OUT, COST)) {
                if (random.nextInt(4) > 0) {
                    now.put(line, counters.merge(line, (double) random.nextInt(50), Double::sum));
                }
            }
            ring.add(at(step, now));
            for (final Line line : List.of(IN, OUT, COST)) {
                final Deque<double[]> queue = model.computeIfAbsent(line, added -> new ArrayDeque<>());
                if (now.containsKey(line) && (line.equals(COST) || before.containsKey(line))) {
                    queue.addLast(new double[] {step * 1000.0,
                        now.get(line) - (line.equals(COST) ? 0 : before.get(line))});
                }
                final double oldest = (step - capacity) * 1000.0;
                queue.removeIf(each -> each[0] <= oldest);
            }
            before = now;
            final long since = 1000L * Math.max(0, step - random.nextInt(25));
            for (final Line line : List.of(IN, OUT, COST)) {
                final List<double[]> expected = model.get(line).stream().filter(each -> each[0] >= since).toList();
                final double[] values = ring.since(since, line.metric()).stream()
                        .filter(each -> each.line().equals(line)).findFirst().map(Samples::values)
                        .orElse(new double[0]);
                assertThat(values).as("seed %d step %d %s", seed, step, line.what())
                        .containsExactly(expected.stream().mapToDouble(each -> each[1]).toArray());
            }
        }
    }

    private static Samples line(String what, long[] times, double... values) {
        return new Samples(new Line(Metric.FRAMES, PROD, what), times, values);
    }

    @Test
    void shouldReadTheNearestSample() {
        final Samples line = line("in", new long[] {1000, 2000, 4000}, 1, 2, 3);
        assertThat(Series.nearest(line, 0)).isZero();
        assertThat(Series.nearest(line, 1500)).isZero();
        assertThat(Series.nearest(line, 1501)).isEqualTo(1);
        assertThat(Series.nearest(line, 2000)).isEqualTo(1);
        assertThat(Series.nearest(line, 9000)).isEqualTo(2);
        assertThat(Series.nearest(line("in", new long[0]), 1)).isEqualTo(-1);
    }

    @Test
    void shouldWriteARowForEachMoment() {
        final Series series = new Series(Metric.FRAMES, List.of(line("in", new long[] {1000, 2000}, 1, 2.5),
                line("out", new long[] {2000}, 7)));
        assertThat(series.csv().text()).isEqualTo("Time,prod in (frames/s),prod out (frames/s)\r\n"
                + "1970-01-01T00:00:01Z,1.0,\r\n1970-01-01T00:00:02Z,2.5,7.0\r\n");
    }

    @Test
    void shouldKeepTheLinesThatMatteredMostInTheirOrder() {
        final List<Samples> many = new ArrayList<>();
        for (int i = 0; i < Series.MOST + 3; i++) {
            many.add(line("l" + i, new long[] {1}, i % 2 == 0 ? i : 100 + i));
        }
        final List<String> kept = Series.most(Metric.FRAMES, many).lines().stream().map(each -> each.line().what())
                .toList();
        assertThat(kept).hasSize(Series.MOST).doesNotContain("l0", "l2", "l4").startsWith("l1", "l3", "l5", "l6");
    }
}
