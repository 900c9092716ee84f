package org.signalbox.house.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fence of a page.
 *
 * @param place     file and line, for messages
 * @param kind      the word behind the three ticks; may be empty
 * @param directive what the comment above it says behind {@code guide:}; may be empty
 * @param text      its lines, each with its end
 */
public record Fence(String place, String kind, String directive, String text) {
    /** On a line of a page that wants to be run. */
    public static final String RUN = "<!-- guide: run -->";
    private static final Pattern DIRECTIVE = Pattern.compile("<!-- guide: (.+?) -->");
    private static final String TICKS = "```";

    /** The fences of a page, in its order. */
    public static List<Fence> read(final Path page) throws IOException {
        final List<Fence> fences = new ArrayList<>();
        final List<String> lines = Files.readAllLines(page);
        for (int k = 0; k < lines.size(); k++) {
            final String line = lines.get(k);
            if (!line.startsWith(TICKS)) {
                continue;
            }
            final int first = k + 1;
            final Matcher above = DIRECTIVE.matcher(first > 1 ? lines.get(first - 2) : "");
            final StringBuilder text = new StringBuilder();
            for (k++; k < lines.size() && !lines.get(k).startsWith(TICKS); k++) {
                text.append(lines.get(k)).append('\n');
            }
            fences.add(new Fence(page.getFileName() + ":" + first, line.substring(TICKS.length()).strip(),
                    above.matches() ? above.group(1) : "", text.toString()));
        }
        return fences;
    }

    /** What stands behind a word of the directive, such as the path behind {@code in}. */
    Optional<String> said(final String word) {
        return directive.startsWith(word + " ") ? Optional.of(directive.substring(word.length() + 1).strip())
                : Optional.empty();
    }

    /** Why nobody runs it; empty when it is run. */
    Optional<String> reasonNotToRun() {
        return directive.startsWith("not run, ") ? Optional.of(directive.substring("not run, ".length()))
                : Optional.empty();
    }

    /** The commands of a {@code sh} or {@code powershell} fence: its lines but comments, joined where one goes on. */
    public List<String> commands() {
        final String joined = text.replace(kind.equals("sh") ? "\\\n" : "`\n", " ");
        return joined.lines().filter(line -> !line.isBlank() && !line.strip().startsWith("#")).toList();
    }
}
