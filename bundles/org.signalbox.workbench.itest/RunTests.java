import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs the tests of the window in two halves at once, since each waits as much as it works: each in a process and on a
 * display of its own, the first also at two pixels a point. Maven runs this file in {@code target} with the arguments
 * that a JVM with all the tests would have, which keep to folders there; the second half has the same ones elsewhere.
 */
final class RunTests {

    private static final Path TARGET = Path.of("").toAbsolutePath();
    private static final Path CLASSES = Path.of("classes/org/signalbox/workbench/itest");
    private static final String PACKAGE = "org.signalbox.workbench.itest.";
    private static final List<String> SHARED = List.of("extensions", "launcher", "screenshots", "tests.jar");
    private static final ConcurrentLinkedDeque<Process> STARTED = new ConcurrentLinkedDeque<>();

    private RunTests() {
    }

    /** A display and a session bus that nobody else has, as variables of the environment. */
    private record Desktop(String display, String bus) {

        static Desktop start() throws IOException {
            return new Desktop(
                    ":" + line("Xvfb", "-displayfd", "1", "-screen", "0", "3200x2000x24", "-nolisten", "tcp"),
                    line("dbus-daemon", "--session", "--nofork", "--print-address=1"));
        }

        /** The first line of a server that goes on. */
        private static String line(String... command) throws IOException {
            final Process server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            STARTED.add(server);
            final String line = new BufferedReader(new InputStreamReader(server.getInputStream())).readLine();
            if (line == null) {
                throw new IOException(command[0] + " did not start");
            }
            return line;
        }
    }

    /** Java in a folder, to its end; whether all was well. */
    private static boolean java(Desktop desktop, Path folder, List<String> names, String reports, int scale,
            String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java")
                .toString()));
        for (final String argument : arguments) {
            if (argument.equals("-jar")) {
                command.add("-Dtester.names=" + String.join(",", names));
                command.add("-Dtester.dir=" + TARGET.resolve(reports));
            }
            command.add(argument.replace(TARGET + "/", folder + "/"));
        }
        final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().putAll(Map.of("DISPLAY", desktop.display(), "DBUS_SESSION_BUS_ADDRESS", desktop.bus(),
                "GDK_SCALE", Integer.toString(scale)));
        builder.environment().remove("WAYLAND_DISPLAY");
        final Process process = builder.start();
        STARTED.add(process);
        return process.waitFor() == 0;
    }

    /** Every second class of tests, and in the second half the last one of all, which has most tests. */
    private static List<String> half(int half) throws IOException {
        try (Stream<Path> files = Files.list(CLASSES)) {
            final List<String> all = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> PACKAGE + name.substring(0, name.length() - ".class".length())).sorted().toList();
            return IntStream.range(0, all.size()).filter(at -> (at == all.size() - 1 ? 1 : at % 2) == half)
                    .mapToObj(all::get).toList();
        }
    }

    private static Path second() throws IOException {
        final Path second = Files.createDirectories(TARGET.resolve("second"));
        Files.createDirectories(TARGET.resolve("screenshots"));
        for (final String name : SHARED) {
            Files.deleteIfExists(second.resolve(name));
            Files.createSymbolicLink(second.resolve(name), Path.of("..", name));
        }
        return second;
    }

    /** @param arguments for {@code java} */
    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroy)));
        final Path second = second();
        boolean well;
        try (ExecutorService halves = Executors.newFixedThreadPool(2)) {
            final Desktop one = Desktop.start();
            final Desktop other = Desktop.start();
            final Future<Boolean> first = halves.submit(() ->
                    java(one, TARGET, half(0), "test-reports", 1, arguments)
                            & java(one, TARGET, List.of(PACKAGE + "StoryTest"), "test-reports-200", 2, arguments));
            final Future<Boolean> rest = halves.submit(() ->
                    java(other, second, half(1), "test-reports-second", 1, arguments));
            well = first.get() & rest.get();
        }
        System.exit(well ? 0 : 1);
    }
}
