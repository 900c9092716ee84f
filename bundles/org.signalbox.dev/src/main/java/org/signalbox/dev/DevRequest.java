package org.signalbox.dev;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;

/**
 * What the command line asked for.
 *
 * @param folder     of the project, absolute
 * @param fabric     the document of the lab; empty: the demo lab
 * @param switchName where the extension is enabled; empty: on the document's first switch
 * @param classPath  what the sources are compiled against; empty: Maven is asked
 */
record DevRequest(Path folder, Optional<Path> fabric, Optional<String> switchName, Optional<List<Path>> classPath) {
    static final String USAGE = "dev [DIR] [--fabric FILE] [--switch NAME] [--classpath JARS]";

    /** @throws RefusedException with one sentence */
    static DevRequest parse(final List<String> arguments) throws RefusedException {
        Optional<Path> folder = Optional.empty();
        Optional<Path> fabric = Optional.empty();
        Optional<String> switchName = Optional.empty();
        Optional<List<Path>> classPath = Optional.empty();
        for (final Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            final String word = rest.next();
            if (word.equals("--fabric") && fabric.isEmpty() && rest.hasNext()) {
                fabric = Optional.of(path(rest.next()));
            } else if (word.equals("--switch") && switchName.isEmpty() && rest.hasNext()) {
                switchName = Optional.of(rest.next());
            } else if (word.equals("--classpath") && classPath.isEmpty() && rest.hasNext()) {
                classPath = Optional.of(paths(rest.next()));
            } else if (!word.startsWith("--") && folder.isEmpty()) {
                folder = Optional.of(path(word));
            } else {
                throw new RefusedException("found '" + word + "', expected " + USAGE);
            }
        }
        final Path project = folder.orElse(Path.of("")).toAbsolutePath().normalize();
        if (!Files.isRegularFile(project.resolve(Project.POM))) {
            throw new RefusedException("found no " + Project.POM + " in " + project
                    + ", expected the folder of a project as new-extension makes it");
        }
        if (fabric.isPresent() && !Files.isRegularFile(fabric.get())) {
            throw new RefusedException("found no file " + fabric.get() + ", expected a fabric document");
        }
        return new DevRequest(project, fabric, switchName, classPath);
    }

    /** The entries of a class path. */
    static List<Path> paths(final String text) throws RefusedException {
        try {
            return Arrays.stream(text.split(File.pathSeparator)).map(String::strip).filter(each -> !each.isEmpty())
                    .map(Path::of).toList();
        } catch (final InvalidPathException e) {
            throw new RefusedException("found '" + text + "', expected a class path", e);
        }
    }

    private static Path path(final String text) throws RefusedException {
        try {
            return Path.of(text);
        } catch (final InvalidPathException e) {
            throw new RefusedException("found '" + text + "', expected the path of a file or folder", e);
        }
    }
}
