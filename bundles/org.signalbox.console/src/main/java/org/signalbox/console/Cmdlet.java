package org.signalbox.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.DynamicParameters;
import org.signalbox.command.Parameter;
import org.signalbox.command.Query;

/**
 * What can stand at the head of a pipe's stage: a command of the fabric, or one of the language's own.
 *
 * @param aliases    short names, lower case
 * @param parameters in order of position
 * @param dynamic    parameters that it has because of what others are given; they have no position
 * @param action     what it does
 */
record Cmdlet(CommandName name, List<String> aliases, String summary, List<Parameter> parameters,
        List<Parameter> dynamic, Action action) {
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

    /** One without dynamic parameters. */
    Cmdlet(CommandName name, List<String> aliases, String summary, List<Parameter> parameters, Action action) {
        this(name, aliases, summary, parameters, List.of(), action);
    }

    /** All parameters, those with a position first. */
    List<Parameter> all() {
        return Stream.concat(parameters.stream(), dynamic.stream()).toList();
    }

    /** Whether it may have dynamic parameters. */
    boolean isDynamic() {
        return action instanceof Runs runs && runs.command() instanceof DynamicParameters;
    }

    /** The same with the dynamic parameters that it has once others are given. @param given values by key */
    Cmdlet given(Map<String, ?> given) {
        return action instanceof Runs runs ? new Cmdlet(name, aliases, summary, parameters,
                Parameter.dynamic(runs.command(), Map.copyOf(given)), action) : this;
    }

    boolean takesWhatIf() {
        return action instanceof Runs runs && !(runs.command() instanceof Query<?>);
    }
}
