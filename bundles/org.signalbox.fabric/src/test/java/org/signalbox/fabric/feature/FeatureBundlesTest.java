package org.signalbox.fabric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.TestJars;
import org.signalbox.vswitch.UpgradeStatus;

/** Features in a real framework, with configurations in a map; bundles named {@code ext.*} count as extensions. */
class FeatureBundlesTest {
    private static final String SERVICE =
            "osgi.service;objectClass:List<String>=\"org.signalbox.vswitch.extension.FilteringExtension\"";
    @TempDir
    Path folder;
    private final FakeConfigurations configurations = new FakeConfigurations();
    private FrameworkOfExtensions framework;
    private Features features;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkOfExtensions(folder);
        framework.upgrades().next = UpgradeStatus.State.DONE;
        features = new FeatureBundles(framework.context(), framework.extensions(), framework.jars(),
                framework.gate(), new FeatureServiceImpl(), configurations.admin());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    private void jar(String artifact, String version, String... headers) throws IOException {
        TestJars.bundle(folder.resolve("f/" + artifact + "-" + version + ".jar"), artifact, version, headers);
    }

    /** Writes a feature file of bundles given as artifact:version. */
    private String feature(String version, String configurations, String... bundles) throws IOException {
        return write("meter-" + version, "com.acme:meter:" + version, configurations, bundles);
    }

    private String write(String name, String id, String configurations, String... bundles) throws IOException {
        final String list = String.join(", ",
                Arrays.stream(bundles).map(each -> "{ \"id\": \"com.acme:" + each + "\" }").toList());
        return Files.writeString(Files.createDirectories(folder.resolve("f")).resolve(name + ".json"), """
                { // made by a test
                  "feature-resource-version": "1.0",
                  "id": "%s", "name": "Meter", "variables": { "unit": "bytes", "none": null },
                  "bundles": [ %s ],
                  "configurations": { %s }
                }""".formatted(id, list, configurations)).toString();
    }

    private static Features.Request path(String path) {
        return new Features.Request(Optional.of(path), Optional.empty(), Optional.empty());
    }

    private List<String> bundles() {
        return Arrays.stream(framework.context().getBundles()).skip(1).map(bundle -> bundle.getSymbolicName()
                + " " + bundle.getVersion() + (bundle.getState() == Bundle.ACTIVE ? "" : " not running")).sorted()
                .toList();
    }

    @Test
    void shouldInstallBundlesWithTheirConfigurationAndRemoveThem() throws Exception {
        jar("util", "1.0.0", "Export-Package", "util");
        jar("ext.meter", "1.0.0", "Import-Package", "util", "Provide-Capability", SERVICE);
        final String file = feature("1.0", "\"meter\": { \"unit\": \"${unit} a second\", \"most:Integer\": 7 },"
                + " \"probe~left\": {}", "ext.meter:1.0.0", "util:1.0.0");
        assertThat(features.describe(path(file), false)).isEqualTo("would install com.acme:meter 1.0: "
                + "ext.meter 1.0.0, util 1.0.0; configurations meter, probe~left");
        assertThat(bundles()).isEmpty();
        final Features.Status meter = new Features.Status("com.acme:meter", "1.0", "Meter",
                List.of("ext.meter 1.0.0", "util 1.0.0"), List.of("meter", "probe~left"), List.of());
        assertThat(features.install(path(file))).isEqualTo(meter);
        assertThat(features.list()).containsExactly(meter);
        assertThat(bundles()).containsExactly("ext.meter 1.0.0", "util 1.0.0");
        assertThat(configurations.all.keySet()).containsExactly("meter", "probe~left");
        assertThat(configurations.all.get("meter")).isEqualTo(
                new Hashtable<>(Map.of("unit", "bytes a second", "most", 7)));
        assertThatThrownBy(() -> features.install(path(file))).hasMessageEndingWith("found com.acme:meter 1.0 while "
                + "version 1.0 is installed, expected a feature that is not installed, or Update-Feature");
        assertThat(features.describeUninstall("com.acme:meter"))
                .isEqualTo("would uninstall com.acme:meter 1.0: ext.meter 1.0.0, util 1.0.0");
        features.uninstall("com.acme:meter");
        assertThat(bundles()).isEmpty();
        assertThat(configurations.all).isEmpty();
        assertThat(features.list()).isEmpty();
        assertThatThrownBy(() -> features.uninstall("com.acme:meter")).isInstanceOf(RefusedException.class);
    }

