package org.example.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;

class LoadBalancerExtensionTest {
    private static final int CLIENT = 1;
    private static final int SERVICE = 100;
    private static final int FLOWS = 300;
    private static final Balancer POLICY =
            new Balancer(Frames.mac(SERVICE), Frames.ipv4(SERVICE), List.of("web-1", "web-2", "web-3"), 1024);
    private static final String[] PORTS = {"client", "web-1", "web-2", "web-3", "other"};
    private static final int SEED = 1;

    private static TestSwitch open(final Balancer policy, final String... ports) {
        return TestSwitch.with(new LoadBalancerExtension()).switchPolicy(policy).ports(ports);
    }

    private static byte[] request(final int flow, final int number) {
        return Frames.between(CLIENT, SERVICE).udp(10_000 + flow, 53).payload(new byte[] {(byte) number}).pad(60)
                .build();
    }

    private static int count(final TestSwitch s, final String port) {
        return s.delivered(port).size();
    }

    @Test
    void shouldSpreadFlowsAndKeepEachWithItsBackend() {
        try (TestSwitch s = open(POLICY, PORTS)) {
            for (int number = 0; number < 3; number++) {
                for (int flow = 0; flow < FLOWS; flow++) {
                    s.enter("client", request(flow, number));
                }
            }
            assertThat(List.of("web-1", "web-2", "web-3")).allSatisfy(port ->
                    assertThat(count(s, port)).as(port).isBetween(FLOWS / 2, 3 * FLOWS / 2).matches(n -> n % 3 == 0));
            assertThat(count(s, "other")).isZero();
            s.assertNothingDropped();
        }
    }

    @Test
    void shouldForwardOtherFramesAsTheSwitchDoes() {
        final byte[] question = Frames.between(1, 2).udp(1, 2).pad(60).build();
        final byte[] answer = Frames.between(2, 1).udp(2, 1).pad(60).build();
        try (TestSwitch s = open(POLICY, PORTS)) {
            s.enter("client", question).enter("other", answer).enter("client", question);
            s.assertDelivered("client", answer);
            s.assertDelivered("other", question, question);
            s.assertDelivered("web-1", question);
        }
        try (TestSwitch s = TestSwitch.with(new LoadBalancerExtension()).ports("a", "b")) {
            s.enter("a", question);
            s.assertDelivered("b", question);
        }
    }

    @Test
    void shouldHaveOneBackendAnswerForTheVirtualAddress() {
        final byte[] asked = Frames.arpRequest(CLIENT, SERVICE);
        try (TestSwitch s = open(POLICY, PORTS)) {
            s.enter("client", asked).enter("client", Frames.arpRequest(CLIENT, 7));
            assertThat(IntStream.rangeClosed(1, 3).map(k -> count(s, "web-" + k)).sum()).isEqualTo(1 + 3);
            assertThat(count(s, "other")).isEqualTo(1);
        }
    }

    @Test
    void shouldDropWhereNoBackendIsLeft() {
        try (TestSwitch s = open(POLICY, "client", "other")) {
            s.enter("client", request(1, 0));
            s.assertDropped("noBackend");
        }
    }

    @Test
    void shouldKeepThePingsOfAStationWithOneBackend() {
        try (TestSwitch s = open(POLICY, PORTS)) {
            for (int number = 0; number < FLOWS; number++) {
                s.enter("client", Frames.between(CLIENT, SERVICE).echo(true, 7, number).build());
            }
            assertThat(IntStream.rangeClosed(1, 3).map(k -> count(s, "web-" + k))).containsOnlyOnce(FLOWS).contains(0);
        }
    }

    @Test
    void shouldSendNothingFromABackendToTheAddressOfAll() {
        try (TestSwitch s = open(POLICY, PORTS)) {
            for (int flow = 0; flow < FLOWS; flow++) {
                s.enter("web-1", request(flow, 0));
            }
            s.assertDropped("fromBackend");
            assertThat(s.drops()).hasSize(FLOWS);
        }
    }

    @Test
    void shouldRefusePoliciesThatMakeNoSense() {
        assertThatThrownBy(() -> new Balancer(MacAddress.BROADCAST, Frames.ipv4(1), List.of(), 8))
                .hasMessageStartingWith("found the group address");
        assertThatThrownBy(() -> new Balancer(Frames.mac(1), IpAddress.parse("fd00::1"), List.of(), 8))
                .hasMessage("found fd00::1, expected an IPv4 address");
        assertThatThrownBy(() -> new Balancer(Frames.mac(1), Frames.ipv4(1), List.of("a", "a"), 8))
                .hasMessage("found the backends [a, a], expected at most 64, each once");
    }

    @Test
    void shouldBearAnyFrame() {
        try (TestSwitch s = open(POLICY, PORTS)) {
            Frames.hostile(SEED).limit(1000).forEach(frame -> s.enter("client", frame));
            assertThat(s.decisions()).hasSize(1000);
        }
    }
}
