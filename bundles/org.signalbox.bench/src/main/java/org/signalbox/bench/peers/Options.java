package org.signalbox.bench.peers;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the run was asked for.
 *
 * @param quick  only Signalbox and Open vSwitch, and only their ratios, in three minutes
 * @param json   JSON on standard output and nothing else
 * @param rounds how often each measurement is made, if it was said
 * @param out    where the table and the plot of a full run are written
 */
record Options(boolean quick, boolean json, OptionalInt rounds, Path out) {
    private static final int MOST_ROUNDS = 100;

    /** @throws IllegalArgumentException with a sentence, if they make no sense */
    static Options of(final List<String> arguments, final Path docs) {
        boolean quick = false;
        boolean json = false;
        OptionalInt rounds = OptionalInt.empty();
        Path out = docs;
        for (final Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            final String option = rest.next();
            switch (option) {
                case "--quick" -> quick = true;
                case "--json" -> json = true;
                case "--rounds" -> rounds = OptionalInt.of(rounds(value(option, rest)));
                case "--out" -> out = Path.of(value(option, rest));
                default -> throw new IllegalArgumentException("found '" + option
                        + "', expected --quick, --json, --rounds NUMBER or --out FOLDER");
            }
        }
        return new Options(quick, json, rounds, out);
    }

    private static String value(final String option, final Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("found nothing behind " + option + ", expected its value");
        }
        return rest.next();
    }

    private static int rounds(final String text) {
        if (text.matches("[1-9]\\d{0,2}") && Integer.parseInt(text) <= MOST_ROUNDS) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "found '" + text + "', expected a number of rounds from 1 to " + MOST_ROUNDS);
    }
}
