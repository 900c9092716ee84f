package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A product that is killed while it runs commands, again and again: each next start has all that was done, in the
 * journal and in the fabric, and nothing else.
 */
class KillTest {

    private static final boolean NIGHTLY = Boolean.getBoolean("signalbox.nightly");
    private static final int KILLS = NIGHTLY ? 60 : 6;
    private static final int LONGEST_MILLIS = 1_500;
    private static final int PATIENCE_SECONDS = 120;
    private static final String DONE = "done ";
    private static final Pattern COMMAND = Pattern.compile("\"command\":\"([^\"]*)\"");

    @TempDir
    Path folder;

    /** The n-th command, one that is never refused where the ones before were done. Two switches are there at most. */
    private static String command(final int n) {
        return switch (n % 6) {
            case 2 -> remove(n - 2);
            case 3 -> "Undo-Change";
            case 4 -> "Redo-Change";
            case 5 -> remove(n - 4);
            default -> "New-VMSwitch -Name s" + n + " -SwitchType private";
        };
    }

    private static String remove(final int madeBy) {
        return "Remove-VMSwitch -Name s" + madeBy;
    }

    private List<String> journal() throws IOException {
        final Path file = folder.resolve("home/journal.jsonl");
        // a last line without an end was cut, and does not count
        final String text = Files.exists(file) ? Files.readString(file) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(line -> {
            final Matcher matcher = COMMAND.matcher(line);
            assertThat(matcher.find()).as(line).isTrue();
            return matcher.group(1);
        }).toList();
    }

    /** Runs commands from the n-th on until the process is killed; how many of them were said to be done. */
    private int killed(final int from, final int millis, final ScheduledExecutorService later) throws Exception {
        final Path run = Files.createTempDirectory(folder, "run");
        final Process process = new ProcessBuilder(Product.command(folder, run, "console")).directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile()).start();
        later.schedule(process::destroyForcibly, PATIENCE_SECONDS, TimeUnit.SECONDS);
        Thread.ofPlatform().daemon().start(() -> type(process, from));
        int done = 0;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(DONE) && done++ == 0) {
                    later.schedule(process::destroyForcibly, millis, TimeUnit.MILLISECONDS);
                }
            }
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(done).as(Files.readString(folder.resolve("err"))).isPositive();
        return done;
    }

    private static void type(final Process process, final int from) {
        try (Writer keyboard = process.outputWriter(StandardCharsets.UTF_8)) {
            for (int n = from; process.isAlive(); n++) {
                keyboard.write(command(n) + "\n'" + DONE + n + "'\n");
            }
        } catch (final IOException killed) {
            // as it should be: the other end is gone
        }
    }

    /** The fabric's document as a start in a home writes it that is in a folder. */
    private static String exported(final Path folder, final List<String> before) throws Exception {
        Files.createDirectories(folder);
        final Path document = folder.resolve("fabric.yaml");
        final Path script = Files.write(folder.resolve("script"),
                Stream.concat(before.stream(), Stream.of("Export-Fabric -Path " + document)).toList());
        final Run run = Product.headless(folder, Files.createTempDirectory(folder, "run"), "console", "--script",
                script.toString());
        assertThat(run.code()).as(run.err()).isZero();
        return Files.readString(document);
    }

    @Test
    void shouldHaveWhatWasDoneAfterEveryKill() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        int done = 0;
        final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                final int said = done + killed(done, random.nextInt(LONGEST_MILLIS), later);
                final List<String> journal = journal();
                assertThat(journal).as("seed %d, kill %d", seed, kill).hasSizeGreaterThanOrEqualTo(said)
                        .isEqualTo(IntStream.range(0, journal.size()).mapToObj(KillTest::command).toList());
                done = journal.size();
            }
        } finally {
            // those that were to be killed once more are gone
            later.shutdownNow();
        }
        final List<String> commands = journal();
        System.out.println(KILLS + " kills, seed " + seed + ": " + done + " commands done");
        assertThat(exported(folder, List.of())).as("seed %d", seed)
                .isEqualTo(exported(folder.resolve("another"), commands));
    }
}
