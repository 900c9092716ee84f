package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.DocumentationTool;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.house.reference.ReferenceDoclet;

/** The reference for partners is what the comments of the sources say. */
class ReferenceTest {

    private static final Path ROOT = BuiltBundle.root();
    private static final Path REFERENCE = ROOT.resolve("docs/partner/reference.md");
    private static final Path FRESH = Path.of("target/reference.md");
    private static final List<String> BUNDLES = List.of("org.signalbox.frame", "org.signalbox.schema",
            "org.signalbox.vswitch.api", "org.signalbox.testkit");
    private static final List<String> OPTIONS = List.of("--whole", "org.signalbox.vswitch.extension",
            "--whole", "org.signalbox.testkit", "--whole", "org.signalbox.testkit.bad",
            "--named", "org.signalbox.vswitch",
            "--named", "org.signalbox.vswitch.decision", "--whole", "org.signalbox.schema",
            "--whole", "org.signalbox.frame", "--without", "org.signalbox.vswitch.pipeline");

    @TempDir
    Path folder;

    @Test
    void shouldBeWhatTheSourcesSay() throws IOException {
        final List<Path> sources = new ArrayList<>();
        for (final String bundle : BUNDLES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve("bundles").resolve(bundle).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        assertThat(write(sources, OPTIONS, FRESH)).isEmpty();
        assertThat(REFERENCE).as("it is not what the comments say: copy " + FRESH.toAbsolutePath() + " over it")
                .hasSameTextualContentAs(FRESH);
        assertThat(Files.readString(FRESH).lines().map(line -> line.replaceAll("<a id=\"[^\"]*\"></a>", ""))
                .filter(line -> !line.startsWith("|"))).allMatch(line -> line.strip().lastIndexOf(' ') < 120);
    }

    @Test
    void shouldShowEveryShapeOfAComment() throws IOException {
        final Path file = Files.writeString(folder.resolve("Thing.java"), """
                package shapes;
                /**
                 * A thing with {@code a < b}, 2 * 3 &lt; 7 and a {@link #of(int, String[]) way in}.
                 *
                 * <ul><li>one</li><li>two, see {@link java.util.List}</li></ul>
                 * <pre>{@code
                 * if (a < b) {
                 * }
                 * }</pre>
                 * @param size how large, up to {@value #MOST}
                 */
                public record Thing(int size) {
                    /** The most. */
                    public static final int MOST = 7;
                    /**
                     * Makes one.
                     * @return it
                     * @throws IllegalStateException never
                     */
                    public static Thing of(int size, String... names) {
                        return new Thing(size);
                    }
                    @Override public String toString() {
                        return "";
                    }
                    void hidden() {
                    }
                }
                """);
        final Path info = Files.writeString(folder.resolve("package-info.java"), "/** Shapes. */ package shapes;");
        assertThat(write(List.of(file, info), List.of("--whole", "shapes"), folder.resolve("out.md"))).isEmpty();
        assertThat(Files.readString(folder.resolve("out.md"))).endsWith("""
                ### <a id="shapes.Thing"></a>Thing

                ```java
                record Thing(int size)
                ```

                A thing with `a < b`, 2 \\* 3 &lt; 7 and a [way in](#shapes.Thing.of-int-String).

                - one
                - two, see `List`

                ```text
                if (a < b) {
                }
                ```

                - `size`: how large, up to `7`
                - <a id="shapes.Thing.MOST"></a>`static final int MOST = 7`: The most.

                #### <a id="shapes.Thing.of-int-String"></a>of

                ```java
                static Thing of(int size, String... names)
                ```

                Makes one.

                - returns it
                - throws `IllegalStateException` never
                """);
    }

    @Test
    void shouldRefuseWhatItCannotShow() throws IOException {
        final Path file = Files.writeString(folder.resolve("Thing.java"), """
                package shapes;
                /** A <blink>thing</blink>. */
                public class Thing {
                    /** See {@link Nothing}. @see Thing */
                    public int size;
                }
                """);
        final Path info = Files.writeString(folder.resolve("package-info.java"), "/** Shapes. */ package shapes;");
        assertThat(write(List.of(file, info), List.of("--whole", "shapes"), folder.resolve("out.md")))
                .contains("<blink>", "{@link Nothing}", "size: found a tag in the middle of a line");
    }

    /** Runs javadoc in this process, and gives what it had to complain about. */
    private static String write(final List<Path> sources, final List<String> options, final Path out)
            throws IOException {
        final DocumentationTool tool = ToolProvider.getSystemDocumentationTool();
        final StringWriter complaints = new StringWriter();
        final List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--out", out.toString(), "-classpath", System.getProperty("java.class.path")));
        try (StandardJavaFileManager files = tool.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            final boolean written = tool.getTask(complaints, files, null, ReferenceDoclet.class, all,
                    files.getJavaFileObjectsFromPaths(sources)).call();
            final String errors = Pattern.compile("error[: -].*").matcher(complaints.toString()).results()
                    .map(MatchResult::group).reduce("", (one, other) -> one + other + "\n");
            return written || !errors.isEmpty() ? errors : complaints.toString();
        }
    }
}
