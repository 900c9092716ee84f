package org.signalbox.ship;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.repository.XMLResourceGenerator;
import aQute.bnd.osgi.resource.ResourceBuilder;
import org.osgi.framework.Constants;
import org.osgi.resource.Resource;
import org.signalbox.command.RefusedException;

/**
 * The index of a repository: what its bundles are, offer and need, as their manifests say, and their contents. The same
 * bundles make the same bytes. Source: OSGi Compendium 8.1, 132.5 "XML Repository Format".
 *
 * @param xml     the file's contents
 * @param bundles how many it has
 * @param leftOut jars that are no bundles, in order
 */
record RepositoryIndex(byte[] xml, int bundles, List<String> leftOut) {
    static final String FILE = "index.xml";
    private static final String BUNDLE = "application/vnd.osgi.bundle";

    /**
     * @param jars files by where they are in the repository, with {@code /} between folders
     * @throws RefusedException with one sentence, if a jar is broken
     */
    static RepositoryIndex of(final SortedMap<String, Path> jars) throws RefusedException, IOException {
        final List<Resource> resources = new ArrayList<>();
        final List<String> leftOut = new ArrayList<>();
        for (final Map.Entry<String, Path> each : jars.entrySet()) {
            final Manifest manifest = manifest(each.getKey(), each.getValue());
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                leftOut.add(each.getKey());
            } else {
                resources.add(resource(each.getKey(), each.getValue(), manifest));
            }
        }
        final ByteArrayOutputStream xml = new ByteArrayOutputStream();
        new XMLResourceGenerator().name("Signalbox").increment(0).indent(2).resources(resources).save(xml);
        return new RepositoryIndex(xml.toByteArray(), resources.size(), List.copyOf(leftOut));
    }

    private static Manifest manifest(final String name, final Path file) throws RefusedException, IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            return jar.getManifest();
        } catch (final IOException damaged) {
            throw broken(name, damaged);
        }
    }

    private static Resource resource(final String name, final Path file, final Manifest manifest)
            throws RefusedException, IOException {
        try {
            final ResourceBuilder resource = new ResourceBuilder();
            resource.addManifest(Domain.domain(manifest));
            resource.addContentCapability(new URI(null, null, name, null), Sha256.of(file), Files.size(file),
                    BUNDLE);
            return resource.build();
        } catch (final URISyntaxException | RuntimeException odd) { // the latter for headers that make no sense
            throw broken(name, odd);
        }
    }

    private static RefusedException broken(final String name, final Exception fault) {
        return new RefusedException(name + ": found a jar that cannot be read (" + fault.getMessage()
                + "), expected a bundle", fault);
    }

    /** How many bundles, in words. */
    String words() {
        return bundles == 1 ? "1 bundle" : bundles + " bundles";
    }
}
