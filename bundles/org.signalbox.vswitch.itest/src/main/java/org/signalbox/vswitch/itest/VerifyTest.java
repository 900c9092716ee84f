package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.schema.JsonText;
import org.signalbox.vswitch.itest.partner.Flawed;
import org.signalbox.vswitch.itest.partner.LeavesThingsBehind;

/** Good extensions pass, and each flaw is found on its line and on no other. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class VerifyTest {
    private static final int MOST_SECONDS = 60;

    @TempDir
    private Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=verify)", timeout = 10_000)
    Face verify;

    /** What a run said and how it ended. */
    private record Run(int exit, String out, String error, Map<String, Object> report) {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> checks() {
            return (List<Map<String, Object>>) report.get("checks");
        }

        List<Object> red() {
            return checks().stream().filter(check -> check.get("verdict").equals("red"))
                    .map(check -> check.get("check")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.signalbox.extension.filtering", "org.signalbox.example.marker"})
    void shouldPassWhatShips(final String id) throws Exception {
        final Run run = run(shipped(id));
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.checks()).hasSize(11).allMatch(check -> check.get("verdict").equals("ok"));
        assertThat(run.out()).contains("sound, in ");
        assertThat(((Number) run.report().get("seconds")).doubleValue()).isLessThanOrEqualTo(MOST_SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "throws, hostile frames",
        "hangs, hostile frames",
        "drops without words, conservation of frames",
        "reorders, order within flows",
        "doubles, order within flows",
        "corrupts, bytes and checksums",
        "drops by chance, determinism",
        "forgets, state",
        "leaks, unplug",
        "allocates, cost"})
    void shouldFindAFlawOnItsLine(final String flaw, final String line) throws Exception {
        try {
            final Run run = run(flawed(Map.of(Flawed.FLAW, flaw)));
            assertThat(run.exit()).as(run.out()).isEqualTo(1);
            assertThat(run.red()).as(run.out()).containsExactly(line);
            assertThat(run.out()).contains("RED " + line + ": ", "    do: ", "1 finding, in ");
        } finally {
            System.getProperties().keySet().removeIf(key -> key.toString().startsWith(Flawed.HELD));
        }
    }

    @Test
    void shouldShowTheSmallestFrameThatDoesHarm() throws Exception {
        final Run run = run(flawed(Map.of(Flawed.FLAW, "throws")));
        final Map<String, Object> hostile = run.checks().get(3);
        // an Ethernet header is let in, and the flaw is to read at offset 30
        assertThat((List<?>) hostile.get("frames")).first().asString().hasSize(2 * 14);
    }

    @Test
    void shouldNameAThreadThatIsLeft() throws Exception {
        try {
            final Run run = run(Files.write(folder.resolve("thread.jar"), TestBundle.of("org.signalbox.test.thread",
                    "1.0.0", LeavesThingsBehind.class, Map.of())));
            assertThat(run.red()).as(run.out()).containsExactly("unplug");
            assertThat(run.out()).contains(LeavesThingsBehind.THREAD);
        } finally {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals(LeavesThingsBehind.THREAD)).forEach(Thread::interrupt);
        }
    }

    @Test
    void shouldSayInPlainWordsThatItIsOfAnotherApi() throws Exception {
        final Run run = run(flawed(Map.of("Import-Package", "org.osgi.framework,org.signalbox.frame,"
                + "org.signalbox.vswitch.extension;version=\"[7,8)\"")));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.red()).containsExactly("bundle");
        assertThat(run.out()).containsPattern("RED bundle: it imports org.signalbox.vswitch.extension from 7.0.0 to"
                + " below 8.0.0, and this product has \\d+\\.\\d+\\.\\d+\n");
        assertThat(run.checks()).filteredOn(check -> check.get("verdict").equals("not judged")).hasSize(10);
    }

    @Test
    void shouldRefuseWhatIsNoExtension() throws Exception {
        assertRefused(Files.writeString(folder.resolve("text.jar"), "no jar"));
        assertRefused(folder.resolve("absent.jar"));
        assertRefused(folder);
        assertRefused(withoutService());
    }

    private void assertRefused(final Path file) throws Exception {
        final Run run = run(file);
        assertThat(run.exit()).as(run.error()).isEqualTo(2);
        assertThat(run.error()).startsWith("signalbox verify: ").containsOnlyOnce("\n").endsWith("\n");
        assertThat(run.report()).isEmpty();
    }

    private Path shipped(final String id) {
        return Path.of(context.getProperty(Places.EXTENSIONS), id + ".jar");
    }

    private Path flawed(final Map<String, String> headers) throws Exception {
        return Files.write(folder.resolve("flawed.jar"), TestBundle.of("org.signalbox.test.flawed", "1.0.0",
                Flawed.class, headers, Class.forName(Flawed.class.getName() + "$FlawedStage")));
    }

    /** An extension that nobody registers. */
    private Path withoutService() throws IOException {
        final Path file = folder.resolve("silent.jar");
        try (JarInputStream from = new JarInputStream(
                Files.newInputStream(shipped("org.signalbox.example.marker")))) {
            final Manifest manifest = from.getManifest();
            manifest.getMainAttributes().remove(new Attributes.Name("Service-Component"));
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(file), manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
        }
        return file;
    }

    @SuppressWarnings("unchecked")
    private Run run(final Path jar) throws Exception {
        final Path json = folder.resolve("report.json");
        Files.deleteIfExists(json);
        final PrintStream outBefore = System.out;
        final PrintStream errBefore = System.err;
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream error = new ByteArrayOutputStream();
        System.setOut(print(out));
        System.setErr(print(error));
        try {
            final int exit = verify.run(List.of(jar.toString(), "--json", json.toString()));
            return new Run(exit, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8),
                    Files.exists(json) ? (Map<String, Object>) JsonText.parse(Files.readString(json)) : Map.of());
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }

    private static PrintStream print(final OutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
