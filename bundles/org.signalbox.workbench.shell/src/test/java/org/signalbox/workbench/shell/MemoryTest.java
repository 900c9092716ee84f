package org.signalbox.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.workbench.ViewPlace.Area;
import org.signalbox.workbench.shell.dock.Layout;
import org.signalbox.workbench.shell.dock.Layout.Edge;

/** What the workbench remembers comes back, and a broken file keeps nobody out. */
class MemoryTest {

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void shouldComeBackAsItWasWritten() {
        final Map<String, Area> areas = Map.of("a", Area.MAIN, "b", Area.BOTTOM, "c", Area.BOTTOM);
        final Layout layout = Layout.EMPTY.place("a", areas).place("b", areas).place("c", areas)
                .move("c", "a", Edge.RIGHT).hide("b");
        final Memory memory =
                new Memory(layout, Optional.of(true), Optional.of(new Memory.Window(10, 20, 1200, 800)), true,
                        "trace",
                        Map.of("admin", layout.detach(new Layout.Detached("a", 1, 2, 300, 200)).maximize("c")),
                        Map.of("acme", Map.of("hours", 3L)));
        final Path file = folder.resolve("state/workbench.json");
        memory.write(file);
        assertThat(Memory.read(file, told::add)).isEqualTo(memory);
        assertThat(told).isEmpty();
    }

    @Test
    void shouldRememberNothingBeforeTheFirstStart() {
        assertThat(Memory.read(folder.resolve("none.json"), told::add)).isEqualTo(Memory.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"layout\": 7}", "{\"layout\": {\"root\": {\"kind\": \"stack\"}}}",
        "{\"layout\": {\"root\": {\"kind\": \"stack\", \"views\": [\"a\", \"a\"], \"active\": \"a\"}}}",
        "{\"layout\": {\"root\": {\"kind\": \"stack\", \"views\": [\"a\"], \"active\": \"b\"}}}",
        "{\"layout\": {}, \"window\": {\"x\": \"left\"}}"})
    void shouldOpenWithTheFirstLayoutWhenTheFileIsBroken(String text) throws IOException {
        final Path file = folder.resolve("workbench.json");
        Files.writeString(file, text);
        assertThat(Memory.read(file, told::add)).isEqualTo(Memory.NONE);
        assertThat(told).singleElement().asString().contains("cannot be read and is now workbench.json.broken");
        assertThat(folder.resolve("workbench.json.broken")).hasContent(text);
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldReadWhatWasWrittenBeforeThereWerePerspectives() throws IOException {
        final Path file = folder.resolve("workbench.json");
        Files.writeString(file,
                "{\"layout\": {\"root\": {\"kind\": \"stack\", \"views\": [\"a\"], \"active\": \"a\"}}}");
        final Memory memory = Memory.read(file, told::add);
        assertThat(memory.perspective()).isEqualTo("admin");
        assertThat(memory.layout().knows("a")).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void shouldKeepTheNewestAndLeaveNothingHalfWritten() {
        final Path file = folder.resolve("workbench.json");
        Memory last = Memory.NONE;
        try (Keeper keeper = new Keeper(file)) {
            for (int i = 1; i <= 200; i++) {
                last = new Memory(Layout.EMPTY, Optional.empty(), Optional.of(new Memory.Window(i, i, 800, 600)), false,
                        "admin", Map.of(), Map.of());
                keeper.keep(last);
            }
        }
        assertThat(Memory.read(file, told::add)).isEqualTo(last);
        assertThat(folder.toFile().list()).containsExactly("workbench.json");
    }
}
