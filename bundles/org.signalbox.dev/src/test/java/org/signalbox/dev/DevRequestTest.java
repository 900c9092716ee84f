package org.signalbox.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.RefusedException;

class DevRequestTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTakeWhatIsAskedFor() throws Exception {
        Files.writeString(folder.resolve("pom.xml"), "");
        final Path fabric = Files.writeString(folder.resolve("lab.yaml"), "");
        final DevRequest request = DevRequest.parse(List.of(folder.toString(), "--fabric", fabric.toString(),
                "--switch", "prod", "--classpath", "a.jar" + File.pathSeparator + "b.jar"));
        assertThat(request.folder()).isEqualTo(folder);
        assertThat(request.fabric()).contains(fabric);
        assertThat(request.switchName()).contains("prod");
        assertThat(request.classPath()).contains(List.of(Path.of("a.jar"), Path.of("b.jar")));
    }

    @Test
    void shouldRefuseInOneSentence() throws Exception {
        assertRefused(List.of(folder.toString()), "found no pom.xml in " + folder);
        Files.writeString(folder.resolve("pom.xml"), "");
        assertRefused(List.of(folder.toString(), "--fabric", "absent.yaml"), "found no file absent.yaml");
        assertRefused(List.of(folder.toString(), "--switch"), "found '--switch', expected dev [DIR]");
        assertRefused(List.of(folder.toString(), "another"), "found 'another', expected dev [DIR]");
    }

    private static void assertRefused(final List<String> arguments, final String sentence) {
        assertThatThrownBy(() -> DevRequest.parse(arguments)).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(sentence);
    }
}
