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

    @Test
    void shouldTellWhatAFailedTestSaidAndWhere() throws Exception {
        final Path reports = Files.writeString(folder.resolve("TEST-all.xml"), """
                <testsuite name="x" tests="4" failures="3">
                <testcase name="passes()" classname="a.B" time="1.0"/>
                <testcase name="byAttribute" classname="a.B" time="0.2">
                <failure message="&#10;expected: &lt;1&gt; &amp; &quot;2&quot;" type="E"><![CDATA[E: x
                \tat java.base/java.util.Objects.y(Objects.java:1)
                \tat a.B.byAttribute(B.java:7)
                \tat a.B.other(B.java:9)
                ]]></failure></testcase>
                <testcase name="byLines()" classname="a.B" time="0.2">
                <failure message="
                expected: 3
                 but was: 4" type="E"><![CDATA[E: x
                \tat app//a.B$Inner.z(B.java:8)
                ]]></failure></testcase>
                <testcase name="byType()" classname="a.C" time="0.2">
                <error type="java.lang.NullPointerException"><![CDATA[java.lang.NullPointerException
                \tat a.C.byType(C.java:5)
                ]]></error></testcase>
                </testsuite>
                """);
        final Run run = Run.of(folder, List.of("awk", "-f", LAUNCHER.resolveSibling("failures.awk").toString(),
                reports.toString()));
        assertThat(run.out()).isEqualTo("""
                failed: a.B byAttribute
                    expected: <1> & "2"
                    at a.B.byAttribute(B.java:7)
                failed: a.B byLines()
                    expected: 3 but was: 4
                    at app//a.B$Inner.z(B.java:8)
                failed: a.C byType()
                    java.lang.NullPointerException
                    at a.C.byType(C.java:5)
                """);
    }

    private Run launch(final Path launcher, final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return Run.of(folder, command);
    }
}
