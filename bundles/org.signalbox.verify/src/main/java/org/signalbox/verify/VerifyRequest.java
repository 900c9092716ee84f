package org.signalbox.verify;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;

/**
 * What the command line asked for.
 *
 * @param jars  the bundles, one or more
 * @param first whether what is red ends the judging of its bundle
 * @param json  where the report for programs goes besides standard output
 * @param html  where the page goes
 */
record VerifyRequest(List<Path> jars, boolean first, Optional<Path> json, Optional<Path> html) {
    static final String USAGE = "verify JAR... [--first] [--json FILE] [--html FILE]";

    /** @throws RefusedException with one sentence */
    static VerifyRequest parse(final List<String> arguments) throws RefusedException {
        final List<Path> jars = new ArrayList<>();
        boolean first = false;
        Optional<Path> json = Optional.empty();
        Optional<Path> html = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            final String word = arguments.get(i);
            if (word.equals("--json") && json.isEmpty() && i + 1 < arguments.size()) {
                json = Optional.of(path(arguments.get(++i)));
            } else if (word.equals("--html") && html.isEmpty() && i + 1 < arguments.size()) {
                html = Optional.of(path(arguments.get(++i)));
            } else if (word.equals("--first")) {
                first = true;
            } else if (!word.startsWith("--")) {
                jars.add(path(word));
            } else {
                throw new RefusedException("found '" + word + "', expected " + USAGE);
            }
        }
        if (jars.isEmpty()) {
            throw new RefusedException("found no bundle, expected " + USAGE);
        }
        return new VerifyRequest(jars, first, json, html);
    }

    private static Path path(final String text) throws RefusedException {
        try {
            return Path.of(text);
        } catch (final InvalidPathException e) {
            throw new RefusedException("found '" + text + "', expected the path of a file", e);
        }
    }
}
