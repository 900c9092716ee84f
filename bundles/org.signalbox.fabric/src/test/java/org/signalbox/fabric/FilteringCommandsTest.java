package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.cmdlet.GetVMNetworkAdapterAcl;
import org.signalbox.fabric.cmdlet.GetVMNetworkAdapterExtendedAcl;
import org.signalbox.vswitch.RuleCount;

/** The commands that write the filtering extension's policy, and read its counters. */
class FilteringCommandsTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";

    @TempDir
    Path folder;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new FabricFixture(folder);
        fixture.switches.present.add(FILTERING);
        fixture.run("New-VMSwitch", "Name", "prod", "SwitchType", "Private");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "prod", "Name", "vm1");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private void add(final Object... more) throws RefusedException {
        final Object[] all = new Object[more.length + 2];
        all[0] = "VMNetworkAdapterName";
        all[1] = "vm1";
        System.arraycopy(more, 0, all, 2, more.length);
        fixture.run("Add-VMNetworkAdapterExtendedAcl", all);
    }

    @Test
    void shouldWriteExtendedEntries() throws Exception {
        add("Action", "Allow", "Direction", "Outbound", "RemotePort", "443", "Protocol", "TCP", "Weight", 100,
                "Stateful", true, "IdleSessionTimeout", 3600);
        add("Action", "Allow", "Direction", "Inbound", "LocalPort", "49152-65535", "RemoteIPAddress", "10.0.0.0/8",
                "Protocol", "udp", "LocalIPAddress", "ANY", "Weight", 7);
        add("Action", "Deny", "Direction", "Inbound", "Protocol", "ANY", "Weight", 1);
        fixture.run("Add-VMNetworkAdapterAcl", "VMNetworkAdapterName", "vm1", "Action", "Meter", "Direction",
                "Outbound", "RemoteIPAddress", "192.168.0.0/16");
        fixture.run("Set-VMNetworkAdapter", "Name", "vm1", "DhcpGuard", "On", "RouterGuard", "On");
        assertThat(fixture.yaml()).endsWith("""
                        policies:
                          org.signalbox.extension.filtering:
                            extendedAcl:
                              - action: allow
                                direction: outbound
                                protocol: tcp
                                remotePort: 443
                                weight: 100
                                stateful: true
                                idleTimeout: 3600
                              - action: allow
                                direction: inbound
                                protocol: udp
                                remoteAddress: 10.0.0.0/8
                                localPort: 49152-65535
                                weight: 7
                              - { action: deny, direction: inbound, weight: 1 }
                            acl: [{ action: meter, direction: outbound, remote: 192.168.0.0/16 }]
                            dhcpGuard: true
                            routerGuard: true
                """);
        assertThat(fixture.run("Get-VMNetworkAdapter").objects().toString()).contains("DHCP guard, router guard");
        fixture.run("Remove-VMNetworkAdapterExtendedAcl", "VMNetworkAdapterName", "vm1", "Weight", 7, "Direction",
                "Inbound");
        fixture.run("Remove-VMNetworkAdapterExtendedAcl", "VMNetworkAdapterName", "vm1", "Weight", 1, "Direction",
                "Inbound");
        fixture.run("Remove-VMNetworkAdapterExtendedAcl", "VMNetworkAdapterName", "vm1", "Weight", 100, "Direction",
                "Outbound");
        fixture.run("Set-VMNetworkAdapter", "Name", "vm1", "DhcpGuard", "Off", "RouterGuard", "Off");
        fixture.run("Remove-VMNetworkAdapterAcl", "VMNetworkAdapterName", "vm1", "Action", "Meter", "Direction",
                "Outbound", "RemoteIPAddress", "192.168.0.0/16");
        assertThat(fixture.yaml()).doesNotContain("policies");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1,RemoteIPAddress,10.0.0.1/32", "10.0.0.1/32,RemoteIPAddress,10.0.0.1",
        "02-00-00-00-00-AA,RemoteMacAddress,02:00:00:00:00:aa", "0200.0000.00aa,RemoteMacAddress,02-00-00-00-00-AA",
        "2001:0DB8:0:0:0:0:0:1,RemoteIPAddress,2001:db8::1", "2001:DB8:0:0::/32,RemoteIPAddress,2001:db8::/32"})
    void shouldKnowAnEntryHoweverItsAddressIsWritten(final String written, final String parameter,
            final String address) throws Exception {
        fixture.importText("""
                switches:
                  - name: prod
                    ports:
                      - name: vm1
                        policies:
                          org.signalbox.extension.filtering:
                            acl: [{ action: deny, direction: both, remote: "%s" }, \
                { action: deny, direction: inbound, remote: nobody }]
                """.formatted(written));
        fixture.run("Add-VMNetworkAdapterAcl", "VMNetworkAdapterName", "vm1", "Action", "Deny", "Direction", "Inbound",
                parameter, address);
        assertThat(fixture.run("Get-VMNetworkAdapterAcl").objects()).as("no second one").hasSize(3);
        fixture.run("Remove-VMNetworkAdapterAcl", "VMNetworkAdapterName", "vm1", "Action", "Deny", "Direction", "Both",
                parameter, address);
        assertThat(fixture.yaml()).contains("acl: [{ action: deny, direction: inbound, remote: nobody }]");
    }

    @Test
    void shouldRefuseWhatIsNoEntry() throws Exception {
        add("Action", "Deny", "Direction", "Inbound", "Weight", 1);
        final String before = fixture.yaml();
        refused("found an inbound entry of weight 1 at adapter 'vm1' already, expected another weight",
                "Action", "Allow", "Direction", "Inbound", "Weight", 1);
        refused("found -Stateful with -Action deny, expected it with allow",
                "Action", "Deny", "Direction", "Inbound", "Weight", 2, "Stateful", true);
        refused("found port 'http', expected ANY, a port from 0 to 65535, or a range such as 49152-65535",
                "Action", "Deny", "Direction", "Inbound", "Weight", 2, "LocalPort", "http");
        refused("found protocol 'icmpv6', expected ANY, TCP, UDP, ICMP or a number from 0 to 255",
                "Action", "Deny", "Direction", "Inbound", "Weight", 2, "Protocol", "icmpv6");
        assertThatThrownBy(() -> fixture.run("Remove-VMNetworkAdapterExtendedAcl", "VMNetworkAdapterName", "vm1",
                "Weight", 1, "Direction", "Outbound")).hasMessage("found no outbound entry of weight 1 at adapter 'vm1', "
                + "expected one that Get-VMNetworkAdapterExtendedAcl lists");
        assertThatThrownBy(() -> fixture.run("Add-VMNetworkAdapterAcl", "VMNetworkAdapterName", "vm1", "Action", "Meter",
                "Direction", "Both", "RemoteMacAddress", "02:00:00:00:00:01"))
                .hasMessage("found a meter by a MAC address, expected -LocalIPAddress or -RemoteIPAddress");
        assertThat(fixture.yaml()).isEqualTo(before);
    }

    private void refused(final String why, final Object... given) {
        assertThatThrownBy(() -> add(given)).isInstanceOf(RefusedException.class).hasMessage(why);
    }

    @Test
    void shouldShowHowOftenEachDecided() throws Exception {
        fixture.importText("""
                switches:
                  - name: prod
                    ports:
                      - name: vm1
                        policies:
                          org.signalbox.extension.filtering:
                            acl: [{ action: deny, direction: both, remote: 10.0.0.0/8 }]
                            extendedAcl:
                              - { action: allow, direction: outbound, protocol: tcp, weight: 5, stateful: true }
                              - { action: deny, direction: outbound, weight: 1 }
                """);
        fixture.switches.counted.add(new RuleCount(FILTERING, "vm1", "acl[0]", "deny outbound remote 10.0.0.0/8",
                3, 200));
        fixture.switches.counted.add(new RuleCount(FILTERING, "vm1", "extendedAcl[1]", "deny outbound any weight 1",
                4, 5));
        fixture.switches.counted.add(new RuleCount("org.acme", "vm1", "extendedAcl[0]", "allow outbound tcp", 9,
                9));
        fixture.switches.counted.add(new RuleCount(FILTERING, "vm2", "extendedAcl[0]", "allow outbound tcp", 9,
                9));
        assertThat(fixture.run("Get-VMNetworkAdapterAcl").objects()).extracting(row -> {
            final GetVMNetworkAdapterAcl.Row of = (GetVMNetworkAdapterAcl.Row) row;
            return of.direction() + " " + of.frames() + " " + of.bytes();
        }).containsExactly("inbound 0 0", "outbound 3 200");
        assertThat(fixture.run("Get-VMNetworkAdapterExtendedAcl").objects()).extracting(row -> {
            final GetVMNetworkAdapterExtendedAcl.Row of = (GetVMNetworkAdapterExtendedAcl.Row) row;
            return of.protocol() + " " + of.localPort() + " " + of.weight() + " " + of.idleSessionTimeout() + " "
                    + of.frames() + " " + of.bytes();
        }).containsExactly("tcp any 5 Optional[255] 0 0", "any any 1 Optional.empty 4 5");
    }
}
