package org.signalbox.workbench.trace.dissection;

import java.util.List;
import java.util.stream.Stream;

/**
 * A header or a field of one.
 *
 * @param key    Wireshark's name of it, such as {@code ip.ttl}
 * @param name   for people
 * @param value  as Wireshark's display filters write it; empty for a header
 * @param words  what the value means; empty where that is known by itself
 * @param offset of its first byte in the frame
 * @param length bytes that it is in; several fields of bits may share them
 * @param fields what it consists of; none for most
 */
public record Field(String key, String name, String value, String words, int offset, int length,
        List<Field> fields) {

    /** Copies the list. */
    public Field {
        fields = List.copyOf(fields);
    }

    /** Itself and all within it, outermost first. */
    public Stream<Field> all() {
        return Stream.concat(Stream.of(this), fields.stream().flatMap(Field::all));
    }

    /** The value with what it means. */
    public String text() {
        return value.isEmpty() ? words : words.isEmpty() ? value : value + " (" + words + ")";
    }

    /** Whether a byte belongs to it. */
    public boolean covers(int position) {
        return position >= offset && position < offset + length;
    }
}
