package org.signalbox.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.signalbox.command.RefusedException;

/** Gogo, for lines such as {@code felix:lb}: what the framework itself offers on a command line. */
final class Gogo {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final CommandSession session;

    Gogo(CommandProcessor processor) {
        final PrintStream printed = new PrintStream(output, true, StandardCharsets.UTF_8);
        this.session = processor.createSession(new ByteArrayInputStream(new byte[0]), printed, printed);
    }

    /** What the line prints, its value included. @throws RefusedException with what Gogo says */
    String execute(String line) throws RefusedException {
        output.reset();
        try {
            final Object value = session.execute(line);
            final CharSequence shown = value == null ? "" : session.format(value, Converter.INSPECT);
            final String text = output.toString(StandardCharsets.UTF_8) + shown;
            return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RefusedException("The command was interrupted", stopped);
        } catch (final Exception refused) {
            throw new RefusedException("Gogo: " + String.valueOf(refused.getMessage()).lines().findFirst().orElse(""),
                    refused);
        }
    }

    void close() {
        session.close();
    }
}
