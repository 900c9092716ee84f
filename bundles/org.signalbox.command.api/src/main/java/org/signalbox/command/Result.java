package org.signalbox.command;

import java.util.List;
import java.util.Optional;

import org.signalbox.schema.TreePatch;

/**
 * What a command did, or with what-if would do.
 *
 * @param objects  records it answers with
 * @param patch    the change of the document; empty for queries and operations
 * @param entry    what was written to the journal; empty for queries and what-if
 * @param messages sentences for the user: warnings, or what an operation would do
 */
public record Result(List<? extends Record> objects, Optional<TreePatch> patch, Optional<JournalEntry> entry,
        List<String> messages) {
    public Result {
        objects = List.copyOf(objects);
        messages = List.copyOf(messages);
    }
}
