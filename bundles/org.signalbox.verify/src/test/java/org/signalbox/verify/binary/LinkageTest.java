package org.signalbox.verify.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Class files are held against another version of what they were compiled against. */
class LinkageTest {
    private static final String NOW = """
            package api;
            public class Api extends Base {
                public int of(String name) { return 0; }
                public static int all() { return 0; }
                public long size;
                public record Point(int x) { }
                public interface Part { void act(); }
            }
            """;
    private static final String BASE = """
            package api;
            public class Base { public void inherited() { } protected void own() { } }
            """;
    private static final String USER = """
            package user;
            import api.Api;
            public class User extends Api implements Api.Part {
                public void act() {
                    of("");
                    Api.all();
                    new Api().inherited();
                    own();
                    size++;
                    Api[] several = {new Api()};
                    several.clone();
                    java.util.function.Supplier<Integer> later = Api::all;
                    new Api.Point(1).toString();
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldLinkWithWhatItWasCompiledAgainst() throws Exception {
        assertThat(linkage(NOW).missing("api", release(NOW, BASE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "public int of(String name) { return 0; } | | has no Api.of(String)",
        "public static int all | public int all | has Api.all() on instances only",
        "public static int all | static int all | has Api.all() for its own use only",
        "public int of( | public Integer of( | has no Api.of(String)",
        "public long size; | public int size; | has no Api.size of type long",
        "public record Point | record Point | has Api.Point for its own use only",
        "record Point(int x) | record Point(long x) | has no new Api.Point(int)",
        "void act(); | void act(); void more(); | wants Api.Part.more() implemented, which user.User does not have",
        "void act(); | void act(); default void more() { } | ",
        "extends Base | | has no Api.inherited()"})
    void shouldTellTheFirstThingThatIsMissing(final String what, final String instead, final String missing)
            throws Exception {
        final String other = NOW.replace(what, instead == null ? "" : instead);
        assertThat(other).isNotEqualTo(NOW);
        assertThat(linkage(NOW).missing("api", release(other, BASE)).orElse(null)).isEqualTo(missing);
    }

    @Test
    void shouldNameThePackagesThatAreUsed() throws Exception {
        final Linkage linkage = linkage(NOW);
        assertThat(linkage.packages("api.")).containsExactly("api");
        assertThat(linkage.packages("other.")).isEmpty();
    }

    @Test
    void shouldNotCallWhatACompilerHasCopiedUsed() throws Exception {
        final Map<String, byte[]> all = compiled("user", """
                package other;
                public class Numbers { public static final int ONE = 1; public static class Odd extends Exception { } }
                """, """
                package user;
                public class Copies { int one() { return other.Numbers.ONE; } }
                """, """
                package user;
                public class Catches {
                    boolean odd(Object it) { return it instanceof other.Numbers.Odd; }
                }
                """);
        assertThat(new Linkage(List.of(all.get("user/Copies.class")), _ -> null).packages("other.")).isEmpty();
        assertThat(new Linkage(List.of(all.get("user/Catches.class")), _ -> null).packages("other."))
                .containsExactly("other");
    }

    private Linkage linkage(final String api) throws Exception {
        final Map<String, byte[]> all = compiled("user", api, BASE, USER);
        final List<byte[]> own = new ArrayList<>();
        all.forEach((name, code) -> {
            if (name.startsWith("user/")) {
                own.add(code);
            }
        });
        return new Linkage(own, _ -> null);
    }

    private Release release(final String... sources) throws Exception {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Export-Package", "api;version=\"1.2.3\"");
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (final Map.Entry<String, byte[]> each : compiled("api", sources).entrySet()) {
                jar.putNextEntry(new JarEntry(each.getKey()));
                jar.write(each.getValue());
            }
        }
        final Release release = Release.ofJar(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(release.packages().get("api")).hasToString("1.2.3");
        return release;
    }

    private Map<String, byte[]> compiled(final String into, final String... sources) throws IOException {
        final Path out = Files.createDirectory(folder.resolve(into));
        final List<String> arguments = new ArrayList<>(List.of("-d", out.toString(), "-proc:none"));
        for (final String source : sources) {
            final String name = source.replaceAll("(?s).*?public (final )?class (\\w+).*", "$2");
            arguments.add(Files.writeString(Files.createDirectories(out.resolve("src")).resolve(name + ".java"), source)
                    .toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        final Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (final Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                classes.put(out.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }
}
