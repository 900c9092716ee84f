package org.signalbox.dev;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.osgi.framework.Constants;
import org.signalbox.command.RefusedException;

/** Builds a project again and again, each time all of it, into a folder of its own. One thread at a time. */
final class Workshop implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String CLASS = ".class";

    private final Path work;
    private final Optional<List<Path>> classPath;
    private final Path folder;
    private Project project;
    private Compilation compilation;
    private Bundler bundler;

    /**
     * @param folder    of the project
     * @param work      an empty folder for what is made
     * @param classPath what to compile against; empty: what Maven says
     */
    Workshop(final Path folder, final Path work, final Optional<List<Path>> classPath) {
        this.folder = folder;
        this.work = work;
        this.classPath = classPath;
    }

    /** Whether {@link #open} has been called with success. */
    boolean isOpen() {
        return project != null;
    }

    /** Reads the pom, again after a change. @throws RefusedException with what is wrong with it */
    void open() throws RefusedException, InterruptedException, IOException {
        close();
        final Project read = Pom.read(folder);
        final List<Path> against = classPath.isPresent() ? classPath.get() : new MavenClassPath(work).of(folder);
        compilation = new Compilation(against);
        bundler = new Bundler(against);
        project = read;
    }

    Path folder() {
        return folder;
    }

    /** The version that the build of that number has. */
    String version(final int number) {
        return project.devVersion(number);
    }

    /** Builds it as it is now. */
    Built build(final int number) throws Exception {
        final Path classes = work.resolve("classes");
        final Path bundle = work.resolve("dev.jar");
        final String version = version(number);
        remove(classes);
        final long start = System.nanoTime();
        copyResources(classes);
        final List<String> mistakes = compilation.compile(project, classes);
        final long compiled = System.nanoTime();
        if (!mistakes.isEmpty()) {
            return new Built(bundle, "", version, Set.of(), millis(compiled - start), 0, mistakes);
        }
        final List<String> errors = bundler.bundle(project, version, classes, bundle);
        final long end = System.nanoTime();
        return new Built(bundle, errors.isEmpty() ? id(bundle) : "", version, names(classes), millis(compiled - start),
                millis(end - compiled), errors.stream().map(each -> "bnd: " + each).toList());
    }

    private static long millis(final long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    private void copyResources(final Path classes) throws IOException {
        Files.createDirectories(classes);
        for (final Path each : Project.files(project.resources())) {
            final Path to = classes.resolve(project.resources().relativize(each));
            Files.createDirectories(to.getParent());
            Files.copy(each, to);
        }
    }

    private static String id(final Path bundle) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME).split(";")[0].strip();
        }
    }

    private static Set<String> names(final Path classes) throws IOException {
        final Set<String> names = new HashSet<>();
        for (final Path each : Project.files(classes)) {
            final String file = classes.relativize(each).toString();
            if (file.endsWith(CLASS)) {
                names.add(file.substring(0, file.length() - CLASS.length()).replace(File.separatorChar, '.'));
            }
        }
        return names;
    }

    /** Removes a folder with all that is in it. */
    static void remove(final Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (final Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        project = null;
        if (compilation != null) {
            compilation.close();
            compilation = null;
        }
        if (bundler != null) {
            bundler.close();
            bundler = null;
        }
    }
}
