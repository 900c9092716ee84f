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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.SourceVersion;
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

/** {@code new-extension} makes projects that build, each on its own, with what it put into Maven's local repository. */
class NewExtensionTest {

    private static final Path ROOT = BuiltBundle.root();
    private static final Pattern PLUGIN = Pattern.compile(
            "<artifactId>([a-z-]+-plugin)</artifactId>\\s*<version>([^<]+)</version>");
    private static final int BUILD_SECONDS = 180;

    @TempDir
    Path folder;
    private LauncherCopy launcher;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        launcher = LauncherCopy.in(folder);
    }

    @Test
    void shouldBuildABundleWithMaven() throws Exception {
        launcher.make("no-ping", "filtering");
        final Path project = folder.resolve("no-ping");
        // not in the temporary folder: what is removed with that must not be full of links
        final Path repository = MavenRepository.folder("new-extension");
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
        launcher.make("my-own", kind);
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
        launcher.make("first", "capturing");
        launcher.make("second", "capturing");
        assertThat(launcher.installs()).singleElement().asString()
                .contains("-pl bundles/org.signalbox.testkit,bundles/org.signalbox.workbench.api,product/templates -am install")
                .contains("-DskipTests");
        Files.writeString(launcher.top().resolve("bundles/Changed.java"), "");
        launcher.make("third", "capturing");
        assertThat(launcher.installs()).hasSize(2);
        Files.writeString(launcher.top().resolve("product/templates/extension/README.md"), "changed");
        launcher.make("fourth", "capturing");
        assertThat(launcher.installs()).hasSize(3);
    }

    @Test
    void shouldInstallAgainWhatMavenHasNoMoreOrFromAnotherCheckout() throws Exception {
        launcher.make("first", "capturing");
        final Path installed = launcher.repository().resolve("kit.jar");
        Files.delete(installed);
        launcher.make("second", "capturing");
        assertThat(launcher.installs()).hasSize(2);
        Files.writeString(installed, "tik\n");
        launcher.make("third", "capturing");
        assertThat(launcher.installs()).hasSize(3);
        launcher.make("fourth", "capturing");
        assertThat(launcher.installs()).hasSize(3);
    }

    @Test
    void shouldBuildAProjectOnceSoThatMavenHasAllThatItTakes() throws Exception {
        launcher.make("first", "capturing");
        final List<String> asked = List.copyOf(launcher.asked());
        assertThat(asked.getFirst()).endsWith(" install");
        assertThat(asked).element(2).asString().contains("maven-archetype-plugin:", ":generate",
                "-DarchetypeArtifactId=org.signalbox.archetype -DarchetypeVersion=" + MavenRepository.version() + " ");
        assertThat(asked.getLast()).endsWith("/sample/pom.xml package");
        launcher.make("second", "capturing");
        assertThat(launcher.asked()).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {" install$", ":generate ", "/sample/pom.xml package$"})
    void shouldLeaveNothingWhenWhatProjectsNeedCannotBeBuilt(final String request) throws Exception {
        launcher.maven("if echo \"$*\" | grep -q '" + request + "'; then exit 1; fi\n");
        final Run run = launcher.launch("first", "capturing");
        assertThat(run.code()).isEqualTo(1);
        assertThat(folder.resolve("first")).doesNotExist();
        launcher.maven("");
        launcher.make("first", "capturing");
        assertThat(launcher.installs()).hasSize(2);
    }

    @Test
    void shouldReserveTheWordsOfJava() throws IOException {
        final String words = Files.readString(ROOT.resolve("product/templates/reserved.properties"));
        final List<String> reserved = List.of(words.substring(words.indexOf('=') + 1).strip().split("\\|"));
        assertThat(reserved).contains("capturing", "filtering", "forwarding").allMatch(
                word -> SourceVersion.isKeyword(word) || word.endsWith("ing"));
        assertThat(reserved).contains("class", "int", "null", "strictfp", "goto").hasSize(53 + 3);
    }

    @Test
    void shouldMakeWhatTheGuideShows() throws Exception {
        final String guide = Files.readString(ROOT.resolve("docs/partner/tour.md"));
        launcher.make("no-ping", "filtering");
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
        PLUGIN.matcher(text.replace("${bnd.version}", MavenRepository.property(text, "bnd.version"))).results()
                .forEach(match -> plugins.put(match.group(1), match.group(2)));
        return plugins;
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
}
