package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All entries that there are now, each id once and each key with one of them.
 *
 * @param all in no particular order
 * @param told what was left out, a sentence each
 */
record Entries(List<Entry> all, List<String> told) {

    /** None. */
    static final Entries NONE = new Entries(List.of(), List.of());

    /** Copies both. */
    Entries {
        all = List.copyOf(all);
        told = List.copyOf(told);
    }

    /** Settles who keeps an id or a key that two want: see {@link Entry#BY_RIGHT}; of an id the first one given. */
    static Entries of(Collection<Entry> offered) {
        final List<String> told = new ArrayList<>();
        final Map<String, Entry> byId = new LinkedHashMap<>();
        for (final Entry entry : offered) {
            if (byId.putIfAbsent(entry.id(), entry) != null) {
                told.add("A second action with the id " + entry.id() + " is left out until the first one goes.");
            }
        }
        final Map<Integer, Entry> byKey = new HashMap<>();
        final List<Entry> settled = new ArrayList<>();
        for (final Entry entry : byId.values().stream().sorted(Entry.BY_RIGHT).toList()) {
            settled.add(settle(entry, byKey, told));
        }
        return new Entries(settled, told);
    }

    private static Entry settle(Entry entry, Map<Integer, Entry> byKey, List<String> told) {
        try {
            final int key = Keys.parse(entry.key());
            final Entry holder = key == 0 ? null : byKey.putIfAbsent(key, entry);
            if (holder == null) {
                return entry;
            }
            told.add("The key " + entry.key() + " of the action " + entry.id() + " belongs to " + holder.id()
                    + " already: " + entry.id() + " has none.");
        } catch (IllegalArgumentException e) {
            told.add("The action " + entry.id() + " has no key: " + e.getMessage() + ".");
        }
        return entry.withKey("");
    }
}
