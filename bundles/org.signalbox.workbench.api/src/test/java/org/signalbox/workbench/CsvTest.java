package org.signalbox.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.signalbox.schema.JsonText;

/** What is written is what others read. */
class CsvTest {

    private static final String[] PIECES = {"a", "port 1", ",", "\"", "\r\n", "\n", "\r", " ", "\u00e9", "\u202f", "'", ";",
        "=1+1", ""};
    private static final long SEED = 4180;

    @Test
    void shouldQuoteWhatWouldEndACell() {
        assertThat(new Csv(List.of("name", "why"), List.of(List.of("web", "a \"b\", c"), List.of("db", ""))).text())
                .isEqualTo("name,why\r\nweb,\"a \"\"b\"\", c\"\r\ndb,\r\n");
    }

    @Test
    void shouldRefuseARowOfAnotherWidth() {
        assertThatThrownBy(() -> new Csv(List.of("a", "b"), List.of(List.of("1", "2"), List.of("1"))))
                .hasMessage("found 1 cells in row 1, expected 2");
        assertThatThrownBy(() -> new Csv(List.of(), List.of())).hasMessage("found no columns, expected at least one");
    }

    static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    @EnabledIf("hasPython")
    void shouldBeReadAsItWasByPython() throws Exception {
        final Random random = new Random(SEED);
        final List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < 500; row++) {
            rows.add(IntStream.range(0, 4).mapToObj(column -> cell(random)).toList());
        }
        final List<String> head = List.of("a", "b,c", "d\"", "e");
        final Process python = new ProcessBuilder("python3", "-c", "import csv,io,json,sys;"
                + "t=sys.stdin.buffer.read().decode('utf-8');"
                + "print(json.dumps({'rows':list(csv.reader(io.StringIO(t,newline=''),strict=True))}))")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final Thread writer = Thread.ofVirtual().start(() -> {
            try (var to = python.getOutputStream()) {
                to.write(new Csv(head, rows).text().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        final String read = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        writer.join();
        assertThat(python.waitFor()).isZero();
        final List<List<String>> expected = new ArrayList<>(List.of(head));
        expected.addAll(rows);
        assertThat(((Map<?, ?>) JsonText.parse(read)).get("rows")).as("seed %d", SEED).isEqualTo(expected);
    }

    private static String cell(Random random) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
