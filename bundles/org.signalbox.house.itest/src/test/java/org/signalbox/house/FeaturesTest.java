package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.version.Version;
import aQute.bnd.version.VersionRange;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.ID;

/** What features/ says is shipped together is what the products start. */
class FeaturesTest {

    private static final Path FEATURES = BuiltBundle.root().resolve("features");
    private static final Path PRODUCTS = BuiltBundle.root().resolve("product");

    @ParameterizedTest
    @ValueSource(strings = {"headless", "workbench"})
    void shouldShipWhatTheProductStarts(final String product) throws IOException {
        final Properties run = bndrun(product);
        final Map<String, VersionRange> started = new HashMap<>();
        OSGiHeader.parseHeader(run.getProperty("-runbundles")).forEach(
                (name, attributes) -> started.put(name, new VersionRange(attributes.getVersion())));
        final var shipped = new TreeSet<String>();
        for (final String name : run.getProperty("features").split("\\s*,\\s*")) {
            for (final Attributes bundle : bundles(feature(name))) {
                final String symbolicName = symbolicName(bundle);
                assertThat(shipped.add(symbolicName)).as("%s stands in one feature only", symbolicName).isTrue();
                assertThat(started).as("what %s starts", product).containsKey(symbolicName);
                assertThat(started.get(symbolicName).includes(
                        Version.parseVersion(bundle.getValue("Bundle-Version"))))
                        .as("version of %s", symbolicName).isTrue();
            }
        }
        assertThat(started.keySet()).as("what features/ ships in %s", product).isEqualTo(shipped);
    }

    @ParameterizedTest
    @ValueSource(strings = {"headless", "workbench"})
    void shouldNotStartWhatIsPluggedIn(final String product) throws IOException {
        for (final Attributes bundle : bundles(feature("filtering"))) {
            assertThat(bndrun(product).getProperty("-runbundles")).doesNotContain(symbolicName(bundle));
        }
    }

    @Test
    void shouldNameEachFeatureByItsFile() throws IOException {
        try (var files = Files.list(FEATURES)) {
            for (final Path file : files.toList()) {
                final String name = file.getFileName().toString().replace(".json", "");
                final ID id = feature(name).getID();
                assertThat(List.of(id.getGroupId(), id.getArtifactId())).containsExactly("org.signalbox", "feature." + name);
            }
        }
    }

    private static List<Attributes> bundles(final Feature feature) {
        return feature.getBundles().stream().map(bundle -> manifest(bundle.getID())).toList();
    }

    private static Feature feature(final String name) throws IOException {
        try (Reader text = Files.newBufferedReader(FEATURES.resolve(name + ".json"))) {
            return new FeatureServiceImpl().readFeature(text);
        }
    }

    private static Properties bndrun(final String product) throws IOException {
        final Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(PRODUCTS.resolve(product + ".bndrun"))) {
            properties.load(text);
        }
        return properties;
    }

    private static String symbolicName(final Attributes bundle) {
        return bundle.getValue("Bundle-SymbolicName").replaceAll(";.*", "").strip();
    }

    /** The manifest of the bundle with Maven's coordinates, which stands on this test's class path. */
    private static Attributes manifest(final ID id) {
        final String file = id.getArtifactId() + "-" + id.getVersion() + ".jar";
        final Path released = Path.of(id.getGroupId().replace('.', '/'), id.getArtifactId(), id.getVersion(), file);
        final Path built = Path.of(id.getArtifactId(), "target", file);
        final Path found = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(path -> path.endsWith(released) || path.endsWith(built)).findFirst()
                .orElseThrow(() -> new AssertionError(id + " is neither in the platform nor built here"));
        try (JarFile jar = new JarFile(found.toFile())) {
            return jar.getManifest().getMainAttributes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(found.toString(), unreadable);
        }
    }
}
