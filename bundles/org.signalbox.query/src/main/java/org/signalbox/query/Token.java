package org.signalbox.query;

/**
 * A part of a query's or a formula's text.
 *
 * @param start  from 0
 * @param length in characters, at least 1
 * @param text   what it says, its quotes taken off
 */
public record Token(Kind kind, int start, int length, String text) {

    /** What a part is. */
    public enum Kind {
        /** A column's name before an operator; in a formula, one of a column of numbers. */
        COLUMN,
        /** One of {@code : = != < <= > >=}; in a formula, of {@code + - * /}. */
        OPERATOR,
        /** What a column is compared with; in a formula, a number. */
        VALUE,
        /** A word that is looked for in every text. */
        WORD,
        /** One of {@code and or not}. */
        KEYWORD,
        /** An opening bracket. */
        OPEN,
        /** A closing bracket. */
        CLOSE,
        /** What cannot stand there: no such column, a quote without its end, a lone exclamation mark. */
        ERROR
    }

    /** Where it ends in the text: the place of the character after it. */
    public int end() {
        return start + length;
    }
}
