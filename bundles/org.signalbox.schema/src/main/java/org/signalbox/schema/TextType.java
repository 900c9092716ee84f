package org.signalbox.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** Text, of a given form or any. @param form the form, or null for any text */
record TextType(Pattern form) implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        if (tree instanceof String text && (form == null || text.matches(form.value()))) {
            return text;
        }
        throw unexpected(tree, path);
    }

    @Override
    public Object unbind(final Object value) {
        return value;
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        final Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "string"));
        if (form != null) {
            schema.put("pattern", "^(?:" + form.value() + ")$");
        }
        return schema;
    }

    @Override
    public String expected() {
        return form == null ? "a text" : form.means();
    }
}
