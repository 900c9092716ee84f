package org.signalbox.console;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.signalbox.command.CommandName;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Spelling;

/** All cmdlets there are now: the fabric's commands, which come and go with their bundles, and the language's own. */
final class Cmdlets {
    private final Commands commands;

    Cmdlets(Commands commands) {
        this.commands = commands;
    }

    Commands commands() {
        return commands;
    }

    /** The fabric's by noun and verb, so that what belongs together stands together; then the language's own. */
    List<Cmdlet> all() {
        final Stream<Cmdlet> fabric = commands.commands().stream().map(Cmdlet::of)
                .sorted(Comparator.comparing((Cmdlet cmdlet) -> cmdlet.name().noun(), String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(cmdlet -> cmdlet.name().verb(), String.CASE_INSENSITIVE_ORDER));
        return Stream.concat(fabric, Builtins.ALL.stream()).toList();
    }

    /**
     * By name, by alias, or by the verb alone where only one cmdlet has it.
     *
     * @throws RefusedException naming the nearest, when there is none
     */
    Cmdlet find(String typed) throws RefusedException {
        final List<Cmdlet> all = all();
        final Optional<Cmdlet> found = all.stream()
                .filter(cmdlet -> cmdlet.name().toString().equalsIgnoreCase(typed)
                        || cmdlet.aliases().stream().anyMatch(typed::equalsIgnoreCase))
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        final List<Cmdlet> verbs = all.stream().filter(cmdlet -> cmdlet.name().verb().equalsIgnoreCase(typed)).toList();
        if (verbs.size() == 1) {
            return verbs.getFirst();
        }
        throw new RefusedException("found no command " + shortened(typed) + ", expected one that Get-Command lists"
                + Spelling.nearest(typed, all.stream().map(Cmdlet::name).map(CommandName::toString).toList())
                        .map(near -> "; did you mean " + near + "?").orElse(""));
    }

    private static String shortened(String typed) {
        return typed.length() > 40 ? typed.substring(0, 40) + "..." : typed;
    }
}
