package org.signalbox.schema;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists of maps whose elements are known by their {@code name}. */
final class NamedElements {

    private static final String NAME = "name";

    private NamedElements() {
    }

    /** Whether every element is a map with a name of its own; an empty list has no names to go by. */
    static boolean isNamed(final Object tree) {
        if (!(tree instanceof List<?> list) || list.isEmpty()) {
            return false;
        }
        final Set<String> names = new HashSet<>();
        return list.stream().allMatch(element -> element instanceof Map<?, ?> map
                && map.get(NAME) instanceof String name && names.add(name));
    }

    /** The elements of a named list by their names, in its order; none for an absent list. */
    static Map<String, Object> byName(final Object tree) {
        final Map<String, Object> elements = new LinkedHashMap<>();
        if (tree instanceof List<?> list) {
            list.forEach(element -> elements.put(name(element), element));
        }
        return elements;
    }

    /** The position of a name, or -1. */
    static int indexOf(final List<?> list, final String name) {
        for (int i = 0; i < list.size(); i++) {
            if (name.equals(name(list.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    /** An element's name, or null. */
    private static String name(final Object element) {
        return element instanceof Map<?, ?> map && map.get(NAME) instanceof String name ? name : null;
    }
}
