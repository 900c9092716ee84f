package org.signalbox.workbench.shell;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Writes what the workbench remembers on a thread of its own, the newest only, so that a killed one finds it again. */
final class Keeper implements AutoCloseable {

    private final Path file;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("keep layout").factory());
    private final AtomicReference<Memory> next = new AtomicReference<>();
    private Memory written;

    Keeper(Path file) {
        this.file = file;
    }

    /** Takes what to remember and returns at once. */
    void keep(Memory memory) {
        if (next.getAndSet(memory) == null) {
            writer.execute(() -> write(next.getAndSet(null)));
        }
    }

    private void write(Memory memory) {
        if (!memory.equals(written)) {
            memory.write(file);
            written = memory;
        }
    }

    /** Waits until all is written. */
    @Override
    public void close() {
        writer.close();
    }
}
