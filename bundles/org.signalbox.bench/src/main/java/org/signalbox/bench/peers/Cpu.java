package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** CPU time as the kernel counts it, in nanoseconds. */
final class Cpu {
    // USER_HZ, which is 100 on every Linux of today
    private static final long TICK_NANOS = 10_000_000;
    private static final int USER_TIME = 11;

    private final List<Path> softirqThreads = new ArrayList<>();

    /** Finds the kernel's threads for interrupts that were put off: work for a frame may end up there. */
    Cpu() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (final Path process : processes.filter(Cpu::isProcess).toList()) {
                if (text(process.resolve("comm")).startsWith("ksoftirqd/")) {
                    softirqThreads.add(process.resolve("stat"));
                }
            }
        }
    }

    /** What these processes, all their threads included, and the kernel's interrupt threads have used. */
    long nanos(final List<Process> processes) throws IOException {
        long ticks = 0;
        for (final Process process : processes) {
            ticks += ticks(Files.readString(Path.of("/proc/" + process.pid() + "/stat")));
        }
        for (final Path thread : softirqThreads) {
            ticks += ticks(text(thread));
        }
        return ticks * TICK_NANOS;
    }

    /** User and system time in the line of /proc/PID/stat; the name in it may contain anything. */
    static long ticks(final String stat) {
        final String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    }

    private static boolean isProcess(final Path folder) {
        return folder.getFileName().toString().matches("\\d+");
    }

    /** The text of a file of a process, or nothing if that has just ended. */
    private static String text(final Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (final IOException ended) {
            if (Files.exists(file)) {
                throw ended;
            }
            return "";
        }
    }
}
