package org.signalbox.fabric.document;

import java.util.List;
import java.util.Map;

import org.signalbox.schema.Path;

/**
 * A value of a document and where it stands. An alias shares the value it stands for, so that a document costs memory
 * by its length and not by what its aliases expand to.
 *
 * @param tree     the value as a tree
 * @param position where it begins
 * @param keys     where a mapping's keys begin
 * @param values   a mapping's values
 * @param elements a list's elements
 * @param size     the number of values in it, aliases expanded, itself included
 */
record Located(Object tree, Position position, Map<String, Position> keys, Map<String, Located> values,
        List<Located> elements, long size) {

    static Located scalar(Object tree, Position position) {
        return new Located(tree, position, Map.of(), Map.of(), List.of(), 1);
    }

    /** Where the value at a path begins, or the nearest that holds it when there is none. */
    Position find(Path path) {
        Located at = this;
        for (Path.Segment segment : path.segments()) {
            final Located below = at.child(segment);
            if (below == null) {
                return at.position;
            }
            at = below;
        }
        return at.position;
    }

    /** Where the key at the end of a path begins. */
    Position findKey(Path path) {
        Located parent = this;
        for (Path.Segment segment : path.parent().segments()) {
            parent = parent.child(segment);
        }
        return path.last() instanceof Path.Key(String key) ? parent.keys.get(key) : find(path);
    }

    private Located child(Path.Segment segment) {
        return switch (segment) {
            case Path.Key(String key) -> values.get(key);
            case Path.Index(int index) -> index < elements.size() ? elements.get(index) : null;
            case Path.Name _ -> null;
        };
    }
}