    @Test
    void shouldKeepASharedBundleUntilTheLastFeatureGoes() throws Exception {
        jar("util", "1.0.0");
        jar("a", "1.0.0");
        jar("b", "1.0.0");
        features.install(path(write("a", "com.acme:a:1", "", "a:1.0.0", "util:1.0.0")));
        features.install(path(write("b", "com.acme:b:1", "", "util:1.0.0", "b:1.0.0")));
        features.uninstall("com.acme:a");
        assertThat(bundles()).containsExactly("b 1.0.0", "util 1.0.0");
        features.uninstall("com.acme:b");
        assertThat(bundles()).isEmpty();
    }

    @Test
    void shouldKeepABundleThatWasHereBefore() throws Exception {
        jar("util", "1.0.0");
        framework.context().installBundle(folder.resolve("f/util-1.0.0.jar").toUri().toString()).start();
        features.install(path(feature("1", "", "util:1.0.0")));
        features.uninstall("com.acme:meter");
        assertThat(bundles()).containsExactly("util 1.0.0");
    }

    @Test
    void shouldLeaveEverythingAsItWasWhenOneBundleCannotRun() throws Exception {
        jar("util", "1.0.0", "Export-Package", "util;version=1.0");
        jar("ext.needy", "1.0.0", "Import-Package", "util;version=\"[2,3)\"");
        final String file = feature("1.0", "\"meter\": { \"unit\": 1 }", "util:1.0.0", "ext.needy:1.0.0");
        assertThatThrownBy(() -> features.install(path(file))).hasMessage(folder.resolve("f/ext.needy-1.0.0.jar")
                + ": found that ext.needy 1.0.0 needs the package util [2.0.0,3.0.0), which is here in version 1.0.0, "
                + "expected a bundle that exports it");
        assertThat(bundles()).isEmpty();
        assertThat(configurations.all).isEmpty();
        assertThat(features.list()).isEmpty();
    }

    @Test
    void shouldUpdateAndRewireWhatStays() throws Exception {
        jar("util", "1.0.0", "Export-Package", "util;version=1.0");
        jar("util", "1.1.0", "Export-Package", "util;version=1.1");
        jar("user", "1.0.0", "Import-Package", "util;version=1.0");
        jar("ext.meter", "1.0.0", "Provide-Capability", SERVICE);
        jar("ext.meter", "2.0.0", "Provide-Capability", SERVICE, "Import-Package", "util;version=1.1");
        jar("old", "1.0.0");
        features.install(path(feature("1", "\"a\": { \"x\": 1 }, \"b\": {}",
                "util:1.0.0", "user:1.0.0", "ext.meter:1.0.0", "old:1.0.0")));
        final String next = feature("2", "\"a\": { \"x\": 2 }, \"c\": {}",
                "util:1.1.0", "user:1.0.0", "ext.meter:2.0.0");
        assertThat(features.describe(path(next), true)).isEqualTo("would update com.acme:meter 1 to 2: util 1.1.0, "
                + "user 1.0.0 (here already), ext.meter 2.0.0; configurations a, c; what goes is util 1.0.0, "
                + "ext.meter 1.0.0, old 1.0.0");
        assertThat(features.update(path(next)).version()).isEqualTo("2");
        assertThat(bundles()).containsExactly("ext.meter 2.0.0", "user 1.0.0", "util 1.1.0");
        assertThat(configurations.all.keySet()).containsExactly("a", "c");
        assertThat(configurations.all.get("a").get("x")).isEqualTo(2L);
        final Bundle user = Arrays.stream(framework.context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("user")).findFirst().orElseThrow();
        assertThat(user.adapt(BundleWiring.class).getRequiredWires(null).getFirst().getProvider().getVersion())
                .hasToString("1.1.0");
    }

