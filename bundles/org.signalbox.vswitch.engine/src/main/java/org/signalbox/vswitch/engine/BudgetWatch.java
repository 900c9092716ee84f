package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Has extensions judged by what they may cost, once a second, between two batches. Of the thread that watches. */
final class BudgetWatch {
    private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(1);

    private CountDownLatch judged = new CountDownLatch(0);
    private Crew by;
    private long lastNanos;

    /** Looks again; does nothing where no extension has a budget. */
    void watch(final long nanos, final Crew crew, final List<EnabledExtension> enabled, final LongSupplier clock) {
        // a crew that has ended since may never answer
        final boolean answered = judged.getCount() == 0 || by != crew;
        if (nanos - lastNanos >= APART_NANOS && answered && enabled.stream().anyMatch(EnabledExtension::hasBudget)) {
            lastNanos = nanos;
            by = crew;
            judged = crew.post(() -> enabled.forEach(each -> each.judge(clock.getAsLong())));
        }
    }
}
