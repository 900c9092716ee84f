package org.signalbox.fabric.document;

/** A place in a document. @param line from 1  @param column from 1, in characters */
public record Position(int line, int column) {

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
