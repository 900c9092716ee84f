package org.signalbox.workbench.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.signalbox.schema.Default;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;
import org.signalbox.workbench.shell.dock.Layout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the workbench remembers between two starts, one JSON file in the state folder. A file that cannot be read is told
 * in the log and counts as none: a lost layout must not keep anybody out.
 *
 * @param layout where the views stand
 * @param dark the palette that the user chose; empty follows the system
 * @param window the window's place while it is not maximized
 * @param maximized whether the window fills the screen
 */
public record Memory(Layout layout, Optional<Boolean> dark, Optional<Window> window,
        @Default("false") boolean maximized) {

    /** The first start. */
    static final Memory NONE = new Memory(Layout.EMPTY, Optional.empty(), Optional.empty(), false);

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    /** A window's bounds in pixels. */
    public record Window(int x, int y, int width, int height) {
    }

    static Memory read(Path file) {
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            return Schema.of(Memory.class).bind(JsonText.parse(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The layout in {} cannot be read; the workbench opens with the first layout: {}", file,
                    e.getMessage());
            return NONE;
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
