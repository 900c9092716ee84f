package org.signalbox.ship;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.signalbox.command.RefusedException;

/** Builds a Maven project with its tests: without the network where that is enough. */
final class MavenBuild {
    private static final int MOST_LINES = 20;

    private final List<String> maven;

    /** @param maven the command */
    MavenBuild(final String... maven) {
        this.maven = List.of(maven);
    }

    /**
     * @return what Maven complained of; empty when the project was built
     * @throws RefusedException with one sentence, if there is no project or no Maven
     */
    List<String> run(final Path project) throws RefusedException, InterruptedException {
        if (!Files.isRegularFile(project.resolve("pom.xml"))) {
            throw new RefusedException(project
                    + ": found no pom.xml, expected the folder of a Maven project, or a jar");
        }
        final List<String> offline = build(project, "-o");
        return offline.stream().anyMatch(line -> line.contains("offline")) ? build(project) : offline;
    }

    private List<String> build(final Path project, final String... options)
            throws RefusedException, InterruptedException {
        final List<String> command = new ArrayList<>(maven);
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-B", "-q", "-f", project.resolve("pom.xml").toString(), "package"));
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() == 0 ? List.of() : complaints(said);
            } finally {
                process.destroy();
            }
        } catch (final IOException fault) {
            throw new RefusedException("found that Maven does not run (" + fault.getMessage()
                    + "), expected mvn on the path", fault);
        }
    }

    private static List<String> complaints(final String said) {
        final List<String> errors = said.lines().filter(line -> line.contains("ERROR")).limit(MOST_LINES).toList();
        return errors.isEmpty() ? said.lines().limit(MOST_LINES).toList() : errors;
    }
}
