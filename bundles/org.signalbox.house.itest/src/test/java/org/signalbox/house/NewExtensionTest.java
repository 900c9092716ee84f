package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * {@code new-extension} makes projects that build, each on its own. The launcher runs from a copy whose Maven only
 * tells what it was asked, since a build within a build would replace the jars that this one runs on.
 */
class NewExtensionTest {

    private static final Path ROOT = BuiltBundle.root();
    private static final Pattern PLUGIN = Pattern.compile(
            "<artifactId>([a-z-]+-plugin)</artifactId>\\s*<version>([^<]+)</version>");
    private static final int BUILD_SECONDS = 180;

    @TempDir
    Path folder;
    private Path top;
    private Path asked;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        top = Files.createDirectories(folder.resolve("copy"));
        Files.copy(ROOT.resolve("pom.xml"), top.resolve("pom.xml"));
        Files.copy(ROOT.resolve("bnd.bnd"), top.resolve("bnd.bnd"));
        Files.createDirectories(top.resolve("cnf"));
        Files.createDirectories(top.resolve("bundles"));
        copy(ROOT.resolve("product/templates"), top.resolve("product/templates"));
        Files.copy(ROOT.resolve("product/signalbox"), top.resolve("product/signalbox"),
                StandardCopyOption.COPY_ATTRIBUTES);
        asked = folder.resolve("asked");
        final Path maven = Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("mvn"),
                "#!/bin/sh\necho \"$@\" >>'" + asked + "'\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void shouldBuildABundleWithMaven() throws Exception {
        make("no-ping", "filtering");
        final Path project = folder.resolve("no-ping");
        // not in the temporary folder: what is removed with that must not be full of links
        final Path repository = Path.of("target/repository").toAbsolutePath();
        MavenRepository.make(repository);
        final Run build = Run.of(project, List.of("mvn", "-o", "-B", "-Dmaven.repo.local=" + repository, "package"),
                Map.of(), BUILD_SECONDS);
        assertThat(build.code()).as(build.out()).isZero();
        assertThat(build.out()).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
        final List<Path> jars = find(project.resolve("target"), ".jar");
        assertThat(jars).containsExactly(project.resolve("target/no-ping-1.0.0.jar"));
        final BuiltBundle bundle = BuiltBundle.read(jars.getFirst());
        assertThat(bundle.name()).isEqualTo("no-ping");
        assertThat(bundle.classes()).containsExactly("org.example.noping.NoPingExtension");
        assertThat(bundle.exports()).isEmpty();
        assertThat(bundle.imports()).allMatch(name -> name.startsWith("java.")
                || name.equals("org.signalbox.vswitch.extension"));
        try (JarFile jar = new JarFile(jars.getFirst().toFile())) {
            final String component = jar.getManifest().getMainAttributes().getValue("Service-Component");
            assertThat(new String(jar.getInputStream(jar.getEntry(component)).readAllBytes()))
                    .contains("interface=\"org.signalbox.vswitch.extension.Extension\"",
                            "class=\"org.example.noping.NoPingExtension\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"capturing", "filtering", "forwarding"})
    void shouldMakeProjectsWhoseTestsPass(final String kind) throws Exception {
        make("my-own", kind);
        final Path project = folder.resolve("my-own");
        assertThat(find(project, "")).map(file -> project.relativize(file).toString()).containsExactlyInAnyOrder(
                "README.md", "pom.xml", "src/main/java/org/example/myown/MyOwnExtension.java",
                "src/test/java/org/example/myown/MyOwnExtensionTest.java");
        for (final Path file : find(project, "")) {
            assertThat(Files.readString(file)).doesNotContainPattern("@[A-Z]+@");
        }
        final Path classes = Files.createDirectory(folder.resolve("classes"));
        final List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-classfile,-path,-processing", "-Werror",
                "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        find(project, ".java").forEach(source -> arguments.add(source.toString()));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        final TestExecutionSummary summary = run(classes, "org.example.myown.MyOwnExtensionTest");
        summary.printFailuresTo(new PrintWriter(System.out, true));
        assertThat(List.of(summary.getTestsFoundCount(), summary.getTestsSucceededCount())).containsExactly(2L, 2L);
    }

    @Test
    void shouldInstallWhatProjectsNeedOncePerStateOfTheSources() throws Exception {
        make("first", "capturing");
        make("second", "capturing");
        assertThat(Files.readAllLines(asked)).singleElement().asString()
                .contains("-pl bundles/org.signalbox.testkit,bundles/org.signalbox.workbench.api -am install")
                .contains("-DskipTests");
        Files.writeString(top.resolve("bundles/Changed.java"), "");
        make("third", "capturing");
        assertThat(Files.readAllLines(asked)).hasSize(2);
    }

    @Test
    void shouldLeaveNothingWhenWhatProjectsNeedCannotBeBuilt() throws Exception {
        Files.writeString(folder.resolve("bin/mvn"), "#!/bin/sh\nexit 1\n");
        final Run run = launch("first", "capturing");
        assertThat(run.code()).isEqualTo(1);
        assertThat(folder.resolve("first")).doesNotExist();
    }

    @Test
    void shouldMakeWhatTheGuideShows() throws Exception {
        final String guide = Files.readString(ROOT.resolve("docs/partner/tour.md"));
        make("no-ping", "filtering");
        for (final Path source : find(folder.resolve("no-ping"), ".java")) {
            assertThat(guide).contains("```java\n" + Files.readString(source) + "```\n");
        }
        assertThat(guide).contains("signalbox new-extension no-ping --kind filtering",
                "no-ping/target/no-ping-1.0.0.jar");
    }

    @Test
    void shouldBuildWithThePluginsOfTheHouse() throws IOException {
        final Map<String, String> house = plugins(ROOT.resolve("pom.xml"));
        assertThat(plugins(ROOT.resolve("product/templates/extension/pom.xml"))).hasSize(6)
                .allSatisfy((plugin, version) -> assertThat(version).as(plugin).isEqualTo(house.get(plugin)));
    }

    private static Map<String, String> plugins(final Path pom) throws IOException {
        final String text = Files.readString(pom);
        final Map<String, String> plugins = new HashMap<>();
        PLUGIN.matcher(text.replace("${bnd.version}", property(text, "bnd.version"))).results()
                .forEach(match -> plugins.put(match.group(1), match.group(2)));
        return plugins;
    }

    private static String property(final String pom, final String name) {
        return Pattern.compile("<" + name + ">(.*)</" + name + ">").matcher(pom).results().findFirst()
                .map(match -> match.group(1)).orElse("");
    }

    private void make(final String name, final String kind) throws Exception {
        final Run run = launch(name, kind);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).endsWith("signalbox: made ./" + name + "; its README says how to go on\n");
    }

    private Run launch(final String name, final String kind) throws Exception {
        return Run.of(folder, List.of(top.resolve("product/signalbox").toString(), "new-extension", name, "--kind",
                kind), Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home")), BUILD_SECONDS);
    }

    private static TestExecutionSummary run(final Path classes, final String test) throws Exception {
        final SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(loader.loadClass(test))).filters(includeEngines("junit-jupiter")).build(),
                    listener);
        }
        return listener.getSummary();
    }

    private static List<Path> find(final Path from, final String ending) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            return files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                final Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
