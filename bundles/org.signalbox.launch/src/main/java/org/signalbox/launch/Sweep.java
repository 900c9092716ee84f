package org.signalbox.launch;

import java.io.File;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/**
 * Removes the process's own folder, the framework's storage in it included, when the process ends. It runs after the
 * framework has stopped, when no further class of this bundle can be loaded: hence plain loops and {@link File}.
 */
final class Sweep extends Thread {

    private static final long PATIENCE_MILLIS = 10_000;

    private final Framework framework;
    private final File folder;

    Sweep(final Framework framework, final File folder) {
        super("sweep");
        this.framework = framework;
        this.folder = folder;
    }

    @Override
    public void run() {
        try {
            // nobody else does when it is a signal that ends the process
            framework.stop();
            final FrameworkEvent end = framework.waitForStop(PATIENCE_MILLIS);
            if (end.getType() != FrameworkEvent.WAIT_TIMEDOUT) {
                remove(folder);
            }
        } catch (BundleException | InterruptedException ended) {
            currentThread().interrupt();
        }
    }

    private static void remove(final File file) {
        final File[] children = file.listFiles();
        if (children != null) {
            for (final File child : children) {
                remove(child);
            }
        }
        file.delete();
    }
}
