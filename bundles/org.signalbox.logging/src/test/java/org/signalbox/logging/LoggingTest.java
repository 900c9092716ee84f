package org.signalbox.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class LoggingTest {

    private static final String HOME = "signalbox.home";

    @TempDir
    private Path home;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final String homeBefore = System.getProperty(HOME);

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        System.setProperty(HOME, home.toString());
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
        if (homeBefore == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, homeBefore);
        }
    }

    private static Logger logger() {
        final Logging logging = new Logging();
        logging.initialize();
        return logging.getLoggerFactory().getLogger("org.signalbox.vswitch.engine.ForwardingTable");
    }

    private List<String> file() throws IOException {
        return Files.readAllLines(home.resolve("log/signalbox.log"));
    }

    @Test
    void shouldTellAPersonWhatToKnowInOneLine() {
        final Logger logger = logger();
        logger.info("All is well");
        logger.warn("The port {} is down", "web", new IllegalStateException("unplugged"));
        assertThat(told.toString(StandardCharsets.UTF_8).lines()).containsExactly("signalbox: The port web is down");
    }

    @Test
    void shouldKeepTheRestInAFile() throws IOException {
        final Logger logger = logger();
        logger.debug("A detail");
        logger.info("All is well");
        logger.warn("The port {} is down", "web", new IllegalStateException("unplugged"));
        final List<String> lines = file();
        final String when = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[.,]\\d{3} ";
        assertThat(lines.get(0)).matches(when + "INFO  \\[" + Thread.currentThread().getName()
                + "\\] o\\.s\\.vswitch\\.engine\\.ForwardingTable - All is well");
        assertThat(lines.get(1)).matches(when + "WARN  \\[.*\\] \\S+ - The port web is down");
        assertThat(lines.get(2)).isEqualTo("java.lang.IllegalStateException: unplugged");
        assertThat(lines.get(3)).startsWith("\tat " + LoggingTest.class.getName());
    }

    @Test
    void shouldKeepThreeOldFiles() throws IOException {
        final Logger logger = logger();
        final String line = "x".repeat(1_000_000);
        for (int i = 0; i < 40; i++) {
            logger.info(line);
        }
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactlyInAnyOrder(
                    "signalbox.log", "signalbox.1.log", "signalbox.2.log", "signalbox.3.log");
        }
    }

    @Test
    void shouldSayThatTheFileCannotBeWritten() throws IOException {
        Files.writeString(home.resolve("log"), "no folder");
        logger().info("All is well");
        assertThat(told.toString(StandardCharsets.UTF_8).lines()).singleElement().asString()
                .startsWith("signalbox: The log " + home.resolve("log/signalbox.log") + " cannot be written");
    }

    @Test
    void shouldTellAPersonWhereThereIsNoHome() {
        System.clearProperty(HOME);
        logger().error("No home");
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("signalbox: No home");
    }
}
