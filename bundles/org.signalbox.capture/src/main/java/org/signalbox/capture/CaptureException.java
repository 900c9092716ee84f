package org.signalbox.capture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A capture file that cannot be read on. The message is one sentence that names the place, what was found there and
 * what was expected; it does not name the file, as only the caller knows the name that the user gave.
 */
public final class CaptureException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param offset where in the file, in bytes
     * @param record the record that was read or due, counted from 1; 0 in the header of the file
     */
    CaptureException(final long offset, final long record, final String found, final String expected) {
        super((record == 0 ? "file header" : "record " + record) + " at byte " + offset
                + ": found " + found + ", expected " + expected);
    }

    CaptureException(final String sentence) {
        super(sentence);
    }

    CaptureException(final String sentence, final IOException cause) {
        super(sentence + ": " + reason(cause), cause);
    }

    /** Why an access to a file failed, in a few words that do not name the file. */
    public static String reason(final IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file or folder";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            case FileSystemException file -> file.getClass().getSimpleName();
            default -> String.valueOf(e.getMessage());
        };
    }
}
