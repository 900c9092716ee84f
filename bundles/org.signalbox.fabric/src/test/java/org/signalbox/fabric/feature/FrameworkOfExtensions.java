package org.signalbox.fabric.feature;

import java.nio.file.Path;
import java.util.Map;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.signalbox.fabric.FakeSwitches;
import org.signalbox.fabric.FakeUpgrades;
import org.signalbox.fabric.extension.ExtensionBundles;
import org.signalbox.fabric.extension.JarStore;
import org.signalbox.fabric.trust.TrustGate;

/** A real framework in which bundles named {@code ext.*} count as extensions of a switch that is none. */
final class FrameworkOfExtensions {
    private static final long STOPPING_MILLIS = 10_000;

    private final Framework framework;
    private final FakeUpgrades upgrades;
    private final JarStore jars;
    private final TrustGate gate;
    private final ExtensionBundles extensions;

    /** @param folder where it stores what it keeps */
    FrameworkOfExtensions(Path folder) throws Exception {
        framework = new FrameworkFactory().newFramework(
                Map.of("org.osgi.framework.storage", folder.resolve("cache").toString()));
        framework.init();
        final FakeSwitches engine = new FakeSwitches();
        upgrades = new FakeUpgrades(engine);
        context().addBundleListener(upgrades.watching(context(), name -> name.startsWith("ext.")));
        framework.start();
        jars = new JarStore(context());
        gate = new TrustGate(context());
        extensions = new ExtensionBundles(context(), engine, upgrades, jars, gate);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    FakeUpgrades upgrades() {
        return upgrades;
    }

    JarStore jars() {
        return jars;
    }

    TrustGate gate() {
        return gate;
    }

    ExtensionBundles extensions() {
        return extensions;
    }

    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(STOPPING_MILLIS);
    }
}
