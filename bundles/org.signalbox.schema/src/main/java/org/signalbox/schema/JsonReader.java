package org.signalbox.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text by recursive descent. */
final class JsonReader {

    static final int DEPTH = 256;

    private final String text;
    private int at;
    private int depth;

    JsonReader(final String text) {
        this.text = text;
    }

    Object read() {
        final Object tree = value();
        skipSpace();
        if (at < text.length()) {
            throw expected("the end of the text");
        }
        return tree;
    }

    private Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> map() {
        final Map<String, Object> map = new LinkedHashMap<>();
        open();
        while (!closed('}', map.isEmpty())) {
            skipSpace();
            if (peek() != '"') {
                throw expected("a key in double quotes");
            }
            final int start = at;
            final String key = string();
            skipSpace();
            take(':', "':'");
            final Object value = value();
            if (map.containsKey(key)) {
                at = start;
                throw expected("each key once");
            }
            map.put(key, value);
        }
        return Collections.unmodifiableMap(map);
    }

    private List<Object> list() {
        final List<Object> list = new ArrayList<>();
        open();
        while (!closed(']', list.isEmpty())) {
            list.add(value());
        }
        return Collections.unmodifiableList(list);
    }

    private void open() {
        at++;
        if (++depth > DEPTH) {
            throw expected("at most " + DEPTH + " levels");
        }
    }

    private boolean closed(final char end, final boolean first) {
        skipSpace();
        if (peek() == end) {
            at++;
            depth--;
            return true;
        }
        if (!first) {
            take(',', "',' or '" + end + "'");
        }
        return false;
    }

    private String string() {
        final StringBuilder string = new StringBuilder();
        at++;
        while (peek() != '"') {
            final char c = peek();
            if (c < ' ') {
                throw expected("the closing '\"' of a text");
            }
            at++;
            string.append(c == '\\' ? escape() : c);
        }
        at++;
        return string.toString();
    }

    private char escape() {
        final char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw expected("one of \" \\ / b f n r t u after '\\'");
            }
        };
    }

    private char unicode() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            final char c = peek();
            final int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw expected("four hexadecimal digits");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private Object word(final String word, final Object value) {
        if (!text.startsWith(word, at)) {
            throw expected("a value");
        }
        at += word.length();
        return value;
    }

    private Object number() {
        final int start = at;
        if (peek() == '-') {
            at++;
        }
        final int first = at;
        digits();
        final boolean leadingZero = text.charAt(first) == '0' && at > first + 1;
        final int whole = at;
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        final String number = text.substring(start, at);
        try {
            if (leadingZero) {
                throw new NumberFormatException(number);
            }
            final Object value = at == whole ? (Object) Long.valueOf(number) : (Object) Double.valueOf(number);
            if (value instanceof Double d && d.isInfinite()) {
                throw new NumberFormatException(number);
            }
            return value;
        } catch (final NumberFormatException _) {
            at = start;
            throw expected("a number of at most 64 bits without leading zeros");
        }
    }

    private void digits() {
        if (peek() < '0' || peek() > '9') {
            throw expected("a value");
        }
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
    }

    private void take(final char c, final String name) {
        if (peek() != c) {
            throw expected(name);
        }
        at++;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    /** The next character, or 0 at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException expected(final String what) {
        int line = 1;
        int start = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        final String found = at < text.length()
                ? Trees.quote(text.substring(at, Math.min(text.length(), at + 20)))
                : "the end of the text";
        return new IllegalArgumentException("line " + line + ", column " + (at - start + 1) + ": found " + found
                + ", expected " + what);
    }
}
