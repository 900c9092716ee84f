import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs a module's tests in the framework in two halves at once, since each waits as much as it works: each in a process
 * of its own. Maven runs this file in {@code target} with options, {@code --}, and the arguments that a JVM with all the
 * tests would have, which keep to folders there; the second half has the same ones elsewhere. The options:
 *
 * <pre>
 * --tests=PACKAGE     where the tests are
 * --second=A,B        the classes of the second half; without it, every second class and the last
 * --desktop           each process has a display of its own with a window manager
 * --large=A           the first half ends with this class once more, at two pixels a point
 * </pre>
 */
final class RunTests {

    private static final Path TARGET = Path.of("").toAbsolutePath();
    private static final List<String> SHARED = List.of("api", "extensions", "launcher", "screenshots", "tests.jar");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final ConcurrentLinkedDeque<Process> STARTED = new ConcurrentLinkedDeque<>();

    private final Map<String, String> options = new HashMap<>();
    private final List<String> arguments;

    private RunTests(List<String> all) {
        final int end = all.indexOf("--");
        for (final String option : all.subList(0, end)) {
            final int is = option.indexOf('=');
            options.put(is < 0 ? option : option.substring(0, is), is < 0 ? "" : option.substring(is + 1));
        }
        arguments = all.subList(end + 1, all.size());
    }

    /** A display and a session bus that nobody else has, as variables of the environment. */
    private record Desktop(String display, String bus) {

        static Desktop start() throws IOException, InterruptedException {
            final Desktop desktop = new Desktop(
                    ":" + line("Xvfb", "-displayfd", "1", "-screen", "0", "3200x2000x24", "-nolisten", "tcp",
                            // no key repeats itself because the machine was busy while it was down
                            "-r"),
                    line("dbus-daemon", "--session", "--nofork", "--print-address=1"));
            final Path settings = TARGET.resolve("../../window-manager.xml");
            STARTED.add(desktop.program("jwm", "-f", settings.toString()));
            final long start = System.nanoTime();
            while (desktop.program("xdotool", "get_num_desktops").waitFor() != 0) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IOException("jwm did not start");
                }
            }
            return desktop;
        }

        private Process program(String... command) throws IOException {
            final ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("DISPLAY", display);
            return builder.start();
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
    private boolean java(Optional<Desktop> desktop, Path folder, List<String> names, String reports, int scale)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java")
                .toString()));
        for (final String argument : arguments) {
            if (argument.equals("-jar")) {
                command.add("-Dtester.names=" + names.stream().map(name -> options.get("--tests") + "." + name)
                        .collect(Collectors.joining(",")));
                command.add("-Dtester.dir=" + TARGET.resolve(reports));
            }
            command.add(argument.replace(TARGET + "/", folder + "/"));
        }
        final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        desktop.ifPresent(own -> {
            builder.environment().putAll(Map.of("DISPLAY", own.display(), "DBUS_SESSION_BUS_ADDRESS", own.bus(),
                    "GDK_SCALE", Integer.toString(scale)));
            builder.environment().remove("WAYLAND_DISPLAY");
        });
        final Process process = builder.start();
        STARTED.add(process);
        return process.waitFor() == 0 & ran(TARGET.resolve(reports), names);
    }

    /** Whether there is a test of each class: a tester that finds none is content. */
    private boolean ran(Path reports, List<String> names) throws IOException {
        String told = "";
        try (Stream<Path> files = Files.list(reports)) {
            for (final Path file : files.filter(each -> each.toString().endsWith(".xml")).toList()) {
                told += Files.readString(file);
            }
        }
        boolean all = true;
        for (final String name : names) {
            if (!told.contains("classname=\"" + options.get("--tests") + "." + name + "\"")) {
                System.out.println("no test of " + name + " ran");
                all = false;
            }
        }
        return all;
    }

    /** The classes of each half; of the last class of all, which the second has, is known that it has most tests. */
    private Map<Boolean, List<String>> halves() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("classes", options.get("--tests").replace('.', '/')))) {
            final List<String> all = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())).sorted().toList();
            final List<String> second = options.containsKey("--second") ? List.of(options.get("--second").split(","))
                    : IntStream.range(0, all.size()).filter(at -> at % 2 == 1 || at == all.size() - 1)
                            .mapToObj(all::get).toList();
            return all.stream().collect(Collectors.partitioningBy(second::contains));
        }
    }

    private static Path second() throws IOException {
        final Path second = Files.createDirectories(TARGET.resolve("second"));
        Files.createDirectories(TARGET.resolve("screenshots"));
        for (final String name : SHARED) {
            Files.deleteIfExists(second.resolve(name));
            if (Files.exists(TARGET.resolve(name))) {
                Files.createSymbolicLink(second.resolve(name), Path.of("..", name));
            }
        }
        return second;
    }

    private Optional<Desktop> desktop() throws IOException, InterruptedException {
        return options.containsKey("--desktop") ? Optional.of(Desktop.start()) : Optional.empty();
    }

    private boolean run() throws Exception {
        final Path second = second();
        final Map<Boolean, List<String>> halves = halves();
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            final Optional<Desktop> one = desktop();
            final Optional<Desktop> other = desktop();
            final Future<Boolean> first = both.submit(() -> {
                boolean well = java(one, TARGET, halves.get(false), "test-reports", 1);
                if (options.containsKey("--large")) {
                    well &= java(one, TARGET, List.of(options.get("--large")), "test-reports-200", 2);
                }
                return well;
            });
            final Future<Boolean> rest = both.submit(() ->
                    java(other, second, halves.get(true), "test-reports-second", 1));
            return first.get() & rest.get();
        }
    }

    /** @param arguments options, {@code --}, and what is for {@code java} */
    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroy)));
        System.exit(new RunTests(List.of(arguments)).run() ? 0 : 1);
    }
}
