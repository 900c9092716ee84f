package org.signalbox.capture;

import java.io.IOException;

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
}
