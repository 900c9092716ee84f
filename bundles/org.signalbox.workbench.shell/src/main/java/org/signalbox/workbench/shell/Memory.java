package org.signalbox.workbench.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.signalbox.schema.Default;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;
import org.signalbox.workbench.Perspective;
import org.signalbox.workbench.shell.dock.Layout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the workbench remembers between two starts, one JSON file in the state folder. A file that cannot be read is
 * told, set aside and counts as none: a lost layout must not keep anybody out.
 *
 * @param layout where the views stand in the perspective that is shown
 * @param dark the palette that the user chose; empty follows the system
 * @param window the window's place while it is not maximized
 * @param maximized whether the window fills the screen
 * @param perspective the id of the perspective that is shown
 * @param others where the views stand in the other perspectives, by their ids
 * @param preferences what is set on the pages of bundles, by their ids
 */
public record Memory(Layout layout, Optional<Boolean> dark, Optional<Window> window,
        @Default("false") boolean maximized, @Default(Perspective.ADMIN) String perspective,
        Map<String, Layout> others, Map<String, Object> preferences) {

    /** The first start. */
    static final Memory NONE = new Memory(Layout.EMPTY, Optional.empty(), Optional.empty(), false, Perspective.ADMIN,
            Map.of(), Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    /** Copies the layouts and preferences. */
    public Memory {
        others = Map.copyOf(others);
        preferences = Map.copyOf(preferences);
    }

    /** A window's bounds in pixels. */
    public record Window(int x, int y, int width, int height) {
    }

    /** Begins to read it on a thread of its own; what is returned waits for the end of that. As {@link #read}. */
    static Supplier<Memory> ahead(Path file, Consumer<String> told) {
        final CompletableFuture<Memory> memory = CompletableFuture.supplyAsync(() -> read(file, told),
                task -> Thread.ofPlatform().daemon().name("memory").start(task));
        return () -> memory.join();
    }

    /** {@link #NONE} if there is no file; if it is broken also, and {@code told} receives a sentence for the user. */
    static Memory read(Path file, Consumer<String> told) {
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            return Schema.of(Memory.class).bind(JsonText.parse(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            final String kept = setAside(file);
            LOG.warn("The layout in {} cannot be read{}: {}", file, kept, e.getMessage());
            told.accept("The layout in " + file + " cannot be read" + kept
                    + ": the views stand as at the first start.");
            return NONE;
        }
    }

    private static String setAside(Path file) {
        final Path aside = file.resolveSibling(file.getFileName() + ".broken");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return " and is now " + aside.getFileName();
        } catch (IOException e) {
            LOG.warn("{} cannot be set aside", file, e);
            return "";
        }
    }

    /** Writes the file whole or not at all. */
    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            final Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, JsonText.pretty(Schema.of(Memory.class).unbind(this)));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("The layout cannot be kept in {}", file, e);
        }
    }
}
