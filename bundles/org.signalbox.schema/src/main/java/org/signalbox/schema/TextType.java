package org.signalbox.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Text, of a given form or any.
 *
 * @param form     the form, or null for any text
 * @param compiled the form's expression, or null
 */
record TextType(Pattern form, java.util.regex.Pattern compiled) implements Type {

    static TextType of(final Pattern form) {
        return new TextType(form, form == null ? null : java.util.regex.Pattern.compile(form.value()));
    }

    /** Whether a text has the form. */
    boolean fits(final String text) {
        return compiled == null || compiled.matcher(text).matches();
    }

    @Override
    public Object bind(final Object tree, final Path path) {
        if (tree instanceof String text && fits(text)) {
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
