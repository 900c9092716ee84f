package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/**
 * Random sequences of what bundles, administrators and frames can do to the stack of extensions, against a model of
 * what it should be. More of those by {@code -Dsignalbox.seeds=N}; one of them again by {@code -Dsignalbox.seed=S} and one
 * seed.
 */
class StackModelTest {
    private static final int THREADS = 4;
    /** Of so many runs one looks for what cannot be collected. */
    private static final int COLLECTING = 100;
    private static final int MOST_TRIALS = 300;
    /** A run that a busy machine starved says nothing, unless so many in a row do the same. */
    private static final int STARVED = 3;

    /** A sequence that went wrong. */
    private record Failure(long seed, Throwable why, List<String> words) {
    }

    @Test
    void shouldDoAsTheModelDoesWhateverIsDoneToTheStack() throws Exception {
        final int seeds = Integer.getInteger("signalbox.seeds", Boolean.getBoolean("signalbox.nightly") ? 10_000 : 300);
        final long first = Long.getLong("signalbox.seed", System.nanoTime());
        System.out.println("seeds from " + first + ", " + seeds + " of them");
        final AtomicLong next = new AtomicLong(first);
        final List<Callable<Failure>> runners = new ArrayList<>();
        for (int k = 0; k < Math.min(THREADS, seeds); k++) {
            runners.add(() -> runUntilOneFails(next, first + seeds));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (final Future<Failure> each : threads.invokeAll(runners)) {
                final Failure failure = each.get();
                if (failure != null) {
                    throw new AssertionError("seed " + failure.seed() + ": " + String.join("\n  ", failure.words())
                            + "\n" + failure.why().getMessage(), failure.why());
                }
            }
        }
    }

    private static Failure runUntilOneFails(final AtomicLong next, final long end) {
        StackBench bench = new StackBench();
        try {
            int trials = 0;
            long seed = next.getAndIncrement();
            while (seed < end) {
                final Failure failure = run(bench, seed, StackSteps.sequence(seed));
                if (failure != null && bench.isStarved() && ++trials < STARVED) {
                    bench.close();
                    bench = new StackBench();
                } else if (failure != null) {
                    next.set(end);
                    return shortest(failure);
                } else {
                    seed = next.getAndIncrement();
                    trials = 0;
                }
            }
            return null;
        } finally {
            bench.close();
        }
    }

    private static Failure run(final StackBench bench, final long seed, final List<StackSteps.Step> sequence) {
        final List<String> words = new ArrayList<>();
        try {
            final StackRun run = new StackRun(bench);
            final StackSteps steps = new StackSteps(run, seed);
            words.add(steps.beginning());
            run.compare();
            for (final StackSteps.Step step : sequence) {
                steps.make(step, words);
            }
            words.add("the end");
            run.end(seed % COLLECTING == 0);
            return null;
        } catch (final Exception | AssertionError thrown) {
            return new Failure(seed, thrown, words);
        }
    }

    /** Leaves out of a sequence that goes wrong what it goes wrong without. */
    private static Failure shortest(final Failure found) {
        Failure last = found;
        List<StackSteps.Step> sequence = StackSteps.sequence(found.seed());
        int trials = 0;
        for (int part = sequence.size() / 2; part > 0; part /= 2) {
            for (int at = 0; at + part <= sequence.size() && trials < MOST_TRIALS; trials++) {
                final List<StackSteps.Step> less = new ArrayList<>(sequence);
                less.subList(at, at + part).clear();
                final Failure failure;
                try (StackBench bench = new StackBench()) {
                    failure = run(bench, found.seed(), less);
                }
                if (failure == null) {
                    at += part;
                } else {
                    last = failure;
                    sequence = less;
                }
            }
        }
        return last;
    }
}
