package org.signalbox.ship;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.osgi.framework.Constants;
import org.signalbox.command.RefusedException;

/**
 * A bundle as Maven built it: its coordinates stand in it, and its manifest has the name and description of the
 * project. Source: Apache Maven Archiver, "Maven Descriptor".
 *
 * @param file         where it is
 * @param symbolicName of the bundle
 */
record BuiltBundle(Path file, Coordinates coordinates, String symbolicName, Optional<String> name,
        Optional<String> description) {
    private static final String DESCRIPTOR = "META-INF/maven/[^/]+/[^/]+/pom\\.properties";
    private static final String SIDE = ".*-(sources|javadoc|tests|test-sources)\\.jar";

    /** The only jar in a project's target folder, those of sources, documentation and tests aside. */
    static BuiltBundle inTarget(final Path target) throws RefusedException, IOException {
        final List<Path> found = new ArrayList<>();
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(target, "*.jar")) {
                files.forEach(found::add);
            }
        }
        found.removeIf(file -> file.getFileName().toString().matches(SIDE)
                || file.getFileName().toString().startsWith("original-"));
        Collections.sort(found);
        if (found.size() != 1) {
            throw new RefusedException(target + ": found " + (found.isEmpty() ? "no jar" : found.size() + " jars ("
                    + String.join(", ", found.stream().map(file -> file.getFileName().toString()).toList()) + ")")
                    + ", expected one bundle" + (found.size() > 1 ? ": mvn clean removes old ones" : ""));
        }
        return read(found.getFirst());
    }

    /** @throws RefusedException with one sentence, if it is no bundle or was not built by Maven */
    static BuiltBundle read(final Path file) throws RefusedException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            final Manifest manifest = jar.getManifest();
            final Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            final String symbolicName = main.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (symbolicName == null) {
                throw new RefusedException(file + ": found an archive without Bundle-SymbolicName, expected a bundle");
            }
            return new BuiltBundle(file, coordinates(file, jar), symbolicName.split(";", 2)[0].strip(),
                    Optional.ofNullable(main.getValue(Constants.BUNDLE_NAME)),
                    Optional.ofNullable(main.getValue(Constants.BUNDLE_DESCRIPTION)));
        } catch (final IOException damaged) {
            throw new RefusedException(file + ": found a file that is no jar (" + damaged.getMessage()
                    + "), expected a bundle", damaged);
        }
    }

    private static Coordinates coordinates(final Path file, final JarFile jar) throws RefusedException, IOException {
        final List<Coordinates> found = new ArrayList<>();
        for (final JarEntry each : Collections.list(jar.entries())) {
            if (each.getName().matches(DESCRIPTOR)) {
                final Properties descriptor = new Properties();
                try (InputStream input = jar.getInputStream(each)) {
                    descriptor.load(input);
                }
                Coordinates.of(descriptor.getProperty("groupId"), descriptor.getProperty("artifactId"),
                        descriptor.getProperty("version")).ifPresent(found::add);
            }
        }
        // a jar that has others within has their descriptors, too
        final List<Coordinates> own = found.size() == 1 ? found : found.stream()
                .filter(each -> file.getFileName().toString().equals(each.file("jar"))).toList();
        if (own.size() != 1) {
            throw new RefusedException(file + ": found " + (found.isEmpty() ? "no" : "more than one")
                    + " META-INF/maven/.../pom.properties in it, expected the one that Maven puts there");
        }
        return own.getFirst();
    }
}