    @Test
    void shouldTakeAFailedUpdateBack() throws Exception {
        jar("util", "1.0.0", "Export-Package", "util;version=1.0");
        jar("util", "2.0.0", "Export-Package", "util;version=2.0");
        jar("ext.meter", "1.0.0", "Import-Package", "util;version=\"[1,2)\"", "Provide-Capability", SERVICE);
        jar("ext.meter", "2.0.0", "Import-Package", "gone", "Provide-Capability", SERVICE);
        jar("old", "1.0.0", "Import-Package", "util;version=\"[1,2)\"");
        features.install(path(feature("1", "\"a\": { \"x\": 1 }", "util:1.0.0", "ext.meter:1.0.0", "old:1.0.0")));
        final List<Features.Status> before = features.list();
        assertThatThrownBy(() -> features.update(path(feature("2", "\"a\": { \"x\": 2 }, \"b\": {}", "util:2.0.0",
                "ext.meter:2.0.0")))).hasMessageEndingWith("ext.meter 2.0.0 needs the package gone, which no bundle "
                        + "here exports, expected a bundle that exports it");
        assertThat(bundles()).containsExactly("ext.meter 1.0.0", "old 1.0.0", "util 1.0.0");
        assertThat(configurations.all.keySet()).containsExactly("a");
        assertThat(configurations.all.get("a").get("x")).isEqualTo(1L);
        assertThat(features.list()).isEqualTo(before);
        features.update(path(feature("2", "", "util:1.0.0")));
        assertThat(bundles()).containsExactly("util 1.0.0");
    }

    @Test
    void shouldNotTakeAwayWhatOthersRunOn() throws Exception {
        jar("util", "1.0.0", "Export-Package", "util");
        jar("user", "1.0.0", "Import-Package", "util");
        features.install(path(write("util", "com.acme:util:1", "", "util:1.0.0")));
        features.install(path(write("user", "com.acme:user:1", "", "user:1.0.0")));
        assertThatThrownBy(() -> features.uninstall("com.acme:util")).hasMessage("found that user 1.0.0 needs the "
                + "package util, which no bundle here exports, expected a bundle that exports it");
        assertThat(bundles()).containsExactly("user 1.0.0", "util 1.0.0");
        assertThat(features.list()).hasSize(2);
        features.uninstall("com.acme:user");
        features.uninstall("com.acme:util");
        assertThat(bundles()).isEmpty();
    }

    @Test
    void shouldRefuseASecondVersionOfAnExtensionAndOtherContents() throws Exception {
        jar("ext.meter", "1.0.0");
        jar("ext.meter", "2.0.0");
        features.install(path(write("a", "com.acme:a:1", "", "ext.meter:1.0.0")));
        assertThatThrownBy(() -> features.install(path(write("b", "com.acme:b:1", "", "ext.meter:2.0.0"))))
                .hasMessageEndingWith("found ext.meter 2.0.0 while version 1.0.0 is installed, expected an extension "
                        + "that is not installed");
        jar("ext.meter", "1.0.0", "Bundle-Name", "another");
        assertThatThrownBy(() -> features.install(path(write("b", "com.acme:b:1", "", "ext.meter:1.0.0"))))
                .hasMessageEndingWith("found other contents than those of the ext.meter 1.0.0 that is installed, "
                        + "expected the same or another version");
        features.update(path(write("a", "com.acme:a:1", "", "ext.meter:1.0.0")));
        assertThat(framework.context().getBundles()[1].getHeaders().get("Bundle-Name")).isEqualTo("another");
        configurations.all.put("mine", new Hashtable<>());
        assertThatThrownBy(() -> features.install(path(write("b", "com.acme:b:1", "\"mine\": {}"))))
                .hasMessageEndingWith("found that the configuration mine is set already, expected one that nobody else "
                        + "has set");
    }

