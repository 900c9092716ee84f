package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.Vlan;

/** Made-up switches. */
final class Fabrics {

    private Fabrics() {
    }

    static PortStatus port(String name, LinkState link, long frames, long drops) {
        final PortSpec spec = new PortSpec(name, Optional.of(MacAddress.parse("02:00:00:00:00:01")),
                new Vlan.Access(10), false, Map.of("lab", Map.of()), Map.of("com.acme.filter", Map.of()));
        return new PortStatus(spec, link, "guest", new Traffic(frames, frames * 100), new Traffic(frames, frames * 100),
                List.of(new DropCount("switch", "rule", name, Direction.INGRESS, "reason", drops)));
    }

    static PortStatus of(PortStatus port, PortSpec spec) {
        return new PortStatus(spec, port.link(), port.reason(), port.received(), port.delivered(), port.drops());
    }

    static PortStatus uplink(String name) {
        final PortStatus port = port(name, LinkState.UP, 0, 0);
        return of(port, port.spec().withType(PortType.UPLINK));
    }

    static PortStatus of(PortStatus port, String machine) {
        return of(port, port.spec().withMachine(Optional.of(machine)));
    }

    static SwitchStatus on(String name, long seconds, PortStatus... ports) {
        return new SwitchStatus(seconds * 1_000_000_000L, new SwitchSpec(name, SwitchType.EXTERNAL,
                List.of("com.acme.filter"), List.of(ports).stream().map(PortStatus::spec).toList()), List.of(),
                List.of(ports), new FrameTotals(0, 0, 0, 0, 0), List.of(), 2);
    }

    static Sample sample(SwitchStatus... switches) {
        return new Sample(true, List.of(switches), List.of(), new Rates().add(List.of(switches)));
    }

    /** Three hosts with ten machines each. */
    static Sample thirty() {
        return sample(IntStream.rangeClosed(1, 3).mapToObj(host -> on("H" + host + "/prod", 1,
                IntStream.rangeClosed(1, 10).mapToObj(i -> port("vm" + host + "-" + i,
                        i % 2 == 0 ? LinkState.UP : LinkState.DOWN, i, i % 3)).toArray(PortStatus[]::new)))
                .toArray(SwitchStatus[]::new));
    }
}
