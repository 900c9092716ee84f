package org.signalbox.fabric.extension;

import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.Bundle;
import org.signalbox.command.RefusedException;
import org.signalbox.command.TrustSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Provides extensions as bundles. Used by one thread. */
final class BundleProvision implements Provision {
    private static final Logger LOG = LoggerFactory.getLogger(BundleProvision.class);

    private final ExtensionBundles bundles;
    private final List<Bundle> installed = new ArrayList<>();

    BundleProvision(ExtensionBundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public boolean provide(String id, TrustSpec trust) throws RefusedException {
        if (bundles.isPresent(id) || bundles.start(id)) {
            return true;
        }
        bundles.installFromFolder(id, trust).ifPresent(installed::add);
        return bundles.isPresent(id);
    }

    @Override
    public void keep() {
        installed.clear();
    }

    @Override
    public void close() {
        for (Bundle bundle : installed) {
            try {
                ExtensionBundles.discard(bundle);
            } catch (RefusedException fault) {
                LOG.warn("An extension of a refused document stays installed: {}", fault.getMessage());
            }
        }
    }
}
