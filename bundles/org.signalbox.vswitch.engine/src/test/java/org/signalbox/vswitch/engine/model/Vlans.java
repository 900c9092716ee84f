package org.signalbox.vswitch.engine.model;

import java.util.List;

import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/** Which ports may exchange frames of which VLAN. */
final class Vlans {
    private final List<PortSpec> ports;
    private final List<MirrorSpec> mirrors;

    Vlans(final SwitchSpec spec) {
        ports = spec.ports();
        mirrors = spec.mirrors();
    }

    /** The class of a frame that comes without a VLAN, and the one that leaves a trunk without a tag. */
    static int ofUntagged(final Vlan mode) {
        return switch (mode) {
            case Vlan.Untagged _ -> 0;
            case Vlan.Access access -> access.id();
            case Vlan.Trunk trunk -> trunk.nativeId();
            case Vlan.Private p when p.role() == Vlan.Private.Role.PROMISCUOUS -> p.primary();
            case Vlan.Private p -> p.secondary();
        };
    }

    /** Whether a port of this mode may send frames with a tag of this VLAN. */
    static boolean maySend(final Vlan mode, final int tag) {
        return mode instanceof Vlan.Trunk trunk && trunkCarries(trunk, tag);
    }

    /** Whether a port of this mode gets frames of a class, as far as its mode says. */
    static boolean carries(final Vlan mode, final int vlan) {
        return switch (mode) {
            case Vlan.Untagged _ -> vlan == 0;
            case Vlan.Access access -> vlan == access.id();
            case Vlan.Trunk trunk -> trunkCarries(trunk, vlan);
            case Vlan.Private p -> switch (p.role()) {
                case ISOLATED -> vlan == p.primary();
                case COMMUNITY -> vlan == p.primary() || vlan == p.secondary();
                case PROMISCUOUS -> vlan == p.primary() || isIn(p.secondaries(), vlan);
            };
        };
    }

    private static boolean trunkCarries(final Vlan.Trunk trunk, final int vlan) {
        return vlan == trunk.nativeId() || isIn(trunk.allowed(), vlan) && !isIn(trunk.pruned(), vlan);
    }

    private static boolean isIn(final List<VlanRange> ranges, final int vlan) {
        return ranges.stream().anyMatch(range -> range.first() <= vlan && vlan <= range.last());
    }

    /** Whether what enters at one port in a class may leave at another. */
    boolean reaches(final int from, final int vlan, final int to) {
        return from != to && carries(ports.get(to).vlan(), vlan) && !areUplinks(from, to) && !isUnlisted(from, to);
    }

    boolean areUplinks(final int one, final int other) {
        return ports.get(one).type() == PortType.UPLINK && ports.get(other).type() == PortType.UPLINK;
    }

    /** Whether a promiscuous port sends to a port whose secondary it does not list. */
    private boolean isUnlisted(final int from, final int to) {
        return ports.get(from).vlan() instanceof Vlan.Private sender
                && sender.role() == Vlan.Private.Role.PROMISCUOUS
                && ports.get(to).vlan() instanceof Vlan.Private receiver
                && receiver.role() != Vlan.Private.Role.PROMISCUOUS
                && receiver.primary() == sender.primary()
                && !isIn(sender.secondaries(), receiver.secondary());
    }

    /** The VLAN under which addresses of a class are learned: a secondary's are learned under its primary. */
    int table(final int vlan) {
        for (final PortSpec port : ports) {
            if (port.vlan() instanceof Vlan.Private p
                    && (p.secondary() == vlan && vlan != 0 || isIn(p.secondaries(), vlan))) {
                return p.primary();
            }
        }
        return vlan;
    }

    /** Whether the VLAN carries mirrored frames only. */
    boolean isOfMirrors(final int vlan) {
        return mirrors.stream().anyMatch(
                mirror -> mirror.to() instanceof MirrorSpec.Analyser.Rspan rspan && rspan.vlan() == vlan);
    }
}
