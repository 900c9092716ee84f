package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signalbox.house.guide.Fence;
import org.signalbox.house.guide.Reader;

/** The guides say what is so: each page is followed step by step, in what looks like a fresh clone. */
class GuideTest {

    private static final Path DOCS = BuiltBundle.root().resolve("docs");
    private static final Path PARTNER = DOCS.resolve("partner");
    private static final Path TOUR = PARTNER.resolve("tour.md");
    /** What the doclet writes, whose listings are signatures; {@link ReferenceTest} holds it. */
    private static final Path GENERATED = PARTNER.resolve("reference.md");
    private static final String CLONE = "signalbox";
    private static final int MOST_COMMANDS = 10;

    @TempDir
    Path folder;

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".md") && !file.equals(GENERATED))
                    .filter(file -> file.startsWith(PARTNER) || wantsToBeRun(file)).sorted().toList();
        }
    }

    private static boolean wantsToBeRun(final Path page) {
        try {
            return Files.readAllLines(page).contains(Fence.RUN);
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldDoWhatThePageSays(final Path page) throws Exception {
        follow(Fence.read(page));
    }

    @Test
    void shouldEnableAnExtensionWithinTenCommands() throws IOException {
        final List<String> commands = new ArrayList<>();
        for (final Fence fence : Fence.read(TOUR)) {
            if (fence.kind().equals("sh") || fence.kind().equals("powershell")) {
                commands.addAll(fence.commands());
            }
        }
        final int enabled = commands.indexOf("Enable-VMSwitchExtension prod no-ping") + 1;
        assertThat(commands.getFirst()).startsWith("git clone ");
        assertThat(enabled).isPositive().isLessThanOrEqualTo(MOST_COMMANDS);
        assertThat(commands.subList(0, enabled)).noneMatch(command -> command.matches(".*(&&|\\|\\||;|\\|).*"));
    }

    /** What stands indented is a listing, too, and nobody would run it. */
    @ParameterizedTest
    @MethodSource("pages")
    void shouldHaveItsListingsInFences(final Path page) throws IOException {
        final String prose = Files.readString(page).replaceAll("(?ms)^```.*?^```$", "");
        assertThat(prose.lines().filter(line -> line.matches(" {4}\\S.*"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', textBlock = """
            sh         @ ls nothing-there                  @ ended with 2, expected 0
            sh         @ echo one                          @ the page shows
            powershell @ Get-VMSwich                       @ ended the console
            powershell @ "something"                       @ the page shows
            yaml       @ switches: [{ nme: lab }]          @ ended the console
            java       @ class Half {}                     @ expected a whole file
            java       @ package a; class B { C c; }       @ does not compile
            text       @ something                         @ and this was seen
            kotlin     @ val a = 1                         @ that nothing runs
            """)
    void shouldSeeWhatIsNotSo(final String kind, final String text, final String complaint) {
        final List<Fence> fences = List.of(new Fence("page.md:1", kind, "", text.replace("; class", ";\nclass") + "\n"),
                new Fence("page.md:5", "text", "", "something else\n"));
        assertThatThrownBy(() -> follow(fences)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("page.md:").hasMessageContaining(complaint);
    }

    @Test
    void shouldSeeAListingThatIsNotItsFile() throws Exception {
        final String listing = "package org.example.noping;\nclass NoPingExtension {\n}\n";
        final Fence made = new Fence("page.md:1", "java", "writes no-ping/src/org/example/noping/NoPingExtension.java",
                listing);
        follow(List.of(made, new Fence("page.md:6", "java", "", listing)));
        assertThatThrownBy(() -> follow(List.of(made, new Fence("page.md:6", "java", "", listing + "// more\n"))))
                .hasMessageContaining("found a listing that is not no-ping/src/org/example/noping");
    }

    @Test
    void shouldDoWhatADirectiveSays() throws Exception {
        follow(List.of(new Fence("page.md:1", "sh", "fails 2", "ls product\nls nothing-there\n"),
                new Fence("page.md:5", "json", "writes new/a.json", "{\n}\n"),
                new Fence("page.md:9", "json", "in new/a.json", "}\n"),
                new Fence("page.md:13", "kotlin", "not run, it is another language", "val a = 1\n")));
        assertThatThrownBy(() -> follow(List.of(new Fence("page.md:1", "xml", "in pom.xml", "<none/>\n"))))
                .hasMessageContaining("does not stand in pom.xml");
    }

    @Test
    void shouldHearWhatStays() throws Exception {
        final Fence watch = new Fence("page.md:1", "sh", "stays", "mkfifo pipe\nsh -c 'echo ready; cat pipe'\n");
        final Fence ready = new Fence("page.md:5", "text", "stays", "ready\n");
        final Fence feed = new Fence("page.md:9", "sh", "", "echo saw 3 files >pipe\n");
        follow(List.of(watch, ready, feed, new Fence("page.md:13", "text", "stays", "saw 12 files\n")));
        assertThatThrownBy(() -> follow(List.of(ready))).hasMessageContaining("expected a command that does before it");
    }

    @Test
    void shouldSeeATestThatFails() {
        final String listing = """
                package org.example;
                class FailingTest {
                    @org.junit.jupiter.api.Test
                    void shouldPass() {
                        throw new IllegalStateException("no");
                    }
                }
                """;
        assertThatThrownBy(() -> follow(List.of(new Fence("page.md:1", "java", "", listing))))
                .hasMessageContaining("0 of 1 tests of org.example.FailingTest pass");
    }

    /** A page that does not clone by itself begins in a clone. */
    private void follow(final List<Fence> fences) throws Exception {
        final Clone clone = new Clone(Files.createTempDirectory(folder, "guide"));
        final boolean clones = fences.stream().anyMatch(fence -> fence.text().startsWith("git clone "));
        try (Reader reader = new Reader(clones ? clone.home() : clone.take(CLONE), folder.resolve("reader"),
                clone.environment(CLONE))) {
            reader.follow(fences);
        }
    }
}
