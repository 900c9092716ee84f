package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.RefusedException;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/** Uplinks of a switch, each called by the interface of the host that it is. */
final class Uplinks {
    private static final Vlan EVERYTHING = new Vlan.Trunk(0, List.of(new VlanRange(1, 4094)));

    private Uplinks() {
    }

    /** @throws RefusedException if a switch of this type has none and some are asked for */
    static void refuse(List<String> interfaces, SwitchType type) throws RefusedException {
        if (!interfaces.isEmpty() && type != SwitchType.EXTERNAL) {
            throw new RefusedException("found -NetAdapterName with the switch type '" + Schema.word(type)
                    + "', expected external, since only such a switch has uplinks");
        }
    }

    /** These ports with exactly these uplinks: those that are already stay as they are, others come last. */
    static List<PortSpec> among(List<PortSpec> ports, List<String> interfaces) {
        final List<PortSpec> all = new ArrayList<>(ports);
        all.removeIf(port -> port.type() == PortType.UPLINK && !interfaces.contains(port.name()));
        for (String each : interfaces) {
            if (all.stream().noneMatch(port -> port.type() == PortType.UPLINK && port.name().equals(each))) {
                all.add(uplink(each));
            }
        }
        return all;
    }

    private static PortSpec uplink(String name) {
        return new PortSpec(name, Optional.empty(), EVERYTHING, false,
                Map.of("packet", Map.of("interface", name)), Map.of()).withType(PortType.UPLINK);
    }
}
