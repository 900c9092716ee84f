package org.signalbox.workbench.shell;

import java.net.URL;
import java.util.Comparator;
import java.util.Optional;
import org.signalbox.workbench.Action;
import org.signalbox.workbench.Wording;

/**
 * An action as the window offers it.
 *
 * @param label with {@code &} before the mnemonic
 * @param menu the titles of its menus, parted by slashes
 * @param key as {@link Keys} reads it; empty for none
 * @param command the name of the command that it runs
 * @param tool what the tool bar calls it; empty where it does not stand there
 */
record Entry(String id, Kind kind, String label, String menu, int order, String key, Optional<URL> icon,
        Optional<String> command, String tool, Action action) {

    /** Where an action comes from, in the order in which they keep a key that two of them want. */
    enum Kind {
        /** The workbench itself. */
        ACTION("Action"),
        /** Brings a view to the front. */
        VIEW("View"),
        /** Turns to a perspective. */
        PERSPECTIVE("Perspective"),
        /** Something new. */
        CREATION("New"),
        /** A bundle. */
        CONTRIBUTED("Action");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** What quick access calls it. */
        String word() {
            return word;
        }
    }

    /** The order in one menu. */
    static final Comparator<Entry> IN_MENU = Comparator.comparingInt(Entry::order).thenComparing(Entry::label);

    /** Who keeps a key that two want. */
    static final Comparator<Entry> BY_RIGHT =
            Comparator.comparing(Entry::kind).thenComparingInt(Entry::order).thenComparing(Entry::id);

    /** An action of the workbench itself, without key, icon, command and place in the tool bar. */
    static Entry own(String id, String label, String menu, int order, Action action) {
        return new Entry(id, Kind.ACTION, label, menu, order, "", Optional.empty(), Optional.empty(), "", action);
    }

    Entry withKey(String written) {
        return new Entry(id, kind, label, menu, order, written, icon, command, tool, action);
    }

    Entry withCommand(String name) {
        return new Entry(id, kind, label, menu, order, key, icon, Optional.of(name), tool, action);
    }

    Entry withTool(String text, URL svg) {
        return new Entry(id, kind, label, menu, order, key, Optional.of(svg), command, text, action);
    }

    /** The label as it is read. */
    String title() {
        return plain(label);
    }

    /** A label without its mnemonic. */
    static String plain(String label) {
        return label.replaceAll("&(.)", "$1");
    }

    /** A text in which nothing is a mnemonic. */
    static String escaped(String text) {
        return Wording.plain(text);
    }
}
