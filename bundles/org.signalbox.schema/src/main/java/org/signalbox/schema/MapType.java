package org.signalbox.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map from text. @param keys the type of its keys  @param value the type of its values */
record MapType(TextType keys, Type value) implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        final Map<String, Object> bound = new LinkedHashMap<>();
        Trees.map(tree, path, expected()).forEach((key, each) -> {
            final Path below = path.key(key);
            if (!keys.fits(key)) {
                throw SchemaException.ofKey(below, "the key " + Trees.quote(key), keys.expected());
            }
            bound.put(key, value.bind(each, below));
        });
        return Collections.unmodifiableMap(bound);
    }

    @Override
    public Object unbind(final Object bound) {
        final Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) bound).forEach((key, each) -> map.put((String) key, value.unbind(each)));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        final Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "object"));
        if (keys.form() != null) {
            schema.put("propertyNames", keys.jsonSchema(definitions));
        }
        schema.put("additionalProperties", value.jsonSchema(definitions));
        return schema;
    }

    @Override
    public String expected() {
        return "a mapping";
    }
}
