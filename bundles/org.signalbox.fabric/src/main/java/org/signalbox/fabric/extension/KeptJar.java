package org.signalbox.fabric.extension;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * A bundle's file as it was when it was looked at: what is verified is what is installed, whatever becomes of the file.
 *
 * @param bundle what it holds, under the name of the file that a user named
 * @param jar    the copy
 * @param digest SHA-256 of the copy, in hexadecimal digits
 */
public record KeptJar(BundleFile bundle, Path jar, String digest) {
    private static final String EXTENSION = "extension:";

    /** Installs it and does not start it. */
    public Bundle install(BundleContext context) throws BundleException, IOException {
        try (InputStream input = Files.newInputStream(jar)) {
            return context.installBundle(location(), input);
        }
    }

    private String location() {
        return EXTENSION + bundle.symbolicName() + ":" + bundle.version() + ":" + digest;
    }

    /** Whether a bundle was installed by {@link #install}. */
    public static boolean isSourceOf(Bundle bundle) {
        return bundle.getLocation().startsWith(EXTENSION);
    }

    /** Whether a bundle is this one. */
    public boolean isInstalledAs(Bundle other) {
        return other.getLocation().equals(location());
    }

    /** The digest of a bundle that was installed by {@link #install}. */
    public static String digest(Bundle bundle) {
        return bundle.getLocation().substring(bundle.getLocation().lastIndexOf(':') + 1);
    }
}
