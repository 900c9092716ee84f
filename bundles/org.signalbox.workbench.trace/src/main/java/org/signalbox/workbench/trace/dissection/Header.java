package org.signalbox.workbench.trace.dissection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** A header in the making. Fields that are not wholly there are left out, and it says then that it is cut. */
final class Header {

    /** Bytes of a field that are written out at most. */
    private static final int MOST_RAW = 48;
    private static final int BYTE = 8;

    private final byte[] frame;
    private final int start;
    private final int end;
    private final String key;
    private final String name;
    private final List<Field> fields = new ArrayList<>();
    private boolean cut;

    /**
     * @param start where it begins in the frame
     * @param end   where what it may read ends
     */
    Header(byte[] frame, int start, int end, String key, String name) {
        this.frame = frame;
        this.start = start;
        this.end = Math.clamp(end, 0, frame.length);
        this.key = key;
        this.name = name;
    }

    /** Whether bytes of it are there, counted from its beginning. */
    boolean has(int at, int size) {
        return at >= 0 && size >= 0 && start + at <= end - size;
    }

    /** Bytes as a number, the most significant first; 0 where they are not there. */
    long get(int at, int size) {
        long value = 0;
        for (int i = 0; i < size && has(at, size); i++) {
            value = value << BYTE | frame[start + at + i] & 0xFF;
        }
        return value;
    }

    int u8(int at) {
        return (int) get(at, 1);
    }

    int u16(int at) {
        return (int) get(at, 2);
    }

    /** A number in decimal. */
    Header number(String field, String label, int at, int size) {
        return number(field, label, at, size, _ -> "");
    }

    /** A number in decimal with what it means. */
    Header number(String field, String label, int at, int size, LongFunction<String> words) {
        final long value = get(at, size);
        return add(field, label, String.valueOf(value), words.apply(value), at, size);
    }

    /** A number in hexadecimal. */
    Header hex(String field, String label, int at, int size) {
        return hex(field, label, at, size, _ -> "");
    }

    /** A number in hexadecimal with what it means. */
    Header hex(String field, String label, int at, int size, LongFunction<String> words) {
        final long value = get(at, size);
        return add(field, label, hexadecimal(value, 2 * size), words.apply(value), at, size);
    }

    /** Some bits as a number in decimal; {@code shift} counts from the least significant one. */
    Header bits(String field, String label, int at, int size, int shift, int width) {
        return add(field, label, String.valueOf(part(at, size, shift, width)), "", at, size);
    }

    /** One bit with what it means when it is set. */
    Header flag(String field, String label, int at, int size, int shift) {
        final long set = part(at, size, shift, 1);
        return add(field, label, String.valueOf(set), set == 1 ? "set" : "not set", at, size);
    }

    long part(int at, int size, int shift, int width) {
        return get(at, size) >>> shift & (1L << width) - 1;
    }

    Header mac(String field, String label, int at) {
        return add(field, label, has(at, 6) ? new MacAddress(get(at, 6)).toString() : "", "", at, 6);
    }

    Header ip4(String field, String label, int at) {
        return add(field, label, IpAddress.ofV4((int) get(at, 4)).toString(), "", at, 4);
    }

    Header ip6(String field, String label, int at) {
        return add(field, label, IpAddress.ofV6(get(at, 8), get(at + 8, 8)).toString(), "", at, 16);
    }

    /** Bytes that mean nothing here. */
    Header raw(String field, String label, int at, int size) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(size, MOST_RAW) && has(at, size); i++) {
            text.append(i == 0 ? "" : ":").append(hexadecimal(u8(at + i), 2).substring(2));
        }
        return add(field, label, size > MOST_RAW ? text + "\u2026" : text.toString(), "", at, size);
    }

    /** A field that was read by other means. */
    Header add(String field, String label, String value, String words, int at, int size) {
        if (has(at, size)) {
            fields.add(new Field(field, label, value, words, start + at, size, List.of()));
        } else {
            cut = true;
        }
        return this;
    }

    /** Puts fields under the last one. */
    Header under(Consumer<Header> inner) {
        final int before = fields.size();
        if (before > 0) {
            inner.accept(this);
            final List<Field> added = fields.subList(before, fields.size());
            final Field outer = fields.get(before - 1);
            final Field whole = new Field(outer.key(), outer.name(), outer.value(), outer.words(), outer.offset(),
                    outer.length(), added);
            added.clear();
            fields.set(before - 1, whole);
        }
        return this;
    }

    /** The header as far as it is there. */
    Field of(int size, String summary) {
        final int length = Math.clamp((long) end - start, 0, Math.max(0, size));
        final boolean whole = !cut && length == size;
        return new Field(key, name, "", whole ? summary : summary.isEmpty() ? "cut" : summary + ", cut", start, length,
                fields);
    }

    /** Such as {@code 0x0800}. */
    static String hexadecimal(long value, int digits) {
        return ("0x%0" + digits + "x").formatted(value);
    }
}
