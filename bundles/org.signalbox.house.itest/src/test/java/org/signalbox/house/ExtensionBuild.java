package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Jar;

/** Builds the bundle of an extension as its Maven project does, within this process. */
final class ExtensionBuild {
    private static final List<String> PARTS = List.of("src/main/java", "src/main/resources", "pom.xml");

    private final Path folder;

    /** @param folder for copies of projects and for the bundles */
    ExtensionBuild(final Path folder) {
        this.folder = folder;
    }

    /** The bundle of a project under its own name. */
    Path good(final String name, final Path project) throws Exception {
        copy(project, folder.resolve(name));
        return build(name);
    }

    /** The bundle of a project with one mistake. */
    Path bad(final Mutant mutant, final Path project) throws Exception {
        final Path copy = folder.resolve(mutant.name());
        copy(project, copy);
        final Path file = copy.resolve(mutant.file());
        Files.writeString(file, mutant.of(Files.readString(file)));
        return build(mutant.name());
    }

    private static void copy(final Path project, final Path to) throws IOException {
        for (final String part : PARTS) {
            copyFiles(project.resolve(part), to.resolve(part));
        }
    }

    private static void copyFiles(final Path from, final Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final Path place = to.resolve(from.relativize(file).toString());
                Files.createDirectories(place.getParent());
                Files.write(place, Files.readAllBytes(file));
            }
        }
    }

    private Path build(final String name) throws Exception {
        final Path project = folder.resolve(name);
        final Path classes = Files.createDirectories(project.resolve("classes"));
        compile(name, project.resolve("src/main/java"), classes);
        copyFiles(project.resolve("src/main/resources"), classes);
        final Path file = folder.resolve(name + ".jar");
        try (Builder builder = new Builder()) {
            builder.setProperties(instructions(project.resolve("pom.xml")));
            builder.setProperty(Constants.BUNDLE_SYMBOLICNAME, name);
            builder.setProperty(Constants.BUNDLE_VERSION, "1.0.0");
            builder.setClasspath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(File::new).filter(File::exists).toArray(File[]::new));
            builder.setJar(new Jar(name, classes.toFile()));
            builder.build().write(file.toFile());
            assertThat(builder.getErrors()).as(name).isEmpty();
        }
        return file;
    }

    private static void compile(final String name, final Path sources, final Path classes) throws IOException {
        final List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp",
                System.getProperty("java.class.path"), "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
        }
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new)))
                .as(name + ": " + said.toString(StandardCharsets.UTF_8)).isZero();
    }

    /** Those of the project's own, or those that all bundles of the product share. */
    private static Properties instructions(final Path pom) throws IOException {
        final Properties instructions = new Properties();
        final String text = Files.readString(pom).contains("<bnd>")
                ? String.join("\n", Poms.read(pom).instructions())
                : Files.readString(BuiltBundle.root().resolve("bnd.bnd"));
        instructions.load(new StringReader(text));
        return instructions;
    }
}
