package org.signalbox.fabric.cmdlet;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

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
}
