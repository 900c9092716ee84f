package org.signalbox.extension.tracing.export;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells the meters of live switches from those of simulations (a replay, a frame that is traced), which collectors must
 * not hear of. A live switch calls its stages soon after they ask, also when no frames come, and a simulation never
 * does. One that never rests is known by its frames' time, which is that of the day, once it has run for a while.
 */
final class LiveMeters implements SwitchExport.Liveness {
    private static final long A_WHILE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long NEAR_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final LongSupplier clock;

    /** @param clock nanoseconds since the epoch */
    LiveMeters(final LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public boolean isLive(final FlowMeter meter) {
        final long nowNanos = clock.getAsLong();
        return meter.hasAnswered() || nowNanos - meter.startNanos() >= A_WHILE_NANOS
                && Math.abs(nowNanos - meter.lastNanos()) <= NEAR_NANOS;
    }
}
