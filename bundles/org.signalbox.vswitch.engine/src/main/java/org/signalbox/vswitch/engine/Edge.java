package org.signalbox.vswitch.engine;

import org.signalbox.frame.EtherType;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * What happens to frames at the ports where they enter, before any extension sees them: a frame's class is found and its
 * tag taken off, and what the port may not send is turned away.
 *
 * <p>A tag is TPID 0x8100 or 0x88A8; tags below the outermost one are payload. Priority and drop eligibility of the
 * tag are set to 0 unless the port's 802.1p priority is trusted (Microsoft, {@code Set-VMNetworkAdapter
 * -IeeePriorityTag}). Frames to the sixteen group addresses of IEEE 802.1Q table 8-1 end here, since no bridge forwards
 * them; those for spanning trees, of customer and provider bridges, count as bridge protocol frames when a machine sends
 * them (BPDU guard).
 */
final class Edge {
    private static final int ETHERNET_HEADER = 14;
    private static final int TAG = 4;
    private static final int VLAN_MASK = 0xFFF;
    private static final long LINK_LOCAL = 0x0180_C200_0000L;
    private static final int LINK_LOCAL_BITS = 4;
    private static final long BRIDGE_GROUP = 0x0180_C200_0000L;
    private static final long PROVIDER_BRIDGE_GROUP = 0x0180_C200_0008L;

    private final FrameSlots slots;
    private final SwitchCounters counters;
    private final SenderAddresses addresses;

    Edge(final FrameSlots slots, final SwitchCounters counters, final SenderAddresses addresses) {
        this.slots = slots;
        this.counters = counters;
        this.addresses = addresses;
    }

    /** Finds addresses and VLANs of frames, or marks their entries as dropped; an entry's number is its slot's. */
    void classify(final FrameEntries entries, final PortTable ports) {
        final int count = slots.count();
        counters.entered(count);
        for (int slot = 0; slot < count; slot++) {
            final int port = slots.sourcePort(slot);
            counters.received(port, slots.wireLength(slot));
            final int reason = classify(slot, port, ports);
            if (reason >= 0) {
                entries.drop(slot, reason);
            }
        }
    }

    /**
     * Lets frames in, their headers parsed, or marks their entries as dropped. Those of known flows are let in at once,
     * and marked if their flow is one that is dropped.
     */
    void admit(final FrameEntries entries, final PortTable ports, final FlowCache flows) {
        if (flows.isActive() && flows.judge()) {
            return;
        }
        for (int slot = 0; slot < slots.count(); slot++) {
            if (!entries.isDropped(slot) && !(flows.isActive() && flows.isKnown(slot))) {
                final int reason = admit(slot, slots.sourcePort(slot), ports, flows);
                if (reason >= 0) {
                    entries.drop(slot, reason);
                }
            }
        }
    }

    /** Finds a frame's addresses and its VLAN; -1, or the reason why there are none. */
    private int classify(final int slot, final int port, final PortTable ports) {
        if (slots.length(slot) < ETHERNET_HEADER) {
            return DropReasons.RUNT;
        }
        final int type = slots.readAddresses(slot);
        if (EtherType.isTag(type)) {
            final int refused = takeTag(slot, type, port, ports);
            if (refused >= 0) {
                return refused;
            }
        } else {
            slots.setTag(slot, ports.untaggedVlan(port));
        }
        return -1;
    }

    /** -1, or the reason why not. */
    private int admit(final int slot, final int port, final PortTable ports, final FlowCache flows) {
        slots.parseHeaders(slot);
        if (!ports.mayUse(port, slots.sourceMac(slot))) {
            return DropReasons.MAC_SPOOFING;
        }
        final long destination = slots.destinationMac(slot);
        if (destination >>> LINK_LOCAL_BITS == LINK_LOCAL >>> LINK_LOCAL_BITS) {
            final boolean bridge = destination == BRIDGE_GROUP || destination == PROVIDER_BRIDGE_GROUP;
            return bridge && ports.isMachine(port) ? DropReasons.BPDU_GUARD : DropReasons.LINK_LOCAL;
        }
        if (ports.limitsAddresses(port)) {
            // which depends on what the port sent before
            return addresses.admits(slots, slot, port) ? -1 : DropReasons.DYNAMIC_IP_LIMIT;
        }
        if (flows.isActive()) {
            flows.entered(slot);
        }
        return -1;
    }

    private int takeTag(final int slot, final int type, final int port, final PortTable ports) {
        if (slots.length(slot) < ETHERNET_HEADER + TAG) {
            return DropReasons.CUT_TAG;
        }
        final int tci = slots.u16(slot, 14);
        final int sent = tci & VLAN_MASK;
        if (sent != 0 && !ports.acceptsTag(port, sent)) {
            return DropReasons.TAG_REFUSED;
        }
        final int priority = ports.keepsPriority(port) ? tci & ~VLAN_MASK : 0;
        slots.setTag(slot, type << 16 | priority | (sent == 0 ? ports.untaggedVlan(port) : sent));
        slots.stripTag(slot);
        return -1;
    }
}
