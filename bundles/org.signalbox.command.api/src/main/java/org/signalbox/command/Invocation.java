package org.signalbox.command;

import java.util.Map;

/**
 * A command with its parameters.
 *
 * @param parameters by component name of the parameters record; values as in a document tree, or the record's own types
 * @param who        who asks, for the journal, such as {@code console} or a user's name
 * @param whatIf     only say what would change
 */
public record Invocation(CommandName name, Map<String, Object> parameters, String who, boolean whatIf) {
    public Invocation {
        parameters = Map.copyOf(parameters);
    }

    /** Not a what-if. */
    public static Invocation of(String name, Map<String, Object> parameters, String who) {
        return new Invocation(CommandName.parse(name), parameters, who, false);
    }
}
