package org.signalbox.fabric.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.extension.PolicySchema;

/**
 * The JSON Schema of fabric documents with the policies that extensions define. Policies of other extensions, and those
 * that are written for an older version, may be anything.
 */
public final class DocumentSchema {
    private static final String DEFINITIONS = "$defs";
    private static final String REFERENCE = "$ref";
    private static final String POINTER = "#/$defs/";
    private static final String PROPERTIES = "properties";

    private final Map<String, Object> tree = copy(DocumentText.jsonSchema());
    private final Map<String, Object> definitions = map(tree, DEFINITIONS);

    /** Adds the policies that an extension defines for ports. */
    public DocumentSchema portPolicy(String extension, Class<? extends Record> type) {
        return policy("PortSpec", extension, PolicySchema.of(type));
    }

    /** Adds the policies that an extension defines for switches. */
    public DocumentSchema switchPolicy(String extension, Class<? extends Record> type) {
        return policy("SwitchSpec", extension, PolicySchema.of(type));
    }

    /** The JSON Schema; draft 2020-12. */
    public Map<String, Object> tree() {
        return tree;
    }

    private DocumentSchema policy(String owner, String extension, PolicySchema policy) {
        final Map<String, Object> own = copy(Schema.of(policy.type()).jsonSchema());
        final String prefix = extension + ".";
        map(own, DEFINITIONS).forEach((name, definition) -> definitions.put(prefix + name, named(definition, prefix)));
        own.remove(DEFINITIONS);
        own.remove("$schema");
        final Map<String, Object> keys = map(own, PROPERTIES);
        final Map<String, Object> version = new LinkedHashMap<>();
        version.put("description", "Version of the policy's schema; 1 where it does not stand.");
        version.put("const", (long) policy.version());
        keys.put(PolicySchema.VERSION_KEY, version);
        own.put(PROPERTIES, keys);
        final Object schema = named(own, prefix);
        final Map<String, Object> policies = map(map(map(definitions, owner), PROPERTIES), "policies");
        final Map<String, Object> known = map(policies, PROPERTIES);
        known.put(extension, policy.version() == 1 ? schema : whenCurrent(policy, schema));
        policies.put(PROPERTIES, known);
        return this;
    }

    /** Without the version's key a policy is of version 1. */
    private static Map<String, Object> whenCurrent(PolicySchema policy, Object schema) {
        final Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("type", "integer");
        versions.put("minimum", 1L);
        versions.put("maximum", (long) policy.version());
        final Map<String, Object> current = new LinkedHashMap<>();
        current.put(PROPERTIES, Map.of(PolicySchema.VERSION_KEY, Map.of("const", (long) policy.version())));
        current.put("required", List.of(PolicySchema.VERSION_KEY));
        final Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("type", "object");
        choice.put(PROPERTIES, Map.of(PolicySchema.VERSION_KEY, versions));
        choice.put("if", current);
        choice.put("then", schema);
        return choice;
    }

    /** A schema whose references lead to definitions with longer names. */
    private static Object named(Object schema, String prefix) {
        return switch (schema) {
            case Map<?, ?> map -> {
                final Map<String, Object> named = new LinkedHashMap<>();
                map.forEach((key, value) -> named.put((String) key, REFERENCE.equals(key)
                        && value instanceof String pointer && pointer.startsWith(POINTER)
                        ? POINTER + prefix + pointer.substring(POINTER.length())
                        : named(value, prefix)));
                yield named;
            }
            case List<?> list -> list.stream().map(each -> named(each, prefix)).toList();
            case null, default -> schema;
        };
    }

    @SuppressWarnings("unchecked") // a tree's keys are texts
    private static Map<String, Object> map(Map<String, Object> in, String key) {
        return (Map<String, Object>) in.getOrDefault(key, new LinkedHashMap<String, Object>());
    }

    @SuppressWarnings("unchecked") // as above
    private static Map<String, Object> copy(Map<String, Object> tree) {
        return (Map<String, Object>) changeable(tree);
    }

    private static Object changeable(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                final Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put((String) key, changeable(value)));
                yield copy;
            }
            case List<?> list -> {
                final List<Object> copy = new ArrayList<>();
                list.forEach(each -> copy.add(changeable(each)));
                yield copy;
            }
            case null, default -> tree;
        };
    }
}
