package org.signalbox.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One difference between two trees.
 *
 * @param path    where they differ; elements of lists are named, never counted
 * @param before  the value in the first tree, or {@link #ABSENT}
 * @param after   the value in the second tree, or {@link #ABSENT}; differs from {@code before}
 * @param follows for a list's element that comes or goes: the name of the element before it, empty if it is the first;
 *                otherwise empty
 */
public record Change(Path path, Object before, Object after, String follows) {

    /** Stands for a value that is not there; {@code null} is a value. */
    public static final Object ABSENT = new Object() {
        @Override
        public String toString() {
            return "absent";
        }
    };

    public Change {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(follows, "follows");
        before = before == ABSENT ? ABSENT : Trees.copy(before, path);
        after = after == ABSENT ? ABSENT : Trees.copy(after, path);
    }

    /** The change back. */
    public Change inverse() {
        return new Change(path, after, before, follows);
    }

    /**
     * This change as a tree: keys {@code path}, {@code before}, {@code after}, {@code follows}; absent ones left
     * out.
     */
    public Map<String, Object> toTree() {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", path.toString());
        if (before != ABSENT) {
            tree.put("before", before);
        }
        if (after != ABSENT) {
            tree.put("after", after);
        }
        if (!follows.isEmpty()) {
            tree.put("follows", follows);
        }
        return tree;
    }

    /**
     * Reads {@link #toTree}.
     *
     * @throws IllegalArgumentException if the tree is no change
     */
    public static Change fromTree(final Object tree) {
        final Map<String, Object> map = Trees.map(tree, Path.ROOT, "a change");
        if (map.get("path") instanceof String path && map.getOrDefault("follows", "") instanceof String follows) {
            return new Change(Path.parse(path), map.getOrDefault("before", ABSENT), map.getOrDefault("after", ABSENT),
                    follows);
        }
        throw new SchemaException(Path.ROOT, Trees.describe(tree), "a change with a path");
    }

    /** The change in one line: {@code switches[name=prod].type: "private" -> "internal"}. */
    @Override
    public String toString() {
        return path + ": " + text(before) + " -> " + text(after);
    }

    private static String text(final Object value) {
        return value == ABSENT ? value.toString() : JsonText.compact(value);
    }
}
