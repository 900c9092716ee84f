package org.signalbox.workbench.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.signalbox.query.NaturalOrder;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;

/** The saved views, one JSON file in the state folder. Safe to call from any thread; both methods read or write. */
final class SavedViews {

    private final Path file;

    /** What the file holds. */
    public record Content(List<SavedView> views) {
    }

    SavedViews(Path file) {
        this.file = file;
    }

    /**
     * All views by name; none where nothing was saved.
     *
     * @throws IOException with one sentence, if the file cannot be read
     */
    synchronized List<SavedView> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Schema.of(Content.class).bind(JsonText.parse(Files.readString(file))).views();
        } catch (IllegalArgumentException e) {
            throw new IOException("The saved views in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Saves a view in place of one of the same name. Writes the file whole or not at all. */
    synchronized List<SavedView> save(SavedView view) throws IOException {
        final List<SavedView> next = without(view.name());
        next.add(view);
        return write(next);
    }

    /** Forgets a view. */
    synchronized List<SavedView> delete(String name) throws IOException {
        return write(without(name));
    }

    private List<SavedView> without(String name) throws IOException {
        final List<SavedView> views = new ArrayList<>(read());
        views.removeIf(each -> each.name().equals(name));
        return views;
    }

    private List<SavedView> write(List<SavedView> views) throws IOException {
        views.sort(Comparator.comparing(SavedView::name, NaturalOrder.INSTANCE));
        Files.createDirectories(file.toAbsolutePath().getParent());
        final Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, JsonText.pretty(Schema.of(Content.class).unbind(new Content(views))));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return List.copyOf(views);
    }
}
