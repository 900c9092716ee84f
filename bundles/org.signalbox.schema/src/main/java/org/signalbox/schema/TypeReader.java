package org.signalbox.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads Java types and their annotations into {@link Type}s; one reader per {@link Schema}. */
final class TypeReader {

    private final Map<Class<?>, RecordType> records = new HashMap<>();

    RecordType record(final Class<?> record) {
        final RecordType known = records.get(record);
        if (known != null) {
            return known;
        }
        final RecordType type = new RecordType(record, constructor(record));
        records.put(record, type);
        final List<RecordType.Component> components = new ArrayList<>();
        for (final RecordComponent component : record.getRecordComponents()) {
            components.add(component(component));
        }
        type.complete(components);
        return type;
    }

    private static Constructor<?> constructor(final Class<?> record) {
        final Class<?>[] types = Arrays.stream(record.getRecordComponents()).map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            final Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (final NoSuchMethodException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private RecordType.Component component(final RecordComponent component) {
        final Type type = type(component.getGenericType(), component);
        final Method read = component.getAccessor();
        read.setAccessible(true);
        final Key key = component.getAnnotation(Key.class);
        final Doc doc = component.getAnnotation(Doc.class);
        final Optional<Object> absent = absent(component, type);
        return new RecordType.Component(key == null ? component.getName() : key.value(),
                doc == null ? "" : doc.value(), type, absent.isEmpty(), absent.orElse(null), read);
    }

    private static Optional<Object> absent(final RecordComponent component, final Type type) {
        final Default given = component.getAnnotation(Default.class);
        if (given != null) {
            try {
                final boolean text = type instanceof TextType || type instanceof EnumType || type instanceof ParsedType;
                return Optional.of(type.bind(text ? given.value() : JsonText.parse(given.value()), Path.ROOT));
            } catch (final IllegalArgumentException refused) {
                throw unknown(component, "the default " + given.value() + " (" + refused.getMessage() + ")");
            }
        }
        return switch (type) {
            case ListType _ -> Optional.of(List.of());
            case MapType _ -> Optional.of(Map.of());
            case OptionalType _ -> Optional.of(Optional.empty());
            default -> Optional.empty();
        };
    }

    private Type type(final java.lang.reflect.Type java, final RecordComponent component) {
        if (java instanceof ParameterizedType generic) {
            final java.lang.reflect.Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new ListType(type(arguments[0], component));
            }
            if (generic.getRawType() == Optional.class) {
                return new OptionalType(type(arguments[0], component));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                final TextType keys = TextType.of(component.getAnnotation(Pattern.class));
                return new MapType(keys, arguments[1] == String.class ? TextType.of(null)
                        : type(arguments[1], component));
            }
        }
        if (java instanceof Class<?> plain) {
            return type(plain, component);
        }
        throw unknown(component, "the type " + java);
    }

    private Type type(final Class<?> plain, final RecordComponent component) {
        final Pattern form = component.getAnnotation(Pattern.class);
        final Range range = component.getAnnotation(Range.class);
        if (plain == String.class) {
            return TextType.of(form);
        } else if (plain == boolean.class || plain == Boolean.class) {
            return new BooleanType();
        } else if (plain == int.class || plain == Integer.class) {
            return WholeType.of(true, range);
        } else if (plain == long.class || plain == Long.class) {
            return WholeType.of(false, range);
        } else if (plain == double.class || plain == Double.class) {
            return new RealType(range);
        } else if (plain == Object.class) {
            return new OpenType();
        } else if (plain.isEnum()) {
            return EnumType.of(plain);
        } else if (parse(plain) instanceof MethodHandle parse) {
            return new ParsedType(parse, TextType.of(form), range, plain.isAnnotationPresent(WholeAllowed.class));
        } else if (plain.isRecord()) {
            return record(plain);
        } else if (plain.isSealed() && plain.isAnnotationPresent(Discriminator.class)) {
            return variants(plain);
        }
        throw unknown(component, "the type " + plain.getName());
    }

    /** The class's own {@code parse(String)}, or null. */
    private static MethodHandle parse(final Class<?> plain) {
        try {
            final Method parse = plain.getDeclaredMethod("parse", String.class);
            if (!Modifier.isStatic(parse.getModifiers()) || parse.getReturnType() != plain) {
                return null;
            }
            parse.setAccessible(true);
            return MethodHandles.lookup().unreflect(parse);
        } catch (final NoSuchMethodException _) {
            return null;
        } catch (final IllegalAccessException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private VariantType variants(final Class<?> plain) {
        final Map<String, RecordType> variants = new LinkedHashMap<>();
        for (final Class<?> variant : plain.getPermittedSubclasses()) {
            final Key key = variant.getAnnotation(Key.class);
            final String word = key != null ? key.value()
                    : variant.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
            variants.put(word, record(variant));
        }
        return new VariantType(plain.getAnnotation(Discriminator.class).value(), variants);
    }

    private static IllegalArgumentException unknown(final RecordComponent component, final String what) {
        return new IllegalArgumentException("found " + what + " at " + component.getDeclaringRecord().getName() + "."
                + component.getName() + ", expected a type and a default that schemas know");
    }
}
