package org.signalbox.dev;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sees what is saved in a project: its {@code pom.xml}, its bnd file, and all below {@code src} but the tests, in
 * folders that are made later, too. One thread at a time.
 */
final class SourceWatch implements AutoCloseable {
    /** What editors write and take away again within this time is one save. */
    private static final long QUIET_MILLIS = 30;
    private static final long LONGEST_MILLIS = 1_000;
    /** A file may carry a time that is not that of its saving; then that of its event counts. */
    private static final long CREDIBLE_MILLIS = 5_000;

    /**
     * What was saved.
     *
     * @param millis  when the last of it was written, since the epoch
     * @param project whether the pom is among it
     */
    record Save(long millis, boolean project) {
        private Save with(final Save later) {
            return new Save(Math.max(millis, later.millis), project || later.project);
        }
    }

    private final Path folder;
    private final Set<String> ofProject;
    private final WatchService service;
    private final Map<WatchKey, Path> watched = new HashMap<>();

    /** @param ofProject names of files in the project's folder that matter */
    SourceWatch(final Path folder, final Set<String> ofProject) throws IOException {
        this.folder = folder;
        this.ofProject = ofProject;
        this.service = folder.getFileSystem().newWatchService();
        watch(folder);
        watchAll(folder.resolve("src"));
    }

    private void watch(final Path each) throws IOException {
        watched.put(each.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), each);
    }

    private void watchAll(final Path top) throws IOException {
        if (!Files.isDirectory(top)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path each, final BasicFileAttributes attributes)
                    throws IOException {
                if (!isSource(each)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                try {
                    watch(each);
                } catch (final NoSuchFileException gone) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(final Path each, final IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Waits for a save, at most so long, and for its end. */
    Optional<Save> poll(final long millis) throws InterruptedException, IOException {
        WatchKey key = service.poll(millis, TimeUnit.MILLISECONDS);
        Optional<Save> save = Optional.empty();
        final long start = System.nanoTime();
        while (key != null) {
            final Optional<Save> more = take(key);
            if (more.isPresent()) {
                save = Optional.of(save.map(before -> before.with(more.get())).orElseGet(more::get));
            }
            final boolean patient = System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
            key = save.isPresent() && patient ? service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) : service.poll();
        }
        return save;
    }

    private Optional<Save> take(final WatchKey key) throws IOException {
        final Path in = watched.get(key);
        Optional<Save> save = Optional.empty();
        for (final WatchEvent<?> event : key.pollEvents()) {
            final long now = System.currentTimeMillis();
            if (event.kind() == OVERFLOW) {
                watchAll(folder.resolve("src"));
                save = Optional.of(new Save(now, true));
                continue;
            }
            final Path file = in.resolve((Path) event.context());
            if (!matters(file)) {
                continue;
            }
            if (event.kind() == ENTRY_CREATE) {
                watchAll(file);
            }
            final Save seen = new Save(written(file, now), in.equals(folder) && Files.isRegularFile(file));
            save = Optional.of(save.map(before -> before.with(seen)).orElse(seen));
        }
        if (!key.reset()) {
            watched.remove(key);
        }
        return save;
    }

    private static long written(final Path file, final long now) {
        try {
            final long written = Files.getLastModifiedTime(file).toMillis();
            return written <= now && now - written < CREDIBLE_MILLIS ? written : now;
        } catch (final IOException gone) {
            return now;
        }
    }

    private boolean matters(final Path file) {
        final String name = file.getFileName().toString();
        if (file.getParent().equals(folder)) {
            return ofProject.contains(name) || name.equals("src");
        }
        return isSource(file) && !name.startsWith(".") && !name.startsWith("#") && !name.endsWith("~")
                && !name.endsWith(".swp") && !name.endsWith(".tmp") && !name.matches("[0-9]+");
    }

    private boolean isSource(final Path file) {
        return !file.startsWith(folder.resolve("src/test"));
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
