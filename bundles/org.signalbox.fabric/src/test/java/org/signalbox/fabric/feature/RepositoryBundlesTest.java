package org.signalbox.fabric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.TestJars;
import org.signalbox.fabric.repository.ExtensionRepositories;
import org.signalbox.fabric.repository.TestIndex;

/** Extensions of a repository in a real framework; bundles named {@code ext.*} count as extensions. */
class RepositoryBundlesTest {
    private static final String SERVICE =
            "osgi.service;objectClass:List<String>=\"org.signalbox.vswitch.extension.FilteringExtension\"";
    @TempDir
    Path folder;
    private Path repository;
    private FrameworkOfExtensions framework;
    private ExtensionRepositories repositories;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkOfExtensions(folder);
        repositories = new RepositoryBundles(framework.context(), framework.extensions(), framework.jars(),
                framework.gate());
        repository = Files.createDirectories(folder.resolve("r"));
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    private Path jar(String name, String version, String... headers) throws IOException {
        return TestJars.bundle(repository.resolve(name + "-" + version + ".jar"), name, version, headers);
    }

    private void meterAndUtil() throws Exception {
        jar("ext.meter", "1.0.0", "Import-Package", "util;version=\"[1,2)\"", "Provide-Capability", SERVICE,
                "Bundle-Description", "Counts.");
        jar("util", "1.2.0", "Export-Package", "util;version=1.2");
        TestIndex.write(repository);
    }

    private ExtensionRepositories.Request meter() {
        return new ExtensionRepositories.Request("ext.meter", Optional.empty(), repository.toString());
    }

    private List<String> bundles() {
        return Arrays.stream(framework.context().getBundles()).skip(1).map(bundle -> bundle.getSymbolicName()
                + " " + bundle.getVersion() + (bundle.getState() == Bundle.ACTIVE ? "" : " not running")).sorted()
                .toList();
    }

    private void assertRefused(String sentence) throws IOException {
        final List<String> before = bundles();
        assertThatThrownBy(() -> repositories.install(meter())).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(repository + sentence);
        assertThat(bundles()).isEqualTo(before);
        try (Stream<Path> left = Files.list(framework.context().getDataFile("repository").toPath())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void shouldListWhatARepositoryOffers() throws Exception {
        meterAndUtil();
        jar("ext.meter", "1.10.0", "Provide-Capability", SERVICE);
        TestIndex.write(repository);
        assertThat(repositories.list(repository.toString())).containsExactly(
                new ExtensionRepositories.Offer("ext.meter", "1.10.0", "", List.of()),
                new ExtensionRepositories.Offer("ext.meter", "1.0.0", "Counts.",
                        List.of("the package util [1.0.0,2.0.0)")));
    }

    @Test
    void shouldInstallAnExtensionAndWhatItNeeds() throws Exception {
        meterAndUtil();
        assertThat(repositories.describe(meter())).containsExactly("ext.meter 1.0.0", "util 1.2.0");
        assertThat(bundles()).isEmpty();
        assertThat(repositories.install(meter())).containsExactly("ext.meter 1.0.0", "util 1.2.0");
        assertThat(bundles()).containsExactly("ext.meter 1.0.0", "util 1.2.0");
        assertRefused("/ext.meter-1.0.0.jar: found ext.meter 1.0.0 while version 1.0.0 is installed, expected");
    }

    @Test
    void shouldInstallNothingWhenOneOfThemCannotRun() throws Exception {
        meterAndUtil();
        jar("util", "1.2.0", "Export-Package", "util;version=1.2", "Bundle-Activator", "util.None");
        TestIndex.write(repository);
        assertRefused("/util-1.2.0.jar: found ");
        Files.delete(repository.resolve("util-1.2.0.jar"));
        TestIndex.write(repository);
        assertRefused(": found that ext.meter 1.0.0 needs the package util [1.0.0,2.0.0), which no bundle here "
                + "exports, and which the repository does not offer, expected a bundle that exports it");
    }

    @Test
    void shouldRefuseOtherContentsThanTheIndexSays() throws Exception {
        meterAndUtil();
        final Path util = repository.resolve("util-1.2.0.jar");
        TestJars.bundle(util, Map.of("a", "1"), "util", "1.2.0", "Export-Package", "util;version=1.2");
        TestIndex.write(repository);
        TestJars.bundle(util, Map.of("a", "2"), "util", "1.2.0", "Export-Package", "util;version=1.2");
        assertRefused(": found contents of util 1.2.0 that do not match the SHA-256 of the index, expected what was "
                + "published");
    }

    @Test
    void shouldRefuseAnotherBundleThanTheIndexSays() throws Exception {
        meterAndUtil();
        final Path index = repository.resolve("index.xml");
        Files.writeString(index, Files.readString(index).replace("value=\"1.2.0\"", "value=\"1.3.0\""));
        assertRefused(": found util 1.2.0 under the name of util 1.3.0 in the index, expected what it says");
    }

    @Test
    void shouldLeaveWhatIsHereWhenTheIndexSaysThatItLacksSomething() throws Exception {
        meterAndUtil();
        final Path without = TestJars.bundle(folder.resolve("util.jar"), "util", "1.2.0");
        framework.context().installBundle(without.toUri().toString()).start();
        assertThatThrownBy(() -> repositories.install(meter())).isInstanceOf(RefusedException.class)
                .hasMessageContaining("found that util 1.2.0 would come along while version 1.2.0 is installed");
        assertThat(bundles()).containsExactly("util 1.2.0");
    }
}
