package org.signalbox.command;

import java.time.Instant;
import java.util.Optional;

import org.signalbox.schema.TreePatch;

/**
 * One finished command.
 *
 * @param number   from 1, without gaps
 * @param revision of the document after it
 * @param command  as it would be typed, such as {@code New-VMSwitch -Name prod}
 * @param patch    how the document changed; empty for an operation
 * @param undoes   number of the entry that this one undid
 * @param redoes   number of the undone entry that this one did again
 */
public record JournalEntry(long number, Instant when, String who, long revision, String command,
        Optional<TreePatch> patch, Optional<Long> undoes, Optional<Long> redoes) {
}
