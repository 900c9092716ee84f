package org.signalbox.fabric.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.RefusedException;
import org.signalbox.command.TrustSpec;
import org.signalbox.face.Places;
import org.signalbox.fabric.trust.SignatureCheck;
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
@Component(service = {Extensions.class, ExtensionBundles.class})
public final class ExtensionBundles implements Extensions {
    private static final long APPEAR_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final Logger LOG = LoggerFactory.getLogger(ExtensionBundles.class);

    private final BundleContext context;
    private final VirtualSwitches switches;
    private final Optional<Path> folder;
    private final JarStore jars;
    private final SignatureCheck signatures;
    private final BundleUpgrades upgrades;

    @Activate
    public ExtensionBundles(BundleContext context, @Reference VirtualSwitches switches,
            @Reference ExtensionUpgrades upgrades, @Reference JarStore jars, @Reference SignatureCheck signatures) {
        this.signatures = signatures;
        this.context = context;
        this.upgrades = new BundleUpgrades(this, context, switches, upgrades);
        this.switches = switches;
        this.jars = jars;
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
        install(bundle, signatures.live());
        return bundle.symbolicName() + " " + bundle.version();
    }

    @Override
    public String describe(Path file) throws RefusedException {
        final BundleFile bundle = BundleFile.read(file);
        refuseInstalled(bundle);
        signatures.check(jars.keep(file), signatures.live());
        return bundle.symbolicName() + " " + bundle.version();
    }

    @Override
    public FileOffer inspect(Path file) throws RefusedException {
        final BundleFile bundle = BundleFile.read(file);
        final SignatureCheck.Judgement judged = signatures.judge(file, signatures.live());
        try {
            return new FileOffer(bundle.symbolicName(), bundle.version().toString(), bundle.description(),
                    BundleKind.of(file), judged.state().words(), judged.mayRun());
        } catch (IOException fault) {
            throw new RefusedException(file + ": found a file that cannot be read (" + fault.getMessage()
                    + "), expected an OSGi bundle", fault);
        }
    }

    @Override
    public UpgradeStatus upgrade(Path file, UpgradePlan plan) throws RefusedException {
        return upgrades.upgrade(jars.keep(file), plan);
    }

    @Override
    public String describeUpgrade(Path file) throws RefusedException {
        final BundleFile bundle = BundleFile.read(file);
        final String inUse = upgrades.inUse(bundle);
        signatures.check(jars.keep(file), signatures.live());
        return bundle.symbolicName() + " " + bundle.version() + " in the place of " + inUse;
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

    /**
     * Puts another bundle of an extension in the place of one that is installed: without a lost frame when it is of
     * another version.
     *
     * @param old was installed by this class or by a feature
     * @return the new bundle
     * @throws RefusedException with one sentence, if the new one does not run; the old one then does again
     */
    public synchronized Bundle replace(Bundle old, KeptJar next) throws RefusedException {
        final KeptJar before = jars.find(old).orElseThrow(() -> new RefusedException("found that "
                + old.getSymbolicName() + " was installed from " + old.getLocation()
                + ", expected an extension that a command installed"));
        if (!old.getVersion().equals(next.bundle().version()) && isPresent(old.getSymbolicName())) {
            return upgrades.exchange(next);
        }
        discard(old);
        try {
            return install(next, signatures.live());
        } catch (RefusedException refused) {
            install(before, signatures.live());
            throw refused;
        }
    }

    /** Installs an extension that is not here. @throws RefusedException with one sentence */
    public synchronized void install(KeptJar jar) throws RefusedException {
        install(jar, signatures.live());
    }

    /** An extension with a digest: one that was installed before, or one in the folder of extensions. */
    public Optional<KeptJar> find(String id, String digest) throws RefusedException {
        final Optional<KeptJar> kept = jars.find(digest);
        if (kept.isPresent() || folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return kept;
        }
        for (BundleFile each : bundles(folder.get())) {
            if (each.symbolicName().equals(id)) {
                final KeptJar jar = jars.keep(each.file());
                if (jar.digest().equals(digest)) {
                    return Optional.of(jar);
                }
            }
        }
        return Optional.empty();
    }

    /** Where {@link #find} looks. */
    public String folderInWords() {
        return folder.map(path -> "in " + path).orElse("in a folder of extensions, of which there is none");
    }

    /** Waits for the extension of a bundle that runs. @throws RefusedException if it does not come within 5 s */
    public void await(BundleFile file, Bundle bundle) throws RefusedException {
        await(file.symbolicName(), () -> new BundleFailure(context).explainIdle(file, bundle, atHand(file)));
    }

    /** A bundle that is installed and does not run. */
    synchronized boolean start(String id) throws RefusedException {
        final Optional<Bundle> installed = byName(id);
        if (installed.isEmpty()) {
            return false;
        }
        try {
            installed.get().start();
            await(id, Optional::empty);
            return true;
        } catch (BundleException fault) {
            throw new RefusedException("found " + BundleFailure.sentence(fault) + ", expected " + id + " to run",
                    fault);
        }
    }

    /** Installs the highest version in the folder of extensions; empty if there is none. */
    synchronized Optional<Bundle> installFromFolder(String id, TrustSpec trust) throws RefusedException {
        final Optional<BundleFile> file = inFolder(id);
        return file.isEmpty() ? Optional.empty() : Optional.of(install(file.get(), trust));
    }

    private Optional<BundleFile> inFolder(String id) throws RefusedException {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return Optional.empty();
        }
        return bundles(folder.get()).stream().filter(bundle -> bundle.symbolicName().equals(id))
                .max(Comparator.comparing(BundleFile::version));
    }

