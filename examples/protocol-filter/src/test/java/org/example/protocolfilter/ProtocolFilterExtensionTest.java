package org.example.protocolfilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.EtherType;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;
import org.signalbox.testkit.Drop;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;
import org.signalbox.vswitch.extension.StagePort;

class ProtocolFilterExtensionTest {
    private static final byte[] ARP = Frames.arpRequest(1, 2);
    private static final byte[] PING = Frames.between(1, 2).echo(true, 1, 1).pad(60).build();
    private static final byte[] DNS = Frames.between(1, 2).udp(1000, 53).pad(60).build();
    private static final Denied NO_PING = new Denied(EtherType.IPV4, Optional.of(1), "no ping");
    private static final Denied NO_ARP = new Denied(EtherType.ARP, Optional.empty(), "");
    private static final int SEED = 1;

    private final ProtocolFilterExtension filter = new ProtocolFilterExtension();

    @Test
    void shouldDenyWhatThePolicyOfThePortDenies() {
        try (TestSwitch s = TestSwitch.with(filter).policy("a", new PortRules(List.of(NO_PING, NO_ARP)))
                .ports("a", "b")) {
            s.enter("a", ARP).enter("a", PING).enter("a", DNS).enter("b", PING);
            s.assertDelivered("b", DNS);
            s.assertDelivered("a", PING);
            assertThat(s.drops()).extracting(Drop::rule).containsExactly("deny[1]", "deny[0]");
            assertThat(s.drops()).extracting(Drop::reason).containsExactly("EtherType 0x0806", "no ping");
        }
    }

    @Test
    void shouldDenyWhatThePolicyOfTheSwitchDeniesButAtPortsThatItExcepts() {
        try (TestSwitch s = TestSwitch.with(filter).switchPolicy(new SwitchRules(List.of(NO_PING), List.of("b")))
                .ports("a", "b")) {
            s.enter("a", PING).enter("b", PING).enter("a", DNS);
            s.assertDelivered("a", PING);
            s.assertDelivered("b", DNS);
            assertThat(s.drops()).extracting(Drop::rule).containsExactly("switch.deny[0]");
        }
    }

    @Test
    void shouldNameTheFirstOfTwoRulesThatDenyTheSame() {
        try (TestSwitch s = TestSwitch.with(filter).policy("a", new PortRules(List.of(NO_PING,
                new Denied(EtherType.IPV4, Optional.of(1), "again")))).ports("a", "b")) {
            s.enter("a", PING);
            assertThat(s.drops()).extracting(Drop::rule).containsExactly("deny[0]");
        }
    }

    @Test
    void shouldTakeAPolicyOfVersionOne() {
        try (TestSwitch s = TestSwitch.with("filter", filter)
                .policy("a", "filter", Map.of("etherTypes", List.of(0x0806))).ports("a", "b")) {
            s.enter("a", ARP).enter("a", PING);
            s.assertDelivered("b", PING);
            s.assertDropped("deny[0]");
        }
    }

    @Test
    void shouldRefuseARuleThatMakesNoSense() {
        assertThatThrownBy(() -> new Denied(EtherType.ARP, Optional.of(1), "")).hasMessage(
                "found an ipProtocol with etherType 2054, expected one with 2048 (IPv4) or 34525 (IPv6)");
        assertThatThrownBy(() -> Schema.of(PortRules.class).bind(
                Map.of("deny", List.of(Map.of("etherType", 5L))))).isInstanceOf(SchemaException.class)
                .hasMessageContaining("expected a whole number from 1536 to 65535");
    }

    @Test
    void shouldRefuseToCutAnUplinkOff() {
        final StagePort uplink = new StagePort(-1, "uplink-1", Optional.empty());
        assertThat(filter.refuse("prod", uplink, new PortRules(List.of(NO_ARP))))
                .contains("without ARP nobody behind an uplink is found");
        assertThat(filter.refuse("prod", uplink, new PortRules(List.of(NO_PING)))).isEmpty();
        assertThat(filter.refuse("prod", new StagePort(-1, "web", Optional.empty()), new PortRules(List.of(NO_ARP))))
                .isEmpty();
    }

    @Test
    void shouldBearAnyFrame() {
        try (TestSwitch s = TestSwitch.with(filter).policy("a", new PortRules(List.of(NO_PING, NO_ARP)))
                .ports("a", "b")) {
            Frames.hostile(SEED).limit(1000).forEach(frame -> s.enter("a", frame));
            assertThat(s.decisions()).hasSize(1000);
        }
    }
}
