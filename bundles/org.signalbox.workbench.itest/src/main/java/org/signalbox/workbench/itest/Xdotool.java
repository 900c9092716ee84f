package org.signalbox.workbench.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program by which tests point and type, through the X server, and ask it. A call takes half a minute at most. */
final class Xdotool {

    private static final int PATIENCE_SECONDS = 30;

    private Xdotool() {
    }

    /** @throws AssertionError if it cannot do what it is asked */
    static void run(String... arguments) {
        if (told(arguments).isEmpty()) {
            throw new AssertionError("xdotool " + List.of(arguments) + " failed");
        }
    }

    /** What it says; nothing if it cannot do what it is asked. */
    static Optional<String> told(String... arguments) {
        final List<String> command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            throw new AssertionError("xdotool cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
