package org.signalbox.workbench.shell;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.ServiceReference;

/** What bundles have put up, in the order in which it came. Safe to call from any thread; reading never waits. */
final class Whiteboard<T> {

    private record Note<T>(ServiceReference<?> reference, T what) {
    }

    private final List<Note<T>> notes = new CopyOnWriteArrayList<>();

    void add(ServiceReference<?> reference, T what) {
        notes.add(new Note<>(reference, what));
    }

    void remove(ServiceReference<?> reference) {
        notes.removeIf(note -> note.reference().equals(reference));
    }

    List<T> all() {
        return notes.stream().map(Note::what).toList();
    }
}
