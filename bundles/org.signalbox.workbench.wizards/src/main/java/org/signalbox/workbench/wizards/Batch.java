package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.signalbox.command.Commands;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.workbench.Cmdlet;

/**
 * Commands that are run one after the other up to the first refusal, and what was done of them taken back. Blocks; not
 * for the user interface's thread. One thread at a time.
 */
final class Batch {

    private final Commands commands;
    private final List<JournalEntry> changes = new ArrayList<>();

    Batch(Commands commands) {
        this.commands = commands;
    }

    /** What became of a command. */
    record Outcome(boolean isDone, String sentence) {
    }

    /**
     * Runs the commands.
     *
     * @param told receives each one's outcome with its position, on the calling thread
     * @return whether all were done
     */
    boolean run(List<Cmdlet> cmdlets, BiConsumer<Integer, Outcome> told) {
        for (int i = 0; i < cmdlets.size(); i++) {
            try {
                final Result result = cmdlets.get(i).run(commands);
                told.accept(i, new Outcome(true, done(result)));
            } catch (RefusedException refused) {
                told.accept(i, new Outcome(false, refused.getMessage()));
                return false;
            }
        }
        return true;
    }

    private String done(Result result) {
        final Optional<JournalEntry> change = result.entry().filter(entry -> entry.patch().isPresent());
        change.ifPresent(changes::add);
        return change.map(entry -> "Done, revision " + entry.revision())
                .orElse(result.entry().isPresent() ? "Done" : "Done, nothing changed");
    }

    /** Whether there is something that {@link #undo} would take back. */
    boolean canUndo() {
        return !changes.isEmpty();
    }

    /**
     * Takes all changes back, the last one first, up to the first refusal.
     *
     * @throws RefusedException with one sentence; what was taken back until then stays so
     */
    void undo() throws RefusedException {
        while (!changes.isEmpty()) {
            Cmdlet.of("Undo-Change").with("Number", changes.getLast().number()).run(commands);
            changes.removeLast();
        }
    }
}
