package org.signalbox.vswitch.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.Segmenter;
import org.signalbox.vswitch.MirrorSpec.Analyser;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * Sends what enters and leaves at mirrored ports to analysers too. A frame is mirrored after its copies were delivered
 * and before the next frame's are, to each analyser once, as the extensions on ingress left it, also when they dropped
 * it. One that an extension made entered nowhere. It looks as it does at the first mirrored port it passed; an analyser
 * behind a tunnel gets what it is cut into. Mirrored frames are not mirrored again, and pass no extension. Sources:
 * Microsoft, {@code Set-VMNetworkAdapter -PortMirroring}; Cisco, SPAN, RSPAN and ERSPAN.
 */
final class Mirror {
    private static final int NOWHERE = -1;

    /** Where mirrored frames are handed over. */
    interface Outlet {
        /** A mirrored copy of a slot's frame, which stands in its slot. */
        void mirror(int slot, int port);

        /** A mirrored copy of a slot's frame, which stands in other memory. */
        void mirror(int slot, int port, MemorySegment memory, int length, int wireLength);
    }

    private final FrameSlots slots;
    private final SwitchState state;
    private final Outlet outlet;
    private final Map<String, Erspan> tunnels = new HashMap<>();
    private final boolean[] entered;
    private final Segmenter segmenter = new Segmenter();
    private MemorySegment segment = MemorySegment.NULL;
    private MirrorPlan plan;
    private PortTable ports;
    private FrameEntries frames;
    // of the slot whose copies are delivered now
    private int next;
    private int[] delivered = new int[16];
    private int deliveries;

    Mirror(final FrameSlots slots, final SwitchState state, final Outlet outlet) {
        this.slots = slots;
        this.state = state;
        this.outlet = outlet;
        this.entered = new boolean[slots.size()];
    }

    /** Between two batches: what is mirrored from now on. Mirrors that stay go on counting their packets. */
    void program(final Program program) {
        plan = program.mirrors();
        ports = program.ports();
        if (plan == null) {
            tunnels.clear();
        } else {
            final Map<String, Erspan> kept = new HashMap<>();
            for (final MirrorPlan.Session session : plan.sessions()) {
                if (session.analyser() instanceof Analyser.Erspan to) {
                    final Erspan known = tunnels.get(session.name());
                    kept.put(session.name(), known != null && known.to().equals(to) ? known
                            : new Erspan(to, state.sequence(session.name()), Arena.ofAuto().allocate(Erspan.LONGEST)));
                }
            }
            tunnels.clear();
            tunnels.putAll(kept);
            if (!tunnels.isEmpty() && segment.byteSize() == 0) {
                segment = Arena.ofAuto().allocate(slots.memory().byteSize());
            }
        }
    }

    boolean isActive() {
        return plan != null;
    }

    /** A batch has passed the edge; an entry's number is its slot's. */
    void begin(final FrameEntries entries) {
        frames = entries;
        next = 0;
        deliveries = 0;
        Arrays.fill(entered, false);
        for (int slot = 0; slot < entries.count(); slot++) {
            entered[slot] = !entries.isDropped(slot);
        }
    }

    /** A copy of a slot's frame is about to be delivered: all frames that stand before it are through. */
    void reach(final int slot) {
        while (frames.inOrder(next) != slot) {
            finishNext();
        }
    }

    /** All copies were delivered. */
    void end() {
        while (next < frames.count()) {
            finishNext();
        }
    }

    private void finishNext() {
        finish(frames.inOrder(next++));
        deliveries = 0;
    }

    /** A copy was delivered. */
    void delivered(final int port) {
        if (plan.watched().get(port)) {
            if (deliveries == delivered.length) {
                delivered = Arrays.copyOf(delivered, 2 * deliveries);
            }
            delivered[deliveries++] = port;
        }
    }

    private void finish(final int slot) {
        if (ports.domain(slots.vlan(slot)) == PortTable.NO_DOMAIN) {
            return;
        }
        final int seenAt = firstOf(plan.sources(), slot);
        if (seenAt != NOWHERE) {
            mirrorLocally(slot, seenAt);
        }
        for (final MirrorPlan.Session session : plan.sessions()) {
            final int at = firstOf(session.sources(), slot);
            if (at != NOWHERE) {
                switch (session.analyser()) {
                    case Analyser.Rspan to -> mirrorInVlan(slot, to.vlan());
                    case Analyser.Erspan _ -> mirrorThroughTunnel(slot, at, session);
                }
            }
        }
    }

    /** The first of these ports that the frame passed. */
    private int firstOf(final BitSet sources, final int slot) {
        if (entered[slot] && sources.get(slots.sourcePort(slot))) {
            return slots.sourcePort(slot);
        }
        for (int k = 0; k < deliveries; k++) {
            if (sources.get(delivered[k])) {
                return delivered[k];
            }
        }
        return NOWHERE;
    }

    private void mirrorLocally(final int slot, final int seenAt) {
        final boolean tagged = ports.tags(seenAt, slots.vlan(slot));
        for (final int port : plan.destinations()) {
            if (port != slots.sourcePort(slot) && !wasDelivered(port)) {
                mirror(slot, port, tagged);
            }
        }
    }

    private boolean wasDelivered(final int port) {
        for (int k = 0; k < deliveries; k++) {
            if (delivered[k] == port) {
                return true;
            }
        }
        return false;
    }

    private void mirrorInVlan(final int slot, final int vlan) {
        final int tag = slots.tag(slot);
        final int source = slots.sourcePort(slot);
        slots.setTag(slot, EtherType.VLAN << 16 | vlan);
        for (final int port : ports.members(vlan)) {
            if (port != source && ports.tags(port, vlan) && !(ports.isUplink(source) && ports.isUplink(port))) {
                mirror(slot, port, true);
            }
        }
        slots.setTag(slot, tag);
    }

    private void mirror(final int slot, final int port, final boolean tagged) {
        if (tagged) {
            slots.pushTag(slot);
        }
        outlet.mirror(slot, port);
        if (tagged) {
            slots.stripTag(slot);
        }
    }

    private void mirrorThroughTunnel(final int slot, final int seenAt, final MirrorPlan.Session session) {
        final Erspan tunnel = tunnels.get(session.name());
        final boolean tagged = ports.tags(seenAt, slots.vlan(slot));
        if (tagged) {
            slots.pushTag(slot);
        }
        if (slots.offload(slot) != 0 && segmenter.begin(slots.memory(), slots.offset(slot), slots.length(slot),
                slots.offload(slot))) {
            while (segmenter.hasNext()) {
                final int bytes = segmenter.next(segment, 0);
                final int length = tunnel.wrap(slots, slot, segment, 0, bytes, tagged);
                outlet.mirror(slot, session.port(), tunnel.memory(), length, length);
            }
        } else {
            final int length = tunnel.wrap(slots, slot, slots.memory(), slots.offset(slot), slots.length(slot), tagged);
            final int wireLength = length + slots.wireLength(slot) - slots.length(slot);
            outlet.mirror(slot, session.port(), tunnel.memory(), length, Math.max(length, wireLength));
        }
        if (tagged) {
            slots.stripTag(slot);
        }
    }
}
