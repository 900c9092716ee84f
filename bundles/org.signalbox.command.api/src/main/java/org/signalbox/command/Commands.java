package org.signalbox.command;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs commands on the live fabric, one change at a time, and keeps the journal. Safe to call from any thread; reading never
 * waits for a command that runs.
 */
@ProviderType
public interface Commands {
    /** All commands that can be run now, by name. */
    List<Command<?>> commands();

    Optional<Command<?>> find(CommandName name);

    /**
     * Runs a command, or says what it would do.
     *
     * @throws RefusedException with one sentence; nothing was changed
     */
    Result run(Invocation invocation) throws RefusedException;

    /** The desired state now. */
    FabricDocument document();

    /** Grows by one with each change. */
    long revision();

    /** The journal, oldest first; immutable. */
    List<JournalEntry> journal();

    /** What the last loaded document or change left to warn of, such as policies of absent extensions; one sentence each. */
    List<String> warnings();

    /** The change that {@code Undo} would undo now, if any: so that a menu can name it. */
    Optional<JournalEntry> undoable();

    /** The undone change that {@code Redo} would do again now, if any. */
    Optional<JournalEntry> redoable();
}
