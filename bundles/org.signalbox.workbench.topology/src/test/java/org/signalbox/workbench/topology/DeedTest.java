package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.frame.MacAddress;
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
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.topology.Deed.Kind;

/** What letting a port go over something comes to. */
class DeedTest {

    private static final String GUARD = "org.acme.guard";
    private static final Live LIVE = new History().add(List.of(
            owner("h1/prod", List.of(GUARD), port("web", 1).withPolicies(Map.of(GUARD, Map.of())), port("db", 2),
                    port("needs", 3).withMandatoryExtensions(List.of(GUARD)), port("up", 4).withType(PortType.UPLINK)),
            owner("h1/lab", List.of(GUARD), port("nas", 2), port("web2", 9)),
            owner("h1/bare", List.of(), port("db", 8)),
            owner("h2/prod", List.of(GUARD))), List.of());
    private static final Target WEB = Target.of("h1/prod", "web");
    private static final Target DB = Target.of("h1/prod", "db");

    private static PortSpec port(String name, int number) {
        return new PortSpec(name, Optional.of(MacAddress.parse("02:00:00:00:00:0" + number)), Vlan.UNTAGGED, false,
                Map.of(), Map.of());
    }

    private static SwitchStatus owner(String name, List<String> extensions, PortSpec... ports) {
        return new SwitchStatus(0, new SwitchSpec(name, SwitchType.PRIVATE, extensions, List.of(ports)), List.of(),
                Stream.of(ports).map(each -> new PortStatus(each, LinkState.UP, "", Traffic.NONE, Traffic.NONE,
                        List.of())).toList(), new FrameTotals(0, 0, 0, 0, 0), List.of(), 0);
    }

    @Test
    void shouldMoveAPortByOneCommand() {
        final Deed deed = Deed.of(LIVE, Kind.MOVE, WEB, Optional.of(Target.of("h1/lab", "nas")));
        assertThat(deed.words()).isEqualTo("Move web to h1/lab");
        assertThat(deed.command()).contains(Cmdlet.of("Connect-VMNetworkAdapter").with("Name", "web")
                .with("SwitchName", "h1/lab").with("FromSwitchName", "h1/prod"));
        assertThat(deed.moved(WEB)).contains(Target.of("h1/lab", "web"));
        assertThat(Deed.room(LIVE, Kind.MOVE, WEB)).containsExactly(Target.of("h1/lab"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "web   | h1/prod | web is on h1/prod already",
        "web   | h2/prod | h2/prod is on another host than web",
        "web   | h1/bare | h1/bare does not enable guard, which web relies on",
        "needs | h1/bare | h1/bare does not enable guard, which needs relies on",
        "db    | h1/bare | h1/bare has a port db already",
        "db    | h1/lab  | h1/lab has a port with the MAC address of db already",
        "none  | h1/lab  | none is gone"})
    void shouldSayWhyAPortCannotGoThere(String port, String to, String why) {
        assertThat(Deed.of(LIVE, Kind.MOVE, Target.of("h1/prod", port), Optional.of(Target.of(to))))
                .isEqualTo(new Deed(Optional.empty(), why));
    }

    @Test
    void shouldDoNothingOverNothingAndOverAHost() {
        for (final Kind kind : Kind.values()) {
            assertThat(Deed.of(LIVE, kind, WEB, Optional.empty()).isPossible()).isFalse();
            assertThat(Deed.of(LIVE, kind, WEB, Optional.of(Target.host("h1"))).isPossible()).isFalse();
        }
    }

    @Test
    void shouldCopyOntoAPortOrAllMachinesOfASwitch() {
        final Deed one = Deed.of(LIVE, Kind.COPY, WEB, Optional.of(DB));
        assertThat(one.words()).isEqualTo("Copy the guard policy of web to db");
        assertThat(one.moved(WEB)).isEmpty();
        final Deed all = Deed.of(LIVE, Kind.COPY, WEB, Optional.of(Target.of("h1/prod")));
        assertThat(all.words()).isEqualTo("Copy the guard policy of web to 2 ports of h1/prod");
        assertThat(all.command()).contains(Cmdlet.of("Copy-VMSwitchExtensionPortFeature")
                .with("VMNetworkAdapterName", "web").with("ExtensionName", GUARD)
                .with("ToVMNetworkAdapterName", List.of("db", "needs")).with("SwitchName", "h1/prod")
                .with("ToSwitchName", "h1/prod"));
        assertThat(Deed.of(LIVE, Kind.COPY, DB, Optional.of(WEB)).words()).isEqualTo("db has no policy to copy");
        assertThat(Deed.of(LIVE, Kind.COPY, WEB, Optional.of(WEB)).isPossible()).isFalse();
    }

    @Test
    void shouldFindPortsByNames() {
        assertThat(Deed.named(LIVE, WEB, Target.of("h1/prod"), "D*, up web ?eeds")).extracting(Target::name)
                .containsExactly("db", "needs", "up");
        assertThat(Deed.named(LIVE, WEB, Target.of("h1/lab"), "web*")).containsExactly(Target.of("h1/lab", "web2"));
        assertThat(Deed.named(LIVE, WEB, Target.of("h1/lab"), " ")).isEmpty();
    }
}
