package org.signalbox.testkit.bad;

import java.util.concurrent.CountDownLatch;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.StageContext;

/**
 * Starts a thread with each of its stages and does not end it when that is closed. The thread holds the classes of the
 * bundle for ever. Found as {@code unplug}. Who uses it interrupts the threads afterwards: {@link #endThreads}.
 */
public final class Leaks implements FilteringExtension {
    /** Name of the threads, which end when they are interrupted. */
    public static final String THREAD = "left behind by a bad example";

    /** Ends all threads that any of these has left in this process. */
    public static void endThreads() {
        Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(THREAD))
                .forEach(Thread::interrupt);
    }

    @Override
    public FilteringStage create(final StageContext context) {
        Thread.ofPlatform().daemon().name(THREAD).start(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (final InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
        return new FilteringStage() {
        };
    }
}
