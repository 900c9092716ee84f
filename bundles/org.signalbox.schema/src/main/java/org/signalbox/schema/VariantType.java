package org.signalbox.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of several records, told apart by a key.
 *
 * @param discriminator the key
 * @param variants      the records by the key's value
 */
record VariantType(String discriminator, Map<String, RecordType> variants) implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        final Map<String, Object> map = Trees.map(tree, path, expected());
        if (!map.containsKey(discriminator)) {
            throw new SchemaException(path, "no '" + discriminator + "'", EnumType.oneOf(variants.keySet()));
        }
        final Object word = map.get(discriminator);
        final RecordType variant = word instanceof String text ? variants.get(text) : null;
        if (variant == null) {
            throw new SchemaException(path.key(discriminator), Trees.describe(word),
                    EnumType.oneOf(variants.keySet()));
        }
        return variant.bind(map, path, discriminator);
    }

    @Override
    public Object unbind(final Object value) {
        final Map.Entry<String, RecordType> variant = variants.entrySet().stream()
                .filter(entry -> entry.getValue().record() == value.getClass()).findFirst().orElseThrow();
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put(discriminator, variant.getKey());
        map.putAll(variant.getValue().unbind(value));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        final List<Object> choices = new ArrayList<>();
        variants.forEach((word, variant) -> choices.add(definitions.reference(variant, discriminator, word)));
        return Map.of("oneOf", choices);
    }

    @Override
    public String expected() {
        return "a mapping with '" + discriminator + "'";
    }
}
