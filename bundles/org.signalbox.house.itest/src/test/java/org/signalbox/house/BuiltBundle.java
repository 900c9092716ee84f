package org.signalbox.house;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What a built bundle says of itself.
 *
 * @param name its symbolic name
 * @param packages every package that it holds classes of
 * @param exports exported packages and their versions
 * @param imports imported packages
 * @param requires symbolic names in Require-Bundle
 * @param classes binary names of its top-level classes
 */
record BuiltBundle(String name, Set<String> packages, Map<String, String> exports, Set<String> imports,
        Set<String> requires, List<String> classes) {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();

    /** The folder that the project stands in. */
    static Path root() {
        return ROOT;
    }

    /** Every bundle of the project, as the build that runs this test packaged it; tests themselves excepted. */
    static List<BuiltBundle> all() {
        try (Stream<Path> folders = Files.list(ROOT.resolve("bundles"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> !folder.toString().endsWith(".itest"))
                    .map(BuiltBundle::jar).map(BuiltBundle::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The jar that the build made in a bundle's folder. */
    static Path jar(final Path folder) {
        try (Stream<Path> jars = Files.list(folder.resolve("target"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(folder.getFileName().toString() + "-"))
                    .filter(jar -> jar.toString().endsWith(".jar"))
                    .findFirst().orElseThrow(() -> new IllegalStateException(folder + " is not built"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(folder + " is not built", unreadable);
        }
    }

    /** Reads a bundle's jar. */
    static BuiltBundle read(final Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            final Attributes headers = jar.getManifest().getMainAttributes();
            final List<String> classes = jar.stream().map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).toList();
            final Set<String> packages = new TreeSet<>();
            classes.forEach(name -> packages.add(name.substring(0, name.lastIndexOf('.'))));
            final Map<String, String> exports = new TreeMap<>();
            for (final Map.Entry<String, Attrs> clause : header(headers, "Export-Package").entrySet()) {
                exports.put(clause.getKey(), clause.getValue().getVersion());
            }
            return new BuiltBundle(headers.getValue("Bundle-SymbolicName"), packages, exports,
                    header(headers, "Import-Package").keySet(), header(headers, "Require-Bundle").keySet(), classes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file.toString(), unreadable);
        }
    }

    private static Parameters header(final Attributes headers, final String name) {
        return OSGiHeader.parseHeader(headers.getValue(name));
    }
}
