package org.signalbox.sdk;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.signalbox.command.RefusedException;

/**
 * The product's launcher, run as a process.
 *
 * @param file     the launcher
 * @param patience how long a run may take
 */
record Launcher(Path file, Duration patience) {
    /** A first run fetches and builds; on a slow line that takes its time. */
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int GRACE_SECONDS = 10;
    private static final String SPEAKER = "signalbox: ";

    Launcher(Path file) {
        this(file, LONGEST);
    }

    boolean isThere() {
        return Files.isExecutable(file);
    }

    /**
     * Runs it to its end with nothing on its standard input. An interrupt ends the process and all that it started.
     *
     * @throws RefusedException with its last line on standard error where it fails, or when it takes too long
     */
    void run(Path folder, String... arguments) throws RefusedException {
        final List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        try {
            final Path errors = Files.createTempFile("launcher", ".err");
            try {
                final Process process = new ProcessBuilder(command).directory(folder.toFile())
                        .redirectInput(new File("/dev/null")).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(errors.toFile()).start();
                await(process);
                if (process.exitValue() != 0) {
                    throw new RefusedException(lastLine(errors, process.exitValue()));
                }
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (final IOException fault) {
            throw new RefusedException("found that " + file + " cannot be run (" + fault.getMessage()
                    + "), expected the launcher", fault);
        }
    }

    private void await(Process process) throws RefusedException {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new RefusedException(file.getFileName() + " was ended, as it took more than " + words(patience)
                        + "; nothing was made");
            }
        } catch (final InterruptedException cancelled) {
            end(process);
            Thread.currentThread().interrupt();
            throw new RefusedException("cancelled; nothing was made", cancelled);
        }
    }

    private static String words(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " s";
    }

    /** What it started first: a shell hears of a signal only when the command that it waits for has ended. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (final InterruptedException again) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String lastLine(Path errors, int code) throws IOException {
        final List<String> lines = new String(Files.readAllBytes(errors), Charset.defaultCharset()).lines()
                .filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            return "the launcher ended with code " + code + " and said nothing";
        }
        final String last = lines.getLast();
        return last.startsWith(SPEAKER) ? last.substring(SPEAKER.length()) : last;
    }
}
