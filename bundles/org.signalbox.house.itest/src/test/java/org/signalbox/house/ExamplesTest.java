package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.house.Poms.Parts;
import org.signalbox.house.Verdicts.Verdict;

/** The examples build as partners build them, look like what {@code new-extension} makes, and are sound. */
class ExamplesTest {

    private static final Path EXAMPLES = BuiltBundle.root().resolve("examples");
    private static final int BUILD_SECONDS = 600;
    private static final String CONSERVATION = "conservation of frames";
    // what their policies did to ordinary traffic
    private static final String MADE = "made [1-9]";
    private static final String DROPPED = "dropped [1-9]";
    private static final String TOLD = "^([2-9]|1\\d) of frames that pass";

    @TempDir
    Path folder;

    @Test
    void shouldStandInTheListOfExamplesAndInThePomThatBuildsThemAll() throws IOException {
        final String pom = Files.readString(EXAMPLES.resolve("pom.xml"));
        assertThat(Pattern.compile("<module>(.*)</module>").matcher(pom).results().map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(names());
        final String readme = Files.readString(EXAMPLES.resolve("README.md"));
        for (final String name : names()) {
            assertThat(readme).contains("| [" + name + "](" + name + "/README.md) | ");
            assertThat(readme).as("lines of " + name)
                    .containsPattern("\\[" + name + "\\].* \\| " + lines(name) + " \\|\n");
        }
    }

    @Test
    void shouldHaveThePomThatNewExtensionsHave() throws IOException {
        for (final String name : names()) {
            final Parts made = Poms.made(name);
            final Parts example = Poms.read(EXAMPLES.resolve(name).resolve("pom.xml"));
            assertThat(example.rest()).as(name).isEqualTo(made.rest());
            assertThat(example.dependencies()).as(name).containsAll(made.dependencies());
            assertThat(example.instructions()).as(name).startsWith(made.instructions().toArray(String[]::new));
        }
    }

    @Test
    void shouldBuildIntoBundlesThatAreSound() throws Exception {
        // not in the temporary folder: what is removed with that must not be full of links
        final Path repository = MavenRepository.folder("examples");
        MavenRepository.make(repository);
        final Path copy = copy();
        final Run build = Run.of(copy, List.of("mvn", "-o", "-B", "-Dmaven.repo.local=" + repository, "package"),
                Map.of(), BUILD_SECONDS);
        assertThat(build.code()).as(build.out()).isZero();
        assertThat(Pattern.compile("Tests run: \\d+, .*-- in ").matcher(build.out()).results().map(MatchResult::group))
                .hasSizeGreaterThanOrEqualTo(names().size());
        final List<Path> jars = new ArrayList<>();
        for (final String name : names()) {
            final Path jar = onlyJar(copy.resolve(name).resolve("target"));
            final BuiltBundle bundle = BuiltBundle.read(jar);
            assertThat(bundle.name()).isEqualTo(name);
            assertThat(bundle.exports()).isEmpty();
            jars.add(jar);
        }
        final Map<String, Verdict> verdicts = Verdicts.of(folder, jars);
        assertThat(verdicts.keySet()).containsExactlyElementsOf(names());
        verdicts.forEach((name, verdict) -> assertThat(verdict.red()).as(name + ": " + verdict).isEmpty());
        assertThat(verdicts.get("tarpit").note(CONSERVATION)).containsPattern(MADE).containsPattern(DROPPED);
        assertThat(verdicts.get("mac-swap").note(CONSERVATION)).containsPattern(MADE).containsPattern(DROPPED);
        assertThat(verdicts.get("protocol-filter").note(CONSERVATION)).containsPattern(DROPPED);
        for (final String name : List.of("meter", "load-balancer")) {
            assertThat(verdicts.get(name).note("reasons")).as(name).containsPattern(TOLD);
        }
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(EXAMPLES)) {
            return entries.filter(each -> Files.exists(each.resolve("pom.xml")))
                    .map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static long lines(final String name) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES.resolve(name).resolve("src/main/java"))) {
            long lines = 0;
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(file).size();
            }
            return lines;
        }
    }

    private static Path onlyJar(final Path target) throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            final List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSize(1);
            return jars.getFirst();
        }
    }

    /** The examples without what was built of them, in a folder that stays for who looks into a failure. */
    private static Path copy() throws IOException {
        final Path to = Folders.emptied("examples");
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final Path place = EXAMPLES.relativize(file);
                if (place.getNameCount() < 2 || !place.getName(1).toString().equals("target")) {
                    Files.createDirectories(to.resolve(place.toString()).getParent());
                    Files.copy(file, to.resolve(place.toString()));
                }
            }
        }
        return to;
    }
}
