package org.signalbox.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders below {@code target}, which stay for who looks into a failure. */
final class Folders {
    private Folders() {
    }

    /** A folder with nothing of an earlier run in it. */
    static Path emptied(final String name) throws IOException {
        final Path folder = Path.of("target", name).toAbsolutePath();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
