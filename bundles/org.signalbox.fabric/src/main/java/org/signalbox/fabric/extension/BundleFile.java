package org.signalbox.fabric.extension;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.signalbox.command.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is an OSGi bundle.
 *
 * @param file         where it is
 * @param symbolicName from its manifest, without directives
 * @param version      from its manifest
 * @param headers      of its manifest
 */
public record BundleFile(Path file, String symbolicName, Version version, Attributes headers) {
    private static final Logger LOG = LoggerFactory.getLogger(BundleFile.class);

    /** @throws RefusedException with one sentence, if there is no such file or it is no bundle */
    public static BundleFile read(Path file) throws RefusedException {
        if (!Files.isRegularFile(file)) {
            throw new RefusedException(file + ": found " + (Files.isDirectory(file) ? "a folder" : "no such file")
                    + ", expected an OSGi bundle");
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
                    Version.parseVersion(manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION)),
                    manifest.getMainAttributes());
        } catch (IOException | IllegalArgumentException damaged) {
            throw new RefusedException(file + ": found a file that is no bundle (" + damaged.getMessage()
                    + "), expected an OSGi bundle", damaged);
        }
    }

    /** The bundles among the files of a folder; what is none is left out. @throws IOException if it cannot be read */
    static List<BundleFile> in(Path folder) throws IOException {
        final List<BundleFile> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                try {
                    found.add(read(file));
                } catch (RefusedException other) {
                    LOG.debug("Not a bundle: {}", other.getMessage());
                }
            }
        }
        return found;
    }

    /** The same bundle in another file. */
    public BundleFile at(Path other) {
        return new BundleFile(other, symbolicName, version, headers);
    }

    /** Whether it is a fragment, which is never started. */
    public boolean isFragment() {
        return headers.getValue(Constants.FRAGMENT_HOST) != null;
    }

    /** Whether its manifest says that it offers an extension of the switch. */
    public boolean isExtension() {
        try {
            return BundleOffer.of(this).stream().anyMatch(BundleOffer::isExtension);
        } catch (IllegalArgumentException nonsense) {
            LOG.debug("{} has a header that makes no sense", file, nonsense);
            return false;
        }
    }

    /** What its manifest says that it is; empty where it says nothing. */
    String description() {
        return Objects.requireNonNullElse(headers.getValue(Constants.BUNDLE_DESCRIPTION), "").strip();
    }

    /** Symbolic name and version. */
    public String name() {
        return symbolicName + " " + version;
    }
}
