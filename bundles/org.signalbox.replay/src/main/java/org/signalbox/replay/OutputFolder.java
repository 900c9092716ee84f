package org.signalbox.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.signalbox.command.RefusedException;

/**
 * A folder that gets all files at once or none. They are written to a folder beside it (or within it, where it is there
 * already, so that moving them never crosses a file system) and {@link #publish moved} when they are complete; without
 * that {@link #close} removes every trace. Other files in the folder are left alone.
 */
final class OutputFolder implements AutoCloseable {

    private final Path target;
    private final Collection<String> names;
    private final Path staging;

    private OutputFolder(final Path target, final Collection<String> names, final Path staging) {
        this.target = target;
        this.names = names;
        this.staging = staging;
    }

    /**
     * @param target need not exist, nor the folders it is in
     * @param names  the files that may be written; what an earlier run left under them is replaced or removed
     * @throws RefusedException with one sentence, when the files could not be put there
     */
    static OutputFolder prepare(final Path target, final Collection<String> names)
            throws RefusedException, IOException {
        Path existing = target.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new RefusedException("found the file '" + existing + "', expected a folder for --out");
        }
        for (final String name : names) {
            if (Files.isDirectory(target.resolve(name))) {
                throw new RefusedException("found a folder '" + target.resolve(name) + "', expected a file or nothing");
            }
        }
        return new OutputFolder(target, names, Files.createTempDirectory(existing, ".signalbox-replay"));
    }

    /** Where to write the file of this name. */
    Path file(final String name) {
        return staging.resolve(name);
    }

    /** Moves what was written to where it belongs. */
    void publish() throws IOException {
        Files.createDirectories(target);
        for (final String name : names) {
            if (Files.exists(file(name))) {
                Files.move(file(name), target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(target.resolve(name));
            }
        }
    }

    @Override
    public void close() throws IOException {
        final List<Path> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(staging)) {
            files.forEach(left::add);
        }
        for (final Path file : left) {
            Files.delete(file);
        }
        Files.delete(staging);
    }
}
