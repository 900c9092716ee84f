package org.signalbox.bench.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Draws the curves: {@code Curves DOCS [--quick]}. A quick run is short and inexact and writes no page. */
public final class Curves {
    private static final int BAD_INPUT = 2;
    private static final int HEAP_MINUTES = 3;
    private static final String PAGE = "memory.md";

    private final boolean quick;

    private Curves(final boolean quick) {
        this.quick = quick;
    }

    /** @param arguments the folder of the documentation, and what was asked for */
    public static void main(final String[] arguments) throws IOException, InterruptedException, RunnerException {
        Locale.setDefault(Locale.ROOT);
        final List<String> options = List.of(arguments).subList(1, arguments.length);
        if (!options.isEmpty() && !options.equals(List.of("--quick"))) {
            System.err.println("signalbox bench memory: found " + options + ", expected --quick or nothing");
            System.exit(BAD_INPUT);
        }
        final Curves curves = new Curves(!options.isEmpty());
        final String text = curves.run().text();
        if (options.isEmpty()) {
            final Path docs = Files.createDirectories(Path.of(arguments[0]));
            Files.writeString(docs.resolve(PAGE), text);
        }
        System.out.print(text);
    }

    private MemoryPage run() throws IOException, InterruptedException, RunnerException {
        final MemoryPage page = new MemoryPage(machine(), heap());
        for (final Curve curve : Curve.ALL) {
            System.err.println("bench: " + curve.title());
            for (final RunResult result : measure(curve)) {
                final var score = result.getPrimaryResult();
                page.add(curve, result.getParams().getParam(curve.parameter()),
                        new MemoryPage.Point(score.getScore(), score.getScoreError()));
            }
        }
        return page;
    }

    private List<RunResult> measure(final Curve curve) throws RunnerException {
        final var options = new OptionsBuilder().include("\\." + curve.benchmark() + "\\.")
                .param(curve.parameter(), curve.values().toArray(String[]::new)).verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (quick) {
            options.warmupIterations(2).warmupTime(TimeValue.milliseconds(300)).measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(300));
        }
        return new ArrayList<>(new Runner(options.build()).run());
    }

    /** What the largest switch holds, in megabytes, in a process that may not have more than it should need. */
    private static int heap() throws IOException, InterruptedException {
        final List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseG1GC", "-Xmx" + MemoryPage.HEAP + "m", "-cp",
                System.getProperty("java.class.path"), "org.signalbox.vswitch.engine.HeapOfPorts",
                "" + MemoryPage.PORTS);
        final Path output = Files.createTempFile("heap", ".out");
        try {
            final Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            if (!process.waitFor(HEAP_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            final List<String> written = Files.readAllLines(output, StandardCharsets.UTF_8);
            final String last = written.isEmpty() ? "" : written.getLast();
            // what the switch had to say comes before
            written.stream().limit(Math.max(0, written.size() - 1)).forEach(System.err::println);
            if (!last.matches("\\d+")) {
                throw new IllegalStateException("a switch with " + MemoryPage.PORTS + " ports did not run: " + last);
            }
            return Integer.parseInt(last);
        } finally {
            Files.delete(output);
        }
    }

    private static String machine() throws IOException {
        final Path cpuinfo = Path.of("/proc/cpuinfo");
        final String processor = !Files.exists(cpuinfo) ? System.getProperty("os.arch")
                : Files.readAllLines(cpuinfo).stream().filter(line -> line.startsWith("model name"))
                        .map(line -> line.split(":", 2)[1].strip()).findFirst().orElse("a processor without a name");
        return LocalDate.now() + ", " + processor + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", JDK " + Runtime.version();
    }
}
