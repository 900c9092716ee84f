package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.Vlan.Private;
import org.signalbox.vswitch.Vlan.Private.Role;
import org.signalbox.vswitch.VlanRange;

/** The way between two ports, and what stands in it. */
class RouteTest {

    private static final Vlan TRUNK = new Vlan.Trunk(0, List.of(new VlanRange(10, 20)));

    private static PortStatus port(String name, Vlan vlan, PortType type, LinkState link) {
        return new PortStatus(new PortSpec(name, Optional.empty(), vlan, false, Map.of(), Map.of()).withType(type), link,
                "", Traffic.NONE, Traffic.NONE, List.of());
    }

    private static SwitchStatus of(String name, PortStatus... ports) {
        return new SwitchStatus(0, new SwitchSpec(name, SwitchType.EXTERNAL, List.of(),
                Stream.of(ports).map(PortStatus::spec).toList()), List.of(), List.of(ports),
                new FrameTotals(0, 0, 0, 0, 0), List.of(), 0);
    }

    private final Live live = new History().add(List.of(
            of("h1/prod", port("db01", new Vlan.Access(10), PortType.MACHINE, LinkState.UP),
                    port("web3", new Vlan.Access(10), PortType.MACHINE, LinkState.UP),
                    port("far", new Vlan.Access(30), PortType.MACHINE, LinkState.UP),
                    port("cold", new Vlan.Access(10), PortType.MACHINE, LinkState.DOWN),
                    port("team1", TRUNK, PortType.UPLINK, LinkState.UP)),
            of("h2/prod", port("spare", TRUNK, PortType.UPLINK, LinkState.DOWN),
                    port("team2", TRUNK, PortType.UPLINK, LinkState.UP),
                    port("web9", new Vlan.Access(10), PortType.MACHINE, LinkState.UP)),
            of("lab", port("alone", Vlan.UNTAGGED, PortType.MACHINE, LinkState.UP))), List.of());

    private Route route(String fromSwitch, String from, String toSwitch, String to) {
        return Route.of(live, Target.of(fromSwitch, from), Target.of(toSwitch, to)).orElseThrow();
    }

    @Test
    void shouldCrossOneSwitch() {
        final Route route = route("h1/prod", "db01", "h1/prod", "web3");
        assertThat(route.words()).isEqualTo("db01 \u2192 web3: 1 switch, 2 ports");
        assertThat(route.lit()).containsExactly(Target.of("h1/prod", "db01"), Target.of("h1/prod"),
                Target.of("h1/prod", "web3"));
        assertThat(route.open()).isTrue();
    }

    @Test
    void shouldGoFromUplinkToUplinkThatIsUp() {
        final Route route = route("h1/prod", "db01", "h2/prod", "web9");
        assertThat(route.words()).isEqualTo("db01 \u2192 web9: 2 switches, 4 ports, by their uplinks");
        assertThat(route.lit()).containsExactly(Target.of("h1/prod", "db01"), Target.of("h1/prod"),
                Target.of("h1/prod", "team1"), Target.of("h2/prod", "team2"), Target.of("h2/prod"),
                Target.of("h2/prod", "web9"));
    }

    @Test
    void shouldSayWhatStandsInTheWay() {
        assertThat(route("h1/prod", "db01", "h1/prod", "far")).satisfies(route -> {
            assertThat(route.words()).endsWith("2 ports; their VLANs keep them apart");
            assertThat(route.open()).isFalse();
        });
        assertThat(route("h1/prod", "far", "h2/prod", "web9").open()).isFalse();
        assertThat(route("h1/prod", "db01", "h1/prod", "cold").words()).endsWith("2 ports; cold is down");
        assertThat(route("h1/prod", "db01", "lab", "alone")).satisfies(route -> {
            assertThat(route.words()).isEqualTo("db01 \u2192 alone: no way, lab has no uplink");
            assertThat(route.lit()).hasSize(2);
        });
    }

    @Test
    void shouldNotLeadToItselfNorToASwitch() {
        final Target db = Target.of("h1/prod", "db01");
        assertThat(Route.of(live, db, db)).isEmpty();
        assertThat(Route.of(live, db, Target.of("h1/prod"))).isEmpty();
        assertThat(Route.of(live, db, Target.of("h1/prod", "gone"))).isEmpty();
    }

    @Test
    void shouldMeetAsPrivateVlansDo() {
        final Vlan isolated = new Private(100, 101, List.of(), Role.ISOLATED);
        final Vlan community = new Private(100, 102, List.of(), Role.COMMUNITY);
        final Vlan router = new Private(100, 0, List.of(new VlanRange(101, 102)), Role.PROMISCUOUS);
        final Vlan other = new Private(200, 102, List.of(), Role.COMMUNITY);
        assertThat(Route.meet(isolated, isolated)).isFalse();
        assertThat(Route.meet(community, community)).isTrue();
        assertThat(Route.meet(isolated, community)).isFalse();
        assertThat(Route.meet(isolated, router)).isTrue();
        assertThat(Route.meet(router, community)).isTrue();
        assertThat(Route.meet(community, other)).isFalse();
    }
}
