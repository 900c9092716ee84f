package org.signalbox.console.language;

import java.util.List;
import java.util.Optional;

/**
 * One complete thing to do: stages joined by pipes.
 *
 * @param variable what the result is kept in instead of being shown
 * @param stages   at least one
 */
public record Statement(Optional<String> variable, List<Stage> stages) {
    /** A part between two pipes. */
    public sealed interface Stage {
    }

    /** A command with arguments. @param name as typed */
    public record Call(String name, List<Argument> arguments) implements Stage {
    }

    /** A value that begins a pipe. */
    public record Value(Expression expression) implements Stage {
    }

    /** What follows a command's name. */
    public sealed interface Argument {
    }

    /** {@code -Name}; whether the value behind it is its own, only the command knows. */
    public record Named(String name, Optional<Expression> attached) implements Argument {
    }

    /** A value without a name of its own. */
    public record Positional(Expression value) implements Argument {
    }
}
