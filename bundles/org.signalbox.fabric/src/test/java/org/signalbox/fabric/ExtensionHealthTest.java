package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.fabric.cmdlet.GetVMSwitchExtensionLeak;
import org.signalbox.fabric.cmdlet.MeasureVMSwitchExtension;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.StageStatus.State;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;

/** What commands tell of extensions that run, and of those that ran. */
class ExtensionHealthTest {
    private static final String WALL = "com.acme.wall";
    private static final String EYE = "com.acme.eye";

    @TempDir
    private Path folder;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new FabricFixture(folder);
        fixture.switches.present.addAll(List.of(WALL, EYE));
        fixture.importText("switches: [{ name: lab, extensions: [com.acme.wall, com.acme.eye] }, { name: other }]");
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void shouldMeasureEachExtensionInTheOrderOfFrames() throws Exception {
        final SwitchSpec spec = new SwitchSpec("lab", SwitchType.PRIVATE, List.of(WALL, EYE), List.of());
        fixture.switches.live.add(new SwitchStatus(0, spec, List.of(
                new StageStatus(EYE, State.RUNNING, "", Optional.of(ExtensionKind.CAPTURING), "1.0", 100, 0, 2),
                new StageStatus(WALL, State.RUNNING, "", Optional.of(ExtensionKind.FILTERING), "1.0", 100, 12, 0,
                        Optional.of(new StageCost(30.96875, 51_199.96, 0.44860, 1.04)))), List.of(),
                new FrameTotals(0, 0, 0, 0, 0, 0), List.of(
                new DropCount(WALL, "acl", "a", Direction.INGRESS, "denied", 3),
                new DropCount(WALL, "guard", "a", Direction.INGRESS, "spoofed", 5),
                new DropCount(WALL, "acl", "b", Direction.EGRESS, "denied", 4),
                new DropCount("switch", "vlan", "b", Direction.EGRESS, "not a member", 9)), 0));
        assertThat(fixture.run("Measure-VMSwitchExtension").objects()).isEqualTo(List.of(
                new MeasureVMSwitchExtension.Row(EYE, "lab", Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), 100, 0, 2, List.of()),
                new MeasureVMSwitchExtension.Row(WALL, "lab", Optional.of(31.0), Optional.of(51_200.0),
                        Optional.of(44.9), Optional.of(1.0), 100, 12, 0,
                        List.of("acl denied: 7", "guard spoofed: 5"))));
        assertThat(fixture.run("Measure-VMSwitchExtension", "VMSwitchName", "l*", "Name", "*.wall").objects())
                .hasSize(1);
        assertThat(fixture.run("Measure-VMSwitchExtension", "VMSwitchName", "other").objects()).isEmpty();
    }

    @Test
    void shouldListWhatExtensionsLeftBehind() throws Exception {
        fixture.switches.left.add(new ExtensionLeak(WALL, "1.0", ExtensionLeak.Kind.THREAD,
                "thread 'poller' is alive"));
        fixture.switches.left.add(new ExtensionLeak(EYE, "1.0", ExtensionLeak.Kind.STAGE, "a stage is held"));
        assertThat(fixture.run("Get-VMSwitchExtensionLeak").objects()).hasSize(2);
        assertThat(fixture.run("Get-VMSwitchExtensionLeak", "Name", "*wall").objects()).isEqualTo(List.of(
                new GetVMSwitchExtensionLeak.Row(WALL, "1.0", "thread", "thread 'poller' is alive")));
    }
}
