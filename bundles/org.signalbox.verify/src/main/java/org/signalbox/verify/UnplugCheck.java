package org.signalbox.verify;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** It comes and goes many times, with traffic each time, and leaves neither a thread nor a class behind. */
final class UnplugCheck implements Check {
    private static final int ROUNDS = 20;
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
        try {
            for (int round = 0; round < ROUNDS; round++) {
                subject.unplug();
                plug(subject, loaders);
            }
            subject.unplug();
            final String left = left(subject, loaders);
            subject.install();
            subject.start();
            subject.isTakenIn();
            return left.isEmpty() ? Judgement.ok(ROUNDS + " times") : Judgement.red(Finding.of(left,
                    "end threads and timers, and clear what the JDK or others hold of it, when the component is"
                            + " deactivated or the stage closed"));
        } catch (final BundleException e) {
            return Judgement.last(Finding.of("round " + (loaders.size() + 1) + " of " + ROUNDS + ": " + e.getMessage(),
                    "let the bundle start and stop any number of times"));
        }
    }

    private static void plug(final Subject subject, final List<WeakReference<ClassLoader>> loaders)
            throws BundleException {
        subject.install();
        subject.start();
        loaders.add(new WeakReference<>(subject.bundle().adapt(BundleWiring.class).getClassLoader()));
        if (subject.isTakenIn()) {
            subject.lab().play(subject.traffic().subList(0, FRAMES), Lab.WHOLE_BATCHES, false);
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
        return alive == 0 ? "" : "after " + ROUNDS + " rounds " + alive + " of its class loaders are still held"
                + Thread.getAllStackTraces().entrySet().stream()
                        .filter(each -> Arrays.stream(each.getValue())
                                .anyMatch(line -> subject.jar().classes().contains(line.getClassName())))
                        .map(each -> ", such as by the thread '" + each.getKey().getName() + "'")
                        .findFirst().orElse("");
    }

    private static long alive(final List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(each -> !each.refersTo(null)).count();
    }
}
