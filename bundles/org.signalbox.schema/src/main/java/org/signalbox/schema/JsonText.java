package org.signalbox.schema;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Trees as JSON text (RFC 8259). The writer is deterministic: keys in the map's order, numbers as Java writes them.
 * The reader is strict: no duplicate keys, no integers beyond 64 bits, nesting of at most {@value JsonReader#DEPTH}.
 */
public final class JsonText {

    private JsonText() {
    }

    /**
     * The tree on one line, without spaces.
     *
     * @throws IllegalArgumentException if something in it is no tree
     */
    public static String compact(final Object tree) {
        final StringBuilder text = new StringBuilder();
        write(tree, text, -1);
        return text.toString();
    }

    /**
     * The tree indented by two spaces, with a line feed at the end.
     *
     * @throws IllegalArgumentException as above
     */
    public static String pretty(final Object tree) {
        final StringBuilder text = new StringBuilder();
        write(tree, text, 0);
        return text.append('\n').toString();
    }

    /**
     * The tree that a text holds.
     *
     * @throws IllegalArgumentException if it is not JSON; the message is a sentence with line and column
     */
    public static Object parse(final String text) {
        return new JsonReader(text).read();
    }

    static String quote(final String text) {
        final StringBuilder quoted = new StringBuilder();
        quote(text, quoted);
        return quoted.toString();
    }

    /** @param indent the depth, or negative for one line */
    private static void write(final Object tree, final StringBuilder out, final int indent) {
        switch (tree) {
            case null -> out.append("null");
            case String text -> quote(text, out);
            case Long number -> out.append(number);
            case Boolean flag -> out.append(flag);
            case Double number when Double.isFinite(number) -> out.append(number);
            case List<?> list -> writeList(list, out, indent);
            case Map<?, ?> map -> writeMap(map, out, indent);
            default -> throw new IllegalArgumentException(
                    "found " + Trees.describe(tree) + ", expected a value that JSON can hold");
        }
    }

    private static void writeList(final List<?> list, final StringBuilder out, final int indent) {
        out.append('[');
        final int inner = indent < 0 || list.isEmpty() ? -1 : indent + 1;
        for (final Iterator<?> elements = list.iterator(); elements.hasNext();) {
            newLine(out, inner);
            write(elements.next(), out, inner);
            out.append(elements.hasNext() ? "," : "");
        }
        newLine(out, inner < 0 ? -1 : indent);
        out.append(']');
    }

    private static void writeMap(final Map<?, ?> map, final StringBuilder out, final int indent) {
        out.append('{');
        final int inner = indent < 0 || map.isEmpty() ? -1 : indent + 1;
        for (final Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext();) {
            final Map.Entry<?, ?> entry = entries.next();
            newLine(out, inner);
            quote((String) entry.getKey(), out);
            out.append(inner < 0 ? ":" : ": ");
            write(entry.getValue(), out, inner);
            out.append(entries.hasNext() ? "," : "");
        }
        newLine(out, inner < 0 ? -1 : indent);
        out.append('}');
    }

    private static void newLine(final StringBuilder out, final int indent) {
        if (indent >= 0) {
            out.append('\n').repeat("  ", indent);
        }
    }

    private static void quote(final String text, final StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c) || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
