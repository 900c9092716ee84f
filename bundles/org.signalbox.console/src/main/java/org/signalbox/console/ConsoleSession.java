package org.signalbox.console;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.signalbox.command.CommandLine;
import org.signalbox.command.RefusedException;
import org.signalbox.console.language.Cursor;
import org.signalbox.console.language.Parser;
import org.signalbox.console.language.Statement;
import org.signalbox.console.language.SyntaxException;

/** A session of the command line. Its lines run one at a time, whatever thread asks. */
final class ConsoleSession implements CommandLine.Session {
    /** {@code scope:function}, as Gogo names its own functions. */
    private static final Pattern GOGO = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9_.]*:[A-Za-z][A-Za-z0-9_-]*(\\s[\\s\\S]*)?");
    private static final Pattern ASKS = Pattern.compile("(?s)(|.*\\s)(-?)\\?\\s*");

    private final Interpreter interpreter;
    private final Completion completion;
    private final Gogo gogo;
    private final ReentrantLock running = new ReentrantLock();

    ConsoleSession(Cmdlets cmdlets, Gogo gogo, String who) {
        this.interpreter = new Interpreter(cmdlets, who);
        this.completion = new Completion(interpreter);
        this.gogo = gogo;
    }

    @Override
    public String execute(String line) throws RefusedException {
        final StringBuilder text = new StringBuilder();
        execute(line, text::append);
        return text.toString();
    }

    /** As above, each statement's text as soon as it is there. */
    void execute(String line, Consumer<String> out) throws RefusedException {
        running.lock();
        try {
            run(line, out);
        } finally {
            running.unlock();
        }
    }

    private void run(String line, Consumer<String> out) throws RefusedException {
        if (ASKS.matcher(line).matches() && !line.stripTrailing().endsWith("-?")) {
            out.accept(choices(line.stripTrailing()));
            return;
        }
        if (GOGO.matcher(line).matches()) {
            out.accept(gogo.execute(line));
            return;
        }
        final List<Statement> statements;
        try {
            statements = Parser.parse(line);
        } catch (final SyntaxException wrong) {
            throw new RefusedException(wrong.getMessage(), wrong);
        }
        for (final Statement statement : statements) {
            out.accept(interpreter.execute(statement));
        }
    }

    /** What could stand where the question mark stands. */
    private String choices(String line) throws RefusedException {
        final int cursor = line.length() - 1;
        if (line.substring(0, cursor).isBlank()) {
            return execute("Get-Command");
        }
        final StringBuilder text = new StringBuilder();
        complete(line.substring(0, cursor), cursor).forEach(word -> text.append(word).append('\n'));
        return text.isEmpty() ? "Nothing known stands here.\n" : text.toString();
    }

    /** Nothing while a line runs, so that whoever types is not held up. */
    @Override
    public List<String> complete(String line, int cursor) {
        if (!running.tryLock()) {
            return List.of();
        }
        try {
            return completion.at(Cursor.of(line, cursor));
        } finally {
            running.unlock();
        }
    }

    /** One line about a word that completion offered, when it is a command. */
    Optional<String> summary(String word) {
        return interpreter.cmdlets().all().stream().filter(cmdlet -> cmdlet.name().toString().equals(word))
                .map(Cmdlet::summary).findFirst();
    }

    /** Whether a line goes on: an open quote, bracket or pipe. */
    static boolean isIncomplete(String line) {
        if (GOGO.matcher(line).matches()) {
            return false;
        }
        try {
            Parser.parse(line);
            return false;
        } catch (final SyntaxException wrong) {
            return wrong.incomplete();
        }
    }

    /** Columns of the screen, 0 for as many as it takes. */
    void width(int columns) {
        interpreter.width(columns);
    }

    @Override
    public void close() {
        gogo.close();
    }
}
