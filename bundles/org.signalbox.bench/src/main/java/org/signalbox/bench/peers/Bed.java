package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a run makes on this machine: a folder, namespaces and processes. All of it goes when the run is over, also when
 * it failed or was interrupted; what a killed run left behind goes at the start of the next.
 */
final class Bed implements AutoCloseable {
    private static final String PREFIX = "sb-bench-";
    private static final int PATIENCE_SECONDS = 5;

    private final Path folder;
    private final Deque<Netns> namespaces = new ArrayDeque<>();
    private final Deque<Process> processes = new ArrayDeque<>();
    private boolean closed;

    private Bed(final Path folder) {
        this.folder = folder;
    }

    static Bed open() throws IOException, InterruptedException {
        sweep();
        final Bed bed = new Bed(Files.createTempDirectory("signalbox-bench"));
        Runtime.getRuntime().addShutdownHook(new Thread(bed::close, "remove namespaces and processes"));
        return bed;
    }

    /** A namespace's name has the id of the process that made it; one whose process is gone has no owner. */
    private static void sweep() throws IOException, InterruptedException {
        for (final String line : Tool.run("ip", "netns", "list").lines().toList()) {
            final String name = line.split(" ", 2)[0];
            if (name.startsWith(PREFIX) && ProcessHandle.of(owner(name)).isEmpty()) {
                for (final String pid : Tool.run("ip", "netns", "pids", name).lines().toList()) {
                    ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
                }
                Tool.run("ip", "netns", "delete", name);
            }
        }
    }

    /** The process in a name such as {@code sb-bench-4711-3a}. */
    static long owner(final String namespace) {
        final String rest = namespace.substring(PREFIX.length());
        return Long.parseLong(rest.substring(0, rest.indexOf('-')));
    }

    /** A new folder for one of the peers. */
    Path folder(final String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    synchronized Netns namespace(final String name) throws IOException, InterruptedException {
        refuseIfClosed();
        final Netns made = Netns.make(PREFIX + ProcessHandle.current().pid() + "-" + name);
        namespaces.push(made);
        return made;
    }

    /** Starts a process that stays; what it writes goes to a file, and its standard input stays open. */
    synchronized Process start(final Path log, final Map<String, String> environment, final List<String> command)
            throws IOException {
        refuseIfClosed();
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        final Process process = builder.start();
        processes.push(process);
        return process;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the run is over");
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        processes.forEach(Process::destroy);
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (final Process process : processes) {
            try {
                if (!process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly();
                }
            } catch (final InterruptedException stopped) {
                process.destroyForcibly();
            }
        }
        namespaces.forEach(Netns::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException inUse) {
            System.err.println("bench: " + folder + " stays: " + inUse.getMessage());
        }
    }
}
