package org.signalbox.console;

import java.util.List;
import java.util.Map;

import org.signalbox.command.RefusedException;

/** A cmdlet of the language itself, which works on what flows through the pipe. */
@FunctionalInterface
non-sealed interface Builtin extends Cmdlet.Action {
    /**
     * @param input   what came through the pipe; none when it stands first
     * @param given   values by parameter key
     * @param session for whom
     */
    Flow run(List<Object> input, Map<String, Object> given, Interpreter session) throws RefusedException;
}
