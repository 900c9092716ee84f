package org.signalbox.vswitch.engine;

import org.signalbox.frame.EtherType;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * What happens to a frame at the port where it enters, before any extension sees it: its VLAN is found and its tag
 * taken off, and what the port may not send is turned away.
 *
 * <p>A tag is TPID 0x8100 or 0x88A8; tags below the outermost one are payload. Priority and drop eligibility of the
 * tag are set to 0, since 802.1p trust is off (Microsoft, {@code Set-VMNetworkAdapter -IeeePriorityTag}). Bridge
 * protocol frames are those to the group addresses of IEEE 802.1Q table 8-1 for spanning trees, of customer and
 * provider bridges.
 */
final class Edge {
    private static final int ETHERNET_HEADER = 14;
    private static final int TAG = 4;
    private static final int VLAN_MASK = 0xFFF;
    private static final long BRIDGE_GROUP = 0x0180_C200_0000L;
    private static final long PROVIDER_BRIDGE_GROUP = 0x0180_C200_0008L;

    private Edge() {
    }

    /** Lets a frame in, its headers parsed, and returns -1; or returns the reason why not. */
    static int admit(final FrameSlots slots, final int slot, final PortTable ports) {
        if (slots.length(slot) < ETHERNET_HEADER) {
            return DropReasons.RUNT;
        }
        final int port = slots.sourcePort(slot);
        final int type = slots.u16(slot, 12);
        if (EtherType.isTag(type)) {
            if (slots.length(slot) < ETHERNET_HEADER + TAG) {
                return DropReasons.CUT_TAG;
            }
            final int sent = slots.u16(slot, 14) & VLAN_MASK;
            if (sent != 0 && !ports.acceptsTag(port, sent)) {
                return DropReasons.TAG_REFUSED;
            }
            slots.setTag(slot, type << 16 | (sent == 0 ? ports.untaggedVlan(port) : sent));
            slots.stripTag(slot);
        } else {
            slots.setTag(slot, ports.untaggedVlan(port));
        }
        slots.parse(slot);
        if (!ports.mayUse(port, slots.sourceMac(slot))) {
            return DropReasons.MAC_SPOOFING;
        }
        final long destination = slots.destinationMac(slot);
        return destination == BRIDGE_GROUP || destination == PROVIDER_BRIDGE_GROUP ? DropReasons.BPDU_GUARD : -1;
    }
}
