package org.signalbox.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects the changes between two trees. */
final class TreeDifference {

    private final List<Change> changes = new ArrayList<>();

    List<Change> of(final Object before, final Object after) {
        compare(Path.ROOT, before, after);
        return changes;
    }

    private void compare(final Path path, final Object before, final Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> now) {
            compareMaps(path, old, now);
        } else if (inMap(path) && named(before) && named(after)
                && common(before, after).equals(common(after, before))) {
            compareNamed(path, before, after);
        } else {
            changes.add(new Change(path, before, after, ""));
        }
    }

    private void compareMaps(final Path path, final Map<?, ?> old, final Map<?, ?> now) {
        for (final Object key : old.keySet()) {
            compare(path.key((String) key), value(old, key), value(now, key));
        }
        for (final Object key : now.keySet()) {
            if (!old.containsKey(key)) {
                compare(path.key((String) key), Change.ABSENT, value(now, key));
            }
        }
    }

    private static Object value(final Map<?, ?> map, final Object key) {
        return map.containsKey(key) ? map.get(key) : Change.ABSENT;
    }

    private static boolean inMap(final Path path) {
        return !path.segments().isEmpty() && path.last() instanceof Path.Key;
    }

    private static boolean named(final Object tree) {
        return tree == Change.ABSENT || NamedElements.isNamed(tree);
    }

    /** The names of one list that stand in the other too, in the order of the first. */
    private static List<String> common(final Object list, final Object other) {
        final List<String> names = new ArrayList<>(NamedElements.byName(list).keySet());
        names.retainAll(NamedElements.byName(other).keySet());
        return names;
    }

    /** Goings from the end, then comings from the start, so that each finds the element it follows, both ways. */
    private void compareNamed(final Path path, final Object before, final Object after) {
        final Map<String, Object> old = NamedElements.byName(before);
        final Map<String, Object> now = NamedElements.byName(after);
        final List<Change> going = new ArrayList<>();
        String previous = "";
        for (final String name : old.keySet()) {
            if (now.containsKey(name)) {
                compare(path.name(name), old.get(name), now.get(name));
            } else {
                going.addFirst(new Change(path.name(name), old.get(name), Change.ABSENT, previous));
            }
            previous = name;
        }
        changes.addAll(going);
        previous = "";
        for (final String name : now.keySet()) {
            if (!old.containsKey(name)) {
                changes.add(new Change(path.name(name), Change.ABSENT, now.get(name), previous));
            }
            previous = name;
        }
    }
}
