package org.signalbox.fabric.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping or a list while it is read. */
final class OpenCollection {
    private final boolean mapping;
    private final Position position;
    private final Optional<String> anchor;
    private final Map<String, Position> keys;
    private final Map<String, Located> values;
    private final List<Located> elements;
    private String key;
    private long size = 1;

    OpenCollection(boolean mapping, Position position, Optional<String> anchor) {
        this.mapping = mapping;
        this.position = position;
        this.anchor = anchor;
        this.keys = mapping ? new LinkedHashMap<>() : Map.of();
        this.values = mapping ? new LinkedHashMap<>() : Map.of();
        this.elements = mapping ? List.of() : new ArrayList<>();
    }

    Position position() {
        return position;
    }

    Optional<String> anchor() {
        return anchor;
    }

    boolean awaitsKey() {
        return mapping && key == null;
    }

    /** @return whether the key is new */
    boolean beginKey(String next, Position at) {
        key = next;
        return keys.put(next, at) == null;
    }

    void add(Located value) {
        size += value.size();
        if (mapping) {
            values.put(key, value);
            key = null;
        } else {
            elements.add(value);
        }
    }

    Located located() {
        return new Located(tree(), position, keys, values, elements, size);
    }

    private Object tree() {
        if (!mapping) {
            return Collections.unmodifiableList(elements.stream().map(Located::tree).collect(
                    () -> new ArrayList<>(elements.size()), ArrayList::add, ArrayList::addAll));
        }
        final Map<String, Object> tree = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach((name, value) -> tree.put(name, value.tree()));
        return Collections.unmodifiableMap(tree);
    }
}
