package org.signalbox.workbench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.CommandText;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;

/**
 * A command as a view shows it and runs it: what the user copies is what the button does. Immutable.
 *
 * @param name verb and noun, such as {@code New-VMSwitch}
 * @param parameters by name as it is typed, without the dash; case does not count
 */
public record Cmdlet(String name, Map<String, Object> parameters) {

    /** Copies the parameters. */
    public Cmdlet {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A command without parameters. */
    public static Cmdlet of(String name) {
        return new Cmdlet(name, Map.of());
    }

    /** The same command with one more parameter. */
    public Cmdlet with(String parameter, Object value) {
        final Map<String, Object> more = new LinkedHashMap<>(parameters);
        more.put(parameter, value);
        return new Cmdlet(name, more);
    }

    /** The line that would be typed; empty where no bundle brings the command or one of the parameters. */
    public Optional<String> text(Commands commands) {
        return commands.find(CommandName.parse(name)).flatMap(command -> {
            try {
                return Optional.of(CommandText.print(command, keyed(command)));
            } catch (RefusedException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Runs the command for the journal's user {@code workbench}. Blocks: call it from {@link ViewContext#submit}.
     *
     * @throws RefusedException with one sentence, also where no bundle brings the command or one of the parameters
     */
    public Result run(Commands commands) throws RefusedException {
        return run(commands, false);
    }

    /**
     * What the command would do, in sentences; nothing is done. May block.
     *
     * @throws RefusedException as {@link #run} does
     */
    public List<String> whatIf(Commands commands) throws RefusedException {
        return run(commands, true).messages();
    }

    private Result run(Commands commands, boolean whatIf) throws RefusedException {
        final Command<?> command = commands.find(CommandName.parse(name)).orElseThrow(
                () -> new RefusedException("There is no command " + name + ": no bundle that runs brings it."));
        return commands.run(new Invocation(command.name(), keyed(command), "workbench", whatIf));
    }

    private Map<String, Object> keyed(Command<?> command) throws RefusedException {
        final Map<String, Object> keyed = new LinkedHashMap<>();
        final Map<String, Object> others = new LinkedHashMap<>(parameters);
        take(Parameter.of(command.parameters()), others, keyed);
        take(Parameter.dynamic(command, keyed), others, keyed);
        if (!others.isEmpty()) {
            throw new RefusedException("The command " + name + " has no parameter -"
                    + others.keySet().iterator().next() + ".");
        }
        return keyed;
    }

    private static void take(List<Parameter> known, Map<String, Object> typed, Map<String, Object> keyed) {
        for (final Parameter parameter : known) {
            typed.entrySet().removeIf(each -> {
                final boolean meant = each.getKey().equalsIgnoreCase(parameter.name());
                if (meant) {
                    keyed.put(parameter.key(), each.getValue());
                }
                return meant;
            });
        }
    }
}
