package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of others that judge what we write. A test that needs one which is not installed is skipped and says so. */
final class Peer {

    private static final int PATIENCE_SECONDS = 120;

    private Peer() {
    }

    /** What the program prints to standard output; it must end well. */
    static List<String> lines(final Path folder, final List<String> command) throws IOException, InterruptedException {
        final Path output = Files.createTempFile(folder, command.getFirst(), ".out");
        assertThat(run(folder, command, output)).as(command.getFirst()).isZero();
        return Files.readAllLines(output);
    }

    /** As {@link #lines}, from a program that may complain of some of its arguments. */
    static List<String> linesInSpite(final Path folder, final List<String> command)
            throws IOException, InterruptedException {
        final Path output = Files.createTempFile(folder, command.getFirst(), ".out");
        run(folder, command, output);
        return Files.readAllLines(output);
    }

    /** What the program complains of; it says so by its end, or else there is nothing. */
    static List<String> complaints(final Path folder, final List<String> command)
            throws IOException, InterruptedException {
        final Path output = Files.createTempFile(folder, command.getFirst(), ".out");
        final Path error = Files.createTempFile(folder, command.getFirst(), ".err");
        return run(command, new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(output.toFile())
                .redirectError(error.toFile())) == 0 ? List.of() : Files.readAllLines(error);
    }

    /** Skips the test, and says so, without this program. */
    static void assumeInstalled(final String program) {
        assumeTrue(Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program))), program + " is not installed");
    }

    /** Whether the program ends well. */
    static boolean succeeds(final Path folder, final List<String> command) throws IOException, InterruptedException {
        return run(folder, command, Files.createTempFile(folder, command.getFirst(), ".out")) == 0;
    }

    private static int run(final Path folder, final List<String> command, final Path output)
            throws IOException, InterruptedException {
        return run(command, new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD));
    }

    private static int run(final List<String> command, final ProcessBuilder builder)
            throws IOException, InterruptedException {
        assumeInstalled(command.getFirst());
        final Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(command.getFirst() + " ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
