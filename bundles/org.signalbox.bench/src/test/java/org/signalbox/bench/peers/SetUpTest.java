package org.signalbox.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.IpAddress;
import org.signalbox.schema.JsonText;

/** The same access list in every switch's words, and frames that it means. */
class SetUpTest {

    @Test
    void shouldHaveAHundredDifferentEntries() {
        assertThat(Stream.concat(AccessList.destinations().stream(), AccessList.sources().stream()))
                .hasSize(AccessList.ENTRIES);
        assertThat(AccessList.destinations()).doesNotHaveDuplicates();
        assertThat(AccessList.sources()).doesNotHaveDuplicates();
    }

    @Test
    void shouldAllowAndDenyWhatTheFramesNeed() {
        for (int i = 0; i < Frames.FLOWS; i++) {
            assertThat(allows(AccessList.destinations(), AccessList.destination(i))).isTrue();
            assertThat(allows(AccessList.sources(), AccessList.source(i))).isTrue();
        }
        assertThat(allows(AccessList.destinations(), AccessList.deniedDestination())).isFalse();
        assertThat(allows(AccessList.sources(), AccessList.deniedSource())).isFalse();
    }

    /** The entry with the longest prefix decides. */
    private static boolean allows(final List<AccessList.Entry> entries, final IpAddress address) {
        AccessList.Entry best = null;
        for (final AccessList.Entry entry : entries) {
            final int mask = -1 << 32 - entry.length();
            final boolean matches = ((v4(address.toString()) ^ v4(entry.network())) & mask) == 0;
            if (matches && (best == null || entry.length() > best.length())) {
                best = entry;
            }
        }
        return best == null || best.allow();
    }

    private static int v4(final String address) {
        int value = 0;
        for (final String part : address.split("\\.")) {
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }

    @Test
    void shouldSayTheListInFlows() {
        assertThat(OpenVSwitch.flows()).hasSize(AccessList.ENTRIES + 2).contains(
                "table=0,priority=16,in_port=1,ip,nw_dst=10.30.0.0/16,actions=resubmit(,1)",
                "table=0,priority=24,in_port=1,ip,nw_dst=10.30.100.0/24,actions=drop",
                "table=1,priority=32,in_port=1,ip,nw_src=10.20.101.7/32,actions=drop",
                "table=1,priority=16,in_port=1,ip,nw_src=10.20.0.0/16,actions=normal");
    }

    @Test
    void shouldSayTheListInTheFabricDocument() {
        final String text = JsonText.compact(Signalbox.fabric(Map.of("packet", Map.of("interface", "pa")),
                Map.of("packet", Map.of("interface", "pb")), Variant.GUARDED));
        assertThat(text.split("\"remote\"", -1)).hasSize(AccessList.ENTRIES + 1);
        assertThat(text.split("\"outbound\"", -1)).hasSize(AccessList.ENTRIES / 2 + 1);
        assertThat(JsonText.compact(Signalbox.fabric(Map.of(), Map.of(), Variant.PLAIN)))
                .doesNotContain("acl", "vlan", "filtering");
    }

    @Test
    void shouldSendFramesOfOneLengthAndDifferentFlows() {
        assertThat(Frames.allowed()).hasSize(Frames.FLOWS).allMatch(frame -> frame.length == Frames.LENGTH)
                .doesNotHaveDuplicates();
        assertThat(Frames.hello(true)).allMatch(frame -> frame[12] == (byte) 0x81 && frame.length == Frames.LENGTH);
    }
}
