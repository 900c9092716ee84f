package org.signalbox.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.signalbox.command.RefusedException;

/** Asks Maven what the sources of a project are compiled against: offline first, since that takes seconds less. */
final class MavenClassPath {
    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";
    private static final long PATIENCE_MINUTES = 5;
    private static final int MOST_LINES = 5;

    private final Path work;

    /** @param work a folder for what it writes */
    MavenClassPath(final Path work) {
        this.work = work;
    }

    /** @throws RefusedException with what Maven said */
    List<Path> of(final Path folder) throws RefusedException, InterruptedException {
        final Path list = work.resolve("classpath");
        final Path log = work.resolve("maven.log");
        try {
            if (run(folder, list, log, true) != 0 && run(folder, list, log, false) != 0) {
                throw new RefusedException("found that Maven does not resolve what " + folder.resolve(Project.POM)
                        + " needs, expected it to:\n" + errors(log));
            }
            return DevRequest.paths(Files.readString(list)).stream()
                    .filter(each -> Files.isDirectory(each) || each.toString().endsWith(".jar")).toList();
        } catch (final IOException fault) {
            throw new RefusedException("found that Maven cannot be run (" + fault.getMessage()
                    + "), expected mvn on the PATH", fault);
        }
    }

    private static int run(final Path folder, final Path list, final Path log, final boolean offline)
            throws IOException, InterruptedException, RefusedException {
        final List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-f",
                folder.resolve(Project.POM).toString(), GOAL, "-Dmdep.includeScope=compile",
                "-Dmdep.outputFile=" + list));
        if (offline) {
            command.add("-o");
        }
        final Process maven = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile()).start();
        try {
            if (maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                return maven.exitValue();
            }
            throw new RefusedException("found that Maven does not end within " + PATIENCE_MINUTES
                    + " minutes, expected the class path of the project");
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
    }

    private static String errors(final Path log) throws IOException {
        return String.join("\n", Files.readAllLines(log).stream().filter(line -> line.startsWith("[ERROR]"))
                .map(line -> line.replaceFirst("^\\[ERROR] ?", "  ")).filter(line -> !line.isBlank())
                .limit(MOST_LINES).toList());
    }
}
