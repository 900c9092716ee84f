package org.signalbox.extension.filtering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.HashMap;
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
    void shouldRefuseToMeterByMac() {
        final var refusal = assertThrows(SchemaException.class, () -> bind(
                Map.of("action", "meter", "direction", "both", "remote", "02:00:00:00:00:01")));
        assertEquals("acl[0]: found a meter by the MAC address 02:00:00:00:00:01, expected an IP prefix",
                refusal.getMessage());
        assertEquals(AclEntry.Action.METER, bind(Map.of("action", "meter", "direction", "both", "local", "::/0"))
                .acl().getFirst().action());
    }

    private static FilteringPolicy extended(final Map<String, Object> entry) {
        return SCHEMA.bind(Map.of("extendedAcl", List.of(entry)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "protocol | icmp6 | extendedAcl[0].protocol: found \"icmp6\", expected any, tcp, udp, icmp or a protocol's "
                + "number from 0 to 255",
        "protocol | 256 | extendedAcl[0].protocol: found \"256\", expected any, tcp, udp, icmp or a protocol's "
                + "number from 0 to 255",
        "localPort | 10-9 | extendedAcl[0].localPort: found \"10-9\", expected any, a port from 0 to 65535, or a "
                + "range such as 49152-65535",
        "remotePort | 65536 | extendedAcl[0].remotePort: found \"65536\", expected any, a port from 0 to 65535, or "
                + "a range such as 49152-65535",
        "localAddress | vm1 | extendedAcl[0].localAddress: found \"vm1\", expected any or an IP prefix such as "
                + "10.0.0.0/8",
        "remoteAddress | 10.0.0.1/8 | extendedAcl[0].remoteAddress: found \"10.0.0.1/8\", whose address has bits "
                + "beyond the prefix, expected the network 10.0.0.0/8"})
    void shouldRefuseExtendedEntriesThatAreNone(final String key, final String value, final String message) {
        final var refusal = assertThrows(SchemaException.class, () -> extended(
                Map.of("action", "deny", "direction", "inbound", "weight", 1L, key, value)));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void shouldRefuseExtendedEntriesThatMeanNothing() {
        final Map<String, Object> deny = Map.of("action", "deny", "direction", "inbound", "weight", 7L);
        refused(with(deny, "stateful", true), "found a stateful entry that denies, expected it to allow");
        refused(with(with(deny, "protocol", "icmp"), "localPort", "1-2"),
                "found ports of protocol icmp, expected tcp, udp or any");
        refused(with(with(deny, "localAddress", "::/0"), "remoteAddress", "10.0.0.0/8"),
                "found IPv6 addresses on one side only, expected both of one version");
        assertThrows(SchemaException.class, () -> extended(with(deny, "weight", 65_536L)));
        assertThrows(SchemaException.class, () -> extended(with(deny, "idleTimeout", 0L)));
        assertThrows(SchemaException.class, () -> extended(with(deny, "direction", "both")));
        assertThrows(SchemaException.class, () -> extended(Map.of("action", "deny", "direction", "inbound")));
        final var twice = assertThrows(SchemaException.class,
                () -> SCHEMA.bind(Map.of("extendedAcl", List.of(deny, deny))));
        assertEquals("found weight 7 at extendedAcl[1], which extendedAcl[0] has for the same direction, "
                + "expected another one", twice.getMessage());
    }

    private static Map<String, Object> with(final Map<String, Object> entry, final String key, final Object value) {
        final Map<String, Object> more = new HashMap<>(entry);
        more.put(key, value);
        return more;
    }

    private static void refused(final Map<String, Object> entry, final String why) {
        assertEquals("extendedAcl[0]: " + why,
                assertThrows(SchemaException.class, () -> extended(entry)).getMessage());
    }

    @Test
    void shouldTakeAnyForWhatIsLeftOut() {
        final FilteringPolicy policy = extended(Map.of("action", "allow", "direction", "outbound", "weight", 5L,
                "protocol", "tcp", "remotePort", 443L, "remoteAddress", "10.0.0.0/8", "stateful", true));
        final ExtendedAclEntry entry = policy.extendedAcl().getFirst();
        assertEquals("allow outbound tcp remote 10.0.0.0/8 port 443 weight 5 stateful", entry.text());
        assertEquals(255, entry.idleTimeout());
        assertEquals(policy, SCHEMA.bind(SCHEMA.unbind(policy)));
    }

    @Test
    void shouldRefuseMoreEntriesThanItCanNumber() {
        final AclEntry entry = bind(Map.of("action", "allow", "direction", "both", "local", "::1")).acl().getFirst();
        assertEquals(0xFFFF, new FilteringPolicy(Collections.nCopies(0xFFFF, entry)).acl().size());
        assertThrows(IllegalArgumentException.class,
                () -> new FilteringPolicy(Collections.nCopies(0x10000, entry)));
    }
}
