package org.signalbox.verify;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;

/**
 * What the command line asked for.
 *
 * @param jar  the bundle
 * @param json where the report goes besides standard output
 */
record VerifyRequest(Path jar, Optional<Path> json) {
    static final String USAGE = "verify JAR [--json FILE]";

    /** @throws RefusedException with one sentence */
    static VerifyRequest parse(final List<String> arguments) throws RefusedException {
        Optional<Path> jar = Optional.empty();
        Optional<Path> json = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            final String word = arguments.get(i);
            if (word.equals("--json") && json.isEmpty() && i + 1 < arguments.size()) {
                json = Optional.of(path(arguments.get(++i)));
            } else if (!word.startsWith("--") && jar.isEmpty()) {
                jar = Optional.of(path(word));
            } else {
                throw new RefusedException("found '" + word + "', expected " + USAGE);
            }
        }
        if (jar.isEmpty()) {
            throw new RefusedException("found no bundle, expected " + USAGE);
        }
        return new VerifyRequest(jar.get(), json);
    }

    private static Path path(final String text) throws RefusedException {
        try {
            return Path.of(text);
        } catch (final InvalidPathException e) {
            throw new RefusedException("found '" + text + "', expected the path of a file", e);
        }
    }
}
