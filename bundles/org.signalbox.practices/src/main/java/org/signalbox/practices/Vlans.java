package org.signalbox.practices;

import java.util.BitSet;
import java.util.stream.Collectors;

import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/** Sets of VLANs, and trunks as commands write them. */
final class Vlans {
    private static final int LAST = 4_094;

    private Vlans() {
    }

    /** What a trunk carries tagged. */
    static BitSet carried(Vlan.Trunk trunk) {
        final BitSet carried = new BitSet();
        trunk.allowed().forEach(range -> carried.set(range.first(), range.last() + 1));
        trunk.pruned().forEach(range -> carried.clear(range.first(), range.last() + 1));
        return carried;
    }

    /** Whether a trunk carries every VLAN; 1 and its native one do not count, some leave them out. */
    static boolean isEverything(Vlan.Trunk trunk) {
        final BitSet carried = carried(trunk);
        carried.set(1);
        carried.set(Math.max(1, trunk.nativeId()));
        return carried.cardinality() == LAST;
    }

    static boolean isEverything(PortSpec port) {
        return port.vlan() instanceof Vlan.Trunk trunk && isEverything(trunk);
    }

    /** The VLANs that the ports of a switch are in, but for those trunks that carry every one, and those of mirrors. */
    static BitSet used(SwitchSpec spec) {
        final BitSet used = new BitSet();
        for (final PortSpec port : spec.ports()) {
            switch (port.vlan()) {
                case Vlan.Untagged _ -> { }
                case Vlan.Access access -> used.set(access.id());
                case Vlan.Private vlan -> {
                    used.set(vlan.primary());
                    used.set(vlan.secondary());
                    vlan.secondaries().forEach(range -> used.set(range.first(), range.last() + 1));
                }
                case Vlan.Trunk trunk -> {
                    if (!isEverything(trunk)) {
                        used.or(carried(trunk));
                        used.set(trunk.nativeId());
                    }
                }
            }
        }
        for (final MirrorSpec mirror : spec.mirrors()) {
            if (mirror.to() instanceof MirrorSpec.Analyser.Rspan to) {
                used.set(to.vlan());
            }
        }
        used.clear(0);
        return used;
    }

    /** As parameters take it: {@code 10,20-29}. */
    static String list(BitSet vlans) {
        return text(vlans, ",");
    }

    /** As sentences have it: {@code 10, 20-29}. */
    static String words(BitSet vlans) {
        return (vlans.cardinality() == 1 ? "VLAN " : "VLANs ") + text(vlans, ", ");
    }

    private static String text(BitSet vlans, String separator) {
        return vlans.stream().filter(first -> !vlans.get(first - 1))
                .mapToObj(first -> new VlanRange(first, vlans.nextClearBit(first) - 1).toString())
                .collect(Collectors.joining(separator));
    }

    /** The parameters of a trunk with the same native VLAN that carries others. */
    static String trunk(Vlan.Trunk like, BitSet carried) {
        return " -Trunk" + (like.nativeId() == 0 ? "" : " -NativeVlanId " + like.nativeId())
                + (carried.isEmpty() ? "" : " -AllowedVlanIdList " + list(carried));
    }
}
