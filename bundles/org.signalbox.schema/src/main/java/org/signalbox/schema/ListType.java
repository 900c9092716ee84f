package org.signalbox.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list. @param element the type of its elements */
record ListType(Type element) implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        if (!(tree instanceof List<?> list)) {
            throw unexpected(tree, path);
        }
        final List<Object> bound = new ArrayList<>(list.size());
        for (final Object each : list) {
            bound.add(element.bind(each, path.index(bound.size())));
        }
        return Collections.unmodifiableList(bound);
    }

    @Override
    public Object unbind(final Object value) {
        final List<Object> list = new ArrayList<>();
        ((List<?>) value).forEach(each -> list.add(element.unbind(each)));
        return Collections.unmodifiableList(list);
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        final Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "array"));
        schema.put("items", element.jsonSchema(definitions));
        return schema;
    }

    @Override
    public String expected() {
        return "a list";
    }
}
