package org.signalbox.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value stands in a tree, for example {@code switches[0].ports[2].vlan.id}. A list's element is named by its
 * position, or by the value of its {@code name} key: {@code switches[name=prod]}. Keys and names that are not plain
 * words are written as JSON text: {@code policies["org.example"]}. Immutable; {@link #parse} reads {@link #toString}.
 *
 * @param segments from the root down; empty for the root itself
 */
public record Path(List<Segment> segments) {

    /** The whole tree. */
    public static final Path ROOT = new Path(List.of());

    /** One step down. */
    public sealed interface Segment permits Key, Index, Name {
    }

    /**
     * Into a map.
     *
     * @param key the key
     */
    public record Key(String key) implements Segment {
    }

    /**
     * Into a list by position.
     *
     * @param index from 0
     */
    public record Index(int index) implements Segment {
    }

    /**
     * Into a list of maps by the value of their {@code name} key.
     *
     * @param name the name
     */
    public record Name(String name) implements Segment {
    }

    public Path {
        segments = List.copyOf(segments);
    }

    /** The path of a key in the map at this path. */
    public Path key(final String key) {
        return child(new Key(key));
    }

    /** The path of a position in the list at this path. */
    public Path index(final int index) {
        return child(new Index(index));
    }

    /** The path of a named element in the list at this path. */
    public Path name(final String name) {
        return child(new Name(name));
    }

    /** This path followed by another. */
    public Path then(final Path below) {
        final List<Segment> all = new ArrayList<>(segments);
        all.addAll(below.segments);
        return new Path(all);
    }

    /** The path of what holds this one; the root has none and throws {@link IllegalStateException}. */
    public Path parent() {
        if (segments.isEmpty()) {
            throw new IllegalStateException("The root of a tree has no parent.");
        }
        return new Path(segments.subList(0, segments.size() - 1));
    }

    /** The last step; the root has none and throws {@link java.util.NoSuchElementException}. */
    public Segment last() {
        return segments.getLast();
    }

    /** Whether one of the two paths leads to, or through, the other. */
    public boolean overlaps(final Path other) {
        final int common = Math.min(segments.size(), other.segments.size());
        return segments.subList(0, common).equals(other.segments.subList(0, common));
    }

    private Path child(final Segment segment) {
        final List<Segment> all = new ArrayList<>(segments);
        all.add(segment);
        return new Path(all);
    }

    /** The path in the notation above; empty for the root. */
    @Override
    public String toString() {
        return PathText.write(this);
    }

    /**
     * Reads the notation above.
     *
     * @throws IllegalArgumentException if the text is not a path
     */
    public static Path parse(final String text) {
        return PathText.read(text);
    }
}
