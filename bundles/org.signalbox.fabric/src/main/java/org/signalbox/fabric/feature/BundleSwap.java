package org.signalbox.fabric.feature;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.BundleFailure;
import org.signalbox.fabric.extension.BundleFile;
import org.signalbox.fabric.extension.ExtensionBundles;
import org.signalbox.fabric.extension.JarStore;
import org.signalbox.fabric.extension.KeptJar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets bundles come and others go, once. Libraries are exchanged first, then what is new is started, then running
 * extensions are replaced one by one, then the rest goes; at the end, what uses classes of bundles that went is wired
 * anew. Each step is one that can be taken back.
 */
final class BundleSwap {
    private static final long REFRESH_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(BundleSwap.class);

    private final BundleContext context;
    private final ExtensionBundles extensions;
    private final JarStore jars;
    private final UndoSteps undo;
    private final Set<Bundle> gone = new HashSet<>();
    private final List<Bundle> back = new ArrayList<>();

    BundleSwap(BundleContext context, ExtensionBundles extensions, JarStore jars, UndoSteps undo) {
        this.context = context;
        this.extensions = extensions;
        this.jars = jars;
        this.undo = undo;
    }

    /**
     * @param coming  bundles that are not here
     * @param leaving bundles that are here; one with the name of one that comes is replaced
     * @param atHand  where to look for what is missing
     */
    void run(List<KeptJar> coming, List<Bundle> leaving, List<BundleFile> atHand) throws RefusedException {
        final List<Bundle> running = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE).toList();
        running.forEach(bundle -> undo.add(() -> startAgain(bundle)));
        undo.add(() -> back.forEach(this::startAgain));
        undo.add(this::refresh);
        final Map<KeptJar, Bundle> fresh = new LinkedHashMap<>();
        final Map<KeptJar, Bundle> replacing = new LinkedHashMap<>();
        for (KeptJar jar : coming) {
            final Optional<Bundle> old = leaving.stream()
                    .filter(each -> each.getSymbolicName().equals(jar.bundle().symbolicName())).findFirst();
            if (old.isPresent() && extensions.isPresent(jar.bundle().symbolicName())) {
                replacing.put(jar, old.get());
            } else {
                if (old.isPresent()) {
                    remove(old.get());
                }
                fresh.put(jar, install(jar));
            }
        }
        for (Map.Entry<KeptJar, Bundle> each : fresh.entrySet()) {
            start(each.getKey(), each.getValue(), atHand);
        }
        for (Map.Entry<KeptJar, Bundle> each : replacing.entrySet()) {
            fresh.put(each.getKey(), replace(each.getValue(), each.getKey()));
        }
        for (Bundle each : leaving) {
            if (each.getState() != Bundle.UNINSTALLED) {
                remove(each);
            }
        }
        refresh();
        for (Map.Entry<KeptJar, Bundle> each : fresh.entrySet()) {
            if (each.getKey().bundle().isExtension()) {
                extensions.await(each.getKey().bundle(), each.getValue());
            }
        }
        refuseStopped(running, atHand);
    }

    private Bundle install(KeptJar jar) throws RefusedException {
        try {
            final boolean here = Arrays.stream(context.getBundles()).anyMatch(jar::isInstalledAs);
            final Bundle bundle = jar.install(context);
            if (!here) {
                undo.add(bundle::uninstall);
            }
            return bundle;
        } catch (BundleException | IOException fault) {
            throw new RefusedException(jar.bundle().file() + ": found a bundle that cannot be installed ("
                    + fault.getMessage() + "), expected one that can", fault);
        }
    }

    private void start(KeptJar jar, Bundle bundle, List<BundleFile> atHand) throws RefusedException {
        if (jar.bundle().isFragment()) {
            return;
        }
        try {
            bundle.start();
        } catch (BundleException fault) {
            throw new BundleFailure(context).explain(jar.bundle(), bundle, atHand, fault);
        }
    }

    private Bundle replace(Bundle old, KeptJar next) throws RefusedException {
        final KeptJar before = kept(old);
        gone.add(old);
        final Bundle bundle = extensions.replace(old, next);
        undo.add(() -> extensions.replace(bundle, before));
        return bundle;
    }

    private void remove(Bundle bundle) throws RefusedException {
        final KeptJar before = kept(bundle);
        final boolean ran = bundle.getState() == Bundle.ACTIVE;
        try {
            bundle.uninstall();
        } catch (BundleException fault) {
            throw new RefusedException("found that " + bundle + " cannot be uninstalled (" + fault.getMessage()
                    + "), expected it to go", fault);
        }
        gone.add(bundle);
        undo.add(() -> {
            final Bundle again = before.install(context);
            if (ran) {
                back.add(again);
            }
        });
    }

    private KeptJar kept(Bundle bundle) throws RefusedException {
        return jars.find(bundle).orElseThrow(() -> new RefusedException("found no copy of " + bundle.getSymbolicName()
                + " " + bundle.getVersion() + ", expected the one that was installed"));
    }

    private void startAgain(Bundle bundle) {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED && bundle.getState() != Bundle.ACTIVE) {
                bundle.start();
            }
        } catch (BundleException fault) {
            LOG.warn("{} does not run again after a feature was refused", bundle, fault);
        }
    }

    /** Wires anew what uses classes of bundles that went, and waits for it. */
    private void refresh() throws RefusedException {
        final FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        final Set<Bundle> pending = new HashSet<>(wiring.getRemovalPendingBundles());
        pending.retainAll(gone);
        if (pending.isEmpty()) {
            return;
        }
        final CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(pending, event -> done.countDown());
        try {
            if (done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        throw new RefusedException("found that bundles were not wired anew within " + REFRESH_SECONDS
                + " s, expected them to let go of what was removed");
    }

    private void refuseStopped(List<Bundle> running, List<BundleFile> atHand) throws RefusedException {
        for (Bundle each : running) {
            if (each.getState() != Bundle.ACTIVE && each.getState() != Bundle.UNINSTALLED) {
                throw new BundleFailure(context).explain(each, atHand);
            }
        }
    }
}
