package org.signalbox.fabric.cmdlet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.Query;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/** The journal. */
public final class GetJournal implements Query<GetJournal.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("How many of the last entries; without it, all.") @Range(min = 1, max = Integer.MAX_VALUE)
            Optional<Integer> last) {
    }

    /** An entry; changes counts the places of the document that it touched, note says what it undid or did again. */
    public record Row(long number, Instant when, String who, long revision, String command, int changes, String note) {
    }

    private final Supplier<List<JournalEntry>> journal;

    public GetJournal(Supplier<List<JournalEntry>> journal) {
        this.journal = journal;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "Journal");
    }

    @Override
    public String summary() {
        return "Lists what was done, oldest first.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final List<JournalEntry> all = journal.get();
        return all.subList(Math.max(0, all.size() - given.last().orElse(all.size())), all.size()).stream()
                .map(GetJournal::row).toList();
    }

    private static Row row(JournalEntry entry) {
        final String note = entry.undoes().map(number -> "undoes " + number)
                .or(() -> entry.redoes().map(number -> "redoes " + number)).orElse("");
        return new Row(entry.number(), entry.when(), entry.who(), entry.revision(), entry.command(),
                entry.patch().map(patch -> patch.changes().size()).orElse(0), note);
    }
}
