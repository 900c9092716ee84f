package org.signalbox.fabric.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.signalbox.command.RefusedException;

/**
 * A file that is an OSGi bundle.
 *
 * @param file         where it is
 * @param symbolicName from its manifest, without directives
 * @param version      from its manifest
 */
record BundleFile(Path file, String symbolicName, Version version) {

    /** @throws RefusedException with one sentence, if there is no such file or it is no bundle */
    static BundleFile read(Path file) throws RefusedException {
        if (!Files.isRegularFile(file)) {
            throw new RefusedException(file + ": found no such file, expected an OSGi bundle");
        }
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            final Manifest manifest = jar.getManifest();
            final String name = manifest == null ? null
                    : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null || name.isBlank()) {
                throw new RefusedException(file
                        + ": found an archive without Bundle-SymbolicName, expected an OSGi bundle");
            }
            return new BundleFile(file, name.split(";", 2)[0].strip(),
                    Version.parseVersion(manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION)));
        } catch (IOException | IllegalArgumentException damaged) {
            throw new RefusedException(file + ": found a file that is no bundle (" + damaged.getMessage()
                    + "), expected an OSGi bundle", damaged);
        }
    }
}
