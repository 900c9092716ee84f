package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run makes on this machine: a folder, namespaces and processes. All of it goes when the run is over, also when
 * it failed or was interrupted; what a killed run left behind goes at the start of the next.
 */
final class Bed implements AutoCloseable {
    private static final String PREFIX = "sb-bench-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.+");
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final int PATIENCE_SECONDS = 5;

    private final Path folder;
    private final Deque<Netns> namespaces = new ArrayDeque<>();
    private final Deque<Process> processes = new ArrayDeque<>();
    private volatile boolean closed;
    private boolean removed;

    private Bed(final Path folder) {
        this.folder = folder;
    }

    static Bed open() throws IOException, InterruptedException {
        sweep();
        final Bed bed = new Bed(Files.createDirectory(TEMPORARY.resolve(mine("files"))));
        Runtime.getRuntime().addShutdownHook(new Thread(bed::close, "remove namespaces and processes"));
        return bed;
    }

    /** The names of namespaces and folders have the id of the process that made them. */
    private static String mine(final String what) {
        return PREFIX + ProcessHandle.current().pid() + "-" + what;
    }

    private static void sweep() throws IOException, InterruptedException {
        for (final String line : Tool.run("ip", "netns", "list").lines().toList()) {
            final String name = line.split(" ", 2)[0];
            if (isLeft(name)) {
                for (final String pid : Tool.run("ip", "netns", "pids", name).lines().toList()) {
                    ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
                }
                Tool.run("ip", "netns", "delete", name);
            }
        }
        try (Stream<Path> folders = Files.list(TEMPORARY)) {
            for (final Path left : folders.filter(each -> isLeft(each.getFileName().toString())).toList()) {
                remove(left);
            }
        }
    }

    private static boolean isLeft(final String name) {
        final OptionalLong owner = owner(name);
        return owner.isPresent() && ProcessHandle.of(owner.getAsLong()).isEmpty();
    }

    /** The process in a name such as {@code sb-bench-4711-3a}, if it is one of ours. */
    static OptionalLong owner(final String name) {
        final Matcher parts = NAME.matcher(name);
        return parts.matches() ? OptionalLong.of(Long.parseLong(parts.group(1))) : OptionalLong.empty();
    }

    private static void remove(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A new folder for one of the peers. */
    Path folder(final String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    synchronized Netns namespace(final String name) throws IOException, InterruptedException {
        refuseIfClosed();
        final Netns made = Netns.make(mine(name));
        namespaces.push(made);
        return made;
    }

    /** Starts a process that stays; what it writes goes to a file, and its standard input stays open. */
    synchronized Process start(final Path log, final Map<String, String> environment, final List<String> command)
            throws IOException, InterruptedException {
        refuseIfClosed();
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        final Process process = builder.start();
        processes.push(process);
        return process;
    }

    /** @throws InterruptedException if everything was removed, or is being removed */
    void refuseIfClosed() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the run is over");
        }
    }

    @Override
    public void close() {
        closed = true;
        removeAll();
    }

    private synchronized void removeAll() {
        if (removed) {
            return;
        }
        removed = true;
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
        try {
            remove(folder);
        } catch (final IOException inUse) {
            System.err.println("bench: " + folder + " stays: " + inUse.getMessage());
        }
    }
}
