package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.UpgradeStatus;

/** What a switch says of itself, in the words of the model. */
final class StackTexts {
    private StackTexts() {
    }

    static List<String> stages(final SwitchStatus status) {
        return status.stages().stream().map(each -> each.extension() + " v" + each.version() + " " + each.state() + " "
                + each.frames() + " frames " + each.drops() + " drops " + each.faults() + " faults"
                + (each.state() != StageStatus.State.RUNNING || each.reason().isEmpty() ? ""
                        : " " + each.reason().replaceAll(", though.*", ""))).toList();
    }

    static List<String> ports(final SwitchStatus status) {
        return status.ports().stream().map(each -> each.spec().name() + " " + link(each) + " "
                + each.received().frames() + " received " + each.delivered().frames() + " delivered").toList();
    }

    private static String link(final PortStatus port) {
        return port.link() + (port.link() == LinkState.DOWN ? " " + port.reason().replaceAll(", which.*", "") : "");
    }

    static Map<String, Long> drops(final SwitchStatus status) {
        final Map<String, Long> drops = new TreeMap<>();
        status.drops().forEach(each -> drops.put(each.extension() + " " + each.rule() + " " + each.port() + " "
                + each.direction() + " " + each.reason(), each.count()));
        return drops;
    }

    static String upgrade(final UpgradeStatus status) {
        return status.extension() + " " + status.from() + " to " + status.to() + " " + status.state();
    }

    static String totals(final SwitchStatus status) {
        return status.totals().in() + " in " + status.totals().made() + " made " + status.totals().copies()
                + " copies " + status.totals().delivered() + " delivered " + status.totals().dropped() + " dropped "
                + status.totals().held() + " held " + status.learned() + " learned";
    }
}
