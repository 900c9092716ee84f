package org.example.macswap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.MacAddress;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;
import org.signalbox.testkit.TestSwitchBuilder;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

class MacSwapExtensionTest {
    private static final int STATION = 1;
    private static final int PLUG = 9;
    private static final byte[] HELLO = Frames.arpRequest(STATION, 2);
    private static final byte[] PROBE = Frames.between(STATION, PLUG).udp(1000, 7).payload(new byte[40]).build();
    private static final Loopback LOOPBACK = new Loopback(Frames.mac(PLUG), 0);
    private static final int SEED = 1;

    private static byte[] swapped(final byte[] frame) {
        final byte[] swapped = frame.clone();
        System.arraycopy(frame, 0, swapped, 6, 6);
        System.arraycopy(frame, 6, swapped, 0, 6);
        return swapped;
    }

    @Test
    void shouldSendFramesToThePlugBackWithTheirAddressesSwapped() {
        try (TestSwitch s = TestSwitch.with(new MacSwapExtension()).policy("plug", LOOPBACK).ports("a", "b", "plug")) {
            s.enter("a", HELLO).enter("a", PROBE);
            s.assertDelivered("a", swapped(PROBE));
            s.assertDelivered("b", HELLO);
            s.assertDropped("loopback");
            assertThat(s.decisions().getLast().port()).isEqualTo("plug");
            assertThat(s.decisions().getLast().ingress().getFirst()).extracting(Step::verdict, Step::rule)
                    .containsExactly(Verdict.INJECT, "loopback");
        }
    }

    @Test
    void shouldLeaveOthersAlone() {
        final byte[] other = Frames.between(STATION, 2).udp(1000, 7).pad(60).build();
        try (TestSwitch s = TestSwitch.with(new MacSwapExtension()).policy("plug", LOOPBACK).ports("a", "b", "plug")) {
            s.enter("a", other);
            s.assertDelivered("b", other);
            s.assertNothingDropped();
        }
        try (TestSwitch s = TestSwitch.with(new MacSwapExtension()).ports("a", "b", "plug")) {
            s.enter("a", PROBE);
            s.assertDelivered("plug", PROBE);
        }
    }

    @Test
    void shouldAnswerInItsVlanAlone() {
        try (TestSwitch s = TestSwitch.with(new MacSwapExtension()).policy("plug", new Loopback(Frames.mac(PLUG), 10))
                .ports(port("a", 10), port("b", 20), port("plug", 10))) {
            s.enter("a", HELLO).enter("a", PROBE).enter("b", PROBE);
            s.assertDelivered("a", swapped(PROBE));
            s.assertDelivered("b");
        }
    }

    private static PortSpec port(final String name, final int vlan) {
        return TestSwitchBuilder.port(name).withVlan(new Vlan.Access(vlan));
    }

    @Test
    void shouldSendLongFramesBack() {
        final byte[] jumbo = Frames.between(STATION, PLUG).udp(1000, 7).payload(new byte[8_000]).build();
        try (TestSwitch s = TestSwitch.with(new MacSwapExtension()).policy("plug", LOOPBACK).ports("a", "plug")) {
            s.enter("a", jumbo).enter("a", PROBE);
            s.assertDelivered("a", swapped(jumbo), swapped(PROBE));
        }
    }

    @Test
    void shouldRefuseAGroupAsThePlugsAddress() {
        assertThatThrownBy(() -> new Loopback(MacAddress.BROADCAST, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("found the group address ff:ff:ff:ff:ff:ff");
    }

    @Test
    void shouldBearAnyFrame() {
        try (TestSwitch s = TestSwitch.with("mac-swap", new MacSwapExtension())
                .policy("b", "mac-swap", Map.of("address", "02:00:00:00:00:02")).ports("a", "b")) {
            final byte[][] frames = Frames.hostile(SEED).limit(1000).toArray(byte[][]::new);
            Arrays.stream(frames).forEach(frame -> s.enter("a", frame));
            assertThat(s.decisions()).hasSizeGreaterThan(frames.length);
        }
    }
}
