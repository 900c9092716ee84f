package org.signalbox.fabric.extension;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upgrades extensions by bundles: the new version is installed beside the old one, and whichever loses is uninstalled.
 * Safe to call from any thread.
 */
final class BundleUpgrades {
    private static final Logger LOG = LoggerFactory.getLogger(BundleUpgrades.class);
    private static final long APPEAR_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** State is handed over at once; nothing is compared, and there is no way back. */
    private static final UpgradePlan AT_ONCE = new UpgradePlan(0, Duration.ZERO, true, Duration.ZERO);

    private final ExtensionBundles bundles;
    private final BundleContext context;
    private final VirtualSwitches switches;
    private final ExtensionUpgrades upgrades;

    BundleUpgrades(ExtensionBundles bundles, BundleContext context, VirtualSwitches switches,
            ExtensionUpgrades upgrades) {
        this.bundles = bundles;
        this.context = context;
        this.switches = switches;
        this.upgrades = upgrades;
    }

    /** See {@link Extensions#upgrade}. */
    UpgradeStatus upgrade(KeptJar jar, UpgradePlan plan) throws RefusedException {
        final BundleFile file = jar.bundle();
        inUse(file);
        final Bundle added = bundles.install(jar, this::awaitWaiting);
        try {
            final UpgradeStatus status = upgrades.upgrade(file.symbolicName(), file.version().toString(), plan,
                    this::settle);
            if (status.state().isEnd()) {
                settle(status);
            }
            return status;
        } catch (IllegalArgumentException refused) {
            ExtensionBundles.discard(added);
            throw new RefusedException(file.file() + ": " + refused.getMessage(), refused);
        }
    }

    /** Upgrades at once and for good. @return the new bundle @throws RefusedException if the old one stays in use */
    Bundle exchange(KeptJar jar) throws RefusedException {
        final BundleFile file = jar.bundle();
        final UpgradeStatus status = upgrade(jar, AT_ONCE);
        if (status.state() != UpgradeStatus.State.DONE) {
            throw new RefusedException(file.file() + ": found that " + status.reason() + ", expected a version that "
                    + "can take the place of " + status.from());
        }
        return bundle(file.symbolicName(), file.version().toString()).orElseThrow();
    }

    /** The version of an extension that is in use and can be upgraded to a file. */
    String inUse(BundleFile file) throws RefusedException {
        final String version = inUse(file.symbolicName()).orElseThrow(() -> new RefusedException(file.file()
                + ": found " + file.symbolicName() + " " + file.version()
                + " while no version of it is installed, expected an extension that is installed"));
        if (bundle(file.symbolicName(), file.version().toString()).isPresent()) {
            throw new RefusedException(file.file() + ": found " + file.symbolicName() + " " + file.version()
                    + ", which is installed, expected another version of it");
        }
        return version;
    }

    private Optional<String> inUse(String id) {
        return switches.extensions().stream().filter(each -> each.id().equals(id)).map(ExtensionStatus::version)
                .findFirst();
    }

    List<UpgradeStatus> list() {
        return upgrades.upgrades();
    }

    private void awaitWaiting(BundleFile file, Bundle bundle) throws RefusedException {
        final long deadline = System.nanoTime() + APPEAR_NANOS;
        while (!upgrades.waiting(file.symbolicName()).contains(file.version().toString())) {
            if (System.nanoTime() > deadline) {
                throw new RefusedException(file.file() + ": found that the bundle " + file.symbolicName() + " "
                        + file.version() + " offers no extension within 5 s, expected an extension of the switch");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** An upgrade has ended: uninstalls the version that lost, unless it is in use after all, since the other left. */
    private void settle(UpgradeStatus end) {
        final String loser = end.state() == UpgradeStatus.State.DONE ? end.from() : end.to();
        if (inUse(end.extension()).filter(loser::equals).isEmpty()) {
            bundle(end.extension(), loser).ifPresent(BundleUpgrades::uninstall);
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            ExtensionBundles.discard(bundle);
        } catch (RefusedException fault) {
            if (bundle.getState() == Bundle.UNINSTALLED) {
                // somebody else was faster
                return;
            }
            LOG.warn("A version that is not used any more stays installed: {}", fault.getMessage());
        }
    }

    private Optional<Bundle> bundle(String symbolicName, String version) {
        return Arrays.stream(context.getBundles()).filter(bundle -> symbolicName.equals(bundle.getSymbolicName())
                && bundle.getVersion().toString().equals(version)).findFirst();
    }
}
