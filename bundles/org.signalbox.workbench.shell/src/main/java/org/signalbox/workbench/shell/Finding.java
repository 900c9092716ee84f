package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How well a text fits what was typed, and which of its letters do. Case and blanks do not count.
 *
 * @param rank the lower the better
 * @param letters the indices of the letters that fit, ascending
 */
record Finding(Rank rank, List<Integer> letters) {

    /** Fewer letters than this come in any order by chance. */
    private static final int LEAST_SCATTERED = 3;

    /** The ways to fit, the best first. */
    enum Rank {
        /** It begins so. */
        START,
        /** A word of it begins so. */
        WORD,
        /** It stands somewhere within. */
        WITHIN,
        /** Its words begin with these letters. */
        INITIALS,
        /** The letters come in this order. */
        SCATTERED
    }

    /** Copies the letters. */
    Finding {
        letters = List.copyOf(letters);
    }

    /** Looks for what was typed; empty where it does not fit, and of an empty text each fits. */
    static Optional<Finding> of(String typed, String text) {
        final String wanted = typed.strip().toLowerCase(Locale.ROOT);
        final String within = text.toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return Optional.of(new Finding(Rank.START, List.of()));
        }
        int at = -1;
        Optional<Finding> found = Optional.empty();
        while ((at = within.indexOf(wanted, at + 1)) >= 0) {
            final Rank rank = at == 0 ? Rank.START : startsWord(text, at) ? Rank.WORD : Rank.WITHIN;
            if (found.isEmpty() || rank.compareTo(found.get().rank()) < 0) {
                found = Optional.of(new Finding(rank, letters(at, wanted.length())));
            }
        }
        return found.or(() -> letters(wanted, text, true).map(letters -> new Finding(Rank.INITIALS, letters)))
                .or(() -> letters(wanted, text, false).filter(letters -> letters.size() >= LEAST_SCATTERED)
                        .map(letters -> new Finding(Rank.SCATTERED, letters)));
    }

    private static List<Integer> letters(int from, int count) {
        final List<Integer> letters = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            letters.add(i);
        }
        return letters;
    }

    private static Optional<List<Integer>> letters(String wanted, String text, boolean initials) {
        final List<Integer> letters = new ArrayList<>();
        int at = 0;
        for (final char letter : wanted.replaceAll("\\s", "").toCharArray()) {
            while (at < text.length() && !(Character.toLowerCase(text.charAt(at)) == letter
                    && (!initials || startsWord(text, at)))) {
                at++;
            }
            if (at == text.length()) {
                return Optional.empty();
            }
            letters.add(at++);
        }
        return Optional.of(letters);
    }

    /** Words begin behind what is no letter, and with a capital behind a small one: Get-VMSwitch has three. */
    private static boolean startsWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))
                || Character.isUpperCase(text.charAt(at)) && (!Character.isUpperCase(text.charAt(at - 1))
                        || at + 1 < text.length() && Character.isLowerCase(text.charAt(at + 1)));
    }

    /** What fits, the best first and equally good ones in their order. */
    static <T> List<T> among(List<T> all, String typed, Function<T, String> text) {
        record Found<T>(T what, Rank rank) {
        }
        return all.stream()
                .flatMap(each -> of(typed, text.apply(each)).map(fit -> new Found<>(each, fit.rank())).stream())
                .sorted(Comparator.comparing(Found::rank)).map(Found::what).toList();
    }
}
