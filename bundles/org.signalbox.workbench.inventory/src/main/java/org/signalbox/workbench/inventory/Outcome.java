package org.signalbox.workbench.inventory;

import java.util.Optional;
import org.signalbox.command.Commands;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Token;

/**
 * What became of one port's command.
 *
 * @param text  in a word, or the sentence why not
 * @param color that stands with the word
 * @param entry number of the change in the journal, while it can be undone
 */
record Outcome(String text, Token color, Optional<Long> entry) {

    static final Outcome WAITING = new Outcome("", Token.TEXT2, Optional.empty());
    static final Outcome STOPPED = new Outcome("not run", Token.TEXT2, Optional.empty());

    /** Runs the command; may take its time. */
    static Outcome of(Cmdlet cmdlet, Commands commands) {
        try {
            final Result result = cmdlet.run(commands);
            final boolean changed = result.patch().filter(patch -> !patch.changes().isEmpty()).isPresent();
            return changed ? new Outcome("done", Token.OK, result.entry().map(JournalEntry::number))
                    : new Outcome("was so already", Token.TEXT2, Optional.empty());
        } catch (RefusedException e) {
            return new Outcome(e.getMessage(), Token.ERROR, Optional.empty());
        }
    }

    /** Takes the change back; may take its time. One that is refused can be tried again. */
    Outcome undone(Commands commands) {
        try {
            undo().orElseThrow().run(commands);
            return new Outcome("undone", Token.TEXT2, Optional.empty());
        } catch (RefusedException e) {
            return new Outcome(e.getMessage(), Token.ERROR, entry);
        }
    }

    /** The command that takes the change back. */
    Optional<Cmdlet> undo() {
        return entry.map(number -> Cmdlet.of("Undo-Change").with("Number", number));
    }

    boolean isDone() {
        return color == Token.OK;
    }

    boolean isRefused() {
        return color == Token.ERROR;
    }
}
