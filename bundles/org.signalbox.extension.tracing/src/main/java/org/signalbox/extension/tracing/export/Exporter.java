package org.signalbox.extension.tracing.export;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.extension.StageContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that tells collectors what the meters of all switches have counted: the exporting process of RFC 7011.
 * It sleeps while no switch has collectors. Any thread, unless it says otherwise.
 */
final class Exporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_MILLIS = 2_000;

    private final LongSupplier timeOfDay;
    private final LongSupplier ticks;
    private final Supplier<List<SwitchStatus>> switches;
    private final Predicate<StageContext> told;
    private final LongSupplier seeds;
    // weak, since one that hangs is never closed
    private final Set<FlowExportStage> stages = Collections.synchronizedSet(
            Collections.newSetFromMap(new WeakHashMap<>()));
    private final List<SwitchExport> exports = new CopyOnWriteArrayList<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("flow export")
            .inheritInheritableThreadLocals(false).unstarted(this::run);
    private volatile boolean closed;

    /**
     * @param timeOfDay nanoseconds since the epoch, for collectors alone: somebody may set that clock
     * @param ticks     nanoseconds since any time, which nobody sets, for all that is done after a while
     * @param switches  the live ones
     * @param told      whether frames of a switch are told of: those of a simulation are not
     * @param seeds     for tables and samplers
     */
    Exporter(final LongSupplier timeOfDay, final LongSupplier ticks, final Supplier<List<SwitchStatus>> switches,
            final Predicate<StageContext> told, final LongSupplier seeds) {
        this.timeOfDay = timeOfDay;
        this.ticks = ticks;
        this.switches = switches;
        this.told = told;
        this.seeds = seeds;
        thread.start();
    }

    /** One for live switches. */
    static Exporter live(final LongSupplier timeOfDay, final Supplier<List<SwitchStatus>> switches) {
        return new Exporter(timeOfDay, System::nanoTime, switches, StageContext::isLive,
                () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * What a switch is to tell under a policy. Nothing is done until a meter is opened.
     *
     * @param workers whose meters are made now, where nobody waits for them
     */
    SwitchExport prepare(final String switchName, final ExportPolicy policy, final int workers) {
        return new SwitchExport(switchName, policy, seeds, workers);
    }

    /** A stage was made whose frames are told of. */
    void made(final FlowExportStage stage) {
        stages.add(stage);
    }

    /** It is not called any more. */
    void closed(final FlowExportStage stage) {
        stages.remove(stage);
    }

    /** Workers of a switch whose stages are about to be told of a policy: those just made, or all. */
    int workers(final String switchName) {
        synchronized (stages) {
            final List<FlowExportStage> all = stages.stream()
                    .filter(each -> each.switchName().equals(switchName)).toList();
            final int made = (int) all.stream().filter(each -> !each.hasBegun()).count();
            return made > 0 ? made : all.size();
        }
    }

    /** Whether frames of the switch are told of. */
    boolean tells(final StageContext context) {
        return told.test(context);
    }

    /** A meter for one worker of a switch. It is told of until it retires. */
    synchronized FlowMeter open(final StageContext context, final SwitchExport export) {
        if (closed) {
            throw new IllegalStateException("found a closed exporter, expected one that works");
        }
        final FlowMeter meter = export.add(context, this::wake);
        if (!exports.contains(export)) {
            exports.add(export);
        }
        wake();
        return meter;
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    /** What is told now, by switch and policy. */
    List<SwitchExport> exports() {
        return exports;
    }

    private void run() {
        long askedTicks = ticks.getAsLong() - ASK_NANOS;
        while (!closed) {
            final long now = ticks.getAsLong();
            final boolean asks = now - askedTicks >= ASK_NANOS;
            askedTicks = asks ? now : askedTicks;
            boolean more = false;
            for (final SwitchExport each : exports) {
                more |= turn(each, now, asks);
            }
            if (exports.isEmpty()) {
                LockSupport.park(this);
            } else if (!more) {
                LockSupport.parkNanos(this, TURN_NANOS);
            }
        }
        // stages are closed before this is, so that all they counted is the exporter's
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = false;
            for (final SwitchExport each : exports) {
                more |= turn(each, ticks.getAsLong(), false);
            }
        }
        exports.forEach(SwitchExport::close);
    }

    /** Whether something was left for the next turn, which is to come soon. */
    private boolean turn(final SwitchExport export, final long now, final boolean asks) {
        try {
            if (asks) {
                export.meters().forEach(each -> each.ask(now));
            }
            final boolean more = export.work(now, timeOfDay.getAsLong());
            if (!closed && export.isPollDue(now)) {
                switches.get().stream().filter(each -> each.spec().name().equals(export.switchName()))
                        .forEach(each -> export.poll(each, now));
            }
            drop(export);
            return more;
        } catch (final RuntimeException failed) {
            LOG.warn("On {}: flows were not exported", export.switchName(), failed);
            return false;
        }
    }

    private synchronized void drop(final SwitchExport export) {
        if (export.meters().isEmpty()) {
            exports.remove(export);
            export.close();
        }
    }

    /** Tells what is left, for {@value #PATIENCE_MILLIS} ms at most, and ends. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        wake();
        try {
            if (!thread.join(Duration.ofMillis(PATIENCE_MILLIS))) {
                // a closed channel ends who writes to it
                exports.forEach(SwitchExport::close);
                thread.interrupt();
                thread.join(PATIENCE_MILLIS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
