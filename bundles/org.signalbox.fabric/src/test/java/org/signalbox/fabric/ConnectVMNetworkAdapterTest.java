package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.FabricDocument;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** An adapter moves to another switch as it is, and back by one undo. */
class ConnectVMNetworkAdapterTest {
    private static final String GUARD = "org.acme.guard";

    @TempDir
    Path folder;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new FabricFixture(folder);
        fixture.switches.present.add(GUARD);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private List<PortSpec> ports(int index) {
        return fixture.fabric.document().switches().get(index).ports();
    }

    private void refuses(String sentence, Object... parameters) {
        final FabricDocument before = fixture.fabric.document();
        assertThatThrownBy(() -> fixture.run("Connect-VMNetworkAdapter", parameters)).hasMessage(sentence);
        assertThat(fixture.fabric.document()).isEqualTo(before);
    }

    @Test
    void shouldMoveItWithAllThatItHasAndBackByOneUndo() throws Exception {
        fixture.importText("""
                switches:
                  - name: prod
                    ports:
                      - { name: db }
                      - name: web
                        machine: vm1
                        mac: 02:00:00:00:00:01
                        vlan: { mode: access, id: 10 }
                        attachment: { lab: { addresses: [10.0.0.1/24] } }
                        policies: { org.acme.guard: { rate: 3 } }
                      - { name: files }
                  - { name: lab, ports: [{ name: other }] }
                """);
        final FabricDocument before = fixture.fabric.document();
        final PortSpec web = ports(0).get(1);
        fixture.run("Connect-VMNetworkAdapter", "Name", "web", "SwitchName", "lab");
        assertThat(ports(0)).extracting(PortSpec::name).containsExactly("db", "files");
        assertThat(ports(1)).extracting(PortSpec::name).containsExactly("other", "web");
        assertThat(ports(1).getLast()).isEqualTo(web);
        assertThat(fixture.switches.applied).isEqualTo(fixture.fabric.document().switches());
        assertThat(fixture.fabric.journal().getLast().command())
                .isEqualTo("Connect-VMNetworkAdapter -Name web -SwitchName lab");
        fixture.run("Undo-Change");
        assertThat(fixture.fabric.document()).isEqualTo(before);
        fixture.run("Redo-Change");
        assertThat(ports(1).getLast()).isEqualTo(web);
    }

    @Test
    void shouldChangeNothingWhereItIsAlready() throws Exception {
        fixture.importText("switches: [{ name: prod, ports: [{ name: web }] }]");
        final long revision = fixture.fabric.revision();
        fixture.run("Connect-VMNetworkAdapter", "Name", "web", "SwitchName", "prod");
        assertThat(fixture.fabric.revision()).isEqualTo(revision);
    }

    @Test
    void shouldRefuseWhereTheNameOrTheAddressIsTaken() throws Exception {
        fixture.importText("""
                switches:
                  - { name: prod, ports: [{ name: web }, { name: db, mac: 02:00:00:00:00:01 }] }
                  - { name: lab, ports: [{ name: web, mac: 02:00:00:00:00:01 }] }
                """);
        refuses("found network adapters 'web' on the switches prod, lab, expected -FromSwitchName with one of them",
                "Name", "web", "SwitchName", "lab");
        refuses("found an adapter 'web' on switch 'lab' already, expected a switch without one of that name",
                "Name", "web", "SwitchName", "lab", "FromSwitchName", "prod");
        refuses("switches[name=lab].ports[name=db].mac: found 02:00:00:00:00:01, which port 'web' has already, "
                + "expected an address of its own for each port of a switch", "Name", "db", "SwitchName", "lab");
        refuses("found no switch 'dmz', expected one of prod, lab", "Name", "db", "SwitchName", "dmz");
    }

    @Test
    void shouldRefuseWhereWhatProtectsItIsNotEnabled() throws Exception {
        fixture.importText("""
                switches:
                  - name: prod
                    extensions: [org.acme.guard]
                    ports:
                      - { name: web, policies: { org.acme.guard: {} } }
                      - { name: db, mandatoryExtensions: [org.acme.guard] }
                  - { name: bare }
                  - { name: lab, extensions: [org.acme.guard] }
                """);
        for (final String name : List.of("web", "db")) {
            refuses("found that switch 'bare' does not enable org.acme.guard, which adapter '" + name
                    + "' relies on, expected a switch that enables it", "Name", name, "SwitchName", "bare");
            fixture.run("Connect-VMNetworkAdapter", "Name", name, "SwitchName", "lab");
        }
        assertThat(ports(2)).extracting(PortSpec::name).containsExactly("web", "db");
    }

    @Test
    void shouldStayOnItsHost() throws Exception {
        fixture.importText("""
                hosts:
                  - { name: h1, switches: [{ name: prod, ports: [{ name: web }] }, { name: lab }] }
                  - { name: h2, switches: [{ name: prod }] }
                """);
        refuses("found adapter 'web' on host h1 and switch 'h2/prod' on host h2, expected a switch "
                + "of the adapter's host",
                "Name", "web", "SwitchName", "h2/prod");
        fixture.run("Connect-VMNetworkAdapter", "Name", "web", "SwitchName", "h1/lab");
        assertThat(fixture.fabric.document().hosts().getFirst().switches()).extracting(SwitchSpec::ports)
                .extracting(List::size).containsExactly(0, 1);
    }
}
