package org.signalbox.schema;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A record, written as a map of its components. Its components are set once, after those that refer to it exist. */
final class RecordType implements Type {

    /**
     * A component of a record.
     *
     * @param key      its key in the document
     * @param doc      what it means, or empty
     * @param type     its type
     * @param required whether the key must be there
     * @param absent   its value where the key is absent
     * @param read     its accessor
     */
    record Component(String key, String doc, Type type, boolean required, Object absent, Method read) {
    }

    private final Class<?> record;
    private final Constructor<?> constructor;
    private List<Component> components;
    private Set<String> keys;

    RecordType(final Class<?> record, final Constructor<?> constructor) {
        this.record = record;
        this.constructor = constructor;
    }

    void complete(final List<Component> all) {
        components = List.copyOf(all);
        keys = all.stream().map(Component::key).collect(Collectors.toUnmodifiableSet());
    }

    Class<?> record() {
        return record;
    }

    List<Component> components() {
        return components;
    }

    @Override
    public Object bind(final Object tree, final Path path) {
        return bind(Trees.map(tree, path, expected()), path, null);
    }

    /** @param discriminator a key that is no component of this record and stands all the same, or null */
    Object bind(final Map<String, Object> map, final Path path, final String discriminator) {
        refuseUnknown(map, path, discriminator);
        final Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            final Component component = components.get(i);
            if (map.containsKey(component.key())) {
                values[i] = component.type().bind(map.get(component.key()), path.key(component.key()));
            } else if (component.required()) {
                throw new SchemaException(path, "no '" + component.key() + "'", component.type().expected());
            } else {
                values[i] = component.absent();
            }
        }
        return create(values, map, path);
    }

    private void refuseUnknown(final Map<String, Object> map, final Path path, final String discriminator) {
        for (final String key : map.keySet()) {
            if (!keys.contains(key) && !key.equals(discriminator)) {
                final List<String> known = new ArrayList<>();
                if (discriminator != null) {
                    known.add(discriminator);
                }
                components.forEach(component -> known.add(component.key()));
                throw SchemaException.ofKey(path.key(key), "unknown key " + Trees.quote(key),
                        EnumType.oneOf(known) + Spelling.nearest(key, known)
                                .map(near -> "; did you mean '" + near + "'?").orElse(""));
            }
        }
    }

    private Object create(final Object[] values, final Object tree, final Path path) {
        try {
            return constructor.newInstance(values);
        } catch (final InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException rule) {
                throw SchemaException.of(path, tree, rule);
            }
            throw new IllegalStateException(record + " failed", refused.getCause());
        } catch (final ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public Map<String, Object> unbind(final Object value) {
        final Map<String, Object> map = new LinkedHashMap<>();
        for (final Component component : components) {
            final Object each = read(component, value);
            if (component.required() || !Objects.equals(each, component.absent())) {
                map.put(component.key(), component.type().unbind(each));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static Object read(final Component component, final Object value) {
        try {
            return component.read().invoke(value);
        } catch (final ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        return definitions.reference(this);
    }

    @Override
    public String expected() {
        return "a mapping";
    }
}
