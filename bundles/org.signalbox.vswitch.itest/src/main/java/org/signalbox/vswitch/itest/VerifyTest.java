package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.schema.JsonText;
import org.signalbox.testkit.bad.Corrupts;
import org.signalbox.testkit.bad.Doubles;
import org.signalbox.testkit.bad.Hangs;
import org.signalbox.testkit.bad.Holds;
import org.signalbox.testkit.bad.Leaks;
import org.signalbox.testkit.bad.Lies;
import org.signalbox.testkit.bad.Reorders;
import org.signalbox.testkit.bad.Throws;
import org.signalbox.vswitch.itest.partner.Flawed;
import org.w3c.dom.Document;

/** Good extensions pass, and each flaw is found on its line and on no other. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class VerifyTest {
    private static final int MOST_SECONDS = 60;
    private static final int CHECKS = 18;
    private static final String OLD = """
            package old;
            import org.signalbox.frame.IpPrefix;
            import org.signalbox.vswitch.extension.*;
            public final class Old implements FilteringExtension {
                private static final IpPrefix BLOCKED = IpPrefix.parse("10.0.0.0/8");
                @Override
                public FilteringStage create(StageContext context) {
                    int reason = context.dropReason("old", "from a blocked network");
                    return new FilteringStage() {
                        @Override
                        public void ingress(FrameBatch frames, IngressActions actions) {
                            for (int k = 0; k < frames.live(); k++) {
                                if (frames.ipSourceIn(frames.frame(k), BLOCKED)) {
                                    actions.drop(frames.frame(k), reason);
                                }
                            }
                        }
                        @Override
                        public void egress(FrameBatch copies, EgressActions actions) {
                        }
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=verify)", timeout = 10_000)
    Face verify;

    @InjectService
    Commands commands;

    /** What a run said and how it ended. */
    private record Run(int exit, String out, String error, Map<String, Object> report) {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> checks() {
            return (List<Map<String, Object>>) report.get("checks");
        }

        Map<String, Object> check(final String name) {
            return checks().stream().filter(check -> check.get("check").equals(name)).findFirst().orElseThrow();
        }

        List<Object> red() {
            return checks().stream().filter(check -> check.get("verdict").equals("red"))
                    .map(check -> check.get("check")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.signalbox.extension.filtering", "org.signalbox.extension.tracing",
        "org.signalbox.example.marker"})
    void shouldPassWhatShips(final String id) throws Exception {
        final Run run = runAlone(id);
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.checks()).hasSize(CHECKS).allMatch(check -> check.get("verdict").equals("ok"));
        assertThat(run.out()).contains("sound, in ");
        assertThat(((Number) run.report().get("seconds")).doubleValue()).isLessThanOrEqualTo(MOST_SECONDS);
    }

    @ParameterizedTest
    @MethodSource("badExamples")
    void shouldFindABadExampleOnItsLine(final Class<?> example, final String line) throws Exception {
        assertFoundOn(line, run(Files.write(folder.resolve("bad.jar"), TestBundle.of("org.signalbox.test.bad", "1.0.0",
                example, Map.of(), Class.forName(Throws.class.getPackageName() + ".Copied")))));
    }

    static Stream<Arguments> badExamples() {
        return Stream.of(Arguments.of(Throws.class, "hostile frames"), Arguments.of(Hangs.class, "hostile frames"),
                Arguments.of(Reorders.class, "order within flows"), Arguments.of(Doubles.class, "order within flows"),
                Arguments.of(Corrupts.class, "bytes and checksums"), Arguments.of(Lies.class, "honesty"),
                Arguments.of(Holds.class, "cost"));
    }

    @ParameterizedTest
    @CsvSource({
        "drops without words, conservation of frames",
        "drops by the clock, determinism",
        "forgets, state",
        "held by others, unplug",
        "allocates, cost"})
    void shouldFindAFlawOnItsLine(final String flaw, final String line) throws Exception {
        try {
            assertFoundOn(line, run(flawed(Map.of(Flawed.FLAW, flaw))));
        } finally {
            System.getProperties().keySet().removeIf(key -> key.toString().startsWith(Flawed.HELD));
        }
    }

    private static void assertFoundOn(final String line, final Run run) {
        assertThat(run.exit()).as(run.out()).isEqualTo(1);
        assertThat(run.red()).as(run.out()).containsExactly(line);
        assertThat(run.out()).contains("RED " + line + ": ", "    do: ", "1 finding, in ");
    }

    @Test
    void shouldShowTheSmallestFramesThatDoHarm() throws Exception {
        final Run run = run(Files.write(folder.resolve("throws.jar"), TestBundle.of("org.signalbox.test.throws",
                "1.0.0", Throws.class, Map.of())));
        // an Ethernet header is let in, and the flaw is to read at offset 30
        assertThat((List<?>) run.check("hostile frames").get("frames")).first().asString().hasSize(2 * 14);
        final Run two = run(Files.write(folder.resolve("reorders.jar"), TestBundle.of("org.signalbox.test.reorders",
                "1.0.0", Reorders.class, Map.of(), Class.forName(Throws.class.getPackageName() + ".Copied"))));
        assertThat(two.check("order within flows").get("seen")).asString().contains("; 2 frames one after the other");
        assertThat((List<?>) two.check("order within flows").get("frames")).hasSize(2);
    }

    @Test
    void shouldNameAThreadThatIsLeft() throws Exception {
        try {
            final Run run = run(Files.write(folder.resolve("thread.jar"), TestBundle.of("org.signalbox.test.thread",
                    "1.0.0", Leaks.class, Map.of())));
            assertFoundOn("unplug", run);
            assertThat(run.out()).contains(Leaks.THREAD);
        } finally {
            Leaks.endThreads();
        }
    }

    @Test
    void shouldPassWhatWasBuiltAgainstTheFirstReleasedApi() throws Exception {
        final Run run = run(builtAgainstTheFirstRelease("1.0,2"));
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.check("api").get("note")).asString().matches("links with org\\.signalbox\\.frame 1\\.0\\.0, 1\\.\\S+;"
                + " org\\.signalbox\\.vswitch\\.extension 1\\.0\\.0, 1\\.\\S+");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[1.0,2) | admits 1.0.0 (org.signalbox.vswitch.api 0.1.0.SNAPSHOT), which has no FrameBatch.because("
                + "int, String, String)",
        "[1.0,3) | of the versions [1.0.0,3.0.0), and the next major version will not be compatible",
        "1.0 | of any version from 1.0.0, and the next major version will not be compatible",
        "0 | of any version from 0.0.0, and the next major version will not be compatible"})
    void shouldFindARangeThatPromisesTooMuch(final String range, final String seen) throws Exception {
        final Run run = run(withRange(range));
        assertThat(run.red()).as(run.out()).containsExactly("api");
        assertThat(run.check("api").get("seen")).asString().contains("org.signalbox.vswitch.extension", seen);
    }

    @Test
    void shouldStopAtTheFirstRedLineWhenAsked() throws Exception {
        final Run run = run("--first", withRange("1.0").toString());
        assertThat(run.exit()).as(run.out()).isEqualTo(1);
        assertThat(run.red()).containsExactly("api");
        assertThat(run.checks()).filteredOn(check -> check.get("verdict").equals("not judged")).hasSize(CHECKS - 2)
                .allMatch(check -> check.get("note").equals("not judged, since 'api' is red"));
    }

    private Path withRange(final String range) throws Exception {
        return flawed(Map.of("Import-Package", "org.osgi.framework,org.signalbox.frame;version=\"[1.0,2)\","
                + "org.signalbox.vswitch.extension;version=\"" + range + "\""));
    }

    @Test
    void shouldSayInPlainWordsThatItIsOfAnotherApi() throws Exception {
        final Path jar = builtAgainstTheFirstRelease("2.0,3.0");
        final Run run = run(jar);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.red()).containsExactly("bundle");
        assertThat(run.out()).containsPattern("RED bundle: it imports org.signalbox.vswitch.extension from 2.0.0 to"
                + " below 3.0.0, and this product has \\d+\\.\\d+\\.\\d+\n");
        assertThat(run.checks()).filteredOn(check -> check.get("verdict").equals("not judged")).hasSize(CHECKS - 1);
        assertThatThrownBy(() -> commands.run(Invocation.of("Install-VMSwitchExtension", Map.of("Path", jar.toString()),
                "test"))).isInstanceOf(RefusedException.class).message()
                .contains("org.signalbox.vswitch.extension", "2.0.0", "3.0.0").doesNotContain("osgi.wiring", "\n");
    }

    @Test
    void shouldJudgeSeveralOneAfterTheOther() throws Exception {
        final Path throwing = Files.write(folder.resolve("throws.jar"), TestBundle.of("org.signalbox.test.throws",
                "1.0.0", Throws.class, Map.of()));
        final Path html = folder.resolve("report.html");
        final Run run = run(throwing.toString(), folder.resolve("absent.jar").toString(),
                shipped("org.signalbox.example.marker").toString(), "--html", html.toString());
        assertThat(run.exit()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).contains("== " + throwing + "\n", "absent.jar\n== ", "1 finding, in ", "sound, in ");
        assertThat(run.error()).contains("absent.jar: found ");
        assertThat((List<?>) run.report().get("reports")).hasSize(2);
        final Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(html.toFile());
        assertThat(page.getElementsByTagName("table").getLength()).isEqualTo(2);
        assertThat(page.getElementsByTagName("figure").getLength()).isPositive();
        assertThat(page.getDocumentElement().getTextContent()).contains("hostile frames", "org.signalbox.test.throws",
                "SHA-256", "org.signalbox.vswitch.extension");
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
                Flawed.class, headers));
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

    /** An extension as a partner built it when there was one release only. */
    private Path builtAgainstTheFirstRelease(final String range) throws Exception {
        final List<String> jars = new ArrayList<>();
        for (final String name : List.of("org.signalbox.frame-0.1.0.jar", "org.signalbox.vswitch.api-0.1.0.jar")) {
            final URL released = FrameworkUtil.getBundle(verify.getClass()).getEntry("releases/" + name);
            try (InputStream jar = released.openStream()) {
                Files.copy(jar, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            jars.add(folder.resolve(name).toString());
        }
        final Path source = Files.writeString(folder.resolve("Old.java"), OLD);
        final Path classes = Files.createDirectories(folder.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp",
                String.join(File.pathSeparator, jars), "-d", classes.toString(), source.toString())).isZero();
        final Map<String, byte[]> codes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                codes.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return Files.write(folder.resolve("old.jar"), TestBundle.of("org.signalbox.test.old", "1.0.0", "old.Old",
                Map.of("Import-Package", "org.osgi.framework,org.signalbox.frame;version=\"[1.0,2)\","
                        + "org.signalbox.vswitch.extension;version=\"[" + range + ")\""), codes));
    }

    /** One that runs here, too, gives way meanwhile: it cannot be installed twice. */
    private Run runAlone(final String id) throws Exception {
        final BundleContext framework = FrameworkUtil.getBundle(VerifyTest.class).getBundleContext();
        final List<Bundle> running = Stream.of(framework.getBundles())
                .filter(each -> id.equals(each.getSymbolicName())).toList();
        for (final Bundle each : running) {
            each.uninstall();
        }
        try {
            return run(shipped(id));
        } finally {
            if (!running.isEmpty()) {
                framework.installBundle(shipped(id).toUri().toString()).start();
            }
        }
    }

    private Run run(final Path jar) throws Exception {
        return run(jar.toString());
    }

    @SuppressWarnings("unchecked")
    private Run run(final String... arguments) throws Exception {
        final Path json = folder.resolve("report.json");
        Files.deleteIfExists(json);
        final PrintStream outBefore = System.out;
        final PrintStream errBefore = System.err;
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream error = new ByteArrayOutputStream();
        System.setOut(print(out));
        System.setErr(print(error));
        try {
            final int exit = verify.run(Stream.concat(Stream.of(arguments), Stream.of("--json", json.toString()))
                    .toList());
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
