package org.signalbox.schema;

import java.util.Map;

/** True or false. */
record BooleanType() implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        if (tree instanceof Boolean) {
            return tree;
        }
        throw unexpected(tree, path);
    }

    @Override
    public Object unbind(final Object value) {
        return value;
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        return Map.of("type", "boolean");
    }

    @Override
    public String expected() {
        return "true or false";
    }
}
