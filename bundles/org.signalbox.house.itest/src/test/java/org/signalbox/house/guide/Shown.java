package org.signalbox.house.guide;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page shows of an output, as the output that it stands for. Numbers may be other ones, also with fractions,
 * and as words of digits such as versions and times; blanks and the dashes below a heading may be more or fewer, so
 * that columns may be of another width. A line {@code ...} stands for any lines, three dots at the end of one for any
 * rest of it. All other lines have to be there, and no others.
 */
final class Shown {
    private static final Pattern PART = Pattern.compile("\\d[\\d.,:]*|-{2,}|\\s+|[^\\d\\s-]+|-");
    private static final String ANY = "...";

    private Shown() {
    }

    static boolean matches(final String shown, final String seen) {
        return matches(lines(shown), lines(seen));
    }

    private static List<String> lines(final String text) {
        return text.lines().map(String::stripTrailing).filter(line -> !line.isEmpty()).toList();
    }

    private static boolean matches(final List<String> shown, final List<String> seen) {
        if (shown.isEmpty()) {
            return seen.isEmpty();
        }
        final List<String> rest = shown.subList(1, shown.size());
        if (shown.getFirst().strip().equals(ANY)) {
            for (int k = 0; k <= seen.size(); k++) {
                if (matches(rest, seen.subList(k, seen.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !seen.isEmpty() && pattern(shown.getFirst()).matcher(seen.getFirst()).matches()
                && matches(rest, seen.subList(1, seen.size()));
    }

    private static Pattern pattern(final String line) {
        final boolean open = line.endsWith(ANY);
        final StringBuilder pattern = new StringBuilder();
        PART.matcher(open ? line.substring(0, line.length() - ANY.length()) : line).results().forEach(match -> {
            final String part = match.group();
            pattern.append(part.isBlank() ? "\\s+" : Character.isDigit(part.charAt(0)) ? "\\d[\\d.,:]*"
                    : part.startsWith("--") ? "-+" : Pattern.quote(part));
        });
        return Pattern.compile(pattern + (open ? ".*" : ""));
    }
}
