package org.signalbox.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.signalbox.command.RefusedException;
import org.signalbox.console.language.Cursor;

/** The console on a terminal: a prompt with editing, completion and a history that outlives the process. */
final class Prompt {
    private static final String PROMPT = "signalbox> ";
    private static final String GOES_ON = ">> ";

    private final ConsoleSession session;
    private final Optional<Path> history;

    /** @param history where lines are kept, if anywhere */
    Prompt(ConsoleSession session, Optional<Path> history) {
        this.session = session;
        this.history = history;
    }

    /** Asks for lines until the user leaves. */
    void run(String greeting) throws IOException, InterruptedException {
        try (Terminal terminal = terminal()) {
            final LineReader reader = reader(terminal);
            terminal.writer().print(greeting);
            while (true) {
                final String line;
                try {
                    line = reader.readLine(PROMPT);
                } catch (final UserInterruptException abandoned) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("The framework stops");
                    }
                    continue;
                } catch (final EndOfFileException left) {
                    return;
                }
                if (Script.isExit(line)) {
                    return;
                }
                answer(line, terminal);
            }
        }
    }

    /** jline looks for its ways into the system through the thread's class loader, which in a framework is another's. */
    private static Terminal terminal() throws IOException {
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            return TerminalBuilder.builder().system(true).build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void answer(String line, Terminal terminal) {
        session.width(terminal.getWidth());
        try {
            session.execute(line, text -> {
                terminal.writer().print(text);
                terminal.flush();
            });
        } catch (final RefusedException refused) {
            terminal.writer().println(refused.getMessage());
        }
        terminal.flush();
    }

    private LineReader reader(Terminal terminal) throws IOException {
        final LineReaderBuilder builder = LineReaderBuilder.builder().terminal(terminal).appName("signalbox")
                .parser(this::parse).completer((_, line, candidates) -> complete(line, candidates))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, GOES_ON)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
        if (history.isPresent()) {
            Files.createDirectories(history.get().getParent());
            builder.variable(LineReader.HISTORY_FILE, history.get());
        }
        return builder.build();
    }

    private ParsedLine parse(String line, int cursor, Parser.ParseContext purpose) {
        if (purpose == Parser.ParseContext.ACCEPT_LINE && ConsoleSession.isIncomplete(line)) {
            throw new EOFError(-1, -1, "The line goes on", GOES_ON);
        }
        return new Word(line, cursor, line.substring(Cursor.of(line, cursor).start(), cursor));
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        for (final String word : session.complete(line.line(), line.cursor())) {
            final boolean finished = !word.endsWith("/");
            candidates.add(new Candidate(word, word, null, session.summary(word).orElse(null), null, null, finished));
        }
    }

    /** The word at the cursor, which is all that jline needs to know to replace it. */
    private record Word(String line, int cursor, String word) implements ParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }
    }
}
