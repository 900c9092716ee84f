package org.signalbox.vswitch.pipeline;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Ends threads that loop in an extension's code. The code calls {@link #poll} in each turn of its loops, since an engine
 * put that there when it loaded the code; nothing is done there, and next to nothing spent, until a thread is to end. Any
 * thread.
 */
public final class LoopGuard {
    /** Ends a thread in its next turn, and in the one after that if it is caught. */
    public static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        private Stopped() {
            super("a thread was stopped in a loop", null, false, false);
        }
    }

    private static final Map<ClassLoader, LoopGuard> GUARDS = new WeakHashMap<>();
    private static final MethodHandle NOTHING = MethodHandles.empty(MethodType.methodType(void.class));

    private final MutableCallSite site = new MutableCallSite(NOTHING);
    private volatile Set<Thread> stopped = Set.of();

    private LoopGuard() {
    }

    private static LoopGuard of(final ClassLoader code) {
        synchronized (GUARDS) {
            return GUARDS.computeIfAbsent(code, _ -> new LoopGuard());
        }
    }

    /** Links a turn of a loop: bootstrap method of {@code invokedynamic}, of type {@code ()void}. */
    public static CallSite poll(final MethodHandles.Lookup caller, final String name, final MethodType type) {
        return of(caller.lookupClass().getClassLoader()).site;
    }

    /** From now on that thread is ended wherever it loops in code of that class loader. */
    public static void stop(final Thread thread, final ClassLoader code) {
        of(code).change(thread, true);
    }

    /** The reverse of {@link #stop}; does nothing for a thread that was not stopped. */
    public static void spare(final Thread thread, final ClassLoader code) {
        of(code).change(thread, false);
    }

    private synchronized void change(final Thread thread, final boolean stop) {
        final Set<Thread> next = new HashSet<>(stopped);
        if (stop ? next.add(thread) : next.remove(thread)) {
            stopped = Set.copyOf(next);
            site.setTarget(next.isEmpty() ? NOTHING : check());
            MutableCallSite.syncAll(new MutableCallSite[] {site});
        }
    }

    private MethodHandle check() {
        try {
            return MethodHandles.lookup().bind(this, "endIfStopped", MethodType.methodType(void.class));
        } catch (final ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void endIfStopped() {
        if (stopped.contains(Thread.currentThread())) {
            throw new Stopped();
        }
    }
}
