package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.version.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What floors 0 and 1 export keeps its promise, or says by its version that it does not. */
class BaselineTest {

    private static final Path RELEASES = BuiltBundle.root().resolve("cnf/release");
    private static final String API = "org.signalbox.command.api";
    private static final String CLASS = "org/signalbox/face/Face.class";
    private static final String METHOD = "run";

    @TempDir
    Path folder;

    @Test
    void shouldKeepThePromisesOfTheLastRelease() throws Exception {
        for (final String name : Floors.promised()) {
            assertThat(Baseline.violations(released(name), built(name))).as(name).isEmpty();
        }
    }

    @Test
    void shouldSeeAMethodThatWasTakenAway() throws Exception {
        final Path broken = folder.resolve("broken.jar");
        withoutMethod(built(API), broken);
        assertThat(Baseline.violations(built(API), broken)).singleElement().asString()
                .startsWith("org.signalbox.face was changed (MAJOR) since 1.1.0: its version must be 2.0.0");
    }

    @Test
    void shouldSeeNothingInAnUnchangedBundle() throws Exception {
        assertThat(Baseline.violations(built(API), built(API))).isEmpty();
    }

    private static Path built(final String name) {
        return BuiltBundle.jar(BuiltBundle.root().resolve("bundles").resolve(name));
    }

    /** The newest release of a bundle, by its file's name. */
    private static Path released(final String name) throws IOException {
        try (Stream<Path> jars = Files.list(RELEASES)) {
            return jars.filter(jar -> jar.getFileName().toString().matches(name + "-[0-9.]+\\.jar"))
                    .max(Comparator.comparing(jar -> version(name, jar)))
                    .orElseThrow(() -> new AssertionError("no release of " + name + " in " + RELEASES));
        }
    }

    private static Version version(final String name, final Path jar) {
        final String file = jar.getFileName().toString();
        return Version.parseVersion(file.substring(name.length() + 1, file.length() - ".jar".length()));
    }

    /** Copies a jar, leaving one public method of one class out. */
    private static void withoutMethod(final Path from, final Path to) throws IOException {
        try (JarFile jar = new JarFile(from.toFile()); OutputStream file = Files.newOutputStream(to);
                JarOutputStream copy = new JarOutputStream(file, jar.getManifest())) {
            for (final Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements();) {
                final JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    continue;
                }
                byte[] content = jar.getInputStream(entry).readAllBytes();
                if (entry.getName().equals(CLASS)) {
                    final ClassFile classes = ClassFile.of();
                    content = classes.transformClass(classes.parse(content), ClassTransform.dropping(element ->
                            element instanceof MethodModel method && method.methodName().equalsString(METHOD)));
                }
                copy.putNextEntry(new JarEntry(entry.getName()));
                copy.write(content);
            }
        }
    }
}
