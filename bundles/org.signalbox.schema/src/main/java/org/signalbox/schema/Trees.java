package org.signalbox.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is asked of any tree: an immutable, checked copy of it, and a value's description in a complaint. */
final class Trees {

    private static final int LONGEST = 60;
    private static final int LONGEST_CLAUSE = 300;

    private Trees() {
    }

    /**
     * An immutable copy.
     *
     * @throws SchemaException if something in it is no tree, such as a {@code BigInteger} or an infinite number
     */
    static Object copy(final Object tree, final Path path) {
        return switch (tree) {
            case null -> null;
            case String text -> text;
            case Long number -> number;
            case Boolean flag -> flag;
            case Double number when Double.isFinite(number) -> number;
            case List<?> list -> {
                final List<Object> copy = new ArrayList<>(list.size());
                for (final Object element : list) {
                    copy.add(copy(element, path.index(copy.size())));
                }
                yield Collections.unmodifiableList(copy);
            }
            case Map<?, ?> map -> {
                final Map<String, Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
                map.forEach((key, value) -> copy.put(text(key, path), copy(value, path.key(String.valueOf(key)))));
                yield Collections.unmodifiableMap(copy);
            }
            default -> throw new SchemaException(path, describe(tree),
                    "a text, a number of at most 64 bits, true, false, a list or a mapping");
        };
    }

    private static String text(final Object key, final Path path) {
        if (key instanceof String text) {
            return text;
        }
        throw new SchemaException(path, "the key " + describe(key), "keys that are texts");
    }

    /** The tree as a map. @throws SchemaException if it is none */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(final Object tree, final Path path, final String expected) {
        if (tree instanceof Map<?, ?> map) {
            for (final Object key : map.keySet()) {
                text(key, path);
            }
            return (Map<String, Object>) map;
        }
        throw new SchemaException(path, describe(tree), expected);
    }

    /** A value in a few words, for "found ...". */
    static String describe(final Object tree) {
        return switch (tree) {
            case null -> "nothing";
            case String text -> quote(text);
            case List<?> list -> list.isEmpty() ? "an empty list" : "a list";
            case Map<?, ?> map -> map.isEmpty() ? "an empty mapping" : "a mapping";
            default -> shorten(String.valueOf(tree));
        };
    }

    /** A text between quotes, cut where it is long, its control characters replaced. */
    static String quote(final String text) {
        return "'" + shorten(text) + "'";
    }

    private static String shorten(final String text) {
        return cut(text, LONGEST);
    }

    /** A clause without control characters, cut where somebody put a long value into it. */
    static String oneLine(final String clause) {
        return cut(clause, LONGEST_CLAUSE);
    }

    private static String cut(final String text, final int longest) {
        final String start = text.length() <= longest ? text : text.substring(0, longest) + "...";
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
