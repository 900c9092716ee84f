package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every relative link of every guide and README leads to a file and, where it names one, to a heading or an anchor. The
 * workbench's help pages, whose links lead to views and commands, are followed where there are some: in its own tests.
 */
class LinksTest {

    private static final Set<String> NOT_OURS = Set.of("target", "var", ".git", "extensions", "templates");
    private static final Pattern HELP = Pattern.compile("workbench[.]\\w+/src/main/resources/");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset|href)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

    @TempDir
    Path folder;

    @Test
    void shouldLeadSomewhere() throws IOException {
        final List<Path> pages = pages(BuiltBundle.root());
        assertThat(pages).hasSizeGreaterThan(15);
        assertThat(broken(pages)).isEmpty();
    }

    @Test
    void shouldSeeWhatLeadsNowhere() throws IOException {
        Files.writeString(folder.resolve("other.md"), "# A heading, `two`\n## Twice\n## Twice\n<a id=\"x.Y\"></a>\n");
        final Path page = Files.writeString(folder.resolve("page.md"), """
                [a](other.md) [b](other.md#a-heading-two) [c](other.md#twice-1) [d](other.md#x.Y) [e](https://a.b/c)
                [f](none.md) [g](other.md#none) [h](#none) <img src="none.png">

                ```text
                [not](a-link)
                ```
                """);
        assertThat(broken(List.of(page))).containsExactly("page.md: none.md", "page.md: other.md#none",
                "page.md: #none", "page.md: none.png");
    }

    private static List<Path> pages(final Path root) throws IOException {
        final List<Path> pages = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path each, final BasicFileAttributes attributes) {
                return NOT_OURS.contains(each.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md") && !HELP.matcher(file.toString()).find()) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }

    private static List<String> broken(final List<Path> pages) throws IOException {
        final Map<Path, Set<String>> anchors = new HashMap<>();
        final List<String> broken = new ArrayList<>();
        for (final Path page : pages) {
            final String prose = FENCE.matcher(Files.readString(page)).replaceAll("");
            for (final MatchResult match : LINK.matcher(prose).results().toList()) {
                final String link = match.group(1) == null ? match.group(2) : match.group(1);
                if (!link.contains("://") && !link.startsWith("mailto:") && !leads(page, link, anchors)) {
                    broken.add(page.getFileName() + ": " + link);
                }
            }
        }
        return broken;
    }

    private static boolean leads(final Path page, final String link, final Map<Path, Set<String>> anchors)
            throws IOException {
        final String[] parts = link.split("#", 2);
        final Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        if (!anchors.containsKey(file)) {
            anchors.put(file, Files.isRegularFile(file) && file.toString().endsWith(".md") ? anchors(file) : Set.of());
        }
        return parts.length == 1 || anchors.get(file).contains(parts[1]);
    }

    /** The anchors of a page: its own, and those that GitHub gives its headings. */
    private static Set<String> anchors(final Path page) throws IOException {
        final String prose = FENCE.matcher(Files.readString(page)).replaceAll("");
        final Set<String> anchors = ANCHOR.matcher(prose).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(HashSet::new));
        HEADING.matcher(prose).results().forEach(match -> {
            final String name = match.group(1).replaceAll("<[^>]*>|\\[|\\]\\([^)]*\\)", "").toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-');
            String free = name;
            for (int k = 1; !anchors.add(free); k++) {
                free = name + "-" + k;
            }
        });
        return anchors;
    }
}
