package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads IPFIX as RFC 7011 says, and finds fault with what is not so. Knows nothing of who writes it. */
final class IpfixDecoder {
    private record Field(int element, int length) {
    }

    private record Template(int scopes, List<Field> fields) {
    }

    /** A data record: values by element, and how many of its fields are its scope. */
    record Data(int template, int scopes, Map<Integer, byte[]> values) {
        long number(final int element) {
            return new BigInteger(1, values.get(element)).longValueExact();
        }

        boolean isFlow() {
            return scopes == 0;
        }
    }

    private final Map<Integer, Template> templates = new HashMap<>();
    private final List<Data> data = new ArrayList<>();
    private final List<Long> domains = new ArrayList<>();
    private long next;

    List<Data> flows() {
        return data.stream().filter(Data::isFlow).toList();
    }

    List<Data> options() {
        return data.stream().filter(each -> !each.isFlow()).toList();
    }

    List<Long> domains() {
        return domains;
    }

    void read(final byte[] bytes) {
        final ByteBuffer message = ByteBuffer.wrap(bytes);
        assertThat(message.getShort()).as("version").isEqualTo((short) 10);
        assertThat(message.getShort() & 0xFFFF).as("length").isEqualTo(bytes.length).isLessThanOrEqualTo(1_472);
        message.getInt();
        assertThat(message.getInt() & 0xFFFF_FFFFL).as("data records before this message").isEqualTo(next);
        domains.add(message.getInt() & 0xFFFF_FFFFL);
        assertThat(message.hasRemaining()).as("a message holds sets").isTrue();
        while (message.hasRemaining()) {
            final int id = message.getShort() & 0xFFFF;
            final int length = message.getShort() & 0xFFFF;
            assertThat(length % 4).as("sets end at a multiple of 4").isZero();
            final ByteBuffer set = message.slice(message.position(), length - 4);
            message.position(message.position() + length - 4);
            switch (id) {
                case 2 -> templates(set, false);
                case 3 -> templates(set, true);
                default -> records(id, set);
            }
        }
    }

    private void templates(final ByteBuffer set, final boolean options) {
        while (set.remaining() >= 4) {
            final int id = set.getShort() & 0xFFFF;
            if (id == 0) {
                break;
            }
            assertThat(id).isGreaterThanOrEqualTo(256);
            final int count = set.getShort() & 0xFFFF;
            final int scopes = options ? set.getShort() & 0xFFFF : 0;
            assertThat(scopes).isLessThanOrEqualTo(count);
            assertThat(scopes > 0).as("options have a scope").isEqualTo(options);
            final List<Field> fields = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                final int element = set.getShort() & 0xFFFF;
                assertThat(element & 0x8000).as("elements are IANA's").isZero();
                fields.add(new Field(element, set.getShort() & 0xFFFF));
            }
            templates.put(id, new Template(scopes, fields));
        }
        padding(set);
    }

    private void records(final int id, final ByteBuffer set) {
        final Template template = templates.get(id);
        assertThat(template).as("a template for set " + id).isNotNull();
        final int shortest = template.fields().stream().mapToInt(each -> each.length() == 65_535 ? 1 : each.length())
                .sum();
        int found = 0;
        while (set.remaining() >= shortest && (set.remaining() >= 4 || shortest < 4)) {
            final Map<Integer, byte[]> values = new LinkedHashMap<>();
            for (final Field field : template.fields()) {
                final byte[] value = new byte[field.length() == 65_535 ? set.get() & 0xFF : field.length()];
                set.get(value);
                values.put(field.element(), value);
            }
            data.add(new Data(id, template.scopes(), values));
            found++;
        }
        assertThat(found).isPositive();
        next += found;
        padding(set);
    }

    private static void padding(final ByteBuffer set) {
        assertThat(set.remaining()).isLessThan(4);
        while (set.hasRemaining()) {
            assertThat(set.get()).as("padding").isZero();
        }
    }
}
