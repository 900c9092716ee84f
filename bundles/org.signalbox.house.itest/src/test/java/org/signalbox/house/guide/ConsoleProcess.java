package org.signalbox.house.guide;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A console that somebody types into; it ends with {@link #close}, or is ended. */
final class ConsoleProcess implements AutoCloseable {
    private static final int ANSWER_SECONDS = 120;
    private static final int LEAVE_SECONDS = 20;
    private static final String END = "";

    private final Process process;
    private final Path err;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Writer keyboard;
    private int typed;

    /** @param builder of the process, whose output goes through here; what it says besides goes to a file */
    ConsoleProcess(final ProcessBuilder builder, final Path err) throws IOException {
        this.err = err;
        this.process = builder.redirectError(err.toFile()).start();
        this.keyboard = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("console output").start(this::read);
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line + "\n");
            }
            lines.add(END);
        } catch (final IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Types one command, and gives what it printed. A text behind it, which prints itself, tells where that ends. */
    String type(final String command) throws IOException, InterruptedException {
        final String mark = "end of command " + ++typed;
        keyboard.write(command + "\n'" + mark + "'\n");
        keyboard.flush();
        final StringBuilder printed = new StringBuilder();
        for (String line = next(command); !line.strip().equals(mark); line = next(command)) {
            printed.append(line);
        }
        return printed.toString();
    }

    private String next(final String command) throws IOException, InterruptedException {
        final String line = lines.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            throw new AssertionError("> " + command + "\n" + (line == null ? "did not end" : "ended the console") + ": "
                    + Files.readString(err));
        }
        return line;
    }

    /** Leaves as a reader would, and sees to it that nothing stays. */
    @Override
    public void close() {
        try {
            keyboard.write("exit\n");
            keyboard.close();
        } catch (final IOException gone) {
            // it has ended by itself, and what was typed last has said so
            lines.clear();
        }
        try {
            if (!process.waitFor(LEAVE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
