package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/** What a switch and its ports can do is set, asked for and undone by commands; the engine is a fake that takes all. */
class SwitchFeaturesTest {
    private static final String MAC = "02:00:00:00:00:01";

    @TempDir
    Path folder;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws IOException, RefusedException {
        fixture = new FabricFixture(folder);
        fixture.run("New-VMSwitch", "Name", "lab", "SwitchType", "external");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "web", "StaticMacAddress", MAC);
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "db", "MachineName", "vm7");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private SwitchSpec lab() {
        return fixture.fabric.document().switches().getFirst();
    }

    private PortSpec port(String name) {
        return lab().ports().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private void refuses(String part, String command, Object... parameters) {
        final FabricDocument before = fixture.fabric.document();
        assertThatThrownBy(() -> fixture.run(command, parameters)).isInstanceOf(RefusedException.class)
                .hasMessageContaining(part).hasMessageContaining("expected");
        assertThat(fixture.fabric.document()).isEqualTo(before);
    }

    @Test
    void shouldSetEachFeatureOfAnAdapterAndLeaveTheOthers() throws RefusedException {
        fixture.run("Set-VMNetworkAdapter", "Name", "web", "PortMirroring", "Source", "IeeePriorityTag", "On",
                "AllowTeaming", "on", "StormLimit", 100, "DynamicIPAddressLimit", "4", "MachineName", "vm1");
        fixture.run("Set-VMNetworkAdapter", "Name", "web", "LearningLimit", 8, "StormLimit", 0);
        final PortSpec web = port("web");
        assertThat(web.mirroring()).isEqualTo(PortMirroring.SOURCE);
        assertThat(web.limits()).isEqualTo(new PortLimits(0, 4, 8));
        assertThat(web.ieeePriorityTag()).isTrue();
        assertThat(web.allowTeaming()).isTrue();
        assertThat(web.machine()).contains("vm1");
        assertThat(web.mac()).contains(MacAddress.parse(MAC));
        assertThat(fixture.run("Get-VMNetworkAdapter", "Name", "web").objects()).singleElement().asString()
                .contains("type=MACHINE", "special=[machine vm1, teaming, priority tag, mirroring source, "
                        + "dynamic IP limit 4, learning limit 8]");
        fixture.run("Set-VMNetworkAdapter", "Name", "web", "PortMirroring", "none", "IeeePriorityTag", "Off",
                "AllowTeaming", "Off", "DynamicIPAddressLimit", 0, "LearningLimit", 0, "MachineName", "",
                "DynamicMacAddress", true);
        assertThat(port("web")).isEqualTo(new PortSpec("web", Optional.empty(), Vlan.UNTAGGED, false, Map.of(),
                Map.of()));
    }

    @Test
    void shouldSayWhatAFailureOfAnExtensionMeans() throws RefusedException {
        fixture.run("Set-VMSwitchExtension", "VMSwitchName", "lab", "Name", "x", "OnFailure", "quarantine");
        assertThat(lab().binding("x")).isEqualTo(new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 50));
        fixture.run("Set-VMSwitchExtension", "VMSwitchName", "lab", "Name", "x", "Deadline", 200);
        assertThat(lab().binding("x")).isEqualTo(new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 200));
        assertThat(lab().binding("y")).isEqualTo(ExtensionBinding.DEFAULT);
        fixture.run("Set-VMSwitchExtension", "VMSwitchName", "lab", "Name", "x", "Budget", 5_000, "Allocation", 16);
        assertThat(lab().binding("x"))
                .isEqualTo(new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 200, 5_000, 16));
        fixture.run("Set-VMSwitchExtension", "VMSwitchName", "lab", "Name", "x", "Budget", 0);
        assertThat(lab().binding("x"))
                .isEqualTo(new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 200, 0, 16));
        refuses("-1", "Set-VMSwitchExtension", "VMSwitchName", "lab", "Name", "x", "Budget", -1);
        refuses("-1", "Set-VMSwitchExtension", "VMSwitchName", "lab", "Name", "x", "Allocation", -1);
        fixture.run("Undo-Change");
        fixture.run("Undo-Change");
        refuses("0", "Set-VMSwitchExtension", "VMSwitchName", "lab", "Name", "x", "Deadline", 0);
        refuses("half", "Set-VMSwitchExtension", "VMSwitchName", "lab", "Name", "x", "OnFailure", "half");
        fixture.run("Undo-Change");
        fixture.run("Undo-Change");
        assertThat(lab().bindings()).isEmpty();
    }

    @Test
    void shouldUndoEachAsOneChange() throws RefusedException {
        final FabricDocument before = fixture.fabric.document();
        final int entries = fixture.fabric.journal().size();
        fixture.run("Set-VMNetworkAdapter", "Name", "web", "PortMirroring", "Destination", "StormLimit", 9);
        fixture.run("Set-VMNetworkAdapterVlan", "Name", "web", "Trunk", true, "AllowedVlanIdList", "1-99",
                "PrunedVlanIdList", "7");
        fixture.run("Add-VMSwitchForwardingEntry", "Name", "web", "MacAddress", MAC, "VlanId", 5);
        fixture.run("Add-VMSwitchMirror", "SwitchName", "lab", "Name", "rack", "VMNetworkAdapterName", "db", "Rspan",
                true, "RemoteVlanId", 300);
        fixture.run("Set-VMSwitch", "Name", "lab", "NetAdapterName", "eth0,eth1", "ForwardingTableAgeing", 60);
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "mgmt", "ManagementOS", true);
        final FabricDocument after = fixture.fabric.document();
        final List<String> typed = fixture.fabric.journal().stream().skip(entries).map(JournalEntry::command).toList();
        assertThat(typed).containsExactly("Set-VMNetworkAdapter -Name web -PortMirroring destination -StormLimit 9",
                "Set-VMNetworkAdapterVlan -VMNetworkAdapterName web -Trunk -AllowedVlanIdList 1-99 -PrunedVlanIdList 7",
                "Add-VMSwitchForwardingEntry -VMNetworkAdapterName web -MacAddress 02:00:00:00:00:01 -VlanId 5",
                "Add-VMSwitchMirror -SwitchName lab -Name rack -VMNetworkAdapterName db -Rspan -RemoteVlanId 300",
                "Set-VMSwitch -Name lab -NetAdapterName eth0,eth1 -ForwardingTableAgeing 60",
                "Add-VMNetworkAdapter -SwitchName lab -Name mgmt -ManagementOS");
        for (int i = 0; i < typed.size(); i++) {
            fixture.run("Undo-Change");
        }
        assertThat(fixture.fabric.document()).isEqualTo(before);
        for (int i = 0; i < typed.size(); i++) {
            fixture.run("Redo-Change");
        }
        assertThat(fixture.fabric.document()).isEqualTo(after);
    }

    @Test
    void shouldAddUplinksAndNicsOfTheHost() throws RefusedException {
        fixture.run("New-VMSwitch", "Name", "out", "NetAdapterName", "eth0");
        final SwitchSpec out = fixture.fabric.document().switches().getLast();
        assertThat(out.type()).isEqualTo(SwitchType.EXTERNAL);
        assertThat(out.ports()).containsExactly(new PortSpec("eth0", Optional.empty(),
                new Vlan.Trunk(0, List.of(new VlanRange(1, 4094))), false,
                Map.of("packet", Map.of("interface", "eth0")), Map.of()).withType(PortType.UPLINK));
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "mgmt", "ManagementOS", true);
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "own", "ManagementOS", true, "Attachment",
                Map.of("lab", Map.of("dhcp", true)));
        assertThat(port("mgmt").attachment()).isEqualTo(Map.of("tap", Map.of("interface", "mgmt", "create", true)));
        assertThat(port("own").attachment()).containsOnlyKeys("lab");
        assertThat(lab().ports()).extracting(PortSpec::type).containsExactly(PortType.MACHINE, PortType.MACHINE,
                PortType.HOST, PortType.HOST);
    }

    @Test
    void shouldKeepUplinksThatStay() throws RefusedException {
        fixture.run("Set-VMSwitch", "Name", "lab", "NetAdapterName", "eth0,eth1");
        fixture.run("Set-VMNetworkAdapterVlan", "Name", "eth1", "Trunk", true, "AllowedVlanIdList", "5");
        final PortSpec kept = port("eth1");
        fixture.run("Set-VMSwitch", "Name", "lab", "NetAdapterName", "eth2,eth1");
        assertThat(lab().ports()).extracting(PortSpec::name).containsExactly("web", "db", "eth1", "eth2");
        assertThat(port("eth1")).isEqualTo(kept);
        refuses("a second port 'web'", "Set-VMSwitch", "Name", "lab", "NetAdapterName", "web");
    }

    @Test
    void shouldMakeASwitchExternalThatGetsAnUplink() throws RefusedException {
        fixture.run("New-VMSwitch", "Name", "in");
        refuses("the switch type 'internal'", "Set-VMSwitch", "Name", "in", "NetAdapterName", "eth0", "SwitchType",
                "internal");
        refuses("the switch type 'private'", "New-VMSwitch", "Name", "x", "NetAdapterName", "eth0", "SwitchType",
                "private");
        // as it comes from Get-VMSwitch through a pipe
        fixture.run("Set-VMSwitch", "Name", "in", "NetAdapterName", "eth0", "SwitchType", "private");
        assertThat(fixture.fabric.document().switches().getLast().type()).isEqualTo(SwitchType.EXTERNAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Untagged    |                                            | untagged    | 0   |
            Access      | VlanId=10                                  | access      | 10  |
            Trunk       | NativeVlanId=1 AllowedVlanIdList=5-9       | trunk       | 1   |
            Isolated    | PrimaryVlanId=100 SecondaryVlanId=101      | isolated    | 101 | 100
            Community   | PrimaryVlanId=100 SecondaryVlanId=102      | community   | 102 | 100
            Promiscuous | PrimaryVlanId=100 SecondaryVlanIdList=101  | promiscuous | 100 | 100
            """)
    void shouldAnswerTheModeThatWasSet(String mode, String settings, String word, int vlan, Integer primary)
            throws RefusedException {
        final Object[] parameters = new Object[4 + (settings == null ? 0 : 2 * settings.split(" ").length)];
        parameters[0] = "VMNetworkAdapterName";
        parameters[1] = "web";
        parameters[2] = mode;
        parameters[3] = true;
        for (int i = 4; i < parameters.length; i += 2) {
            final String[] pair = settings.split(" ")[i / 2 - 2].split("=");
            parameters[i] = pair[0];
            parameters[i + 1] = pair[1];
        }
        fixture.run("Set-VMNetworkAdapterVlan", parameters);
        assertThat(fixture.run("Get-VMNetworkAdapterVlan", "Name", "w*").objects()).singleElement().asString()
                .contains("mode=" + word + ",", "vlan=" + vlan + ",",
                        "primary=" + Optional.ofNullable(primary) + ",");
        for (String other : List.of("Untagged", "Access", "Trunk", "Isolated", "Community", "Promiscuous")) {
            if (!other.equals(mode)) {
                final Object[] both = parameters.clone();
                both[2] = other;
                if (settings != null && !(word.matches("isolated|community") && other.matches("Isolated|Community"))) {
                    refuses("with -" + other, "Set-VMNetworkAdapterVlan", both);
                }
            }
        }
    }

    @Test
    void shouldListStaticAndLearnedAddresses() throws RefusedException {
        fixture.run("Set-VMNetworkAdapterVlan", "Name", "web", "Isolated", true, "PrimaryVlanId", 100,
                "SecondaryVlanId", 101);
        fixture.run("Add-VMSwitchForwardingEntry", "VMNetworkAdapterName", "web", "MacAddress", MAC);
        fixture.run("Add-VMSwitchForwardingEntry", "VMNetworkAdapterName", "web", "MacAddress", MAC, "VlanId", 101);
        assertThat(port("web").staticAddresses()).hasSize(1);
        // the engine knows a static address of a private VLAN under its primary
        fixture.switches.learned.add(new ForwardingEntry(100, MacAddress.parse(MAC), "web", 0));
        fixture.switches.learned.add(new ForwardingEntry(7, MacAddress.parse("02:00:00:00:00:09"), "db",
                3_900_000_000L));
        assertThat(fixture.run("Get-VMSwitchForwardingEntry").objects()).extracting(Object::toString).containsExactly(
                "Row[vmNetworkAdapterName=db, switchName=lab, macAddress=02:00:00:00:00:09, vlanId=7, type=learned, "
                        + "age=Optional[3]]",
                "Row[vmNetworkAdapterName=web, switchName=lab, macAddress=02:00:00:00:00:01, vlanId=101, type=static, "
                        + "age=Optional.empty]");
        assertThat(fixture.run("Get-VMSwitchForwardingEntry", "MacAddress", MAC).objects()).hasSize(1);
        refuses("in VLAN 7 at adapter 'web'", "Remove-VMSwitchForwardingEntry", "VMNetworkAdapterName", "web",
                "MacAddress", MAC, "VlanId", 7);
        fixture.run("Remove-VMSwitchForwardingEntry", "VMNetworkAdapterName", "web", "MacAddress", MAC, "VlanId", 101);
        assertThat(port("web").staticAddresses()).isEmpty();
    }

    @Test
    void shouldMirrorToRemoteAnalysers() throws RefusedException {
        fixture.run("Add-VMSwitchMirror", "SwitchName", "lab", "Name", "rack", "VMNetworkAdapterName", "web", "Rspan",
                true, "RemoteVlanId", 300);
        fixture.run("Add-VMSwitchMirror", "SwitchName", "lab", "Name", "far", "VMNetworkAdapterName", "web,db",
                "Erspan", true, "ExitVMNetworkAdapterName", "db", "SourceMacAddress", MAC, "DestinationMacAddress",
                "02:00:00:00:00:02", "SourceIPAddress", "192.0.2.1", "DestinationIPAddress", "198.51.100.7",
                "SessionId", 7);
        assertThat(fixture.run("Get-VMSwitchMirror").objects()).extracting(Object::toString).containsExactly(
                "Row[name=rack, switchName=lab, sources=[web], analyser=RSPAN VLAN 300]",
                "Row[name=far, switchName=lab, sources=[web, db], analyser=ERSPAN 198.51.100.7 session 7 at db]");
        fixture.run("Remove-VMSwitchMirror", "Name", "rack");
        assertThat(lab().mirrors()).extracting("name").containsExactly("far");
        refuses("no mirror 'rack'", "Remove-VMSwitchMirror", "Name", "rack");
    }

    @Test
    void shouldRefuseHalfAMirror() {
        refuses("found no mode", "Add-VMSwitchMirror", "SwitchName", "lab", "Name", "m", "VMNetworkAdapterName", "web");
        refuses("-Rspan without -RemoteVlanId", "Add-VMSwitchMirror", "SwitchName", "lab", "Name", "m",
                "VMNetworkAdapterName", "web", "Rspan", true);
        refuses("-SessionId with -Rspan", "Add-VMSwitchMirror", "SwitchName", "lab", "Name", "m",
                "VMNetworkAdapterName", "web", "Rspan", true, "RemoteVlanId", 3, "SessionId", 1);
        refuses("a mirror without sources", "Add-VMSwitchMirror", "SwitchName", "lab", "Name", "m", "Rspan", true,
                "RemoteVlanId", 3);
        refuses("-DynamicMacAddress and -StaticMacAddress", "Set-VMNetworkAdapter", "Name", "web",
                "DynamicMacAddress", true, "StaticMacAddress", MAC);
    }

    @Test
    void shouldSetHowTheSwitchLearns() throws RefusedException {
        fixture.run("Set-VMSwitch", "Name", "lab", "ForwardingTableLimit", 1024);
        fixture.run("Set-VMSwitch", "Name", "lab", "ForwardingTableAgeing", 60);
        assertThat(fixture.yaml()).contains("forwardingTable: { ageing: 60, limit: 1024 }");
        assertThat(lab().type()).isEqualTo(SwitchType.EXTERNAL);
    }
}
