package org.signalbox.dev;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.jar.Manifest;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;

/**
 * bnd in this process: makes the manifest and the component descriptions as its Maven plugin does, from the same
 * instructions. What it has read of the class path is kept. One thread at a time.
 */
final class Bundler implements AutoCloseable {
    /** In instructions, the folder that they stand in. */
    private static final String HERE = "${.}";

    /** Stays open when a build that it was given to ends. */
    private static final class KeptJar extends Jar {
        KeptJar(final File file) throws IOException {
            super(file);
        }

        @Override
        public void close() {
            // see release
        }

        void release() {
            super.close();
        }
    }

    private final List<KeptJar> classPath = new ArrayList<>();

    Bundler(final List<Path> classPath) throws IOException {
        for (final Path each : classPath) {
            if (Files.exists(each)) {
                this.classPath.add(new KeptJar(each.toFile()));
            }
        }
    }

    /**
     * Makes the bundle.
     *
     * @param classes all that it holds, resources included
     * @return errors as bnd tells them; none when all went well
     */
    List<String> bundle(final Project project, final String version, final Path classes, final Path bundle)
            throws Exception {
        final Properties given = new Properties();
        given.putAll(project.properties());
        try (Builder builder = new Builder(new Processor(given, false))) {
            builder.setBase(project.folder().toFile());
            instruct(builder, project);
            builder.setProperty("project.output", classes.toString());
            setDefault(builder, Constants.BUNDLE_SYMBOLICNAME, project.artifactId());
            setDefault(builder, Constants.BUNDLE_NAME, project.name());
            builder.setProperty(Constants.BUNDLE_VERSION, version);
            final Jar content = new Jar(project.name(), classes.toFile());
            content.setManifest(new Manifest());
            builder.setJar(content);
            final Collection<Object> buildPath = new ArrayList<>(List.of(classes.toFile()));
            buildPath.addAll(classPath);
            builder.setClasspath(buildPath);
            builder.setSourcepath(new File[] {project.sources().toFile()});
            final Jar made = builder.build();
            if (builder.getErrors().isEmpty()) {
                made.write(bundle.toFile());
            }
            return List.copyOf(builder.getErrors());
        }
    }

    private static void instruct(final Builder builder, final Project project) throws IOException {
        if (project.bndFile().isPresent()) {
            final File file = project.bndFile().get().toFile();
            builder.setProperties(file.getParentFile(), builder.loadProperties(file));
        } else {
            final File folder = project.folder().toFile();
            final Properties instructions = new Properties();
            instructions.load(new StringReader(project.bndInstructions().replace(HERE, folder.toString())));
            builder.setProperties(folder, instructions);
        }
    }

    private static void setDefault(final Builder builder, final String header, final String value) {
        if (builder.getProperty(header) == null) {
            builder.setProperty(header, value);
        }
    }

    @Override
    public void close() {
        classPath.forEach(KeptJar::release);
    }
}
