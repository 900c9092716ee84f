package org.signalbox.schema;

import java.lang.invoke.MethodHandle;
import java.util.Map;

/**
 * A value written as text that its class reads with {@code parse} and writes with {@code toString}.
 *
 * @param parse takes a String
 * @param form  a form that the text has before it is parsed, or null
 */
record ParsedType(MethodHandle parse, Pattern form) implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        final String text = (String) new TextType(form).bind(tree, path);
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
        return value.toString();
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        return new TextType(form).jsonSchema(definitions);
    }

    @Override
    public String expected() {
        return new TextType(form).expected();
    }
}
