package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names say what a thing is, and an exported package says what it is for. */
class PackagesTest {

    private static final Pattern VAGUE_PACKAGE = Pattern.compile(".*\\.(util|utils|common|impl|internal|misc)(\\..*)?");
    private static final Pattern VAGUE_CLASS = Pattern.compile(".*\\.([A-Z]\\w*(Manager|Helper|Utils?)|I[A-Z][a-z]\\w*)");
    /** The documentation comment right before the package's annotations and declaration. */
    private static final Pattern PARAGRAPH = Pattern.compile("\\A/\\*\\*(.*?)\\*/\\s*(@\\S+\\s+)*package ", Pattern.DOTALL);
    private static final int A_SENTENCE = 40;
    private static final int LARGE_ROOM = 600;

    @Test
    void shouldVersionEveryExport() {
        for (final BuiltBundle bundle : BuiltBundle.all()) {
            assertThat(bundle.exports()).as(bundle.name()).allSatisfy((name, version) ->
                    assertThat(version).as(name).isNotNull().isNotEqualTo("0.0.0"));
        }
    }

    @Test
    void shouldDescribeEveryExport() throws IOException {
        for (final BuiltBundle bundle : BuiltBundle.all()) {
            for (final Map.Entry<String, String> export : bundle.exports().entrySet()) {
                final Path source = BuiltBundle.root().resolve("bundles").resolve(bundle.name())
                        .resolve("src/main/java").resolve(export.getKey().replace('.', '/')).resolve("package-info.java");
                assertThat(source).exists();
                final Matcher comment = PARAGRAPH.matcher(Files.readString(source));
                assertThat(comment.find()).as("a documentation comment in %s", source).isTrue();
                assertThat(comment.group(1).strip()).as(source.toString()).hasSizeGreaterThan(A_SENTENCE);
            }
        }
    }

    @Test
    void shouldNotNameThingsVaguely() {
        for (final BuiltBundle bundle : BuiltBundle.all()) {
            assertThat(vague(bundle.packages(), bundle.classes())).as(bundle.name()).isEmpty();
        }
    }

    @Test
    void shouldSeeVagueNames() {
        assertThat(vague(List.of("a.util", "a.common.b", "a.frame"),
                List.of("a.PortManager", "a.IPort", "a.StringHelper", "a.IpPrefix", "a.Icmp", "a.Port")))
                .containsExactly("a.util", "a.common.b", "a.PortManager", "a.IPort", "a.StringHelper");
    }

    @Test
    void shouldKeepRoomsSmall() throws IOException {
        try (Stream<Path> files = Files.walk(BuiltBundle.root().resolve("bundles"))) {
            final List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/")).toList();
            for (final Path source : sources) {
                try (Stream<String> lines = Files.lines(source)) {
                    assertThat(lines.count()).as("lines in %s", source).isLessThan(LARGE_ROOM);
                }
            }
        }
    }

    private static List<String> vague(final Collection<String> packages, final Collection<String> classes) {
        final List<String> found = new ArrayList<>();
        packages.stream().filter(VAGUE_PACKAGE.asMatchPredicate()).forEach(found::add);
        classes.stream().filter(VAGUE_CLASS.asMatchPredicate()).forEach(found::add);
        return found;
    }
}
