package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.Vlan;
import org.signalbox.workbench.topology.Sheet.Fact;
import org.signalbox.workbench.topology.Sheet.Section;

/** What the details and the map say of a port and a switch: all that is out of the ordinary, and nothing else. */
class SheetsTest {

    private static final PortSpec PLAIN =
            new PortSpec("vm1", Optional.empty(), Vlan.UNTAGGED, false, Map.of(), Map.of());

    private static Sheet sheet(PortSpec port, Target target, MirrorSpec... mirrors) {
        final SwitchSpec spec =
                new SwitchSpec("s", SwitchType.EXTERNAL, List.of(), List.of(port)).withMirrors(List.of(mirrors));
        final SwitchStatus status = new SwitchStatus(0, spec, List.of(),
                List.of(new PortStatus(port, LinkState.UP, "", Traffic.NONE, Traffic.NONE, List.of())),
                new FrameTotals(0, 0, 0, 0, 0), List.of(), 0);
        return Sheets.of(new History().add(List.of(status), List.of()), target).orElseThrow();
    }

    private static List<String> facts(Sheet sheet, String head) {
        return sheet.sections().stream().filter(section -> section.head().equals(head)).map(Section.Facts.class::cast)
                .flatMap(section -> section.facts().stream()).map(SheetsTest::text).toList();
    }

    private static String text(Fact fact) {
        return fact.name() + ": " + fact.value();
    }

    @Test
    void shouldSayNoMoreOfAPlainPort() {
        final Sheet sheet = sheet(PLAIN, Target.of("s", "vm1"));
        assertThat(sheet.subtitle()).isEqualTo("port of switch s");
        assertThat(facts(sheet, "Policies")).containsExactly("VLAN: untagged", "MAC address: any",
                "MAC spoofing: denied");
        assertThat(Words.marks(PLAIN)).isEmpty();
    }

    @Test
    void shouldSayWhatIsOutOfTheOrdinary() {
        final PortSpec port = PLAIN.withType(PortType.UPLINK).withMachine(Optional.of("m")).withAllowTeaming(true)
                .withIeeePriorityTag(true).withMirroring(PortMirroring.SOURCE).withLimits(new PortLimits(5_000, 4, 8))
                .withVlan(new Vlan.Access(10)).withStaticAddresses(List.of(
                        new StaticAddress(MacAddress.parse("02:00:00:00:00:01"), Optional.empty())));
        final Sheet sheet = sheet(port, Target.of("s", "vm1"));
        assertThat(sheet.subtitle()).isEqualTo("uplink of switch s");
        assertThat(facts(sheet, "Policies")).startsWith("VLAN: access 10").endsWith("Machine: m", "Teaming: allowed",
                "802.1p priority: kept", "Mirroring: its frames are mirrored", "Storm limit: 5\u202f000 frames/s",
                "Dynamic IP limit: 4 addresses", "Learning limit: 8 addresses",
                "Static addresses: 02:00:00:00:00:01 VLAN 10");
        assertThat(Words.marks(port)).containsExactly("UPLINK", "MIRRORED");
        assertThat(Words.marks(PLAIN.withType(PortType.HOST).withMirroring(PortMirroring.DESTINATION)))
                .containsExactly("HOST", "ANALYSER");
    }

    @Test
    void shouldListTheMirrorsOfASwitch() {
        final Sheet sheet = sheet(PLAIN, Target.of("s"),
                new MirrorSpec("rack", List.of("vm1"), new MirrorSpec.Analyser.Rspan(300)));
        assertThat(facts(sheet, "Mirrors")).containsExactly("rack: vm1 to RSPAN VLAN 300");
        assertThat(facts(sheet(PLAIN, Target.of("s")), "Mirrors")).isEmpty();
    }
}
