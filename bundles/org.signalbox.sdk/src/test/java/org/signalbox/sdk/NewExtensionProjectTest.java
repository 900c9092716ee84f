package org.signalbox.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.command.RefusedException;
import org.signalbox.sdk.NewExtensionProject.Parameters;
import org.signalbox.sdk.NewExtensionProject.Row;
import org.signalbox.vswitch.ExtensionKind;

/** The command on launchers that are short scripts. */
@Timeout(60)
class NewExtensionProjectTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long POLL_NANOS = 10_000_000;

    @TempDir
    Path folder;
    private Path work;

    @BeforeEach
    void makeFolder() throws IOException {
        work = Files.createDirectory(folder.resolve("my work"));
    }

    @Test
    void shouldAskTheLauncherInTheFolder() throws Exception {
        final Launcher launcher = launcher("mkdir \"$2\" && echo \"$PWD $*\" >\"$2/asked\"", LONG);
        final Row row = command(launcher).execute(given("no-ping")).getFirst();
        assertThat(work.resolve("no-ping/asked")).hasContent(work + " new-extension no-ping --kind filtering");
        final String project = "'" + work.resolve("no-ping") + "'";
        assertThat(row).isEqualTo(new Row(work.resolve("no-ping").toString(),
                "cd " + project, "mvn package", launcher.file() + " dev ."));
    }

    @Test
    void shouldOnlySayWhatItWouldDo() throws Exception {
        final Launcher launcher = launcher("mkdir \"$2\"", LONG);
        assertThat(command(launcher).whatIf(given("no-ping"))).isEqualTo(
                "would make the project " + work.resolve("no-ping") + " with a filtering extension");
        assertThat(work).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "broken | signalbox: the build failed; see build.log | the build failed; see build.log",
        "odd | sh: odd: not found | sh: odd: not found", "mute | - | the launcher ended with code 3 and said nothing"})
    void shouldTellTheLastLineWhenTheLauncherFails(final String name, final String line, final String sentence)
            throws Exception {
        final String says = line == null ? "" : "echo first >&2; echo '" + line + "' >&2; ";
        assertThatThrownBy(() -> command(launcher(says + "exit 3", LONG)).execute(given(name)))
                .isInstanceOf(RefusedException.class).hasMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No-ping", "2nd", "a--b", "a-", "a_b", "../up", "class", "true", "filtering", "go-to"})
    void shouldRefuseNamesThatTheLauncherRefuses(final String name) throws Exception {
        final NewExtensionProject command = command(launcher("mkdir \"$2\"", LONG));
        assertThatThrownBy(() -> command.execute(given(name))).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("found the name \"" + name + "\", ");
        assertThatThrownBy(() -> command.whatIf(given(name))).isInstanceOf(RefusedException.class);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void shouldRefuseWhatIsThereAndFoldersThatAreNot() throws Exception {
        final NewExtensionProject command = command(launcher("exit 0", LONG));
        Files.createSymbolicLink(work.resolve("taken"), Path.of("nowhere"));
        assertThatThrownBy(() -> command.execute(given("taken"))).isInstanceOf(RefusedException.class)
                .hasMessage("found " + work.resolve("taken") + " already, expected a name that is free there");
        assertThatThrownBy(() -> command.execute(new Parameters("tap", ExtensionKind.CAPTURING,
                Optional.of(folder.resolve("none").toString())))).isInstanceOf(RefusedException.class)
                .hasMessage("found no folder " + folder.resolve("none") + ", expected one to make the project in");
        assertThatThrownBy(() -> command.execute(new Parameters("tap", ExtensionKind.CAPTURING, Optional.of("a\0b"))))
                .isInstanceOf(RefusedException.class).hasMessage("found 'a?b', expected the path of a folder");
    }

    @Test
    void shouldRefuseWithoutALauncher() {
        assertThatThrownBy(() -> new NewExtensionProject(Optional.empty()).execute(given("tap")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("found no launcher, expected the property signalbox.launcher to name it");
        final Launcher gone = new Launcher(folder.resolve("gone"), LONG);
        assertThatThrownBy(() -> command(gone).whatIf(given("tap"))).isInstanceOf(RefusedException.class)
                .hasMessage("found no launcher at " + gone.file()
                        + ", expected the property signalbox.launcher to name it");
    }

    @Test
    void shouldEndALauncherThatTakesTooLong() throws Exception {
        final Launcher launcher = launcher("echo $$ >\"$2.pid\"; sleep 600", Duration.ofSeconds(1));
        assertThatThrownBy(() -> command(launcher).execute(given("tap"))).isInstanceOf(RefusedException.class)
                .hasMessage("launcher was ended, as it took more than 1 s; nothing was made");
        assertGone();
    }

    @Test
    void shouldEndWhatItStartedWhenItIsInterrupted() throws Exception {
        final Path started = work.resolve("started");
        final Launcher launcher = launcher("echo $$ >\"$2.pid\"; mkdir '" + started + "'; sleep 600", LONG);
        final FutureTask<Row> task = new FutureTask<>(() -> command(launcher).execute(given("tap")).getFirst());
        final CountDownLatch ended = new CountDownLatch(1);
        final Thread worker = Thread.ofVirtual().start(() -> {
            task.run();
            ended.countDown();
        });
        final long end = System.nanoTime() + LONG.toNanos();
        while (!Files.exists(started)) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(POLL_NANOS);
        }
        worker.interrupt();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(task::get).hasRootCauseInstanceOf(InterruptedException.class)
                .cause().hasMessage("cancelled; nothing was made");
        assertGone();
    }

    /** Neither the script nor what it ran is there any more. */
    private void assertGone() throws IOException {
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(work.resolve("tap.pid")).strip()))
                .filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    }

    private Parameters given(final String name) {
        return new Parameters(name, ExtensionKind.FILTERING, Optional.of(work.toString()));
    }

    private static NewExtensionProject command(final Launcher launcher) {
        return new NewExtensionProject(Optional.of(launcher));
    }

    private Launcher launcher(final String script, final Duration patience) throws IOException {
        final Path file = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return new Launcher(file, patience);
    }
}
