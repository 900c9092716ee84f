package org.signalbox.capture.filter;

/** A filter expression that cannot be used. The message is one sentence for people. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1L;

    FilterException(String sentence) {
        super(sentence);
    }
}
