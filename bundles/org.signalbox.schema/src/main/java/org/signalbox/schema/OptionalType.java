package org.signalbox.schema;

import java.util.Map;
import java.util.Optional;

/** A value whose key may be absent; where the key stands, so does a value. @param present the type of the value */
record OptionalType(Type present) implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        return Optional.of(present.bind(tree, path));
    }

    @Override
    public Object unbind(final Object value) {
        return present.unbind(((Optional<?>) value).orElseThrow());
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        return present.jsonSchema(definitions);
    }

    @Override
    public String expected() {
        return present.expected();
    }
}
