package org.signalbox.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, such as {@code 10Mb/s}. */
final class Quantity {

    private static final Pattern NUMBER = Pattern.compile("([+-]?\\d{1,18}(?:\\.\\d{1,18})?)(\\D{0,16})");
    private static final Map<String, Map<String, Double>> ALIASES = Map.of(
            "b/s", Map.of("bit/s", 1.0, "bps", 1.0, "B/s", 8.0),
            "B", Map.of("byte", 1.0, "bytes", 1.0));
    private static final String LARGE = "KMGT";
    private static final String SMALL = "num";
    private static final double THOUSAND = 1_000;
    private static final double BINARY = 1_024;

    private Quantity() {
    }

    /** What a text says in a unit; empty if it is no number or has another unit. */
    static OptionalDouble parse(String text, String unit) {
        final Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        final OptionalDouble factor = factor(matcher.group(2), unit);
        return factor.isEmpty() ? factor : OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor.getAsDouble());
    }

    /** Whether a word is a unit that goes with a column's. */
    static boolean isUnit(String word, String unit) {
        return !unit.isEmpty() && word.length() <= 16 && !prefix(word, unit).isPresent()
                && factor(word, unit).isPresent();
    }

    private static OptionalDouble factor(String suffix, String unit) {
        final Map<String, Double> units = new LinkedHashMap<>(ALIASES.getOrDefault(unit, Map.of()));
        units.put(unit, 1.0);
        units.put("", 1.0);
        for (final Map.Entry<String, Double> each : units.entrySet()) {
            final int before = suffix.length() - each.getKey().length();
            if (suffix.regionMatches(unit.equals("B"), before, each.getKey(), 0, each.getKey().length())) {
                final OptionalDouble prefix = prefix(suffix.substring(0, before), unit);
                if (prefix.isPresent()) {
                    return OptionalDouble.of(prefix.getAsDouble() * each.getValue());
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble prefix(String prefix, String unit) {
        if (prefix.isEmpty()) {
            return OptionalDouble.of(1);
        }
        final boolean binary = prefix.length() == 2 && prefix.charAt(1) == 'i';
        final int small = SMALL.indexOf(prefix.charAt(0));
        if (unit.equals("s") && prefix.length() == 1 && small >= 0) {
            return OptionalDouble.of(Math.pow(THOUSAND, small - SMALL.length()));
        }
        final int power = LARGE.indexOf(Character.toUpperCase(prefix.charAt(0))) + 1;
        return power > 0 && (binary || prefix.length() == 1)
                ? OptionalDouble.of(Math.pow(binary || unit.equals("B") ? BINARY : THOUSAND, power))
                : OptionalDouble.empty();
    }
}
