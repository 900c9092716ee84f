package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final Map<Cmdlet, Cmdlet> reverses;
    private final List<Cmdlet> back = new ArrayList<>();

    /** @param reverses what takes back those commands that the journal does not undo */
    Batch(Commands commands, Map<Cmdlet, Cmdlet> reverses) {
        this.commands = commands;
        this.reverses = reverses;
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
                Optional.ofNullable(reverses.get(cmdlets.get(i))).ifPresent(back::add);
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
        change.ifPresent(entry -> back.add(Cmdlet.of("Undo-Change").with("Number", entry.number())));
        return change.map(entry -> "Done, revision " + entry.revision())
                .orElse(result.entry().isPresent() ? "Done" : "Done, nothing changed");
    }

    /** Whether there is something that {@link #undo} would take back. */
    boolean canUndo() {
        return !back.isEmpty();
    }

    /**
     * Takes all of it back, the last one first, up to the first refusal.
     *
     * @throws RefusedException with one sentence; what was taken back until then stays so
     */
    void undo() throws RefusedException {
        while (!back.isEmpty()) {
            back.getLast().run(commands);
            back.removeLast();
        }
    }
}
