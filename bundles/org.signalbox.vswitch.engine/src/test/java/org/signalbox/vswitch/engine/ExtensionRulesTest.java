package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Each rule in {@code docs/extension-rules.md} has tests, which are there. */
class ExtensionRulesTest {
    private static final Path ROOT = Path.of("../..");
    private static final int FEWEST = 38;
    private static final Pattern HEADING = Pattern.compile("\\| (Rule|---|\\*\\*).*");
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| ([^|]+) \\| `([a-z.]+)` \\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(should\\w+)`");

    @Test
    void shouldFindTheTestsOfEveryRule() throws IOException {
        final List<String> rows = Files.readAllLines(ROOT.resolve("docs/extension-rules.md")).stream()
                .filter(line -> line.startsWith("|") && !HEADING.matcher(line).matches()).toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(FEWEST);
        final List<String> wrong = new ArrayList<>();
        for (final String row : rows) {
            final Optional<MatchResult> parts = ROW.matcher(row).results().findFirst();
            final List<MatchResult> names = parts.stream()
                    .flatMap(found -> NAME.matcher(found.group(2)).results()).toList();
            if (names.isEmpty() || !NAME.matcher(parts.get().group(2)).replaceAll("").isBlank()) {
                wrong.add(row);
            }
            for (final MatchResult name : names) {
                final Path bundle = ROOT.resolve("bundles/org.signalbox." + parts.get().group(3));
                if (!has(bundle, name.group(1) + ".java", " void " + name.group(2) + "(")) {
                    wrong.add(name.group());
                }
            }
        }
        assertThat(wrong).as("rules without tests, and tests that are not there").isEmpty();
    }

    private static boolean has(final Path bundle, final String file, final String method) throws IOException {
        try (Stream<Path> files = Files.walk(bundle.resolve("src"))) {
            final Optional<Path> found = files.filter(each -> each.endsWith(file)).findFirst();
            return found.isPresent() && Files.readString(found.get()).contains(method);
        }
    }
}
