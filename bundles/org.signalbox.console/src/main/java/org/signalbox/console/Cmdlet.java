package org.signalbox.console;

import java.util.List;

import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Parameter;
import org.signalbox.command.Query;

/**
 * What can stand at the head of a pipe's stage: a command of the fabric, or one of the language's own.
 *
 * @param aliases    short names, lower case
 * @param parameters in order of position
 * @param action     what it does
 */
record Cmdlet(CommandName name, List<String> aliases, String summary, List<Parameter> parameters, Action action) {
    /** What a cmdlet does. */
    sealed interface Action permits Runs, Builtin {
    }

    /** It runs a command. */
    record Runs(Command<?> command) implements Action {
    }

    static Cmdlet of(Command<?> command) {
        return new Cmdlet(command.name(), List.of(), command.summary(), Parameter.of(command.parameters()),
                new Runs(command));
    }

    boolean takesWhatIf() {
        return action instanceof Runs runs && !(runs.command() instanceof Query<?>);
    }
}
