package org.signalbox.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signalbox.workbench.Job;

/** Long works tell how far they are, can be stopped, and end once. */
@Timeout(30)
class JobsTest {

    private final Jobs jobs = new Jobs();
    private final BlockingQueue<Object> ended = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);

    private Object end() throws InterruptedException {
        return ended.poll(10, TimeUnit.SECONDS);
    }

    private Job start() throws InterruptedException {
        final Job job = jobs.start("Reading", progress -> {
            progress.doing("frame 7");
            progress.done(7, 16);
            started.countDown();
            gate.await();
            return "all";
        }, ended::add, ended::add);
        started.await();
        return job;
    }

    @Test
    void shouldTellHowFarAWorkIsUntilItEnds() throws InterruptedException {
        final Job job = start();
        assertThat(jobs.running()).singleElement().satisfies(running -> {
            assertThat(running.words()).isEqualTo("Reading, 43 %: frame 7");
            assertThat(running.share()).hasValue(7 / 16.0);
        });
        gate.countDown();
        assertThat(end()).isEqualTo("all");
        awaitNone();
        assertThat(job.isRunning()).isFalse();
    }

    private void awaitNone() {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!jobs.running().isEmpty()) {
            assertThat(System.nanoTime()).as("waited 10 s for the end of %s", jobs.running()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldSayNothingOfAWorkThatWasCancelled() throws InterruptedException {
        final Job job = start();
        job.cancel();
        assertThat(jobs.running().getFirst().words()).isEqualTo("Reading, 43 %: stopping");
        assertThat(job.isRunning()).isTrue();
        gate.countDown();
        awaitNone();
        assertThat(ended).isEmpty();
    }

    @Test
    void shouldStopWhatCannotLook() throws InterruptedException {
        final CountDownLatch waiting = new CountDownLatch(1);
        final Job job = jobs.start("Waiting", progress -> {
            progress.onCancel(gate::countDown);
            waiting.countDown();
            gate.await();
            progress.onCancel(() -> ended.add("late"));
            throw new IllegalStateException("closed");
        }, ended::add, ended::add);
        waiting.await();
        job.cancel();
        job.cancel();
        assertThat(end()).isEqualTo("late");
        awaitNone();
        assertThat(ended).isEmpty();
    }

    @Test
    void shouldTellAFailure() throws InterruptedException {
        final IllegalStateException failure = new IllegalStateException("found no file");
        jobs.start("Reading", progress -> {
            progress.done(Double.NaN);
            throw failure;
        }, ended::add, ended::add);
        assertThat(end()).isSameAs(failure);
    }
}
