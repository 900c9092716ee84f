package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.workbench.Answer;

/** What is asked of which command, and how its answer is read. */
public class QuestionTest {

    private static final Question ASKED =
            new Question("prod", "web", Optional.of("db"), Map.of("DestinationPort", 22));

    /** An answer as Find-PacketRemedy gives it. */
    public record Remedied(String outcome, String why, List<String> changes, List<String> breadth, String command,
            String searched, List<String> notes) {
    }

    @Test
    void shouldAskOfTheSamePacketWhatBecomesOfItWithoutAStageAndWhyNot() {
        final Map<String, Object> packet =
                Map.of("SwitchName", "prod", "VMNetworkAdapterName", "web", "To", "db", "DestinationPort", 22);
        assertThat(ASKED.trace().name()).isEqualTo("Trace-Packet");
        assertThat(ASKED.trace().parameters()).isEqualTo(packet);
        assertThat(ASKED.trace(WhatIf.NONE.toggled("acme")).parameters()).containsAllEntriesOf(packet)
                .containsEntry("WithoutExtension", List.of("acme"));
        assertThat(ASKED.remedy().name()).isEqualTo("Find-PacketRemedy");
        assertThat(ASKED.remedy().parameters()).isEqualTo(packet);
    }

    @Test
    void shouldAskForTheStepsOfSeveralFrames() {
        final Question several = new Question("prod", "web", Optional.empty(),
                Map.of("Path", "a.pcap", "Frame", "1-3"));
        assertThat(several.trace().parameters()).containsEntry("Detailed", true);
        assertThat(several.remedy().parameters()).doesNotContainKey("Detailed");
    }

    @Test
    void shouldFollowAPortOrAllOfASwitch() {
        assertThat(Follower.command(new Place("prod", Optional.of("web")), "tcp").parameters()).isEqualTo(
                Map.of("Name", "prod", "VMNetworkAdapterName", "web", "Filter", "tcp", "Detailed", true));
        assertThat(Follower.command(new Place("prod", Optional.empty()), "").parameters())
                .isEqualTo(Map.of("Name", "prod", "Detailed", true));
    }

    private static PortSpec port(String name) {
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, Map.of(), Map.of());
    }

    @Test
    void shouldOfferThePortsOfEachSwitchAndAllOfThem() {
        final List<SwitchSpec> switches = List.of(new SwitchSpec("prod", SwitchType.PRIVATE, List.of(),
                List.of(port("web"), port("db"))));
        final List<Place> places = Place.of(switches);
        assertThat(places).extracting(Place::label).containsExactly("prod / web", "prod / db", "prod / all ports");
        assertThat(places.getFirst().targets(switches)).containsExactly("db");
    }

    @Test
    void shouldReadARemedyAndThatThereIsNone() {
        assertThat(Remedy.of(new Answer(new Remedied("remedy", "it is dropped", List.of("a: 1 -> 2"), List.of("a rule"),
                "Edit-VMSwitch", "1 of 2", List.of("b saves nothing"))))).isEqualTo(new Remedy(
                "It is dropped. The smallest change that delivers it, a rule: a: 1 -> 2",
                "Tried: 1 of 2. b saves nothing", "Edit-VMSwitch"));
        assertThat(Remedy.of(new Answer(new Remedied("none", "it is dropped", List.of(), List.of(), "", "",
                List.of()))).sentence())
                .isEqualTo("It is dropped. No change of policy that could be tried delivers it.");
    }
}
