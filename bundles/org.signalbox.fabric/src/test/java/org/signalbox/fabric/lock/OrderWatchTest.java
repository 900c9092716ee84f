package org.signalbox.fabric.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.signalbox.command.FabricDocument;
import org.signalbox.face.Places;
import org.signalbox.fabric.FakeSwitches;
import org.signalbox.fabric.FakeUpgrades;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.fabric.extension.ExtensionBundles;
import org.signalbox.fabric.extension.JarStore;
import org.signalbox.fabric.extension.TestJars;
import org.signalbox.fabric.trust.TrustGate;
import org.signalbox.vswitch.LockedExtension;
import org.signalbox.vswitch.OrderLock;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;

/** Alarms at the moment at which a bundle comes or goes; in a real framework, where each bundle has an extension. */
class OrderWatchTest {
    @TempDir
    Path folder;
    private Framework framework;
    private ExtensionBundles bundles;
    private FakeUpgrades upgrades;
    private OrderWatch watch;
    private OrderRepair repair;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage",
                folder.resolve("cache").toString(), Places.EXTENSIONS,
                Files.createDirectories(folder.resolve("ext")).toString()));
        framework.start();
        final FakeSwitches engine = new FakeSwitches();
        upgrades = new FakeUpgrades(engine);
        upgrades.next = UpgradeStatus.State.DONE;
        framework.getBundleContext().addBundleListener(upgrades.watching(framework.getBundleContext(), _ -> true));
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STARTED) {
                final FilteringExtension extension = _ -> null;
                event.getBundle().getBundleContext().registerService(Extension.class, extension, null);
            }
        });
        final JarStore jars = new JarStore(framework.getBundleContext());
        bundles = new ExtensionBundles(framework.getBundleContext(), engine, upgrades, jars,
                new TrustGate(framework.getBundleContext()));
        watch = new OrderWatch(framework.getBundleContext(), engine);
        repair = new OrderRepair(watch, bundles);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private Path jar(String file, String version, String... headers) throws Exception {
        return TestJars.bundle(folder.resolve(file), "org.acme", version, headers);
    }

    private PlacedSwitch on() {
        return PlacedSwitch.of(watch.document()).getFirst();
    }

    private void lock(String... enabled) {
        final List<LockedExtension> locked = List.of(watch.installed("org.acme").orElseThrow());
        live(Optional.of(new OrderLock(locked)), enabled);
    }

    private void live(Optional<OrderLock> lock, String... enabled) {
        watch.live(FabricDocument.EMPTY.withSwitches(List.of(
                new SwitchSpec("prod", SwitchType.PRIVATE, List.of(enabled), List.of()).withOrderLock(lock))));
    }

    @Test
    void shouldRaiseAndEndTheAlarmAsBundlesComeAndGo() throws Exception {
        bundles.install(jar("ext/a.jar", "1.0.0"));
        lock("org.acme");
        assertThat(watch.warnings()).isEmpty();
        bundles.uninstall("org.acme");
        assertThat(watch.warnings())
                .containsExactly("switch 'prod' is not as it was locked: org.acme is not installed");
        bundles.install(jar("b.jar", "2.0.0"));
        assertThat(watch.warnings()).containsExactly(
                "switch 'prod' is not as it was locked: org.acme is version 2.0.0, locked is 1.0.0");
        assertThat(repair.missing(on())).containsExactly("org.acme 1.0.0");
        assertThat(repair.repair(on())).containsExactly("org.acme 1.0.0");
        assertThat(watch.warnings()).isEmpty();
        assertThat(repair.repair(on())).isEmpty();
        lock();
        assertThat(watch.warnings())
                .containsExactly("switch 'prod' is not as it was locked: org.acme is not enabled");
        live(Optional.empty());
        assertThat(watch.warnings()).isEmpty();
    }

    @Test
    void shouldTellOfAnotherVersionWhileTheLockedOneWaitsForARollBack() throws Exception {
        bundles.install(jar("ext/a.jar", "1.0.0"));
        lock("org.acme");
        upgrades.next = UpgradeStatus.State.PROBATION;
        bundles.upgrade(jar("b.jar", "2.0.0"), UpgradePlan.DEFAULT);
        watch.operated();
        assertThat(watch.warnings()).containsExactly(
                "switch 'prod' is not as it was locked: org.acme is version 2.0.0, locked is 1.0.0");
    }

    @Test
    void shouldTellOtherContentsOfTheSameVersion() throws Exception {
        bundles.install(jar("ext/a.jar", "1.0.0"));
        lock("org.acme");
        bundles.uninstall("org.acme");
        bundles.install(jar("b.jar", "1.0.0", "Bundle-Name", "another"));
        assertThat(watch.warnings()).containsExactly(
                "switch 'prod' is not as it was locked: org.acme has other contents than the locked 1.0.0");
        repair.repair(on());
        assertThat(watch.warnings()).isEmpty();
    }

    @Test
    void shouldSayWhatCannotBePutBack() throws Exception {
        bundles.install(jar("b.jar", "2.0.0"));
        live(Optional.of(new OrderLock(List.of(new LockedExtension("org.acme", "1.0.0", "0".repeat(64))))), "org.acme");
        assertThatThrownBy(() -> repair.repair(on())).hasMessage("found no bundle org.acme 1.0.0 with the locked "
                + "contents, expected it in " + folder.resolve("ext"));
        bundles.uninstall("org.acme");
        final String dropped = jar("drop.jar", "3.0.0").toUri().toString();
        framework.getBundleContext().installBundle(dropped).start();
        assertThat(watch.installed("org.acme")).hasValueSatisfying(each -> assertThat(each.digest())
                .isEqualTo(digest(folder.resolve("drop.jar"))));
        assertThatThrownBy(() -> repair.repair(on())).hasMessage("found that org.acme came from " + dropped
                + ", expected that to be replaced by the locked version 1.0.0");
        Files.delete(folder.resolve("drop.jar"));
        framework.getBundleContext().getBundle(dropped).stop();
        framework.getBundleContext().getBundle(dropped).start();
        assertThat(watch.installed("org.acme").orElseThrow().digest()).as("of what was installed, not of what is there")
                .hasSize(64);
    }

    private static String digest(Path file) {
        try {
            return JarStore.digest(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
