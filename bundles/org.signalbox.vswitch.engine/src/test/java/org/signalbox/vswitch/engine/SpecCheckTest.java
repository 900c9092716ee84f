package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signalbox.vswitch.Vlan.Private.Role.COMMUNITY;
import static org.signalbox.vswitch.Vlan.Private.Role.ISOLATED;
import static org.signalbox.vswitch.Vlan.Private.Role.PROMISCUOUS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches.Refusal;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/** What of a document is refused: said where, and nothing of it is done. What is next to it is accepted. */
class SpecCheckTest {
    private static final MacAddress STATION = MacAddress.parse("02:00:00:00:00:0a");
    private static final MacAddress GROUP = MacAddress.parse("01:00:5e:00:00:01");
    private static final PortSpec ISOLATED_PORT = port("i", new Vlan.Private(100, 101, List.of(), ISOLATED));
    private static final PortSpec COMMUNITY_PORT = port("c", new Vlan.Private(100, 102, List.of(), COMMUNITY));
    private static final PortSpec PROMISCUOUS_PORT =
            port("p", new Vlan.Private(100, 0, List.of(new VlanRange(101, 103)), PROMISCUOUS));

    /** A switch, and where in it what stands in the way; of two things that do not go together either may be named. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("a host port on a private switch",
                        spec(SwitchType.PRIVATE, port("a"), port("h").withType(PortType.HOST)), "ports[1].type"),
                Arguments.of("an uplink on a private switch",
                        spec(SwitchType.PRIVATE, port("u").withType(PortType.UPLINK)), "ports[0].type"),
                Arguments.of("an uplink on an internal switch",
                        spec(SwitchType.INTERNAL, port("a"), port("u").withType(PortType.UPLINK)), "ports[1].type"),
                Arguments.of("a secondary of two primaries",
                        spec(ISOLATED_PORT, port("x", new Vlan.Private(200, 101, List.of(), ISOLATED))), "vlan"),
                Arguments.of("a secondary that another primary's promiscuous port lists",
                        spec(ISOLATED_PORT, port("x", new Vlan.Private(200, 0, List.of(new VlanRange(101, 101)),
                                PROMISCUOUS))), "vlan"),
                Arguments.of("a secondary that is isolated and community",
                        spec(ISOLATED_PORT, port("x", new Vlan.Private(100, 101, List.of(), COMMUNITY))), "vlan"),
                Arguments.of("a primary that is a secondary",
                        spec(ISOLATED_PORT, port("x", new Vlan.Private(101, 104, List.of(), ISOLATED))), "vlan"),
                Arguments.of("a primary that a promiscuous port lists",
                        spec(port("x", new Vlan.Private(103, 104, List.of(), ISOLATED)), PROMISCUOUS_PORT), "vlan"),
                Arguments.of("an access port in a primary",
                        spec(ISOLATED_PORT, port("x", new Vlan.Access(100))), "ports[1].vlan"),
                Arguments.of("an access port in a secondary",
                        spec(port("x", new Vlan.Access(102)), COMMUNITY_PORT), "ports[0].vlan"),
                Arguments.of("an access port in a secondary that is only listed",
                        spec(PROMISCUOUS_PORT, port("x", new Vlan.Access(103))), "ports[1].vlan"),
                Arguments.of("an access port in an RSPAN VLAN",
                        mirrored(List.of(port("a"), port("x", new Vlan.Access(300))), rspan("m", 300, "a")), "vlan"),
                Arguments.of("a trunk whose native VLAN is an RSPAN VLAN",
                        mirrored(List.of(port("a"), port("x", new Vlan.Trunk(300, List.of()))), rspan("m", 300, "a")),
                        "vlan"),
                Arguments.of("a primary that is an RSPAN VLAN",
                        mirrored(List.of(ISOLATED_PORT), rspan("m", 100, "i")), "vlan"),
                Arguments.of("a secondary that is an RSPAN VLAN",
                        mirrored(List.of(ISOLATED_PORT), rspan("m", 101, "i")), "vlan"),
                Arguments.of("a listed secondary that is an RSPAN VLAN",
                        mirrored(List.of(PROMISCUOUS_PORT), rspan("m", 103, "p")), "vlan"),
                Arguments.of("a source that does not exist",
                        mirrored(List.of(port("a")), rspan("m", 300, "a", "b")), "mirrors[0].sources[1]"),
                Arguments.of("an ERSPAN port that does not exist",
                        mirrored(List.of(port("a")), erspan("m", "a", "b")), "mirrors[0].to.port"),
                Arguments.of("two mirrors of one name",
                        mirrored(List.of(port("a")), rspan("m", 300, "a"), rspan("m", 301, "a")), "mirrors[1].name"),
                Arguments.of("one RSPAN VLAN twice",
                        mirrored(List.of(port("a")), rspan("m", 300, "a"), rspan("n", 300, "a")), "mirrors[1].to.vlan"),
                Arguments.of("a static address of a group",
                        spec(known(port("a"), GROUP, 0)), "ports[0].staticAddresses[0]"),
                Arguments.of("a static address in a VLAN that an untagged port does not carry",
                        spec(known(port("a"), STATION, 5)), "ports[0].staticAddresses[0]"),
                Arguments.of("a static address in a VLAN that an access port does not carry",
                        spec(known(port("a", new Vlan.Access(10)), STATION, 11)), "ports[0].staticAddresses[0]"),
                Arguments.of("a static address in a VLAN that a trunk prunes",
                        spec(known(port("a", new Vlan.Trunk(1, List.of(new VlanRange(1, 20)),
                                List.of(new VlanRange(10, 10)))), STATION, 10)), "ports[0].staticAddresses[0]"),
                Arguments.of("a static address in an isolated port's primary",
                        spec(known(ISOLATED_PORT, STATION, 100)), "ports[0].staticAddresses[0]"),
                Arguments.of("one static address twice in a VLAN",
                        spec(known(port("a", new Vlan.Access(10)), STATION, 10),
                                known(port("b", new Vlan.Trunk(10, List.of())), STATION, -1)),
                        "ports[1].staticAddresses[0]"),
                Arguments.of("one static address in two secondaries of a primary",
                        spec(known(ISOLATED_PORT, STATION, 101), known(COMMUNITY_PORT, STATION, -1)),
                        "ports[1].staticAddresses[0]"));
    }

    /** Switches that are next to what is refused. */
    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("a host port on an internal switch",
                        spec(SwitchType.INTERNAL, port("h").withType(PortType.HOST))),
                Arguments.of("several uplinks and host ports on an external switch",
                        spec(port("u").withType(PortType.UPLINK), port("v").withType(PortType.UPLINK),
                                port("h").withType(PortType.HOST))),
                Arguments.of("two private VLANs, and trunks that carry them",
                        spec(ISOLATED_PORT, COMMUNITY_PORT, PROMISCUOUS_PORT,
                                port("x", new Vlan.Private(200, 201, List.of(), ISOLATED)),
                                port("t", new Vlan.Trunk(100, List.of(new VlanRange(1, 4094)))),
                                port("s", new Vlan.Trunk(101, List.of())), port("a", new Vlan.Access(10)))),
                Arguments.of("a trunk that carries an RSPAN VLAN",
                        mirrored(List.of(port("t", new Vlan.Trunk(0, List.of(new VlanRange(300, 301))))),
                                rspan("m", 300, "t"), rspan("n", 301, "t"), erspan("e", "t", "t"))),
                Arguments.of("one static address in several VLANs",
                        spec(known(port("a"), STATION, 0), known(port("b", new Vlan.Access(10)), STATION, -1),
                                known(port("t", new Vlan.Trunk(1, List.of(new VlanRange(20, 30)))), STATION, 25),
                                known(ISOLATED_PORT, STATION, 101),
                                known(port("x", new Vlan.Private(200, 0, List.of(new VlanRange(201, 201)),
                                        PROMISCUOUS)), STATION, 200))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldRefuseAndChangeNothing(final String what, final SwitchSpec spec, final String path) {
        final Engine engine = new Engine(Engine.timeOfDay(), (_, _, _) -> { });
        try {
            engine.apply(List.of(spec(port("before"))));
            final List<SwitchSpec> before = engine.switches().stream().map(SwitchStatus::spec).toList();

            final List<Refusal> refusals = engine.check(List.of(spec));

            assertThat(refusals).as(what).isNotEmpty().allSatisfy(refusal -> {
                assertThat(refusal.path()).as(what).startsWith("[0].");
                assertThat(refusal.found()).as(what).isNotBlank();
                assertThat(refusal.expected()).as(what).isNotBlank();
            });
            assertThat(refusals).as(what).anySatisfy(refusal -> assertThat(refusal.path()).contains(path));
            assertThatThrownBy(() -> engine.apply(List.of(spec))).as(what).isInstanceOf(IllegalArgumentException.class);
            assertThat(engine.switches().stream().map(SwitchStatus::spec)).as(what).isEqualTo(before);
        } finally {
            engine.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void shouldAcceptWhatIsNextToIt(final String what, final SwitchSpec spec) {
        assertThat(new SpecCheck(_ -> Optional.empty(), _ -> Optional.empty()).check(List.of(spec))).as(what).isEmpty();
    }

    @Test
    void shouldAcceptEveryRandomSwitch() {
        for (long seed = 0; seed < 500; seed++) {
            final SwitchSpec spec = new RandomSwitch(new Random(seed)).spec();
            assertThat(new SpecCheck(_ -> Optional.empty(), _ -> Optional.empty()).check(List.of(spec)))
                    .as("seed %d", seed).isEmpty();
        }
    }

    private static PortSpec port(final String name) {
        return port(name, Vlan.UNTAGGED);
    }

    private static PortSpec port(final String name, final Vlan vlan) {
        return new PortSpec(name, Optional.empty(), vlan, false, Map.of(), Map.of());
    }

    /** The port with a static address in a VLAN; -1: in that of its untagged frames. */
    private static PortSpec known(final PortSpec port, final MacAddress mac, final int vlan) {
        final List<StaticAddress> addresses = new ArrayList<>(port.staticAddresses());
        addresses.add(new StaticAddress(mac, vlan < 0 ? Optional.empty() : Optional.of(vlan)));
        return port.withStaticAddresses(addresses);
    }

    private static SwitchSpec spec(final PortSpec... ports) {
        return spec(SwitchType.EXTERNAL, ports);
    }

    private static SwitchSpec spec(final SwitchType type, final PortSpec... ports) {
        return new SwitchSpec("s", type, List.of(), List.of(ports));
    }

    private static SwitchSpec mirrored(final List<PortSpec> ports, final MirrorSpec... mirrors) {
        return new SwitchSpec("s", SwitchType.EXTERNAL, List.of(), ports).withMirrors(List.of(mirrors));
    }

    private static MirrorSpec rspan(final String name, final int vlan, final String... sources) {
        return new MirrorSpec(name, List.of(sources), new MirrorSpec.Analyser.Rspan(vlan));
    }

    private static MirrorSpec erspan(final String name, final String source, final String port) {
        return new MirrorSpec(name, List.of(source), new MirrorSpec.Analyser.Erspan(port, STATION, STATION,
                IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"), 1));
    }
}
