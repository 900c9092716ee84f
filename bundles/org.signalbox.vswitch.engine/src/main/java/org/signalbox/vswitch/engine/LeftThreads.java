package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Threads that outlive the bundle which started them: those whose class is the bundle's, those that inherited its class
 * loader, and, where no other version of it runs, those that are in its code. Platform threads; who hides from all
 * three is not found. One thread at a time.
 */
// Threads are asked nothing that a class of a bundle could answer.
final class LeftThreads {
    static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Predicate<String> isInstalled;
    private final List<Departure> departures = new ArrayList<>();

    /** An extension that left. */
    private static final class Departure {
        private final InstalledExtension.Name name;
        private final ExtensionHome home;
        private long lookedNanos;
        // at the look before; null when there was none
        private Set<Thread> seen;

        private Departure(final InstalledExtension extension, final long nanos) {
            this.name = extension.name();
            this.home = extension.home();
            this.lookedNanos = nanos;
        }
    }

    /** A thread is there that should not be. */
    interface Found {
        void alive(InstalledExtension.Name of, String thread);
    }

    /** @param isInstalled whether there is an extension of that id */
    LeftThreads(final Predicate<String> isInstalled) {
        this.isInstalled = isInstalled;
    }

    /** The extension has gone, and its bundle is about to. */
    void left(final InstalledExtension extension, final long nanos) {
        departures.add(new Departure(extension, nanos));
    }

    /** Looks twice at what each left, if it is time: a thread that is ending is not meant. */
    void look(final long nanos, final Found found) {
        departures.removeIf(each -> nanos - each.lookedNanos >= WAIT_NANOS && isDone(each, nanos, found));
    }

    private boolean isDone(final Departure departure, final long nanos, final Found found) {
        final ClassLoader loader = departure.home.loader();
        if (loader == null || !departure.home.isStopped()) {
            return true;
        }
        final Set<Thread> alive = threads(loader, !isInstalled.test(departure.name.id()));
        if (departure.seen == null) {
            departure.seen = alive;
            departure.lookedNanos = nanos;
            return alive.isEmpty();
        }
        alive.stream().filter(departure.seen::contains).sorted(Comparator.comparing(Thread::threadId))
                .forEach(thread -> found.alive(departure.name, thread.getName()));
        return true;
    }

    private static Set<Thread> threads(final ClassLoader loader, final boolean byCode) {
        final Set<Thread> threads = new HashSet<>();
        for (final Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            final Thread thread = each.getKey();
            final ClassLoader own = thread.getClass().getClassLoader();
            if (own == loader || own == null && thread.getContextClassLoader() == loader
                    || byCode && isIn(loader, each.getValue())) {
                threads.add(thread);
            }
        }
        return threads;
    }

    private static boolean isIn(final ClassLoader loader, final StackTraceElement[] stack) {
        for (final StackTraceElement frame : stack) {
            if (frame.getModuleName() == null && isOf(loader, frame.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(final ClassLoader loader, final String className) {
        try {
            return loader.loadClass(className).getClassLoader() == loader;
        } catch (final ClassNotFoundException | LinkageError | RuntimeException unknownThere) {
            return false;
        }
    }
}
