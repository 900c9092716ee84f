package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The launcher in a copy whose Maven only tells what it was asked, since a build within a build would replace the jars
 * that this one runs on. Asked to install, that Maven puts one file where the local repository would be.
 *
 * @param folder where projects are made
 */
record LauncherCopy(Path folder) {

    private static final Path ROOT = BuiltBundle.root();
    private static final int SECONDS = 60;

    /** Makes the copy beside where projects are made. */
    static LauncherCopy in(final Path folder) throws IOException {
        final LauncherCopy copy = new LauncherCopy(folder);
        final Path top = copy.top();
        Files.createDirectories(top.resolve("cnf"));
        Files.createDirectories(top.resolve("bundles"));
        Files.copy(ROOT.resolve("pom.xml"), top.resolve("pom.xml"));
        Files.copy(ROOT.resolve("bnd.bnd"), top.resolve("bnd.bnd"));
        copy(ROOT.resolve("product/templates"), top.resolve("product/templates"));
        Files.copy(ROOT.resolve("product/signalbox"), top.resolve("product/signalbox"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(folder.resolve("bin"));
        copy.maven("");
        return copy;
    }

    /** The folder that the copy stands in. */
    Path top() {
        return folder.resolve("copy");
    }

    /** Where the copy's Maven puts what it installs. */
    Path repository() {
        return folder.resolve("local repository");
    }

    /** What the copy's Maven was asked so far, a line for each time. */
    List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked"));
    }

    /** How often it was asked to install what projects are built with. */
    List<String> installs() throws IOException {
        return asked().stream().filter(line -> line.endsWith(" install")).toList();
    }

    /** Gives it another Maven, which does this, too. */
    void maven(final String more) throws IOException {
        final Path maven = Files.writeString(folder.resolve("bin/mvn"), """
                #!/bin/sh
                echo "$@" >>'%1$s/asked'
                case "$*" in
                    *' install')
                        mkdir -p '%1$s/local repository'
                        echo kit >'%1$s/kit.jar'
                        cp '%1$s/kit.jar' '%1$s/local repository/kit.jar'
                        echo '[INFO] Installing %1$s/kit.jar to %1$s/local repository/kit.jar' ;;
                esac
                """.formatted(folder) + more);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    /** Makes a project; fails the test when that fails. */
    void make(final String name, final String kind) throws Exception {
        final Run run = launch(name, kind);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).endsWith("signalbox: made ./" + name + "; its README says how to go on\n");
    }

    Run launch(final String name, final String kind) throws Exception {
        return Run.of(folder, List.of(top().resolve("product/signalbox").toString(), "new-extension", name, "--kind",
                kind), Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home")), SECONDS);
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.filter(each -> !each.startsWith(from.resolve("target"))).toList()) {
                final Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
