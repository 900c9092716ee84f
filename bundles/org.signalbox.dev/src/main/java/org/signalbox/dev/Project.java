package org.signalbox.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Maven project with one bundle, as its {@code pom.xml} describes it.
 *
 * @param folder           where it is, absolute
 * @param artifactId       the bundle's symbolic name, unless bnd instructions say another
 * @param version          as Maven has it
 * @param name             for people
 * @param properties       of the pom, and those of the project that instructions may use
 * @param compilerOptions  for javac: the release, and what the pom adds
 * @param bndFile          of bnd instructions
 * @param bndInstructions  in the pom, where there is no such file; may be empty
 */
record Project(Path folder, String artifactId, String version, String name, Map<String, String> properties,
        List<String> compilerOptions, Optional<Path> bndFile, String bndInstructions) {
    static final String POM = "pom.xml";
    /** What the Maven plugin of bnd reads unless it is told another. */
    static final String BND = "bnd.bnd";

    Path sources() {
        return folder.resolve("src/main/java");
    }

    Path resources() {
        return folder.resolve("src/main/resources");
    }

    /** Files of {@link #sources} to compile, in the order of their names. */
    List<Path> sourceFiles() throws IOException {
        return files(sources()).stream().filter(file -> file.toString().endsWith(".java")).toList();
    }

    /** All files below a folder, or none where it does not exist, in the order of their names. */
    static List<Path> files(final Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The version for OSGi: up to three numbers, and {@code dev} with a count in the place of a qualifier. */
    String devVersion(final int count) {
        final String[] parts = version.split("[.-]");
        final StringBuilder numbers = new StringBuilder();
        for (int k = 0; k < 3; k++) {
            numbers.append(k < parts.length && parts[k].matches("[0-9]{1,9}") ? parts[k] : "0").append('.');
        }
        return numbers + "dev" + count;
    }
}
