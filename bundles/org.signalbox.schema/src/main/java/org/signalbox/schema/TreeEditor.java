package org.signalbox.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes changes one by one; what a change touches is copied, the tree it started from stays. */
final class TreeEditor {

    private Object tree;

    TreeEditor(final Object tree) {
        this.tree = Trees.copy(tree, Path.ROOT);
    }

    Object tree() {
        return Trees.copy(tree, Path.ROOT);
    }

    /** Makes a change if it fits, and says whether it did. */
    boolean apply(final Change change) {
        final Changed changed = edit(tree, change.path().segments(), change);
        if (changed == null) {
            return false;
        }
        tree = changed.value();
        return true;
    }

    /** What a value has become; the value may be null or absent. */
    private record Changed(Object value) {
    }

    private static Changed edit(final Object value, final List<Path.Segment> below, final Change change) {
        if (below.isEmpty()) {
            return Objects.equals(value, change.before()) ? new Changed(change.after()) : null;
        }
        final List<Path.Segment> rest = below.subList(1, below.size());
        return switch (below.getFirst()) {
            case Path.Key(String key) -> value instanceof Map<?, ?> map ? editMap(map, key, rest, change) : null;
            case Path.Name(String name) -> value == Change.ABSENT || value instanceof List<?>
                    ? editList(value, name, rest, change) : null;
            case Path.Index _ -> null;
        };
    }

    private static Changed editMap(final Map<?, ?> map, final String key, final List<Path.Segment> rest,
            final Change change) {
        final Changed changed = edit(map.containsKey(key) ? map.get(key) : Change.ABSENT, rest, change);
        if (changed == null) {
            return null;
        }
        final Map<Object, Object> copy = new LinkedHashMap<>(map);
        if (changed.value() == Change.ABSENT) {
            copy.remove(key);
        } else {
            copy.put(key, changed.value());
        }
        return new Changed(copy);
    }

    private static Changed editList(final Object list, final String name, final List<Path.Segment> rest,
            final Change change) {
        final List<Object> copy = list instanceof List<?> present ? new ArrayList<>(present) : new ArrayList<>();
        final int at = NamedElements.indexOf(copy, name);
        final Changed changed = edit(at < 0 ? Change.ABSENT : copy.get(at), rest, change);
        if (changed == null) {
            return null;
        }
        if (changed.value() != Change.ABSENT && at >= 0) {
            copy.set(at, changed.value());
        } else if (changed.value() != Change.ABSENT) {
            copy.add(place(copy, change.follows()), changed.value());
        } else if (at >= 0) {
            copy.remove(at);
        }
        return new Changed(copy.isEmpty() ? Change.ABSENT : copy);
    }

    /** Behind the element to follow, at the start for none, at the end for one that has gone. */
    private static int place(final List<Object> list, final String follows) {
        if (follows.isEmpty()) {
            return 0;
        }
        final int before = NamedElements.indexOf(list, follows);
        return before < 0 ? list.size() : before + 1;
    }
}
