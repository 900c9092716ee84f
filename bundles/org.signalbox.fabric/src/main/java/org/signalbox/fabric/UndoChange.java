package org.signalbox.fabric;

import java.util.function.Supplier;

import org.signalbox.command.CommandName;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.journal.History;
import org.signalbox.schema.TreePatch;

/** Takes a change back. */
final class UndoChange extends Reversal {

    UndoChange(Supplier<History> history) {
        super(history);
    }

    @Override
    public CommandName name() {
        return new CommandName("Undo", "Change");
    }

    @Override
    public String summary() {
        return "Undoes a change of the journal.";
    }

    @Override
    JournalEntry target(Parameters parameters) throws RefusedException {
        if (parameters.number().isEmpty()) {
            return history().undoable()
                    .orElseThrow(() -> new RefusedException("found nothing to undo, expected a change that stands"));
        }
        final long number = parameters.number().get();
        return history().entry(number).filter(entry -> history().stands(number)).orElseThrow(() -> new RefusedException(
                "found no change that stands with number " + number + ", expected a number that Get-Journal lists"));
    }

    @Override
    TreePatch patch(JournalEntry target) {
        return target.patch().orElseThrow().inverse();
    }
}
