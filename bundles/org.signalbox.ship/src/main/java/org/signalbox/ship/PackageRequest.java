package org.signalbox.ship;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;

/**
 * What the command line asked for.
 *
 * @param source   the folder of a Maven project, or a bundle that was built already
 * @param sign     whether to sign
 * @param keystore whose key signs; without it the developer's own
 * @param alias    of the key, where the keystore has several
 * @param password file whose first line opens the keystore
 * @param out      the repository; without it {@code repository} beside the bundle
 */
record PackageRequest(Path source, boolean sign, Optional<Path> keystore, Optional<String> alias,
        Optional<Path> password, Optional<Path> out) {
    static final String USAGE =
            "package [DIR] [--sign [KEYSTORE]] [--alias NAME] [--password-file FILE] [--out FOLDER]";

    /** @throws RefusedException with one sentence */
    static PackageRequest parse(final List<String> arguments) throws RefusedException {
        Optional<String> source = Optional.empty();
        Optional<String> keystore = Optional.empty();
        Optional<String> alias = Optional.empty();
        Optional<String> password = Optional.empty();
        Optional<String> out = Optional.empty();
        boolean sign = false;
        for (int i = 0; i < arguments.size(); i++) {
            final String word = arguments.get(i);
            final Optional<String> next = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")
                    ? Optional.of(arguments.get(i + 1)) : Optional.empty();
            if (word.equals("--sign") && !sign) {
                sign = true;
                // a keystore is a file: a folder is the project
                keystore = next.filter(name -> !new File(name).isDirectory());
                i += keystore.isPresent() ? 1 : 0;
            } else if (word.equals("--alias") && alias.isEmpty() && next.isPresent()) {
                alias = next;
                i++;
            } else if (word.equals("--password-file") && password.isEmpty() && next.isPresent()) {
                password = next;
                i++;
            } else if (word.equals("--out") && out.isEmpty() && next.isPresent()) {
                out = next;
                i++;
            } else if (!word.startsWith("--") && source.isEmpty()) {
                source = Optional.of(word);
            } else {
                throw new RefusedException("found '" + word + "', expected " + USAGE);
            }
        }
        if (keystore.isPresent() != password.isPresent() || alias.isPresent() && keystore.isEmpty()) {
            throw new RefusedException("found " + (keystore.isPresent() ? "a keystore without --password-file"
                    : (alias.isPresent() ? "--alias" : "--password-file") + " without a keystore")
                    + ", expected --sign KEYSTORE --password-file FILE, or --sign alone for a key of your own");
        }
        try {
            return new PackageRequest(Path.of(source.orElse(".")), sign, keystore.map(Path::of), alias,
                    password.map(Path::of), out.map(Path::of));
        } catch (final InvalidPathException nonsense) {
            throw new RefusedException("found '" + nonsense.getInput() + "', expected the path of a file", nonsense);
        }
    }
}
