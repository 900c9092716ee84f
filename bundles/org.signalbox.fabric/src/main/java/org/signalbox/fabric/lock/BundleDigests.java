package org.signalbox.fabric.lock;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.framework.Bundle;
import org.signalbox.fabric.extension.JarStore;
import org.signalbox.fabric.extension.KeptJar;
import org.signalbox.fabric.trust.InstalledContents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 of the jars of bundles: as it was installed; of the file at its location where the framework installed it
 * from there, such as one of the drop folder, read when the bundle is first asked about; of what the framework holds of
 * it where there is no such file. Safe to call from any thread.
 */
final class BundleDigests {
    private static final Logger LOG = LoggerFactory.getLogger(BundleDigests.class);

    private final Map<Bundle, Known> known = new ConcurrentHashMap<>();

    /** A digest. @param modified when the bundle last changed before it was taken */
    private record Known(long modified, String digest) {
    }

    /** The digest of a bundle that is installed; empty if it cannot be read. */
    String of(Bundle bundle) {
        if (KeptJar.isSourceOf(bundle)) {
            return KeptJar.digest(bundle);
        }
        final Known before = known.get(bundle);
        if (before != null && before.modified() == bundle.getLastModified()) {
            return before.digest();
        }
        try {
            final long modified = bundle.getLastModified();
            final String digest = read(bundle);
            known.put(bundle, new Known(modified, digest));
            known.keySet().removeIf(each -> each.getState() == Bundle.UNINSTALLED);
            return digest;
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("{} cannot be read", bundle, gone);
            return "";
        }
    }

    private static String read(Bundle bundle) throws IOException {
        try {
            final Path file = Path.of(URI.create(bundle.getLocation()));
            if (Files.isRegularFile(file)) {
                return JarStore.digest(file);
            }
        } catch (IllegalArgumentException | FileSystemNotFoundException noFile) {
            LOG.debug("{} came from no file", bundle);
        }
        return new InstalledContents(bundle).digest();
    }
}