    @Test
    void shouldShowWhatSomebodyUninstalled() throws Exception {
        jar("a", "1.0.0");
        features.install(path(feature("1", "", "a:1.0.0")));
        framework.context().getBundles()[1].uninstall();
        assertThat(features.list().getFirst().missing()).containsExactly("a 1.0.0");
        features.update(path(feature("1", "", "a:1.0.0")));
        assertThat(bundles()).containsExactly("a 1.0.0");
    }

    @Test
    void shouldLastAsLongAsTheFrameworksStorage() throws Exception {
        jar("a", "1.0.0");
        features.install(path(feature("1", "", "a:1.0.0")));
        final List<Features.Status> before = features.list();
        stop();
        start();
        assertThat(features.list()).isEqualTo(before);
        features.uninstall("com.acme:meter");
        assertThat(bundles()).isEmpty();
    }

    @Test
    void shouldFindFeatureAndBundlesInAMavenRepository() throws Exception {
        jar("a", "1.0.0");
        final Path file = Path.of(feature("1", "", "a:1.0.0"));
        final Path repository = folder.resolve("m2");
        Files.createDirectories(repository.resolve("com/acme/a/1.0.0"));
        Files.createDirectories(repository.resolve("com/acme/meter/1"));
        Files.move(folder.resolve("f/a-1.0.0.jar"), repository.resolve("com/acme/a/1.0.0/a-1.0.0.jar"));
        assertThatThrownBy(() -> features.install(path(file.toString()))).hasMessage(file + ": found no file of the "
                + "bundle com.acme:a:1.0.0, expected a-1.0.0.jar in " + folder.resolve("f"));
        final Optional<String> place = Optional.of(repository.toString());
        features.install(new Features.Request(Optional.of(folder.resolve("f").toString()), Optional.empty(), place));
        features.uninstall("com.acme:meter");
        Files.move(file, repository.resolve("com/acme/meter/1/meter-1-osgifeature.json"));
        features.install(new Features.Request(Optional.empty(), Optional.of("com.acme:meter:1"),
                Optional.of(repository.toUri().toString())));
        assertThat(bundles()).containsExactly("a 1.0.0");
        assertThatThrownBy(() -> features.install(new Features.Request(Optional.empty(),
                Optional.of("com.acme:meter:2"), place)))
                .hasMessage(repository + ": found no feature com.acme:meter:2, "
                        + "expected com/acme/meter/2/meter-2.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                                  | found a file that is no feature (
            []                                                                 | found a file that is no feature (
            { "id": 7 }                                                        | found a file that is no feature (
            { "id": "a:b:1", "bundles": [ { "id": "a:../../x:1" } ] } | found the bundle 'a:../../x:1', expected
            { "id": "a:b:1", "bundles": [ { "id": "a:b:1" }, { "id": "a:b:1" } ] } | found the bundle a:b:1 twice
            { "id": "a:b:1", "configurations": { "p": { "x": "${none}" } } }   | found ${none} in a configuration
            { "id": "a:b:1", "configurations": { "p)(x": {} } } | found a configuration 'p)(x' that cannot
            { "id": "a:b:1", "extensions": { "e": { "kind": "mandatory", "type": "text", "text": ["x"] } } } | found \
            the mandatory extension 'e'
            """)
    void shouldRefuseWhatIsNoFeature(String text, String expected) throws Exception {
        final Path file = Files.writeString(Files.createDirectories(folder.resolve("f")).resolve("x.json"), text);
        assertThatThrownBy(() -> features.install(path(file.toString()))).isInstanceOf(RefusedException.class)
                .message().startsWith(file + ": " + expected).contains(", expected ").doesNotContain("\n");
        assertThat(features.list()).isEmpty();
    }

    @Test
    void shouldRefuseNestingWithoutEnd() throws Exception {
        final Path file = Files.createDirectories(folder.resolve("f")).resolve("x.json");
        Files.writeString(file, "{ \"id\": \"a:b:1\", \"x\": " + "[".repeat(500_000));
        assertThatThrownBy(() -> features.install(path(file.toString()))).isInstanceOf(RefusedException.class);
    }
}
