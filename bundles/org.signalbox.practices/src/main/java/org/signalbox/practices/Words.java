package org.signalbox.practices;

import java.util.List;

/** How things are written in sentences and commands. */
final class Words {
    private static final int NAMED = 3;

    private Words() {
    }

    static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** {@code web}, {@code web and db}, {@code web, db, app and 5 more}. */
    static String list(List<String> names) {
        if (names.size() > NAMED) {
            return String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
        }
        return names.size() < 2 ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
