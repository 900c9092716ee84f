package org.signalbox.verify;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A call by a thread of its own, which is left alone when it does not return. */
final class Watched {
    private Watched() {
    }

    /**
     * What came of a call.
     *
     * @param value  empty if it did not return in time
     * @param where  the line at which it hangs; else empty
     */
    record Outcome<T>(Optional<T> value, String where) {
    }

    /** @throws Exception what the call throws */
    static <T> Outcome<T> call(final Callable<T> call, final long seconds) throws Exception {
        final FutureTask<T> task = new FutureTask<>(call);
        final Thread thread = Thread.ofPlatform().daemon().name("verify").inheritInheritableThreadLocals(false)
                .start(task);
        if (!thread.join(Duration.ofSeconds(seconds))) {
            final String where = Arrays.stream(thread.getStackTrace())
                    .filter(line -> line.getModuleName() == null).findFirst()
                    .map(StackTraceElement::toString).orElse("a place that is not known");
            thread.interrupt();
            return new Outcome<>(Optional.empty(), where);
        }
        try {
            return new Outcome<>(Optional.of(task.get(0, TimeUnit.SECONDS)), "");
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof final Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
