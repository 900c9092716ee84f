package org.signalbox.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the records of one JSON Schema, each written once under {@code $defs}. */
final class Definitions {

    private final Map<String, Object> definitions = new LinkedHashMap<>();
    private final Map<List<Object>, String> names = new LinkedHashMap<>();

    static Map<String, Object> document(final RecordType root) {
        final Definitions definitions = new Definitions();
        final Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.putAll(definitions.object(root, null, null));
        if (!definitions.definitions.isEmpty()) {
            document.put("$defs", definitions.definitions);
        }
        return document;
    }

    Map<String, Object> reference(final RecordType type) {
        return reference(type, null, null);
    }

    /** @param discriminator a key added to the record's own  @param word that key's value; null for none */
    Map<String, Object> reference(final RecordType type, final String discriminator, final String word) {
        final List<Object> identity = List.of(type.record(), word == null ? "" : word);
        String name = names.get(identity);
        if (name == null) {
            name = name(type.record());
            names.put(identity, name);
            definitions.put(name, Map.of());
            definitions.put(name, object(type, discriminator, word));
        }
        return Map.of("$ref", "#/$defs/" + name);
    }

    private String name(final Class<?> record) {
        final String shortName = record.isMemberClass()
                ? record.getEnclosingClass().getSimpleName() + "." + record.getSimpleName()
                : record.getSimpleName();
        return names.containsValue(shortName) ? record.getName() : shortName;
    }

    private Map<String, Object> object(final RecordType type, final String discriminator, final String word) {
        final Map<String, Object> properties = new LinkedHashMap<>();
        final List<String> required = new ArrayList<>();
        if (discriminator != null) {
            properties.put(discriminator, Map.of("const", word));
            required.add(discriminator);
        }
        for (final RecordType.Component component : type.components()) {
            properties.put(component.key(), property(component));
            if (component.required()) {
                required.add(component.key());
            }
        }
        final Map<String, Object> object = new LinkedHashMap<>();
        final Doc doc = type.record().getAnnotation(Doc.class);
        if (doc != null) {
            object.put("description", doc.value());
        }
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("additionalProperties", false);
        return object;
    }

    private Map<String, Object> property(final RecordType.Component component) {
        final Map<String, Object> property = new LinkedHashMap<>();
        if (!component.doc().isEmpty()) {
            property.put("description", component.doc());
        }
        property.putAll(component.type().jsonSchema(this));
        if (!component.required() && !(component.type() instanceof OptionalType)) {
            property.put("default", component.type().unbind(component.absent()));
        }
        return property;
    }
}
