package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher's manners: what needs no build is answered at once, and what it does not know is refused. */
class LauncherTest {

    private static final Path LAUNCHER = BuiltBundle.root().resolve("product/signalbox");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fly", "--fly", "test --fly", "test --nightly now", "workbench now", "new-extension",
        "new-extension tap", "new-extension tap --kind odd", "new-extension Tap --kind filtering",
        "new-extension a--b --kind filtering", "new-extension class --kind filtering",
        "new-extension out --kind filtering"})
    void shouldRefuseWhatItDoesNotKnow(final String line) throws Exception {
        final Run run = launch(LAUNCHER, line.split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("signalbox: ").hasLineCount(1);
    }

    @Test
    void shouldTellItsVersionThroughALink() throws Exception {
        final Path link = Files.createSymbolicLink(folder.resolve("a link"), LAUNCHER);
        final Path linkToLink = Files.createSymbolicLink(folder.resolve("another"), Path.of("a link"));
        assertThat(launch(linkToLink, "version").out()).matches("signalbox \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\n");
    }

    @Test
    void shouldHelp() throws Exception {
        final Run run = launch(LAUNCHER, "help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("console", "replay", "dev [DIR]", "verify", "package", "index", "new-extension", "test",
                "bench", "version");
    }

    private Run launch(final Path launcher, final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return Run.of(folder, command);
    }
}
