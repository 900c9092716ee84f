package org.signalbox.vswitch.extension;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.signalbox.schema.Key;
import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;

/**
 * The schema of a policy: the record that defines its keys, and the record's version. A policy in a document says with
 * the key {@value #VERSION_KEY} which version it is written for; without it, that is version 1.
 *
 * @param type    the record; none of its keys is {@value #VERSION_KEY}
 * @param version from 1
 */
public record PolicySchema(Class<? extends Record> type, int version) {
    /** The key of a policy that is no component of its record. */
    public static final String VERSION_KEY = "schemaVersion";

    /** @throws IllegalArgumentException for a version below 1 or a record that takes the reserved key */
    public PolicySchema {
        if (version < 1) {
            throw new IllegalArgumentException("found version " + version + " of " + type.getName()
                    + ", expected one from 1");
        }
        if (Arrays.stream(type.getRecordComponents()).anyMatch(component -> VERSION_KEY.equals(
                component.isAnnotationPresent(Key.class) ? component.getAnnotation(Key.class).value()
                        : component.getName()))) {
            throw new IllegalArgumentException("found the key " + VERSION_KEY + " in " + type.getName()
                    + ", expected another one, since it says which version a policy is written for");
        }
    }

    /**
     * The schema that a record and its {@link PolicyVersion} define.
     *
     * @throws IllegalArgumentException as above
     */
    public static PolicySchema of(Class<? extends Record> type) {
        final PolicyVersion version = type.getAnnotation(PolicyVersion.class);
        return new PolicySchema(type, version == null ? 1 : version.value());
    }

    /**
     * The version that a policy is written for.
     *
     * @throws SchemaException if it says something else than a version
     */
    public static int versionOf(Object tree) {
        return switch (tree instanceof Map<?, ?> map && map.containsKey(VERSION_KEY) ? map.get(VERSION_KEY) : 1L) {
            case Long version when version >= 1 && version <= Integer.MAX_VALUE -> version.intValue();
            case Object other -> throw new SchemaException(Path.ROOT.key(VERSION_KEY), SchemaException.describe(other),
                    "a whole number from 1");
            case null -> throw new SchemaException(Path.ROOT.key(VERSION_KEY), "nothing", "a whole number from 1");
        };
    }

    /** Whether a policy is written for a later version than this, so that nobody here can read it. */
    public boolean isBefore(Object tree) {
        return versionOf(tree) > version;
    }

    /** A policy without the key {@value #VERSION_KEY}: what the record, of whatever version, describes. */
    public static Object keysOf(Object tree) {
        if (!(tree instanceof Map<?, ?> map) || !map.containsKey(VERSION_KEY)) {
            return tree;
        }
        final Map<Object, Object> keys = new LinkedHashMap<>(map);
        keys.remove(VERSION_KEY);
        return keys;
    }

    /** A policy as a document holds it: with the key {@value #VERSION_KEY} first, unless the version is 1. */
    public Map<String, Object> written(Map<String, Object> keys) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        if (version > 1) {
            tree.put(VERSION_KEY, (long) version);
        }
        tree.putAll(keys);
        return tree;
    }
}
