package org.signalbox.console;

import java.io.BufferedReader;
import java.io.IOException;

import org.signalbox.command.RefusedException;

/** Runs lines one after the other up to the first that is refused. A line goes on where a bracket, a quote or a pipe is open. */
final class Script {
    private static final int BAD_INPUT = 2;

    private final ConsoleSession session;
    private final String name;

    /** @param name of the script, for messages */
    Script(ConsoleSession session, String name) {
        this.session = session;
        this.name = name;
    }

    /** @return 0, or 2 when a line was refused and one sentence on standard error said which and why */
    int run(BufferedReader lines) throws IOException {
        final StringBuilder open = new StringBuilder();
        int number = 0;
        int first = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            open.append(line);
            if (ConsoleSession.isIncomplete(open.toString())) {
                open.append('\n');
                continue;
            }
            if (isExit(open.toString())) {
                return 0;
            }
            if (!runs(open.toString(), first)) {
                return BAD_INPUT;
            }
            open.setLength(0);
            first = number + 1;
        }
        return open.isEmpty() || runs(open.toString(), first) ? 0 : BAD_INPUT;
    }

    private boolean runs(String text, int line) {
        try {
            session.execute(text, System.out::print);
            System.out.flush();
            return true;
        } catch (final RefusedException refused) {
            System.out.flush();
            System.err.println(name + ":" + line + ": " + refused.getMessage());
            return false;
        }
    }

    static boolean isExit(String line) {
        return line.strip().equalsIgnoreCase("exit") || line.strip().equalsIgnoreCase("quit");
    }
}
