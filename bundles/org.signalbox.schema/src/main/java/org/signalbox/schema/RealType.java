package org.signalbox.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** A finite number. @param range the values allowed, or null for all */
record RealType(Range range) implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        if (tree instanceof Long || tree instanceof Double) {
            final double number = ((Number) tree).doubleValue();
            if (Double.isFinite(number) && (range == null || number >= range.min() && number <= range.max())) {
                return number;
            }
        }
        throw unexpected(tree, path);
    }

    @Override
    public Object unbind(final Object value) {
        return value;
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        final Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "number"));
        if (range != null) {
            schema.put("minimum", range.min());
            schema.put("maximum", range.max());
        }
        return schema;
    }

    @Override
    public String expected() {
        return range == null ? "a number" : "a number from " + range.min() + " to " + range.max();
    }
}
