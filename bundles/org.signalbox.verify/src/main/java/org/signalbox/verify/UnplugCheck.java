package org.signalbox.verify;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/**
 * It comes and goes many times, with traffic each time, and leaves nothing behind: no class, no thread, no
 * direct buffer.
 */
final class UnplugCheck implements Check {
    private static final int ROUNDS = 100;
    private static final int FEWEST_ROUNDS = 20;
    private static final long ROUNDS_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final long MOST_BUFFER_BYTES = 1 << 20;
    private static final int FRAMES = 100;
    private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    public String name() {
        return "unplug";
    }

    @Override
    public Judgement judge(final Subject subject) {
        final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        final Set<Thread> threads = Thread.getAllStackTraces().keySet();
        final long buffers = Memory.ofBuffers();
        final long end = System.nanoTime() + ROUNDS_NANOS;
        try {
            while (loaders.size() < ROUNDS && (loaders.size() < FEWEST_ROUNDS || System.nanoTime() < end)) {
                subject.unplug();
                plug(subject, loaders);
            }
            subject.unplug();
            String left = left(subject, loaders);
            if (left.isEmpty()) {
                left = leftThreads(threads, loaders.size());
            }
            if (left.isEmpty() && Memory.ofBuffers() - buffers > MOST_BUFFER_BYTES) {
                left = "after " + loaders.size() + " rounds " + (Memory.ofBuffers() - buffers)
                        + " bytes of direct buffers are still there";
            }
            return left.isEmpty() ? Judgement.ok(loaders.size() + " times") : Judgement.red(Finding.of(left,
                    "end threads and timers, and clear what the JDK or others hold of it, when the"
                            + " component is deactivated or the stage closed"));
        } catch (final BundleException e) {
            return Judgement.last(Finding.of("round " + (loaders.size() + 1) + ": " + e.getMessage(),
                    "let the bundle start and stop any number of times"));
        }
    }

    private static void plug(final Subject subject, final List<WeakReference<ClassLoader>> loaders)
            throws BundleException {
        subject.install();
        subject.start();
        loaders.add(new WeakReference<>(subject.bundle().adapt(BundleWiring.class).getClassLoader()));
        if (subject.isTakenIn()) {
            subject.trials().busiest().lab().play(subject.traffic().subList(0, FRAMES), Lab.WHOLE_BATCHES, false);
        }
        subject.bundle().stop();
    }

    /** What is still there some time after the last one went, in words. */
    private static String left(final Subject subject, final List<WeakReference<ClassLoader>> loaders) {
        final long start = System.nanoTime();
        while (System.nanoTime() - start < GONE_NANOS && alive(loaders) > 0) {
            System.gc();
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        final long alive = alive(loaders);
        return alive == 0 ? "" : "after " + loaders.size() + " rounds " + alive + " of its class loaders are still held"
                + Thread.getAllStackTraces().entrySet().stream()
                        .filter(each -> Arrays.stream(each.getValue())
                                .anyMatch(line -> subject.jar().classes().containsKey(line.getClassName())))
                        .map(each -> ", such as by the thread '" + each.getKey().getName() + "'")
                        .findFirst().orElse("");
    }

    /** Threads that run nothing of the bundle any more, and that came with it all the same. */
    private static String leftThreads(final Set<Thread> before, final int rounds) {
        final List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> !before.contains(each)).toList();
        return left.size() < rounds / 2 ? "" : "after " + rounds + " rounds there are " + left.size()
                + " threads more, such as '" + left.getFirst().getName() + "'";
    }

    private static long alive(final List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(each -> !each.refersTo(null)).count();
    }
}
