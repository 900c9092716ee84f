package org.signalbox.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Whether the user has asked to end: by an empty line or {@code q}, and on a terminal by the end of input. Where
 * standard input is no terminal its end means nothing, since a process in the background has none.
 */
final class Ending {
    private static final String QUIT = "q";

    private final InputStream input;
    private final boolean terminal;
    private final StringBuilder line = new StringBuilder();
    private volatile boolean asked;

    private Ending(final InputStream input, final boolean terminal) {
        this.input = input;
        this.terminal = terminal;
    }

    /** @param terminal whether somebody types there: then a thread reads, which only the end of input ends */
    static Ending of(final InputStream input, final boolean terminal) {
        final Ending ending = new Ending(input, terminal);
        if (terminal) {
            Thread.ofPlatform().daemon().name("dev input").start(ending::read);
        }
        return ending;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            String next = lines.readLine();
            while (next != null && !isEnd(next)) {
                next = lines.readLine();
            }
            asked = true;
        } catch (final IOException broken) {
            asked = true;
        }
    }

    private static boolean isEnd(final String text) {
        return text.isBlank() || text.strip().equalsIgnoreCase(QUIT);
    }

    /** Never blocks; by one thread. */
    boolean isAsked() throws IOException {
        while (!terminal && !asked && input.available() > 0) {
            final int next = input.read();
            if (next == '\n') {
                asked = isEnd(line.toString());
                line.setLength(0);
            } else if (next >= 0) {
                line.append((char) next);
            }
        }
        return asked;
    }
}
