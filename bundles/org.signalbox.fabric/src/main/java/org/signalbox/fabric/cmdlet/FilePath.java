package org.signalbox.fabric.cmdlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.signalbox.command.RefusedException;

/** Reads what a user gives as a file. */
public final class FilePath {

    private FilePath() {
    }

    /** @throws RefusedException with one sentence, if the text cannot be a path */
    public static Path of(String text) throws RefusedException {
        try {
            return Path.of(text);
        } catch (InvalidPathException nonsense) {
            throw new RefusedException("found '" + text.replaceAll("\\p{Cntrl}", "?")
                    + "', expected the path of a file", nonsense);
        }
    }

    /**
     * Writes a file in one step: a reader sees the old one or the new one.
     *
     * @throws RefusedException with one sentence, if it cannot be written
     */
    static void write(String text, byte[] content) throws RefusedException {
        final Path file = of(text).toAbsolutePath();
        try {
            final Path draft = Files.createTempFile(file.getParent(), ".fabric", ".draft");
            try {
                Files.write(draft, content);
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException fault) {
            throw new RefusedException(text + ": found a file that cannot be written (" + fault
                    + "), expected a place for a document", fault);
        }
    }
}
