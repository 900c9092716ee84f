package org.signalbox.workbench.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;

/**
 * A key of a policy as a form shows it, read from the JSON Schema of the policy's record.
 *
 * @param tip      what it means and takes
 * @param choices  words of a choice; one that may be absent begins with an empty one
 * @param min      least number
 * @param max      greatest number
 * @param plain    whether lines hold texts, rather than JSON
 * @param fallback its value while it is not given; empty when there is none
 */
public record PolicyField(String key, String tip, Kind kind, List<String> choices, int min, int max, boolean plain,
        Optional<Object> fallback) {

    /** What it is entered with. */
    public enum Kind {
        /** On or off. */
        FLAG,
        /** One of some words. */
        CHOICE,
        /** A whole number within limits. */
        NUMBER,
        /** Any text. */
        TEXT,
        /** A list, a line for each element. */
        LINES,
        /** Anything else, as JSON. */
        JSON
    }

    /** The keys of a record in its order. */
    public static List<PolicyField> of(Class<? extends Record> type) {
        final Map<?, ?> schema = Schema.of(type).jsonSchema();
        final List<?> required = (List<?>) Objects.requireNonNullElse(schema.get("required"), List.of());
        return ((Map<?, ?>) schema.get("properties")).entrySet().stream().map(each -> of((String) each.getKey(),
                (Map<?, ?>) each.getValue(), required.contains(each.getKey()))).toList();
    }

    private static PolicyField of(String key, Map<?, ?> schema, boolean required) {
        final Optional<Object> fallback = Optional.ofNullable(schema.get("default"));
        final boolean always = required || fallback.isPresent();
        final List<String> choices = new ArrayList<>();
        if (schema.get("enum") instanceof List<?> words) {
            if (!always) {
                choices.add("");
            }
            words.forEach(word -> choices.add((String) word));
        }
        final Kind kind = !choices.isEmpty() ? Kind.CHOICE : kind(schema.get("type"), always);
        final long min = number(schema.get("minimum"), Long.MIN_VALUE);
        final long max = number(schema.get("maximum"), Long.MAX_VALUE);
        final boolean narrow = min >= Integer.MIN_VALUE && max <= Integer.MAX_VALUE;
        return new PolicyField(key, tip(schema, kind, min, max, required),
                kind == Kind.NUMBER && !narrow ? Kind.JSON : kind, List.copyOf(choices),
                narrow ? (int) min : 0, narrow ? (int) max : 0,
                schema.get("items") instanceof Map<?, ?> items && "string".equals(items.get("type")), fallback);
    }

    private static Kind kind(Object type, boolean always) {
        return switch (type) {
            case String word when word.equals("boolean") && always -> Kind.FLAG;
            case String word when word.equals("integer") && always -> Kind.NUMBER;
            case String word when word.equals("array") -> Kind.LINES;
            case String word when word.equals("string") -> Kind.TEXT;
            case List<?> _ -> Kind.TEXT;
            case null, default -> Kind.JSON;
        };
    }

    private static long number(Object given, long otherwise) {
        return given instanceof Long number ? number : otherwise;
    }

    private static String tip(Map<?, ?> schema, Kind kind, long min, long max, boolean required) {
        final List<String> parts = new ArrayList<>();
        if (schema.get("description") instanceof String text) {
            parts.add(text);
        }
        if (kind == Kind.NUMBER && min > Integer.MIN_VALUE && max < Integer.MAX_VALUE) {
            parts.add("From " + min + " to " + max + ".");
        }
        if (kind == Kind.LINES) {
            parts.add("One to a line.");
        }
        if (required) {
            parts.add("Required.");
        }
        return String.join(" ", parts);
    }

    /** What a form begins with, for a policy's value or none. */
    public String text(Object value) {
        final Object shown = value != null ? value : fallback.orElse(null);
        return switch (kind) {
            case LINES -> shown instanceof List<?> list
                    ? list.stream().map(this::element).collect(Collectors.joining("\n")) : "";
            case NUMBER -> shown == null ? String.valueOf(Math.clamp(0L, min, max)) : shown.toString();
            case CHOICE -> shown == null ? choices.getFirst() : shown.toString();
            case TEXT -> shown == null ? "" : shown.toString();
            case FLAG, JSON -> shown == null ? "" : JsonText.compact(shown);
        };
    }

    private String element(Object value) {
        return plain ? String.valueOf(value) : JsonText.compact(value);
    }

    /** What was entered, as a tree; null for nothing. @throws IllegalArgumentException with one sentence */
    public Object value(String text) {
        return switch (kind) {
            case FLAG -> Boolean.valueOf(text);
            case NUMBER -> Long.valueOf(text);
            case LINES -> Arrays.stream(text.split("\n")).map(String::strip).filter(line -> !line.isEmpty())
                    .map(line -> plain ? line : json(line)).toList();
            case JSON -> text.isBlank() ? null : json(text);
            case CHOICE, TEXT -> text.isEmpty() && fallback.isEmpty() ? null : text;
        };
    }

    private Object json(String text) {
        try {
            return JsonText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
