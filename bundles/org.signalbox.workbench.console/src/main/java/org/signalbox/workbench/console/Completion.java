package org.signalbox.workbench.console;

import java.util.List;

/**
 * A line after Tab: the word at the cursor grown to what all offers share, and parted by a space when there was one
 * offer.
 *
 * @param cursor behind the grown word
 */
record Completion(String line, int cursor) {

    static Completion of(String line, int cursor, List<String> offers) {
        int start = cursor;
        while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
            start--;
        }
        final String typed = line.substring(start, cursor);
        final String shared = shared(offers);
        final String word = (shared.length() < typed.length() ? typed : shared) + (offers.size() == 1 ? " " : "");
        return new Completion(line.substring(0, start) + word + line.substring(cursor), start + word.length());
    }

    /** The longest beginning that all offers have, whatever their case. */
    private static String shared(List<String> offers) {
        String shared = offers.getFirst();
        for (final String offer : offers) {
            int same = 0;
            while (same < Math.min(shared.length(), offer.length())
                    && Character.toLowerCase(shared.charAt(same)) == Character.toLowerCase(offer.charAt(same))) {
                same++;
            }
            shared = shared.substring(0, same);
        }
        return shared;
    }
}
