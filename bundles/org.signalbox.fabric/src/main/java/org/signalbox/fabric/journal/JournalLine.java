package org.signalbox.fabric.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import org.signalbox.command.JournalEntry;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Range;
import org.signalbox.schema.Schema;
import org.signalbox.schema.TreePatch;

/**
 * A journal entry as one line of JSON.
 *
 * @param when  ISO 8601, UTC
 * @param patch as {@link TreePatch#toTree}
 */
record JournalLine(@Range(min = 1, max = Long.MAX_VALUE) long number, String when, String who,
        @Range(min = 0, max = Long.MAX_VALUE) long revision, String command, Optional<Object> patch,
        Optional<Long> undoes, Optional<Long> redoes) {
    private static final Schema<JournalLine> SCHEMA = Schema.of(JournalLine.class);

    static String write(JournalEntry entry) {
        return JsonText.compact(SCHEMA.unbind(new JournalLine(entry.number(), entry.when().toString(), entry.who(),
                entry.revision(), entry.command(), entry.patch().map(TreePatch::toTree), entry.undoes(),
                entry.redoes())));
    }

    /** @throws IllegalArgumentException if the line is no entry */
    static JournalEntry read(String line) {
        final JournalLine read = SCHEMA.bind(JsonText.parse(line));
        try {
            return new JournalEntry(read.number, Instant.parse(read.when), read.who, read.revision, read.command,
                    read.patch.map(TreePatch::fromTree), read.undoes, read.redoes);
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException("found '" + read.when + "', expected a time", noTime);
        }
    }
}
