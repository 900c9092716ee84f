package org.signalbox.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.signalbox.schema.Schema;

/**
 * Policies that a schema takes: the least one first, then the least with each key that may be left out, then some made
 * by a seed. Their texts and numbers are those of {@link OrdinaryTraffic} where they fit, so that rules match.
 */
final class PolicySamples {
    private static final long SEED = 0x90_11C7;
    private static final int BY_SEED = 300;
    private static final int MOST = 60;
    private static final int MOST_ELEMENTS = 3;
    private static final List<String> TEXTS = List.of("a", "1", "10.0.0.0/8", "10.0.0.1", "02:00:00:00:00:01",
            "02-00-00-00-00-01", "b", "10.0.0.1/32", "10.0.0.2", "10.0.0.2/32", "10.0.0.0/31", "fd00::/64", "fd00::1",
            "fd00::1/128", "fd00::2/128", "0.0.0.0/0", "::/0", "02:00:00:00:00:02", "02:00:00:00:00:03", "access",
            "53", "443", "80", "4000", "1-65535", "tcp", "udp", "icmp", "icmp6", "arp", "10");
    private static final List<Long> NUMBERS = List.of(0L, 1L, 2L, 4L, 6L, 17L, 53L, 443L, 80L, 123L, 67L, 4_000L,
            5_001L, 10L, 64L, 100L, 1_000L, 1_500L, 8_000L, 1_000_000L, 58L, 2_048L, 2_054L, 34_525L);

    private final Map<String, Object> document;
    private final Schema<? extends Record> schema;
    private final Set<Map<String, Object>> taken = new LinkedHashSet<>();
    private int refused;
    private Finding fault;
    private final Random random;

    private PolicySamples(final Schema<? extends Record> schema, final long seed) {
        this.schema = schema;
        this.document = schema.jsonSchema();
        this.random = new Random(seed);
        propose(null, Set.of());
        optional().forEach(key -> propose(null, Set.of(key)));
        for (int i = 0; i < BY_SEED && taken.size() < MOST; i++) {
            propose(random, i % 3 == 0 ? optional() : Set.of());
        }
    }

    /** Always the same for a schema. */
    static PolicySamples of(final Schema<? extends Record> schema) {
        return new PolicySamples(schema, SEED);
    }

    /** What the record threw that is no refusal. */
    Optional<Finding> fault() {
        return Optional.ofNullable(fault);
    }

    /** Those that the record takes; they are none if its rules, which no schema tells, refuse all. */
    List<Map<String, Object>> taken() {
        return List.copyOf(taken);
    }

    /** How many it did not take. */
    int refused() {
        return refused;
    }

    @SuppressWarnings("unchecked")
    private Set<String> optional() {
        final Set<String> keys = new LinkedHashSet<>(
                ((Map<String, Object>) document.getOrDefault("properties", Map.of())).keySet());
        ((List<?>) document.getOrDefault("required", List.of())).forEach(keys::remove);
        return keys;
    }

    /** @param by null: the least  @param with keys that may be left out and are not */
    private void propose(final Random by, final Set<String> with) {
        final Map<String, Object> tree = object(document, by, with);
        try {
            schema.bind(tree);
            taken.add(tree);
        } catch (final IllegalArgumentException refusal) {
            refused++;
        } catch (final RuntimeException | LinkageError thrown) {
            final Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            fault = Finding.of("its record meets the policy " + tree + " with " + cause
                    + Thrown.place(cause, getClass()),
                    "throw IllegalArgumentException from the record's constructor, with one clause for people");
        }
    }

    @SuppressWarnings("unchecked")
    private Object value(final Map<String, Object> of, final Random by) {
        if (of.get("$ref") instanceof final String reference) {
            final Map<String, Object> definitions = (Map<String, Object>) document.get("$defs");
            return value((Map<String, Object>) definitions.get(reference.substring("#/$defs/".length())), by);
        }
        if (of.get("oneOf") instanceof final List<?> choices) {
            return value((Map<String, Object>) pick(choices, by), by);
        }
        if (of.containsKey("const")) {
            return of.get("const");
        }
        if (of.get("enum") instanceof final List<?> words) {
            return pick(words, by);
        }
        final Object type = of.get("type") instanceof final List<?> types ? types.getFirst() : of.get("type");
        return switch (String.valueOf(type)) {
            case "object" -> object(of, by, Set.of());
            case "array" -> array((Map<String, Object>) of.get("items"), by);
            case "integer" -> whole(of, by);
            case "number" -> by == null || by.nextInt(3) == 0 ? of.getOrDefault("minimum", 0.0)
                    : of.getOrDefault("maximum", (double) pick(NUMBERS, by));
            case "boolean" -> by != null && by.nextBoolean();
            default -> text(of, by);
        };
    }

    private static Object pick(final List<?> choices, final Random by) {
        return choices.get(by == null ? 0 : by.nextInt(choices.size()));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> object(final Map<String, Object> of, final Random by, final Set<String> with) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        final List<?> required = (List<?>) of.getOrDefault("required", List.of());
        ((Map<String, Object>) of.getOrDefault("properties", Map.of())).forEach((key, property) -> {
            if (required.contains(key)) {
                tree.put(key, value((Map<String, Object>) property, by));
            } else if (with.contains(key) || by != null && by.nextBoolean()) {
                tree.put(key, value((Map<String, Object>) property, random));
            }
        });
        if (of.get("additionalProperties") instanceof final Map<?, ?> values && by != null) {
            final Map<String, Object> names = (Map<String, Object>) of.getOrDefault("propertyNames", Map.of());
            for (int n = by.nextInt(MOST_ELEMENTS) + 1; n > 0; n--) {
                tree.put(text(names, by), value((Map<String, Object>) values, by));
            }
        }
        return tree;
    }

    private List<Object> array(final Map<String, Object> items, final Random by) {
        final List<Object> elements = new ArrayList<>();
        for (int n = by == null ? 0 : by.nextInt(MOST_ELEMENTS) + 1; n > 0; n--) {
            elements.add(value(items, by));
        }
        return elements;
    }

    private static Object whole(final Map<String, Object> of, final Random by) {
        final long least = ((Number) of.getOrDefault("minimum", 0L)).longValue();
        final long most = ((Number) of.getOrDefault("maximum", Long.MAX_VALUE)).longValue();
        if (by == null) {
            return least;
        }
        return switch (by.nextInt(6)) {
            case 0 -> least;
            case 1 -> of.getOrDefault("maximum", least);
            default -> {
                final List<Long> fit = NUMBERS.stream().filter(each -> each >= least && each <= most).toList();
                yield fit.isEmpty() ? least : pick(fit, by);
            }
        };
    }

    private static String text(final Map<String, Object> of, final Random by) {
        final String pattern = (String) of.getOrDefault("pattern", ".*");
        final List<String> fit = TEXTS.stream().filter(text -> text.matches(pattern)).toList();
        return fit.isEmpty() ? TEXTS.getFirst() : (String) pick(fit, by);
    }
}
