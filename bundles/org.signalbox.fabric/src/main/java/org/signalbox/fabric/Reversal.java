package org.signalbox.fabric;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import org.signalbox.command.Change;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.DocumentText;
import org.signalbox.fabric.journal.History;
import org.signalbox.schema.Doc;
import org.signalbox.schema.SchemaException;
import org.signalbox.schema.TreePatch;

/**
 * Undoes a change, or does an undone one again: its patch, backwards or forwards, on the document of now. Where that
 * does not fit, or makes no sense any more, the later entry that is to blame is named.
 */
abstract sealed class Reversal implements Change<Reversal.Parameters> permits UndoChange, RedoChange {

    /** @param number the journal entry; without it, the last one possible */
    record Parameters(@Doc("Number of the journal entry; without it, the last one possible.")
            Optional<Long> number) {
    }

    private final Supplier<History> history;

    Reversal(Supplier<History> history) {
        this.history = history;
    }

    final History history() {
        return history.get();
    }

    /** The entry in question. @throws RefusedException with one sentence, if there is none */
    abstract JournalEntry target(Parameters parameters) throws RefusedException;

    /** What is to be done to the document for an entry. */
    abstract TreePatch patch(JournalEntry target);

    @Override
    public final Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public final FabricDocument plan(FabricDocument before, Parameters parameters) throws RefusedException {
        final JournalEntry target = target(parameters);
        final TreePatch patch = patch(target);
        final Object tree = DocumentText.tree(before);
        final Optional<FabricDocument> after = tryPatch(patch, tree);
        return after.orElseThrow(() -> obstacle(target, patch, tree));
    }

    private static Optional<FabricDocument> tryPatch(TreePatch patch, Object tree) {
        if (!patch.conflicts(tree).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DocumentText.document(patch.apply(tree)));
        } catch (SchemaException _) {
            return Optional.empty();
        }
    }

    /** Goes back in time until the patch fits: the entry that came then is to blame. */
    private RefusedException obstacle(JournalEntry target, TreePatch patch, Object now) {
        Object tree = now;
        for (JournalEntry entry : history().entries().reversed()) {
            if (entry.number() <= target.number()) {
                break;
            }
            if (entry.patch().isPresent()) {
                tree = entry.patch().get().inverse().apply(tree);
                if (tryPatch(patch, tree).isPresent()) {
                    return new RefusedException("found entry " + entry.number() + " (" + entry.command()
                            + ") standing in the way of " + name().verb().toLowerCase(Locale.ROOT) + "ing entry "
                            + target.number() + " (" + target.command() + "), expected that entry to be undone first");
                }
            }
        }
        return new RefusedException("found that entry " + target.number() + " (" + target.command()
                + ") does not fit the document any more, expected the document as it was");
    }
}
