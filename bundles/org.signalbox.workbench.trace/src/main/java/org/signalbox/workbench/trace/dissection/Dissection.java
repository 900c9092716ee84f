package org.signalbox.workbench.trace.dissection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A frame in its headers. Immutable.
 *
 * @param bytes   of the frame, as many as are known
 * @param headers outermost first; together they cover the bytes
 */
public record Dissection(byte[] bytes, List<Field> headers) {

    /** Of no frame. */
    public static final Dissection NONE = new Dissection(new byte[0], List.of());

    /** Copies both. */
    public Dissection {
        bytes = bytes.clone();
        headers = List.copyOf(headers);
    }

    /** Reads a frame from its destination address on. Whatever the bytes are, it ends, and throws nothing. */
    public static Dissection of(byte[] frame) {
        return new Dissection(frame, new Dissector(frame).headers());
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes are known. */
    public int size() {
        return bytes.length;
    }

    /** A byte, 0-255. */
    public int at(int position) {
        return bytes[position] & 0xFF;
    }

    /** All headers and fields, each before what it consists of. */
    public Stream<Field> all() {
        return headers.stream().flatMap(Field::all);
    }

    /** The smallest field that a byte belongs to; of several in the same bytes the first. */
    public Optional<Field> fieldAt(int position) {
        return all().filter(field -> field.covers(position))
                .reduce((known, next) -> next.length() < known.length() ? next : known);
    }

    /** The first field of a name. */
    public Optional<Field> field(String key) {
        return all().filter(field -> field.key().equals(key)).findFirst();
    }
}
