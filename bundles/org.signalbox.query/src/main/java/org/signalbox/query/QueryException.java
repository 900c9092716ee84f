package org.signalbox.query;

/** Tells in one sentence why a text is no query, or no formula. */
public final class QueryException extends Exception {

    private static final long serialVersionUID = 1;

    private final int position;

    QueryException(int position, String found, String expected) {
        super("found " + found + " at character " + (position + 1) + ", expected " + expected);
        this.position = position;
    }

    /** Where in the text, from 0; its length where something is missing at the end. */
    public int position() {
        return position;
    }
}
