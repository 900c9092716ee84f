package org.signalbox.fabric.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.signalbox.command.RefusedException;
import org.signalbox.command.TrustSpec;
import org.signalbox.fabric.FakeSwitches;
import org.signalbox.fabric.FakeUpgrades;
import org.signalbox.face.Places;
import org.signalbox.fabric.trust.TrustGate;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.extension.FilteringExtension;

/** Bundles in a real framework; every started bundle counts as an extension unless its name says otherwise. */
class ExtensionBundlesTest {
    @TempDir
    Path folder;
    private Framework framework;
    private ExtensionBundles bundles;
    private FakeSwitches engine;
    private FakeUpgrades upgrades;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage",
                folder.resolve("cache").toString(), Places.EXTENSIONS,
                Files.createDirectories(folder.resolve("ext")).toString()));
        framework.start();
        engine = new FakeSwitches();
        upgrades = new FakeUpgrades(engine);
        framework.getBundleContext().addBundleListener(upgrades.watching(framework.getBundleContext(), _ -> true));
        bundles = new ExtensionBundles(framework.getBundleContext(), engine, upgrades,
                new JarStore(framework.getBundleContext()), new TrustGate(framework.getBundleContext()));
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        assertThat(framework.waitForStop(10_000).getType()).isEqualTo(FrameworkEvent.STOPPED);
    }

    private Path bundle(String file, String symbolicName, String version, String... more) throws IOException {
        return TestJars.bundle(folder.resolve(file), symbolicName, version, more);
    }

    private List<String> running(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name) && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getVersion().toString()).toList();
    }

    private List<String> installed() {
        return Arrays.stream(framework.getBundleContext().getBundles()).skip(1).map(Bundle::getSymbolicName).toList();
    }

    @Test
    void shouldInstallAndUninstall() throws Exception {
        assertThat(bundles.install(bundle("a.jar", "org.acme;singleton:=true", "1.2.3"))).isEqualTo("org.acme 1.2.3");
        assertThat(bundles.isPresent("org.acme")).isTrue();
        assertThatThrownBy(() -> bundles.install(bundle("b.jar", "org.acme", "2"))).hasMessage(folder.resolve("b.jar")
                + ": found org.acme 2.0.0 while version 1.2.3 is installed, expected a bundle that is not installed");
        bundles.uninstall("org.acme");
        assertThat(installed()).isEmpty();
        assertThatThrownBy(() -> bundles.uninstall("org.acme"))
                .hasMessage("found no installed extension 'org.acme', expected one that is installed");
    }

    @Test
    void shouldSayWhatAFileHolds() throws Exception {
        final byte[] filtering = ClassFile.of().build(ClassDesc.of("org.acme.Filter"),
                made -> made.withInterfaceSymbols(ClassDesc.of(FilteringExtension.class.getName())));
        final Path file = bundle("a.jar", "org.acme;singleton:=true", "1.2.3", "Bundle-Description", "Stops frames.");
        assertThat(bundles.inspect(file)).isEqualTo(
                new FileOffer("org.acme", "1.2.3", "Stops frames.", Optional.empty(), "unsigned", true));
        try (FileSystem jar = FileSystems.newFileSystem(file)) {
            Files.write(jar.getPath("Filter.class"), filtering);
            Files.writeString(jar.getPath("Odd.class"), "no class");
        }
        assertThat(bundles.inspect(file).kind()).hasValue(ExtensionKind.FILTERING);
        assertThat(installed()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoBundleOrLacksSomething() throws Exception {
        final Path text = Files.writeString(folder.resolve("x.jar"), "no archive");
        assertThatThrownBy(() -> bundles.install(text)).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(text
                        + ": found a file that is no bundle (").hasMessageEndingWith("expected an OSGi bundle");
        final Path plain = folder.resolve("y.jar");
        new JarOutputStream(Files.newOutputStream(plain), new Manifest()).close();
        assertThatThrownBy(() -> bundles.install(plain))
                .hasMessage(plain + ": found an archive without Bundle-SymbolicName, expected an OSGi bundle");
        assertThatThrownBy(() -> bundles.install(folder)).hasMessage(folder
                + ": found a folder, expected an OSGi bundle");
        assertThatThrownBy(() -> bundles.inspect(folder.resolve("z.jar"))).hasMessage(folder.resolve("z.jar")
                + ": found no such file, expected an OSGi bundle");
        final Path needy = bundle("n.jar", "org.needy", "1", "Import-Package", "org.nowhere;version=\"[1,2)\"");
        assertThatThrownBy(() -> bundles.install(needy)).hasMessage(needy
                + ": found that org.needy 1.0.0 needs the package org.nowhere [1.0.0,2.0.0), which no bundle here "
                + "exports, expected a bundle that exports it");
        final Path failing = bundle("f.jar", "org.failing", "1", "Bundle-Activator", "org.failing.None");
        assertThatThrownBy(() -> bundles.install(failing)).isInstanceOf(RefusedException.class)
                .message().startsWith(failing + ": found ").doesNotContain("\n");
        assertThat(installed()).isEmpty();
    }

    @Test
    void shouldTakeTheHighestVersionFromTheFolderUntilTheDocumentIsRefused() throws Exception {
        bundle("ext/one.jar", "org.acme", "1.9");
        bundle("ext/two.jar", "org.acme", "1.10");
        Files.writeString(folder.resolve("ext/three.jar"), "no archive");
        try (Provision provision = bundles.provision()) {
            assertThat(provision.provide("org.acme", TrustSpec.DEFAULT)).isTrue();
            assertThat(provision.provide("org.other", TrustSpec.DEFAULT)).isFalse();
            assertThat(framework.getBundleContext().getBundles()[1].getVersion()).hasToString("1.10.0");
        }
        assertThat(installed()).isEmpty();
        try (Provision provision = bundles.provision()) {
            assertThat(provision.provide("org.acme", TrustSpec.DEFAULT)).isTrue();
            provision.keep();
        }
        assertThat(installed()).containsExactly("org.acme");
        framework.getBundleContext().getBundles()[1].stop();
        try (Provision provision = bundles.provision()) {
            assertThat(provision.provide("org.acme", TrustSpec.DEFAULT)).isTrue();
        }
        assertThat(installed()).containsExactly("org.acme");
    }

    private UpgradeStatus upgrade(Path file, UpgradeStatus.State next) throws RefusedException {
        upgrades.next = next;
        return bundles.upgrade(file, UpgradePlan.DEFAULT);
    }

    @Test
    void shouldUninstallTheVersionThatLoses() throws Exception {
        bundles.install(bundle("a.jar", "org.acme;singleton:=false", "1"));
        final Path two = bundle("b.jar", "org.acme", "2");
        assertThat(bundles.describeUpgrade(two)).isEqualTo("org.acme 2.0.0 in the place of 1.0.0");
        upgrade(two, UpgradeStatus.State.REFUSED);
        assertThat(running("org.acme")).containsExactly("1.0.0");

        assertThat(upgrade(two, UpgradeStatus.State.PROBATION).state()).isEqualTo(UpgradeStatus.State.PROBATION);
        assertThat(running("org.acme")).containsExactly("1.0.0", "2.0.0");
        assertThat(framework.getBundleContext().getBundles()[2].getLocation()).startsWith("extension:org.acme:2.0.0:");
        engine.versions.put("org.acme", "1.0.0");
        upgrades.ended.accept(FakeUpgrades.status("org.acme", "1.0.0", "2.0.0", UpgradeStatus.State.ROLLED_BACK));
        assertThat(running("org.acme")).containsExactly("1.0.0");

        upgrade(two, UpgradeStatus.State.PROBATION);
        upgrades.ended.accept(FakeUpgrades.status("org.acme", "1.0.0", "2.0.0", UpgradeStatus.State.DONE));
        assertThat(running("org.acme")).containsExactly("2.0.0");
        upgrade(bundle("c.jar", "org.acme", "1.5"), UpgradeStatus.State.DONE);
        assertThat(running("org.acme")).as("an earlier one, since it was named").containsExactly("1.5.0");
        assertThat(bundles.upgrades()).hasSize(4);
    }

    @Test
    void shouldKeepAVersionThatIsInUseAfterAll() throws Exception {
        bundles.install(bundle("a.jar", "org.acme", "1"));
        engine.versions.put("org.acme", "2.0.0");
        upgrade(bundle("b.jar", "org.acme", "2"), UpgradeStatus.State.REFUSED);
        assertThat(running("org.acme")).contains("2.0.0");
    }

    @Test
    void shouldUninstallAllVersions() throws Exception {
        bundles.install(bundle("a.jar", "org.acme", "1"));
        upgrade(bundle("b.jar", "org.acme", "2"), UpgradeStatus.State.PROBATION);
        bundles.uninstall("org.acme");
        assertThat(installed()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoOtherVersion() throws Exception {
        final Path one = bundle("a.jar", "org.acme", "1");
        assertThatThrownBy(() -> bundles.upgrade(one, UpgradePlan.DEFAULT)).isInstanceOf(RefusedException.class)
                .hasMessage(one + ": found org.acme 1.0.0 while no version of it is installed, expected an extension that"
                        + " is installed");
        bundles.install(one);
        assertThatThrownBy(() -> bundles.describeUpgrade(one))
                .hasMessage(one + ": found org.acme 1.0.0, which is installed, expected another version of it");
        final Path needy = bundle("n.jar", "org.acme", "2", "Import-Package", "org.nowhere");
        assertThatThrownBy(() -> bundles.upgrade(needy, UpgradePlan.DEFAULT)).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(needy + ": found that org.acme 2.0.0 needs the package org.nowhere");
        upgrades.refusal = "found something, expected something else";
        final Path two = bundle("b.jar", "org.acme", "2");
        assertThatThrownBy(() -> bundles.upgrade(two, UpgradePlan.DEFAULT)).isInstanceOf(RefusedException.class)
                .hasMessage(two + ": found something, expected something else");
        assertThat(running("org.acme")).containsExactly("1.0.0");
        assertThat(installed()).containsExactly("org.acme");
    }
}
