package org.signalbox.workbench.counters;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.signalbox.vswitch.VirtualSwitches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the counters once a second on a thread of its own, also while the view is not on screen. */
final class Sampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final int HOUR_SECONDS = 3600;
    private static final int MOST_LINES = 128;

    private final Supplier<VirtualSwitches> switches;
    private final Ring ring = new Ring(HOUR_SECONDS, MOST_LINES);
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("counters").factory());
    private volatile Set<Source> sources = Set.of();
    private volatile Optional<Reading> last = Optional.empty();

    /** @param switches gives null while there is no engine */
    Sampler(Supplier<VirtualSwitches> switches) {
        this.switches = switches;
        thread.scheduleAtFixedRate(this::read, 0, 1, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            final VirtualSwitches engine = switches.get();
            if (engine == null) {
                last = Optional.empty();
                return;
            }
            final Reading now = Reading.of(engine, sources, System.currentTimeMillis(), System.nanoTime());
            ring.add(now);
            last = Optional.of(now);
        } catch (RuntimeException e) {
            LOG.warn("The counters could not be read", e);
        }
    }

    /** Says whose lines are kept from now on; those of others stay until they are too old. */
    void keep(Set<Source> wanted) {
        sources = Set.copyOf(wanted);
    }

    /** What there was last; empty before the first reading and without an engine. */
    Optional<Reading> last() {
        return last;
    }

    /** The lines of a metric and of sources over the last seconds. */
    List<Ring.Samples> window(Metric metric, int seconds, Set<Source> wanted) {
        final long since = last.map(Reading::millis).orElse(0L) - TimeUnit.SECONDS.toMillis(seconds);
        return ring.since(since, metric).stream().filter(each -> wanted.contains(each.line().source())).toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
