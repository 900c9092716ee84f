package org.signalbox.console.language;

/** A line that cannot be read: one sentence that says where and what was expected. */
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean incomplete;

    SyntaxException(String sentence, boolean incomplete) {
        super(sentence);
        this.incomplete = incomplete;
    }

    /** Whether it would be right if it went on: an open quote, bracket or pipe. */
    public boolean incomplete() {
        return incomplete;
    }
}
