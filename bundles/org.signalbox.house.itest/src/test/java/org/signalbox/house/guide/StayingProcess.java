package org.signalbox.house.guide;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command that goes on while the page does, such as one that watches files; it is ended with the page. */
final class StayingProcess implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    StayingProcess(final ProcessBuilder builder) throws IOException {
        this.process = builder.redirectErrorStream(true).start();
        Thread.ofPlatform().daemon().name("output of what stays").start(this::read);
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(line -> lines.add(line + "\n"));
        } catch (final IOException | UncheckedIOException ended) {
            lines.add("(its output ended: " + ended.getMessage() + ")\n");
        }
    }

    /** What it printed since the last time; waits until that is what the page shows, but so many seconds at most. */
    String printed(final String shown, final int seconds) throws InterruptedException {
        final StringBuilder seen = new StringBuilder();
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!Shown.matches(shown, seen.toString()) && System.nanoTime() < end) {
            final String line = lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            seen.append(line == null ? "" : line);
        }
        return seen.toString();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