    private static List<BundleFile> bundles(Path folder) throws RefusedException {
        try {
            return BundleFile.in(folder);
        } catch (IOException fault) {
            throw new RefusedException(folder + ": found a folder of extensions that cannot be read ("
                    + fault.getMessage() + "), expected bundles", fault);
        }
    }

    private Bundle install(BundleFile file, TrustSpec trust) throws RefusedException {
        refuseInstalled(file);
        return install(jars.keep(file.file()), trust);
    }

    private Bundle install(KeptJar kept, TrustSpec trust) throws RefusedException {
        return install(kept, trust, this::await);
    }

    /** Waits until what a bundle brings is there. */
    interface Arrival {
        void await(BundleFile file, Bundle bundle) throws RefusedException;
    }

    /** Installs a bundle beside others of its name. */
    synchronized Bundle install(KeptJar kept, Arrival arrival) throws RefusedException {
        return install(kept, signatures.live(), arrival);
    }

    private Bundle install(KeptJar kept, TrustSpec trust, Arrival arrival) throws RefusedException {
        final BundleFile file = kept.bundle();
        signatures.check(kept, trust);
        Bundle bundle = null;
        try {
            bundle = kept.install(context);
            if (!trust.equals(signatures.live())) {
                signatures.tolerate(bundle);
            }
            bundle.start();
            arrival.await(file, bundle);
            return bundle;
        } catch (BundleException | IOException fault) {
            final RefusedException refusal = bundle == null
                    ? new RefusedException(file.file() + ": found " + BundleFailure.sentence(fault)
                            + ", expected a bundle that can run here", fault)
                    : new BundleFailure(context).explain(file, bundle, atHand(file), fault);
            discard(bundle);
            throw refusal;
        } catch (RefusedException refused) {
            discard(bundle);
            throw refused;
        }
    }

    /** Bundles that are not installed and could help: those beside a file, and in the folder of extensions. */
    private List<BundleFile> atHand(BundleFile file) {
        final List<BundleFile> found = new ArrayList<>();
        final Set<Path> folders = new LinkedHashSet<>();
        folders.add(file.file().toAbsolutePath().getParent());
        folder.ifPresent(shipped -> folders.add(shipped.toAbsolutePath()));
        for (Path each : folders) {
            try {
                found.addAll(Files.isDirectory(each) ? bundles(each) : List.of());
            } catch (RefusedException unreadable) {
                LOG.debug("No help from there: {}", unreadable.getMessage());
            }
        }
        return found;
    }

    /** @throws RefusedException with one sentence, if a bundle of its name is installed */
    public void refuseInstalled(BundleFile file) throws RefusedException {
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

    /** @param why it may not come, if that is known */
    private void await(String id, Supplier<Optional<RefusedException>> why) throws RefusedException {
        final long deadline = System.nanoTime() + APPEAR_NANOS;
        while (!isPresent(id)) {
            if (System.nanoTime() > deadline) {
                throw why.get().orElseGet(() -> new RefusedException("found that the bundle " + id
                        + " offers no extension within 5 s, expected an extension of the switch"));
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
