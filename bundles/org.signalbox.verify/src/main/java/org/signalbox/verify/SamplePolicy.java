package org.signalbox.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.schema.Schema;

/** The least that a policy's schema takes: what is required, at its lowest value. */
final class SamplePolicy {
    private static final List<String> TEXTS =
            List.of("a", "1", "10.0.0.0/8", "10.0.0.1", "02:00:00:00:00:01", "02-00-00-00-00-01");

    private final Map<String, Object> document;

    private SamplePolicy(final Map<String, Object> document) {
        this.document = document;
    }

    /** Empty if what this makes is refused, since records may have rules that no schema tells. */
    @SuppressWarnings("unchecked")
    static Optional<Map<String, Object>> of(final Schema<? extends Record> schema) {
        final Map<String, Object> document = schema.jsonSchema();
        final Object tree = new SamplePolicy(document).value(document);
        try {
            schema.bind(tree);
            return Optional.of((Map<String, Object>) tree);
        } catch (final IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked")
    private Object value(final Map<String, Object> schema) {
        if (schema.get("$ref") instanceof final String reference) {
            final Map<String, Object> definitions = (Map<String, Object>) document.get("$defs");
            return value((Map<String, Object>) definitions.get(reference.substring("#/$defs/".length())));
        }
        if (schema.get("oneOf") instanceof final List<?> choices) {
            return value((Map<String, Object>) choices.getFirst());
        }
        if (schema.containsKey("const")) {
            return schema.get("const");
        }
        if (schema.get("enum") instanceof final List<?> words) {
            return words.getFirst();
        }
        final Object type = schema.get("type") instanceof final List<?> types ? types.getFirst() : schema.get("type");
        return switch (String.valueOf(type)) {
            case "object" -> object(schema);
            case "array" -> List.of();
            case "integer" -> schema.getOrDefault("minimum", 0L);
            case "number" -> schema.getOrDefault("minimum", 0.0);
            case "boolean" -> false;
            default -> text(schema);
        };
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> object(final Map<String, Object> schema) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        final Map<String, Object> properties = (Map<String, Object>) schema.getOrDefault("properties", Map.of());
        for (final Object key : (List<?>) schema.getOrDefault("required", List.of())) {
            tree.put((String) key, value((Map<String, Object>) properties.get(key)));
        }
        return tree;
    }

    private static String text(final Map<String, Object> schema) {
        final String pattern = (String) schema.getOrDefault("pattern", ".*");
        return TEXTS.stream().filter(text -> text.matches(pattern)).findFirst().orElse(TEXTS.getFirst());
    }
}
