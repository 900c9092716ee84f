package org.signalbox.workbench.inventory;

import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Token;

/**
 * What became of one port's command.
 *
 * @param text  in a word, or the sentence why not
 * @param color that stands with the word
 */
record Outcome(String text, Token color) {

    static final Outcome WAITING = new Outcome("", Token.TEXT2);
    static final Outcome STOPPED = new Outcome("not run", Token.TEXT2);

    /** Runs the command; may take its time. */
    static Outcome of(Cmdlet cmdlet, Commands commands) {
        try {
            final Result result = cmdlet.run(commands);
            final boolean changed = result.patch().filter(patch -> !patch.changes().isEmpty()).isPresent();
            return changed ? new Outcome("done", Token.OK) : new Outcome("was so already", Token.TEXT2);
        } catch (RefusedException e) {
            return new Outcome(e.getMessage(), Token.ERROR);
        }
    }

    boolean isDone() {
        return color == Token.OK;
    }

    boolean isRefused() {
        return color == Token.ERROR;
    }
}
