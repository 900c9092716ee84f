package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which the workbench's bundles start (ADR 12), which nothing else would notice. */
class StartOrderTest {

    private static final Path PRODUCT = BuiltBundle.root().resolve("product");

    @TempDir
    Path folder;

    @Test
    void shouldStartTheWindowBeforeWhatItCanDoWithout() throws IOException, InterruptedException {
        final List<String> before = Pattern.compile("\t([\\w.]+);version=")
                .matcher(Files.readString(PRODUCT.resolve("workbench.bndrun"))).results()
                .map(match -> match.group(1)).toList();
        final List<String> after = ordered(before);
        assertThat(after).containsExactlyInAnyOrderElementsOf(before);
        assertThat(after).containsSubsequence("org.apache.felix.scr", "org.signalbox.workbench.shell",
                "org.signalbox.workbench.topology", "org.signalbox.launch", "org.signalbox.fabric");
        assertThat(after.indexOf("org.signalbox.launch")).as("needed by nothing in the window").isLessThan(Math.min(
                after.indexOf("org.apache.felix.configadmin"), after.indexOf("org.apache.aries.spifly.dynamic.bundle")));
        assertThat(after.subList(0, after.indexOf("org.signalbox.launch")))
                .noneMatch(name -> name.startsWith("org.signalbox.") && !name.startsWith("org.signalbox.workbench."));
    }

    /** What the launcher makes of a list of bundles. */
    private List<String> ordered(final List<String> names) throws IOException, InterruptedException {
        final Path properties = Files.writeString(folder.resolve("properties"), names.stream()
                .map(name -> "jar/" + name + "-1.0.0.jar").collect(Collectors.joining(",", "launch.bundles=", "\n")));
        final Process shell = new ProcessBuilder("sh", "-c",
                "eval \"$(sed -n '/^start_order()/,/^}/p' \"$0\")\"; start_order",
                PRODUCT.resolve("signalbox").toString())
                .redirectInput(properties.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final String line = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return Pattern.compile("jar/([\\w.]+)-1\\.0\\.0\\.jar").matcher(line).results()
                .map(match -> match.group(1)).toList();
    }
}
