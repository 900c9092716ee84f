package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the machine that do one thing and end, each within a bounded time. */
final class Tool {
    private static final int SECONDS = 20;

    private Tool() {
    }

    /** What the program wrote. @throws IllegalStateException with what it complained of, if it failed */
    static String run(final String... command) throws IOException, InterruptedException {
        return run(Map.of(), SECONDS, List.of(command));
    }

    /** The same, with more in its environment. */
    static String run(final Map<String, String> environment, final int seconds, final List<String> command)
            throws IOException, InterruptedException {
        final Path output = Files.createTempFile("bench", ".out");
        try {
            final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            final Process process = builder.start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(String.join(" ", command) + " took more than " + seconds + " s");
                }
            } finally {
                process.destroyForcibly();
            }
            final String written = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + written.strip());
            }
            return written;
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
