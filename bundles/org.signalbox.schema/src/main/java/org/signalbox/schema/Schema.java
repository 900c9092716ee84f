package org.signalbox.schema;

import java.util.Locale;
import java.util.Map;

/**
 * The schema of a record: binds trees to it with every check its annotations ask for, turns it back into a tree, and
 * writes itself as a JSON Schema. Instances are immutable and may be used by any thread.
 *
 * <p>Component types:
 * <ul>
 * <li>{@code String}, {@code boolean}, {@code int}, {@code long}, {@code double} and their boxes;
 * <li>enums, written in lower case with dashes ({@code SWITCH_INDEPENDENT} is {@code switch-independent}) unless a
 *     {@link Key} says otherwise;
 * <li>any class with {@code public static X parse(String)}, written as its {@code toString()}; {@code parse} refuses by
 *     an {@link IllegalArgumentException} whose message is "found ..., expected ...";
 * <li>nested records; sealed interfaces of records told apart by a {@link Discriminator};
 * <li>{@code List<T>}, {@code Map<String, T>} and {@code Optional<T>} of those;
 * <li>{@code Object}, which takes any tree: {@code Map<String, Object>} is an open subtree.
 * </ul>
 *
 * <p>A key may be left out if its component has a {@link Default}, or is a list or map (then empty) or an
 * {@code Optional} (then empty); every other key is required. A key the record does not have is refused. A whole number
 * may stand where a {@code double} is expected, and a number such as {@code 5.0} where a whole one is. Rules across
 * components stand in the record's compact constructor, which throws {@link IllegalArgumentException} or, to point at
 * one component, {@link SchemaException}.
 *
 * @param <R> the record
 */
public final class Schema<R extends Record> {

    private static final ClassValue<Schema<?>> SCHEMAS = new ClassValue<>() {
        @Override
        protected Schema<?> computeValue(final Class<?> type) {
            return new Schema<>(type.asSubclass(Record.class));
        }
    };

    private final Class<R> type;
    private final RecordType root;

    private Schema(final Class<R> type) {
        this.type = type;
        this.root = new TypeReader().record(type);
    }

    /**
     * The schema of a record class.
     *
     * @throws IllegalArgumentException if a component's type or annotation is none that schemas know
     */
    @SuppressWarnings("unchecked")
    public static <R extends Record> Schema<R> of(final Class<R> type) {
        return (Schema<R>) SCHEMAS.get(type);
    }

    /** The word that stands for an enum's constant in a document. */
    public static String word(final Enum<?> constant) {
        try {
            final Key key = constant.getDeclaringClass().getField(constant.name()).getAnnotation(Key.class);
            return key != null ? key.value() : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        } catch (final NoSuchFieldException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /**
     * The record that a tree describes.
     *
     * @throws SchemaException if the schema does not allow the tree
     */
    public R bind(final Object tree) {
        return type.cast(root.bind(tree, Path.ROOT));
    }

    /** The tree that describes a record, keys in the order of its components, defaults left out. */
    public Map<String, Object> unbind(final R value) {
        return root.unbind(value);
    }

    /** A JSON Schema (draft 2020-12) that allows what {@link #bind} does, rules across components aside. */
    public Map<String, Object> jsonSchema() {
        return Definitions.document(root);
    }
}
