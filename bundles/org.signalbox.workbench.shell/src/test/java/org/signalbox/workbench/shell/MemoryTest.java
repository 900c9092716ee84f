package org.signalbox.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void shouldComeBackAsItWasWritten() {
        final Map<String, Area> areas = Map.of("a", Area.MAIN, "b", Area.BOTTOM, "c", Area.BOTTOM);
        final Layout layout = Layout.EMPTY.place("a", areas).place("b", areas).place("c", areas)
                .move("c", "a", Edge.RIGHT).hide("b");
        final Memory memory =
                new Memory(layout, Optional.of(true), Optional.of(new Memory.Window(10, 20, 1200, 800)), true);
        final Path file = folder.resolve("state/workbench.json");
        memory.write(file);
        assertThat(Memory.read(file)).isEqualTo(memory);
    }

    @Test
    void shouldRememberNothingBeforeTheFirstStart() {
        assertThat(Memory.read(folder.resolve("none.json"))).isEqualTo(Memory.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"layout\": 7}", "{\"layout\": {\"root\": {\"kind\": \"stack\"}}}",
        "{\"layout\": {\"root\": {\"kind\": \"stack\", \"views\": [\"a\", \"a\"], \"active\": \"a\"}}}",
        "{\"layout\": {\"root\": {\"kind\": \"stack\", \"views\": [\"a\"], \"active\": \"b\"}}}",
        "{\"layout\": {}, \"window\": {\"x\": \"left\"}}"})
    void shouldOpenWithTheFirstLayoutWhenTheFileIsBroken(String text) throws IOException {
        final Path file = folder.resolve("workbench.json");
        Files.writeString(file, text);
        assertThat(Memory.read(file)).isEqualTo(Memory.NONE);
    }
}
