package org.signalbox.vswitch.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call of an extension's code that is no batch: made by a thread that is left behind if it does not return, so that
 * neither a worker nor who changes a switch waits for ever.
 */
final class PatientCall {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        final Thread made = Thread.ofPlatform().daemon().name("extension call").inheritInheritableThreadLocals(false)
                .unstarted(task);
        made.setContextClassLoader(PatientCall.class.getClassLoader());
        return made;
    });

    /** Why a call did not return. */
    static final class Overdue extends Exception {
        private static final long serialVersionUID = 1L;

        private Overdue(final long nanos, final StackTraceElement[] stack) {
            super("did not return within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
            setStackTrace(stack);
        }
    }

    private PatientCall() {
    }

    /**
     * Makes the call and waits for it, so long at most.
     *
     * @throws Overdue with the stack of the thread that is left behind
     * @throws Throwable what the call threw
     */
    static void make(final Runnable call, final long nanos) throws Throwable {
        final Thread[] by = new Thread[1];
        final FutureTask<Void> task = new FutureTask<>(() -> {
            by[0] = Thread.currentThread();
            call.run();
            return null;
        });
        THREADS.execute(task);
        final long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return;
                } catch (final InterruptedException again) {
                    interrupted = true;
                }
            }
        } catch (final ExecutionException thrown) {
            throw thrown.getCause();
        } catch (final TimeoutException late) {
            throw new Overdue(nanos, by[0] == null ? new StackTraceElement[0] : by[0].getStackTrace());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
