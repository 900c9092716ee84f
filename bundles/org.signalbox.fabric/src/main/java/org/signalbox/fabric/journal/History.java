package org.signalbox.fabric.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.signalbox.command.JournalEntry;
import org.signalbox.schema.TreePatch;

/**
 * What the journal's entries amount to: which changes stand and which are undone. A change is an entry with a patch
 * that undoes and redoes nothing; it stands until an entry undoes it, and again when one does it again. Immutable.
 */
public final class History {
    private final List<JournalEntry> entries;
    private final Set<Long> standing = new TreeSet<>();
    /** Undone changes by number, with the number of the entry that undid each last. */
    private final Map<Long, Long> undone = new HashMap<>();
    private long newest;

    public History(List<JournalEntry> entries) {
        this.entries = Collections.unmodifiableList(entries);
        for (JournalEntry entry : entries) {
            if (entry.undoes().isPresent()) {
                standing.remove(entry.undoes().get());
                undone.put(entry.undoes().get(), entry.number());
            } else if (entry.redoes().isPresent()) {
                undone.remove(entry.redoes().get());
                standing.add(entry.redoes().get());
            } else if (entry.patch().isPresent()) {
                standing.add(entry.number());
                newest = entry.number();
            }
        }
    }

    /** This history with one more entry. */
    public History with(JournalEntry entry) {
        final List<JournalEntry> all = new ArrayList<>(entries);
        all.add(entry);
        return new History(all);
    }

    /** Oldest first. */
    public List<JournalEntry> entries() {
        return entries;
    }

    /** The entry of a number, if there is one. */
    public Optional<JournalEntry> entry(long number) {
        return number < 1 || number > entries.size() ? Optional.empty() : Optional.of(entries.get((int) number - 1));
    }

    /** The last change that stands. */
    public Optional<JournalEntry> undoable() {
        return standing.stream().max(Long::compare).flatMap(this::entry);
    }

    /** The change undone last, unless something new was done since. */
    public Optional<JournalEntry> redoable() {
        return undone.entrySet().stream().max(Map.Entry.comparingByValue()).filter(last -> last.getValue() > newest)
                .flatMap(last -> entry(last.getKey()));
    }

    /** Whether a change stands. */
    public boolean stands(long number) {
        return standing.contains(number);
    }

    /** Whether a change was undone and not done again. */
    public boolean isUndone(long number) {
        return undone.containsKey(number);
    }

    /** All patches as one, which makes the last document of an empty one. */
    public TreePatch sum() {
        return new TreePatch(entries.stream().flatMap(entry -> entry.patch().stream())
                .flatMap(patch -> patch.changes().stream()).toList());
    }
}
