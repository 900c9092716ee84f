package org.signalbox.practices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.command.FabricDocument;
import org.signalbox.fabric.PracticeLab;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;

/** Each practice finds what breaks it, its command mends that, and undo brings it back. */
class PracticesTest {
    private static final int ROUNDS = 200;

    @TempDir
    Path folder;
    private PracticeLab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new PracticeLab(folder);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    /** The practice, the switch as flow YAML, the object, a part of the sentence, the fix. */
    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(new TenantGuards(), "ports: [{ name: web, vlan: { mode: access, id: 10 } }]", "prod / web",
                        "may answer as a DHCP server and announce itself as a router.",
                        "Set-VMNetworkAdapter -Name web -SwitchName prod -DhcpGuard On -RouterGuard On"),
                arguments(new TenantGuards(), "ports: [{ name: web, policies: { org.signalbox.extension.filtering: "
                        + "{ dhcpGuard: true } } }]", "prod / web", "may announce itself as a router.",
                        "Set-VMNetworkAdapter -Name web -SwitchName prod -RouterGuard On"),
                arguments(new MacSpoofing(), "ports: [{ name: web, mac: '02:00:00:00:00:01', allowMacSpoofing: true }]",
                        "prod / web", "addresses other than its own",
                        "Set-VMNetworkAdapter -Name web -SwitchName prod -MacAddressSpoofing Off"),
                arguments(new LearningLimit(), "ports: [{ name: web }]", "prod / web", "may send from any address",
                        "Set-VMNetworkAdapter -Name web -SwitchName prod -LearningLimit 16"),
                arguments(new UplinkStorm(), "type: external, ports: [{ name: eth0, type: uplink }]", "prod / eth0",
                        "a broadcast storm", "Set-VMNetworkAdapter -Name eth0 -SwitchName prod -StormLimit 10000"),
                arguments(new TeamOfOne(), "ports: [{ name: web, machine: web, allowTeaming: true }]", "prod / web",
                        "no second port", "Set-VMNetworkAdapter -Name web -SwitchName prod -AllowTeaming Off"),
                arguments(new MirrorEnds(), "ports: [{ name: web, mirroring: source }]", "prod / web",
                        "no port of this switch receives",
                        "Set-VMNetworkAdapter -Name web -SwitchName prod -PortMirroring None"),
                arguments(new MirrorEnds(), "ports: [{ name: probe, mirroring: destination }]", "prod / probe",
                        "no port of this switch is mirrored",
                        "Set-VMNetworkAdapter -Name probe -SwitchName prod -PortMirroring None"),
                arguments(new ShadowedEntry(), acl("acl: [{ action: deny, direction: both, remote: 10.0.0.0/8 }, "
                        + "{ action: allow, direction: inbound, remote: 10.0.0.0/8 }]"), "prod / web",
                        "allow inbound remote 10.0.0.0/8 of web never decides", "Remove-VMNetworkAdapterAcl "
                        + "-VMNetworkAdapterName web -SwitchName prod -Action Allow -Direction Inbound "
                        + "-RemoteIPAddress 10.0.0.0/8"),
                arguments(new ShadowedEntry(), acl("extendedAcl: [{ action: deny, direction: inbound, protocol: tcp, "
                        + "remoteAddress: 10.0.0.0/8, weight: 9 }, { action: allow, direction: inbound, protocol: 6, "
                        + "remoteAddress: 10.1.0.0/16, localPort: 80-90, weight: 5 }]"), "prod / web",
                        "entry of weight 5 of web never decides: that of weight 9",
                        "Remove-VMNetworkAdapterExtendedAcl -VMNetworkAdapterName web -SwitchName prod -Weight 5 "
                        + "-Direction Inbound"),
                arguments(new AllowWithoutDeny(), acl("acl: [{ action: allow, direction: inbound, "
                        + "remote: 10.0.0.0/8 }]"), "prod / web", "inbound entries of web's port ACL only allow",
                        "Add-VMNetworkAdapterAcl -VMNetworkAdapterName web -SwitchName prod -Action Deny "
                        + "-Direction Inbound -RemoteIPAddress ANY"),
                arguments(new AllowWithoutDeny(), acl("extendedAcl: [{ action: allow, direction: inbound, "
                        + "protocol: tcp, localPort: 443, weight: 100, stateful: true }]"), "prod / web",
                        "extended port ACL only allow", "Add-VMNetworkAdapterExtendedAcl -VMNetworkAdapterName web "
                        + "-SwitchName prod -Action Deny -Direction Inbound -Weight 99"),
                arguments(new EnabledExtensions(), "ports: [{ name: web, policies: { org.acme: { a: 1 } } }, "
                        + "{ name: db, policies: { org.acme: { a: 1 } } }]", "prod",
                        "The policies of web and db have no effect: org.acme is",
                        "Enable-VMSwitchExtension -VMSwitchName prod -Name org.acme"),
                arguments(new MandatoryExtensions(), "ports: [{ name: web, mandatoryExtensions: [org.acme] }]", "prod",
                        "web is down without org.acme", "Enable-VMSwitchExtension -VMSwitchName prod -Name org.acme"),
                arguments(new FilteringFailsClosed(), "extensions: [org.signalbox.extension.filtering], bindings: "
                        + "{ org.signalbox.extension.filtering: { onFailure: open } }", "prod", "(onFailure: open)",
                        "Set-VMSwitchExtension -VMSwitchName prod -Name org.signalbox.extension.filtering "
                        + "-OnFailure Closed"),
                arguments(new ForwardingTableAgeing(), "forwardingTable: { ageing: 9 }", "prod", "after 9 s",
                        "Set-VMSwitch -Name prod -ForwardingTableAgeing 300"),
                arguments(new ExternalWithoutUplink(), "type: external, ports: [{ name: h, type: host }]", "prod",
                        "has no uplink", "Set-VMSwitch -Name prod -SwitchType Internal"),
                arguments(new TrunkAllowsEverything(), "type: external, ports: [{ name: eth0, type: uplink, vlan: "
                        + "{ mode: trunk, native: 5, allowed: [1-4094] } }, { name: a, vlan: { mode: access, id: 10 } "
                        + "}, { name: b, vlan: { mode: private, primary: 20, secondary: 21, role: isolated } }]",
                        "prod / eth0", "the other ports use VLANs 10, 20-21", "Set-VMNetworkAdapterVlan "
                        + "-VMNetworkAdapterName eth0 -SwitchName prod -Trunk -NativeVlanId 5 "
                        + "-AllowedVlanIdList 10,20-21"),
                arguments(new TrunkAllowsEverything(), "type: external, ports: [{ name: eth0, type: uplink, vlan: "
                        + "{ mode: trunk, allowed: [2-4094] } }, { name: a }]", "prod / eth0", "are in none",
                        "Set-VMNetworkAdapterVlan -VMNetworkAdapterName eth0 -SwitchName prod -Trunk"),
                arguments(new VlanOnUplink(), "type: external, ports: [{ name: eth0, type: uplink, vlan: "
                        + "{ mode: trunk, allowed: [10-12], pruned: [11] } }, "
                        + "{ name: a, vlan: { mode: access, id: 11 } }]",
                        "prod / eth0", "No uplink carries VLAN 11 of a", "Set-VMNetworkAdapterVlan "
                        + "-VMNetworkAdapterName eth0 -SwitchName prod -Trunk -AllowedVlanIdList 10-12"),
                arguments(new UplinksShareVlans(), "type: external, ports: [{ name: eth0, type: uplink, vlan: "
                        + "{ mode: trunk, allowed: [10-12] } }, { name: eth1, type: uplink, vlan: "
                        + "{ mode: trunk, allowed: [12-13] } }]", "prod / eth1", "carries VLAN 12",
                        "Set-VMNetworkAdapterVlan -VMNetworkAdapterName eth1 -SwitchName prod -Trunk "
                        + "-AllowedVlanIdList 13"),
                arguments(new PrivateVlanReach(), "ports: [{ name: a, vlan: { mode: private, primary: 100, "
                        + "secondary: 103, role: isolated } }, { name: r, vlan: { mode: private, primary: 100, "
                        + "secondaries: [101-102], role: promiscuous } }]", "prod / r",
                        "does not list the secondary VLAN 103 of a", "Set-VMNetworkAdapterVlan "
                        + "-VMNetworkAdapterName r -SwitchName prod -Promiscuous -PrimaryVlanId 100 "
                        + "-SecondaryVlanIdList 101-103"));
    }

    private static String acl(String lists) {
        return "ports: [{ name: web, policies: { org.signalbox.extension.filtering: { " + lists + " } } }]";
    }

    @ParameterizedTest
    @MethodSource("broken")
    void shouldFindMendAndFindAgainAfterUndo(Practice practice, String keys, String object, String problem, String fix)
            throws Exception {
        final FabricDocument document = lab.load("switches: [{ name: prod, " + keys + " }]");
        final List<Finding> findings = practice.check(document);
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.object()).isEqualTo(object);
            assertThat(finding.problem()).contains(problem).endsWith(".");
            assertThat(finding.fix()).isEqualTo(fix);
        });
        lab.run(fix);
        assertThat(practice.check(lab.document())).isEmpty();
        lab.run("Undo");
        assertThat(lab.document()).isEqualTo(document);
        assertThat(practice.check(lab.document())).isEqualTo(findings);
    }

    /** What looks alike and is right. */
    static Stream<Arguments> sound() {
        return Stream.of(
                arguments(new TenantGuards(), "ports: [{ name: r, vlan: { mode: trunk, allowed: [10] } }, "
                        + "{ name: p, mirroring: destination }, { name: q, vlan: { mode: private, primary: 1, "
                        + "secondaries: [2], role: promiscuous } }]"),
                arguments(new TenantGuards(), "ports: [{ name: a, policies: "
                        + "{ org.signalbox.extension.filtering: other } }]"),
                arguments(new MacSpoofing(), "ports: [{ name: r, mac: '02:00:00:00:00:01', allowMacSpoofing: true, "
                        + "vlan: { mode: trunk, allowed: [10] } }]"),
                arguments(new LearningLimit(), "ports: [{ name: a, limits: { learned: 1 } }]"),
                arguments(new TeamOfOne(), "ports: [{ name: a, machine: m, allowTeaming: true }, "
                        + "{ name: b, machine: m }]"),
                arguments(new MirrorEnds(), "ports: [{ name: a, mirroring: source }, "
                        + "{ name: b, mirroring: destination }]"),
                arguments(new ShadowedEntry(), acl("extendedAcl: [{ action: allow, direction: inbound, protocol: tcp, "
                        + "weight: 9, stateful: true }, "
                        + "{ action: deny, direction: inbound, protocol: tcp, weight: 5 }]")),
                arguments(new ShadowedEntry(), acl("acl: [{ action: deny, direction: inbound, remote: 10.0.0.0/8 }, "
                        + "{ action: allow, direction: inbound, remote: 10.0.0.0/9 }, "
                        + "{ action: allow, direction: inbound, local: 10.0.0.0/8 }]")),
                arguments(new AllowWithoutDeny(), acl("extendedAcl: [{ action: allow, direction: inbound, "
                        + "weight: 9 }]")),
                arguments(new AllowWithoutDeny(), acl("extendedAcl: [{ action: allow, direction: outbound, "
                        + "protocol: udp, weight: 9, stateful: true }, "
                        + "{ action: deny, direction: inbound, weight: 1 }]")),
                arguments(new AllowWithoutDeny(), acl("acl: [{ action: meter, direction: both, remote: 10.0.0.0/8 }]")),
                arguments(new EnabledExtensions(), "ports: [{ name: a, policies: { org.acme: {} } }]"),
                arguments(new FilteringFailsClosed(), "extensions: [org.signalbox.extension.filtering]"),
                arguments(new ForwardingTableAgeing(), "forwardingTable: { ageing: 10 }"),
                arguments(new ExternalWithoutUplink(), "type: external"),
                arguments(new TrunkAllowsEverything(), "type: external, ports: [{ name: eth0, type: uplink, vlan: "
                        + "{ mode: trunk, allowed: [1-4094] } }]"),
                arguments(new VlanOnUplink(), "type: external, ports: [{ name: eth0, type: uplink, vlan: "
                        + "{ mode: trunk, native: 7 } }, { name: a, vlan: { mode: access, id: 7 } }]"),
                arguments(new PrivateVlanReach(), "ports: [{ name: a, vlan: { mode: private, primary: 100, "
                        + "secondary: 103, role: isolated } }, { name: r, vlan: { mode: trunk, allowed: [100] } }]"));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void shouldFindNothingInWhatIsRight(Practice practice, String keys) throws Exception {
        assertThat(practice.check(lab.load("switches: [{ name: prod, " + keys + " }]"))).isEmpty();
    }

    @Test
    void shouldSayWhatToDoWhereNoCommandCanTell() throws Exception {
        final FabricDocument document = lab.load("switches: [{ name: prod, ports: [{ name: a, vlan: { mode: private, "
                + "primary: 100, secondary: 103, role: isolated } }] }]");
        assertThat(new PrivateVlanReach().check(document)).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo("No port is promiscuous in the private VLAN 100: give it the "
                    + "port of a router, or a reach nothing.");
            assertThat(finding.fix()).isEmpty();
        });
    }

    @Test
    void shouldNameSwitchesOfHostsAsCommandsTakeThem() throws Exception {
        lab.load("hosts: [{ name: h1, switches: [{ name: prod, ports: [{ name: web }] }] }, "
                + "{ name: h2, switches: [{ name: prod, ports: [{ name: web }] }] }]");
        final List<Finding> findings = new TenantGuards().check(lab.document());
        assertThat(findings).extracting(Finding::object).containsExactly("h1/prod / web", "h2/prod / web");
        lab.run(findings.getLast().fix());
        assertThat(new TenantGuards().check(lab.document())).containsExactly(findings.getFirst());
    }

    /** What each fix leads to is mended in turn, until nothing is left. */
    @ParameterizedTest
    @ValueSource(strings = {"acl", "demo-lab", "filtering", "isolation"})
    void shouldLeadEverySampleToAFabricWithoutFindings(String sample) throws Exception {
        lab.load(Path.of("../../product/samples/" + sample + ".yaml"));
        for (int i = 0; i < ROUNDS && !findings().isEmpty(); i++) {
            final Finding next = findings().getFirst();
            lab.run(next.fix());
            assertThat(findings()).as(next.fix()).doesNotContain(next);
        }
        assertThat(findings()).isEmpty();
    }

    private List<Finding> findings() {
        return All.PRACTICES.stream().flatMap(practice -> practice.check(lab.document()).stream()).toList();
    }
}
