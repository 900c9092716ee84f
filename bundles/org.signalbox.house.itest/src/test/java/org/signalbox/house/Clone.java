package org.signalbox.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a partner has who has just cloned the repository, but that Maven, asked by the launcher to build the product,
 * finds it built (without the workbench, which takes a display): a build within a build would replace the jars that
 * this one runs on. All else that Maven is asked for it does, without the network and with a local repository of its
 * own.
 */
final class Clone {
    private static final Path ROOT = BuiltBundle.root();
    private static final List<String> FILES = List.of("pom.xml", "bnd.bnd", "product/signalbox",
            "product/logging.properties", "product/templates", "product/samples", "product/drop/README.md",
            "product/target/headless.jar");

    private final Path folder;

    /** @param folder for it, where {@code git clone} then puts it wherever that is asked to */
    Clone(final Path folder) throws IOException {
        this.folder = folder;
        final Path master = folder.resolve("master");
        for (final String name : FILES) {
            copy(ROOT.resolve(name), master.resolve(name));
        }
        Files.createDirectories(master.resolve("cnf"));
        try (Stream<Path> bundles = Files.list(ROOT.resolve("bundles"))) {
            for (final Path bundle : bundles.filter(Clone::isPlug).toList()) {
                final Path jar = BuiltBundle.jar(bundle);
                copy(jar, master.resolve(ROOT.relativize(jar).toString()));
            }
        }
        program("mvn", """
                for word; do [ "$word" != "$TOP/pom.xml" ] || exit 0; done
                PATH=${PATH#*:} exec mvn -o -Dmaven.repo.local="$REPOSITORY" "$@"
                """);
        program("git", """
                { [ "$#" = 3 ] && [ "$1" = clone ]; } || { echo "git: found $*, expected clone" >&2; exit 1; }
                cp -R "$MASTER" "$3"
                """);
    }

    private static boolean isPlug(final Path bundle) {
        final String name = bundle.getFileName().toString();
        return name.startsWith("org.signalbox.extension.") || name.startsWith("org.signalbox.example.");
    }

    private void program(final String name, final String script) throws IOException {
        final Path file = Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve(name),
                "#!/bin/sh\n" + script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** Where {@code git clone} has put the repository when it was asked to call it so. */
    Path at(final String name) {
        return folder.resolve("home").resolve(name);
    }

    /** The folder in which a partner begins. */
    Path home() throws IOException {
        return Files.createDirectories(folder.resolve("home"));
    }

    /** Puts the repository there without being asked. */
    Path take(final String name) throws IOException {
        copy(folder.resolve("master"), home().resolve(name));
        return home().resolve(name);
    }

    /** What commands find in their environment besides what is there; which Java, the machine says. */
    Map<String, String> environment(final String name) throws IOException {
        final Map<String, String> environment = new HashMap<>();
        environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("TOP", home().toRealPath().resolve(name).toString());
        environment.put("MASTER", folder.resolve("master").toString());
        final Path repository = MavenRepository.folder("guide");
        MavenRepository.make(repository);
        environment.put("REPOSITORY", repository.toString());
        environment.put("SIGNALBOX_HOME", folder.resolve("state").toString());
        return environment;
    }

    private static void copy(final Path from, final Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                final Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
