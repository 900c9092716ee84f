package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.HostSpec;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/** The larger samples are whole fabrics, and are what they say they are. */
class SamplesTest {

    @TempDir
    Path folder;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new FabricFixture(folder);
        fixture.extensions.folder.add("org.signalbox.extension.filtering");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private FabricDocument imported(String sample) throws Exception {
        final long start = System.nanoTime();
        fixture.run("Import-Fabric", "Path", "../../product/samples/" + sample);
        System.out.println(sample + " imported in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertThat(fixture.fabric.warnings()).isEmpty();
        return fixture.fabric.document();
    }

    private static List<PortSpec> ports(FabricDocument document) {
        return document.hosts().stream().flatMap(host -> host.switches().stream())
                .flatMap(owner -> owner.ports().stream()).toList();
    }

    @Test
    void shouldImportTheTenantCloud() throws Exception {
        final FabricDocument cloud = imported("tenant-cloud.yaml");
        assertThat(cloud.hosts()).extracting(HostSpec::name)
                .containsExactly("compute1", "compute2", "compute3", "edge1");
        assertThat(ports(cloud).stream().map(PortSpec::vlan).map(Object::getClass).map(Class::getSimpleName).distinct())
                .contains("Access", "Trunk", "Private", "Untagged");
        assertThat(ports(cloud).stream().filter(port -> port.vlan() instanceof Vlan.Access(int id) && id > 200
                && id < 900)).allSatisfy(port -> assertThat(port.policies()).isNotEmpty());
    }

    @Test
    void shouldImportTheLargeFabric() throws Exception {
        final FabricDocument large = imported("large-fabric.yaml");
        assertThat(large.hosts()).hasSize(63);
        assertThat(ports(large).stream().map(PortSpec::machine).flatMap(Optional::stream).distinct()).hasSize(4_000);
        assertThat(ports(large).stream().filter(port -> port.type() == PortType.UPLINK)).hasSize(63);
        assertThat(fixture.switches.applied).extracting(SwitchSpec::name).contains("H01/prod", "H63/prod");
    }
}
