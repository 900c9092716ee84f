package org.signalbox.schema;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;

/**
 * A value written as text that its class reads with {@code parse} and writes with {@code toString}.
 *
 * @param parse takes a String
 * @param form  the form that the text has before it is parsed
 * @param range the whole numbers allowed, or null for all
 * @param whole whether a whole number may stand for its decimal text, see {@link WholeAllowed}
 */
record ParsedType(MethodHandle parse, TextType form, Range range, boolean whole) implements Type {

    private static final String DECIMAL = "0|-?[1-9][0-9]{0,17}";

    @Override
    public Object bind(final Object tree, final Path path) {
        final boolean number = whole && tree instanceof Long;
        if (number && range != null && ((long) tree < range.min() || (long) tree > range.max())) {
            throw unexpected(tree, path);
        }
        final String text = (String) form.bind(number ? tree.toString() : tree, path);
        try {
            return parse.invoke(text);
        } catch (final IllegalArgumentException refused) {
            throw SchemaException.of(path, tree, refused);
        } catch (final RuntimeException | Error fault) {
            throw fault;
        } catch (final Throwable fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public Object unbind(final Object value) {
        final String text = value.toString();
        return whole && text.matches(DECIMAL) ? (Object) Long.valueOf(text) : text;
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        final Map<String, Object> schema = form.jsonSchema(definitions);
        if (whole) {
            schema.put("type", List.of("string", "integer"));
            if (range != null) {
                schema.put("minimum", range.min());
                schema.put("maximum", range.max());
            }
        }
        return schema;
    }

    @Override
    public String expected() {
        return form.expected();
    }
}
