package org.signalbox.console.language;

/**
 * The smallest part of a line that means something.
 *
 * @param text  a word's or a string's text, a variable's or a parameter's name, an operator as it stands
 * @param start index of its first character
 * @param end   index behind its last character
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        /** Characters without quotes: a command, a text or a number. */
        WORD,
        /** A text in single quotes, without them. */
        LITERAL,
        /** A text in double quotes as it stands there, escapes and variables not yet replaced. */
        TEMPLATE,
        /** {@code $name}, without the dollar sign. */
        VARIABLE,
        /** {@code -Name}, without the dash: a parameter or an operator. */
        DASHED,
        /** {@code -Name:}, a parameter whose value follows at once. */
        DASHED_COLON,
        /** {@code .name} right behind a variable or a bracket. */
        MEMBER,
        /** One of <code>| ; , = ( ) { } @( @{ !</code>. */
        SIGN,
        /** The end of a line that is not the end of the text. */
        NEW_LINE,
        /** The end of the text. */
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** For messages. */
    String describe() {
        return switch (kind) {
            case NEW_LINE -> "the end of the line";
            case END -> "the end";
            case VARIABLE -> "'$" + text + "'";
            case DASHED, DASHED_COLON -> "'-" + text + "'";
            case MEMBER -> "'." + text + "'";
            default -> "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
        };
    }
}
