package org.signalbox.fabric.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.signalbox.schema.JsonText;

/**
 * Writes a tree as YAML for people: named things in blocks, small values on one line, quotes only where a text would be
 * read as something else. {@link YamlReader} reads it back as the same tree.
 */
final class YamlWriter {
    private static final int WIDTH = 110;
    /** YAML 1.2.2, section 7.4.2: an implicit key has at most 1024 characters. */
    private static final int LONGEST_KEY = 1000;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.][A-Za-z0-9_./+@: -]*");
    private static final Pattern NOT_PLAIN = Pattern.compile(":(?![A-Za-z0-9_./:+@-])| (?![A-Za-z0-9_./+@-])");
    /** What other readers of YAML may take for a time or a number in base 60. */
    private static final Pattern LIKE_A_TIME = Pattern.compile("[-+.0-9].*:.*");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {
    }

    /** @param tree a mapping or a list; keys in their order */
    static String write(Object tree) {
        final YamlWriter writer = new YamlWriter();
        if (writer.fitsOneLine(tree, 0)) {
            return flow(tree) + "\n";
        }
        writer.block(tree, 0);
        return writer.out.toString();
    }

    private void block(Object tree, int indent) {
        if (tree instanceof Map<?, ?> map) {
            boolean first = true;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                lineStart(indent, first);
                first = false;
                final String key = scalar(entry.getKey());
                if (key.length() > LONGEST_KEY) {
                    out.append("? ").append(key).append('\n').repeat(' ', indent).append(':');
                } else {
                    out.append(key).append(':');
                }
                value(entry.getValue(), indent, indent + key.length() + 2);
            }
        } else {
            boolean first = true;
            for (Object element : (List<?>) tree) {
                lineStart(indent, first);
                first = false;
                out.append("- ");
                if (fitsOneLine(element, indent + 2)) {
                    out.append(flow(element)).append('\n');
                } else {
                    block(element, indent + 2);
                }
            }
        }
    }

    private void value(Object value, int indent, int column) {
        if (fitsOneLine(value, column)) {
            out.append(' ').append(flow(value)).append('\n');
        } else {
            out.append('\n').repeat(' ', indent + 2);
            block(value, indent + 2);
        }
    }

    /** The first entry of a block stands where its parent left off. */
    private void lineStart(int indent, boolean first) {
        if (!first) {
            out.repeat(' ', indent);
        }
    }

    private boolean fitsOneLine(Object tree, int column) {
        return switch (tree) {
            case Map<?, ?> map when !map.isEmpty() -> !named(tree) && column + flow(tree).length() <= WIDTH;
            case List<?> list when !list.isEmpty() -> !named(tree) && column + flow(tree).length() <= WIDTH;
            case null, default -> true;
        };
    }

    /** Whether the tree is or holds something with a name of its own. */
    private static boolean named(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> map.containsKey("name") || map.values().stream().anyMatch(YamlWriter::named);
            case List<?> list -> list.stream().anyMatch(YamlWriter::named);
            case null, default -> false;
        };
    }

    private static String flow(Object tree) {
        final List<String> parts = new ArrayList<>();
        return switch (tree) {
            case Map<?, ?> map -> {
                map.forEach((key, value) -> parts.add(scalar(key) + ": " + flow(value)));
                yield parts.isEmpty() ? "{}" : "{ " + String.join(", ", parts) + " }";
            }
            case List<?> list -> {
                list.forEach(element -> parts.add(flow(element)));
                yield "[" + String.join(", ", parts) + "]";
            }
            case null, default -> scalar(tree);
        };
    }

    private static String scalar(Object value) {
        return value instanceof String text && isPlain(text) ? text : JsonText.compact(value);
    }

    private static boolean isPlain(String text) {
        if (!PLAIN.matcher(text).matches() || NOT_PLAIN.matcher(text).find() || LIKE_A_TIME.matcher(text).matches()) {
            return false;
        }
        try {
            return text.equals(CoreScalars.resolve(text));
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
