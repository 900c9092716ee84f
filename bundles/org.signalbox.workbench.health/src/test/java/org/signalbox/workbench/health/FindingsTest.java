package org.signalbox.workbench.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.Vlan;

class FindingsTest {

    private static StageStatus stage(StageStatus.State state, String reason, long faults) {
        return new StageStatus("org.acme", state, reason, Optional.of(ExtensionKind.FILTERING), "1.0.0", 0, 0, faults);
    }

    private static PortStatus port(String name, LinkState link, String reason) {
        return new PortStatus(new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, Map.of(), Map.of()), link,
                reason, Traffic.NONE, Traffic.NONE, List.of());
    }

    private static List<String> sentences(List<StageStatus> stages, List<PortStatus> ports) {
        return Findings.ofSwitches(List.of(new SwitchStatus(0, new SwitchSpec("prod", SwitchType.PRIVATE, List.of(),
                List.of()), stages, ports, new FrameTotals(0, 0, 0, 0, 0), List.of(), 0))).stream()
                .map(each -> each.severity().word() + " " + each.object() + ": " + each.sentence()).toList();
    }

    @Test
    void shouldTellOfExtensionsThatFailedAndOfThoseThatRunAgain() {
        assertThat(sentences(List.of(stage(StageStatus.State.FAULTED, "took 80 ms", 3),
                stage(StageStatus.State.RUNNING, "", 1), stage(StageStatus.State.RUNNING, "", 0)), List.of()))
                .containsExactly("Error prod: org.acme has failed: took 80 ms.",
                        "Warning prod: org.acme runs again and has failed 1 time since it was enabled.");
    }

    @Test
    void shouldTellOfPortsThatAreDownAndNotOfThoseWithoutAttachment() {
        assertThat(sentences(List.of(), List.of(port("web", LinkState.DOWN, "no interface eth7"),
                port("db", LinkState.DISCONNECTED, ""), port("app", LinkState.UP, ""))))
                .containsExactly("Error prod / web: web is down: no interface eth7.");
    }

    @Test
    void shouldTellOfWarningsAndLeaks() {
        assertThat(Findings.ofFabric(List.of("ports[0]: kept"))).singleElement()
                .satisfies(each -> assertThat(each.sentence()).isEqualTo("Ports[0]: kept."));
        assertThat(Findings.ofLeaks(List.of(new ExtensionLeak("org.acme", "1.0.0", ExtensionLeak.Kind.THREAD,
                "the thread x lives.")))).singleElement()
                .extracting(Problem::sentence).isEqualTo("org.acme 1.0.0 left behind: the thread x lives.");
    }
}
