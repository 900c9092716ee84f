package org.signalbox.ship;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.signalbox.command.RefusedException;

/**
 * Files on their way into a folder, where all of them arrive or none. They are gathered beside what they will replace,
 * in a hidden folder that nobody reads. Used by one thread.
 */
final class Delivery implements AutoCloseable {
    private static final String STAGING = ".signalbox-ship";

    private final Path folder;
    private final Path staging;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean stuck;

    private Delivery(final Path folder, final Path staging) {
        this.folder = folder;
        this.staging = staging;
    }

    /** @param folder need not exist, nor the folders it is in */
    static Delivery to(final Path folder) throws RefusedException, IOException {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new RefusedException("found the file " + existing + ", expected a folder or nothing");
        }
        return new Delivery(folder, Files.createTempDirectory(existing, STAGING));
    }

    /** Where to write a file that is to go to a place within the folder. */
    Path file(final String name) throws IOException {
        final Path file = staging.resolve("new").resolve(name);
        Files.createDirectories(file.getParent());
        names.add(name);
        return file;
    }

    void put(final String name, final byte[] content) throws IOException {
        Files.write(file(name), content);
    }

    /** A file does not go there after all. */
    void drop(final String name) throws IOException {
        names.remove(name);
        Files.delete(staging.resolve("new").resolve(name));
    }

    /** Where a file is now: on its way, or in the folder. */
    Path now(final String name) {
        return names.contains(name) ? staging.resolve("new").resolve(name) : folder.resolve(name);
    }

    /** The jars that the folder will have, by their place in it. */
    SortedMap<String, Path> bundles() throws IOException {
        final SortedMap<String, Path> jars = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            // a walk follows no links, not even the one that it begins with
            final Path real = folder.toRealPath();
            try (Stream<Path> files = Files.walk(real)) {
                files.filter(Files::isRegularFile).map(real::relativize)
                        .filter(file -> !file.toString().startsWith(".") && file.toString().endsWith(".jar"))
                        .map(file -> file.toString().replace('\\', '/'))
                        .forEach(name -> jars.put(name, folder.resolve(name)));
            } catch (final UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
        }
        names.stream().filter(name -> name.endsWith(".jar")).forEach(name -> jars.put(name, now(name)));
        return jars;
    }

    /** Moves what was gathered to where it belongs, in the order in which it came. */
    void publish() throws IOException {
        final Deque<String> arrived = new ArrayDeque<>();
        boolean whole = false;
        try {
            for (final String name : names) {
                final Path target = folder.resolve(name);
                Files.createDirectories(target.getParent());
                if (Files.exists(target)) {
                    Files.createDirectories(old(name).getParent());
                    Files.copy(target, old(name));
                }
                arrived.push(name);
                Files.move(staging.resolve("new").resolve(name), target, StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
            whole = true;
        } finally {
            while (!whole && !arrived.isEmpty()) {
                takeBack(arrived.pop());
            }
            if (stuck) {
                throw new IOException("what it had before is in " + staging);
            }
        }
    }

    private Path old(final String name) {
        return staging.resolve("old").resolve(name);
    }

    private void takeBack(final String name) {
        try {
            if (Files.exists(old(name))) {
                Files.move(old(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (final IOException fault) {
            // what the folder had stays in the staging one, since there is no other copy
            stuck = true;
        }
    }

    @Override
    public void close() throws IOException {
        if (stuck) {
            return;
        }
        try (Stream<Path> files = Files.walk(staging)) {
            for (final Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
