package org.signalbox.vswitch.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.signalbox.vswitch.pipeline.LoopGuard;

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

    private final ClassLoader code;
    private final FutureTask<Void> task;
    private Thread by;
    private boolean left;

    private PatientCall(final Object extension, final Runnable call) {
        this.code = extension.getClass().getClassLoader();
        this.task = new FutureTask<>(() -> {
            begin();
            try {
                call.run();
            } finally {
                end();
            }
            return null;
        });
    }

    private synchronized void begin() {
        if (left) {
            throw new CancellationException("nobody waits for it any more");
        }
        by = Thread.currentThread();
    }

    private synchronized void end() {
        if (left) {
            LoopGuard.spare(by, code);
            Thread.interrupted();
        }
        by = null;
    }

    /** Nobody waits for it any more: its thread is to end with what it does, as far as it can be had to. */
    private synchronized StackTraceElement[] leave() {
        left = true;
        if (by == null) {
            return new StackTraceElement[0];
        }
        final StackTraceElement[] stack = by.getStackTrace();
        LoopGuard.stop(by, code);
        by.interrupt();
        return stack;
    }

    /**
     * Makes the call and waits for it, so long at most.
     *
     * @param extension whose code is called
     * @throws Overdue with the stack of the thread that is left behind
     * @throws Throwable what the call threw
     */
    static void make(final Object extension, final Runnable call, final long nanos) throws Throwable {
        final PatientCall made = new PatientCall(extension, call);
        THREADS.execute(made.task);
        final long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    made.task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return;
                } catch (final InterruptedException again) {
                    interrupted = true;
                }
            }
        } catch (final ExecutionException thrown) {
            throw thrown.getCause();
        } catch (final TimeoutException late) {
            throw new Overdue(nanos, made.leave());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
