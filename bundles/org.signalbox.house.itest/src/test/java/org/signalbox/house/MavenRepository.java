package org.signalbox.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A local repository with what this build has made, and the one of this build behind it, which it leaves as it is. */
final class MavenRepository {

    private static final Path OURS = Path.of("org/signalbox");
    private static final List<String> MODULES = List.of("frame", "capture", "schema", "vswitch.api", "command.api",
            "vswitch.engine", "testkit", "workbench.api");

    private static final String ARCHETYPE = "org.signalbox.archetype";

    private MavenRepository() {
    }

    /** Where one is made for tests; two of their classes run at a time. */
    static Path folder(final String tests) {
        return Path.of("target/repository-" + tests).toAbsolutePath();
    }

    /** Makes it in a folder, or brings the one that is there up to date. */
    static void make(final Path folder) throws IOException {
        final Path behind = Path.of(System.getProperty("signalbox.repository"));
        link(behind, Files.createDirectories(folder), "org");
        link(behind.resolve("org"), Files.createDirectories(folder.resolve("org")), "signalbox");
        final Path root = BuiltBundle.root();
        final String version = version();
        put(folder, "signalbox", version, root.resolve("pom.xml"), "pom");
        put(folder, "platform", version, root.resolve("cnf/pom.xml"), "pom");
        put(folder, "bundles", version, root.resolve("bundles/pom.xml"), "pom");
        for (final String module : MODULES) {
            final String name = "org.signalbox." + module;
            final Path bundle = root.resolve("bundles").resolve(name);
            put(folder, name, version, bundle.resolve("pom.xml"), "pom");
            put(folder, name, version, BuiltBundle.jar(bundle), "jar");
        }
        final Path templates = root.resolve("product/templates");
        put(folder, ARCHETYPE, version, templates.resolve("pom.xml"), "pom");
        put(folder, ARCHETYPE, version, templates.resolve("target/" + ARCHETYPE + "-" + version + ".jar"), "jar");
    }

    /** The version of all that this build has made. */
    static String version() {
        final String name = "org.signalbox.testkit";
        final Path jar = BuiltBundle.jar(BuiltBundle.root().resolve("bundles").resolve(name)).getFileName();
        return jar.toString().substring(name.length() + 1, jar.toString().length() - ".jar".length());
    }

    /** The value of a property in a project's text; empty where it has none. */
    static String property(final String pom, final String name) {
        return Pattern.compile("<" + name + ">(.*)</" + name + ">").matcher(pom).results().findFirst()
                .map(match -> match.group(1)).orElse("");
    }

    private static void link(final Path from, final Path to, final String except) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (final Path entry : entries.filter(each -> !each.endsWith(except)).toList()) {
                final Path link = to.resolve(entry.getFileName());
                if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, entry.toAbsolutePath());
                }
            }
        }
    }

    private static void put(final Path folder, final String name, final String version, final Path file,
            final String type) throws IOException {
        final Path place = Files.createDirectories(folder.resolve(OURS).resolve(name).resolve(version));
        Files.copy(file, place.resolve(name + "-" + version + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }
}
