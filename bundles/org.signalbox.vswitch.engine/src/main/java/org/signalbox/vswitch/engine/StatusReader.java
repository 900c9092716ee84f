package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.signalbox.vswitch.FlowCacheStatus;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.pipeline.RuleHits;

/** Reads a live switch's status, and what it counts besides, between two batches. Any thread. */
final class StatusReader {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Crew> crew;
    private final Supplier<List<EnabledExtension>> enabled;
    private final Supplier<SwitchSpec> spec;
    private final DropReasons reasons;
    private final SwitchState state;
    private volatile SwitchStatus lastKnown;
    private volatile List<RuleCount> ruleCounts = List.of();
    private volatile FlowCacheStatus flowCache = new FlowCacheStatus(0, 0, 0, 0, 0);
    private Reading reading;

    /** @param first the status before anything was read */
    StatusReader(final Supplier<Crew> crew, final Supplier<List<EnabledExtension>> enabled,
            final Supplier<SwitchSpec> spec, final DropReasons reasons, final SwitchState state,
            final SwitchStatus first) {
        this.crew = crew;
        this.enabled = enabled;
        this.spec = spec;
        this.reasons = reasons;
        this.state = state;
        this.lastKnown = first;
    }

    /** Asks the workers for their counters; while they have not answered, all who ask wait for the same answer. */
    synchronized Reading read() {
        final Crew by = crew.get();
        // a crew that has ended since may never answer
        if (reading == null || reading.done.getCount() == 0 || reading.by != by) {
            final AtomicReference<SwitchSnapshot> snapshot = new AtomicReference<>();
            reading = new Reading(by, by.post(() -> snapshot.set(by.snapshot(enabled.get()))), snapshot);
        }
        return reading;
    }

    /** How often rules decided; what was last known when the workers do not answer in time. */
    List<RuleCount> ruleCounts(final RuleCounters rules) {
        final Crew by = crew.get();
        by.between(() -> {
            final RuleHits sum = new RuleHits();
            by.rules().forEach(sum::add);
            ruleCounts = rules.counts(sum);
        }, PATIENCE_NANOS);
        return ruleCounts;
    }

    /** What is known of flows; what was last known when the workers do not answer in time. */
    FlowCacheStatus flowCache() {
        final Crew by = crew.get();
        by.between(() -> flowCache = by.flowCache(), PATIENCE_NANOS);
        return flowCache;
    }

    /** A status on its way. */
    final class Reading {
        private final Crew by;
        private final CountDownLatch done;
        private final AtomicReference<SwitchSnapshot> snapshot;

        private Reading(final Crew by, final CountDownLatch done, final AtomicReference<SwitchSnapshot> snapshot) {
            this.by = by;
            this.done = done;
            this.snapshot = snapshot;
        }

        /**
         * The status, or what was last known when the workers do not answer in time; they are given more of it while
         * what was last known is of another spec.
         */
        SwitchStatus await(final long timeoutNanos) {
            final boolean outdated = !lastKnown.spec().equals(spec.get());
            if (Worker.await(done, outdated ? PATIENCE_NANOS : timeoutNanos)) {
                final SwitchSnapshot read = snapshot.get();
                lastKnown = read.status(reasons, state.table().count(read.timeNanos()));
            }
            return lastKnown;
        }
    }
}
