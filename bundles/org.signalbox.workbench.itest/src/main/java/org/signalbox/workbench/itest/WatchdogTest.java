package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What makes a thread wait is told with its place; what does not is not. */
@Timeout(60)
class WatchdogTest {

    private static final String NOBODY = "org.signalbox.nobody.";

    @TempDir
    Path folder;

    private static List<String> watched(String tests, Callable<?> work) throws Exception {
        try (Watchdog watchdog = new Watchdog("watched", tests)) {
            final Thread thread = Thread.ofPlatform().name("watched").start(() -> {
                try {
                    work.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.join();
            return watchdog.told();
        }
    }

    private Object readsAndWrites() throws IOException {
        Files.writeString(folder.resolve("file"), "text");
        return Files.readString(folder.resolve("file"));
    }

    private static Object waits() throws InterruptedException {
        return new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }

    private static Object takesALock() throws InterruptedException {
        final ReentrantLock lock = new ReentrantLock();
        final CountDownLatch held = new CountDownLatch(1);
        final Thread waiting = Thread.currentThread();
        Thread.ofPlatform().start(() -> {
            lock.lock();
            held.countDown();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(50_000_000);
            lock.unlock();
        });
        while (held.getCount() > 0) {
            Thread.onSpinWait();
        }
        lock.lock();
        return lock;
    }

    @Test
    void shouldTellFilesWaitsAndLocks() throws Exception {
        assertThat(watched(NOBODY, this::readsAndWrites)).anyMatch(told -> told.startsWith("jdk.FileRead"))
                .anyMatch(told -> told.startsWith("jdk.FileWrite")).allMatch(told -> told.contains("readsAndWrites"));
        assertThat(watched(NOBODY, WatchdogTest::waits)).singleElement().asString().startsWith("jdk.ThreadPark")
                .contains("waits");
        assertThat(watched(NOBODY, WatchdogTest::takesALock)).anyMatch(told -> told.contains("takesALock"));
    }

    @Test
    void shouldNotTellWhatTestsDoNorWhatOtherThreadsDo() throws Exception {
        assertThat(watched("org.signalbox.workbench.itest.", this::readsAndWrites)).isEmpty();
        assertThat(watched(NOBODY, () -> {
            final Thread other = Thread.ofPlatform().start(() -> LockSupport.parkNanos(1_000));
            while (other.isAlive()) {
                Thread.onSpinWait();
            }
            return other;
        })).isEmpty();
    }
}
