package org.signalbox.fabric;

import java.util.function.Supplier;

import org.signalbox.command.CommandName;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.journal.History;
import org.signalbox.schema.TreePatch;

/** Does an undone change again. */
final class RedoChange extends Reversal {

    RedoChange(Supplier<History> history) {
        super(history);
    }

    @Override
    public CommandName name() {
        return new CommandName("Redo", "Change");
    }

    @Override
    public String summary() {
        return "Does an undone change of the journal again.";
    }

    @Override
    JournalEntry target(Parameters parameters) throws RefusedException {
        if (parameters.number().isEmpty()) {
            return history().redoable()
                    .orElseThrow(() -> new RefusedException("found nothing to redo, expected a change that is undone"));
        }
        final long number = parameters.number().get();
        return history().entry(number).filter(entry -> history().isUndone(number))
                .orElseThrow(() -> new RefusedException(
                "found no change that is undone with number " + number + ", expected a number that Get-Journal lists"));
    }

    @Override
    TreePatch patch(JournalEntry target) {
        return target.patch().orElseThrow();
    }
}
