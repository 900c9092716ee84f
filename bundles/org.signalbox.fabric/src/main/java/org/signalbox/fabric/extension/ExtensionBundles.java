package org.signalbox.fabric.extension;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Places;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs and uninstalls the bundles of extensions: a file that a user names, or one of the folder of extensions
 * that a document names by its id, which is the bundle's symbolic name. Safe to call from any thread.
 */
@Component
public final class ExtensionBundles implements Extensions {
    private static final long APPEAR_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final Logger LOG = LoggerFactory.getLogger(ExtensionBundles.class);

    private final BundleContext context;
    private final VirtualSwitches switches;
    private final Optional<Path> folder;
    private final BundleUpgrades upgrades;

    @Activate
    public ExtensionBundles(BundleContext context, @Reference VirtualSwitches switches,
            @Reference ExtensionUpgrades upgrades) {
        this.context = context;
        this.upgrades = new BundleUpgrades(context, switches, upgrades);
        this.switches = switches;
        this.folder = Optional.ofNullable(context.getProperty(Places.EXTENSIONS)).map(Path::of);
    }

    @Override
    public boolean isPresent(String id) {
        return switches.extensions().stream().anyMatch(extension -> extension.id().equals(id));
    }

    @Override
    public Provision provision() {
        return new BundleProvision(this);
    }

    @Override
    public synchronized String install(Path file) throws RefusedException {
        final BundleFile bundle = BundleFile.read(file);
        install(bundle);
        return bundle.symbolicName() + " " + bundle.version();
    }

    @Override
    public String describe(Path file) throws RefusedException {
        final BundleFile bundle = BundleFile.read(file);
        refuseInstalled(bundle);
        return bundle.symbolicName() + " " + bundle.version();
    }

    @Override
    public UpgradeStatus upgrade(Path file, UpgradePlan plan) throws RefusedException {
        return upgrades.upgrade(BundleFile.read(file), plan);
    }

    @Override
    public String describeUpgrade(Path file) throws RefusedException {
        final BundleFile bundle = BundleFile.read(file);
        return bundle.symbolicName() + " " + bundle.version() + " in the place of " + upgrades.inUse(bundle);
    }

    @Override
    public List<UpgradeStatus> upgrades() {
        return upgrades.list();
    }

    @Override
    public synchronized void uninstall(String id) throws RefusedException {
        refuseAbsent(id);
        final String inUse = switches.extensions().stream().filter(each -> each.id().equals(id))
                .map(ExtensionStatus::version).findFirst().orElse("");
        // a version that waits goes first, or it would take the place of the other
        final List<Bundle> versions = Arrays.stream(context.getBundles())
                .filter(bundle -> id.equals(bundle.getSymbolicName()))
                .sorted(Comparator.comparing(bundle -> bundle.getVersion().toString().equals(inUse))).toList();
        try {
            for (Bundle bundle : versions) {
                bundle.uninstall();
            }
        } catch (BundleException fault) {
            throw new RefusedException("found that " + id + " cannot be uninstalled (" + BundleFailure.sentence(fault)
                    + "), expected it to go", fault);
        }
    }

    @Override
    public void refuseAbsent(String id) throws RefusedException {
        if (!isPresent(id) || byName(id).isEmpty()) {
            final List<String> ids = switches.extensions().stream().map(ExtensionStatus::id).toList();
            throw new RefusedException("found no installed extension " + SchemaException.describe(id) + ", expected "
                    + (ids.isEmpty() ? "one that is installed" : "one of " + String.join(", ", ids)));
        }
    }

    /** A bundle that is installed and does not run. */
    synchronized boolean start(String id) throws RefusedException {
        final Optional<Bundle> installed = byName(id);
        if (installed.isEmpty()) {
            return false;
        }
        try {
            installed.get().start();
            awaitExtension(id);
            return true;
        } catch (BundleException fault) {
            throw new RefusedException("found " + BundleFailure.sentence(fault) + ", expected " + id + " to run",
                    fault);
        }
    }

    /** Installs the highest version in the folder of extensions; empty if there is none. */
    synchronized Optional<Bundle> installFromFolder(String id) throws RefusedException {
        final Optional<BundleFile> file = inFolder(id);
        return file.isEmpty() ? Optional.empty() : Optional.of(install(file.get()));
    }

    private Optional<BundleFile> inFolder(String id) throws RefusedException {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return Optional.empty();
        }
        final List<BundleFile> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get(), "*.jar")) {
            for (Path file : files) {
                try {
                    final BundleFile bundle = BundleFile.read(file);
                    if (bundle.symbolicName().equals(id)) {
                        found.add(bundle);
                    }
                } catch (RefusedException other) {
                    LOG.debug("Not an extension that a document could name: {}", other.getMessage());
                }
            }
        } catch (IOException fault) {
            throw new RefusedException(folder.get() + ": found a folder of extensions that cannot be read ("
                    + fault.getMessage() + "), expected bundles", fault);
        }
        return found.stream().max(Comparator.comparing(BundleFile::version));
    }

    private Bundle install(BundleFile file) throws RefusedException {
        refuseInstalled(file);
        Bundle bundle = null;
        try (InputStream input = Files.newInputStream(file.file())) {
            bundle = context.installBundle("extension:" + file.symbolicName() + ":" + file.version(), input);
            bundle.start();
            awaitExtension(file.symbolicName());
            return bundle;
        } catch (BundleException | IOException fault) {
            discard(bundle);
            throw new RefusedException(file.file() + ": found " + BundleFailure.sentence(fault)
                    + ", expected a bundle that can run here", fault);
        } catch (RefusedException refused) {
            discard(bundle);
            throw refused;
        }
    }

    private void refuseInstalled(BundleFile file) throws RefusedException {
        final Optional<Bundle> installed = byName(file.symbolicName());
        if (installed.isPresent()) {
            throw new RefusedException(file.file() + ": found " + file.symbolicName() + " " + file.version()
                    + " while version " + installed.get().getVersion()
                    + " is installed, expected a bundle that is not installed");
        }
    }

    private Optional<Bundle> byName(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName())).findFirst();
    }

    private void awaitExtension(String id) throws RefusedException {
        final long deadline = System.nanoTime() + APPEAR_NANOS;
        while (!isPresent(id)) {
            if (System.nanoTime() > deadline) {
                throw new RefusedException("found that the bundle " + id
                        + " offers no extension within 5 s, expected an extension of the switch");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    static void discard(Bundle bundle) throws RefusedException {
        try {
            if (bundle != null) {
                bundle.uninstall();
            }
        } catch (BundleException | IllegalStateException fault) {
            throw new RefusedException("found that " + bundle + " can neither run nor be uninstalled ("
                    + BundleFailure.sentence(fault) + "), expected it to go", fault);
        }
    }
}
