package org.signalbox.extension.filtering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;

/** The policy as it stands in a fabric document. */
class FilteringPolicyTest {

    private static final Schema<FilteringPolicy> SCHEMA = Schema.of(FilteringPolicy.class);

    private static FilteringPolicy bind(final Map<String, Object> entry) {
        return SCHEMA.bind(Map.of("acl", List.of(entry)));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.0.0.0/8", "10.0.0.1,10.0.0.1/32", "2001:db8::/32,2001:db8::/32", "::1,::1/128",
        "02:00:00:00:00:01,02:00:00:00:00:01", "02-00-00-00-00-AA,02:00:00:00:00:aa",
        "0200.0000.0001,02:00:00:00:00:01"})
    void shouldReadPeers(final String written, final String read) {
        final FilteringPolicy policy = bind(Map.of("action", "deny", "direction", "inbound", "remote", written));
        assertEquals("deny inbound remote " + read, policy.acl().getFirst().text(AclEntry.Direction.INBOUND));
        assertEquals(policy, SCHEMA.bind(SCHEMA.unbind(policy)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.1.0.0/8 | acl[0].remote: found \"10.1.0.0/8\", whose address has bits beyond the prefix, "
                + "expected the network 10.0.0.0/8",
        "10.0.0.0/33 | acl[0].remote: found \"10.0.0.0/33\", expected a prefix length of 0 to 32",
        "vm2 | acl[0].remote: found \"vm2\", expected an IP prefix such as 10.0.0.0/8 or a MAC address such as "
                + "02:00:00:00:00:01",
        "02:00:00:00:00 | acl[0].remote: found \"02:00:00:00:00\", expected an IP prefix such as 10.0.0.0/8 or a MAC "
                + "address such as 02:00:00:00:00:01"})
    void shouldRefusePeersThatAreNone(final String remote, final String message) {
        final var refusal = assertThrows(SchemaException.class,
                () -> bind(Map.of("action", "deny", "direction", "inbound", "remote", remote)));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void shouldRefuseEntriesWithNoOrBothSides() {
        final var neither = assertThrows(SchemaException.class,
                () -> bind(Map.of("action", "deny", "direction", "inbound")));
        assertEquals("acl[0]: found neither 'local' nor 'remote', expected one of them", neither.getMessage());
        final var both = assertThrows(SchemaException.class, () -> bind(
                Map.of("action", "deny", "direction", "inbound", "local", "::1", "remote", "::1")));
        assertEquals("acl[0]: found both 'local' and 'remote', expected one of them", both.getMessage());
    }

    @Test
    void shouldRefuseUnknownWords() {
        assertThrows(SchemaException.class,
                () -> bind(Map.of("action", "drop", "direction", "inbound", "local", "::1")));
        assertThrows(SchemaException.class, () -> bind(Map.of("action", "deny", "direction", "in", "local", "::1")));
        assertThrows(SchemaException.class, () -> bind(Map.of("action", "deny", "local", "::1")));
    }

    @Test
    void shouldRefuseMoreEntriesThanItCanNumber() {
        final AclEntry entry = bind(Map.of("action", "allow", "direction", "both", "local", "::1")).acl().getFirst();
        assertEquals(0xFFFF, new FilteringPolicy(Collections.nCopies(0xFFFF, entry)).acl().size());
        assertThrows(IllegalArgumentException.class,
                () -> new FilteringPolicy(Collections.nCopies(0x10000, entry)));
    }
}
