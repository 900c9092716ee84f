package org.signalbox.workbench.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signalbox.schema.Schema;
import org.signalbox.workbench.PreferencePage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is set on the pages that bundles bring, kept by their ids. Used on the window's thread alone. */
final class Preferences {

    private static final Logger LOG = LoggerFactory.getLogger(Preferences.class);

    private final Map<String, Object> kept;
    private final Runnable changed;
    private List<PreferencePage<?>> pages = List.of();

    /**
     * @param kept trees by the ids of pages
     * @param changed called when there is something new to keep
     */
    Preferences(Map<String, Object> kept, Runnable changed) {
        this.kept = new HashMap<>(kept);
        this.changed = changed;
    }

    /** The page. @throws IllegalArgumentException if it has no id or its record has a component without a default */
    static PreferencePage<?> checked(PreferencePage<?> page) {
        if (page.id() == null || !page.id().matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("a preferences page has the id '" + page.id()
                    + "', expected letters, digits, dots and dashes");
        }
        Schema.of(page.values()).bind(Map.of());
        return page;
    }

    /** Trees by the ids of pages, also of those that are away. */
    Map<String, Object> kept() {
        return Map.copyOf(kept);
    }

    List<PreferencePage<?>> pages() {
        return pages;
    }

    /** Takes the pages that are there now; those that are new are given what is kept. Of an id the first stays. */
    void hold(List<PreferencePage<?>> now) {
        final Map<String, PreferencePage<?>> first = new HashMap<>();
        now.forEach(page -> first.putIfAbsent(page.id(), page));
        final List<PreferencePage<?>> next = now.stream().filter(page -> first.get(page.id()) == page).toList();
        final List<PreferencePage<?>> before = pages;
        pages = next;
        next.stream().filter(page -> !before.contains(page)).forEach(this::give);
    }

    private <T extends Record> void give(PreferencePage<T> page) {
        try {
            page.use(values(page));
        } catch (RuntimeException e) {
            LOG.error("The preferences page {} failed", page.id(), e);
        }
    }

    /** What is set on a page; what is kept and does not fit counts as none. */
    <T extends Record> T values(PreferencePage<T> page) {
        final Schema<T> schema = Schema.of(page.values());
        try {
            return schema.bind(kept.getOrDefault(page.id(), Map.of()));
        } catch (IllegalArgumentException e) {
            LOG.warn("What was set on the preferences page {} is left out: {}", page.id(), e.getMessage());
            return schema.bind(Map.of());
        }
    }

    /** Keeps what is set on a page, and tells nobody. */
    <T extends Record> void keep(PreferencePage<T> page, T values) {
        kept.put(page.id(), Schema.of(page.values()).unbind(values));
    }

    /** Sets a page. */
    <T extends Record> void set(PreferencePage<T> page, T values) {
        keep(page, values);
        give(page);
        changed.run();
    }
}
