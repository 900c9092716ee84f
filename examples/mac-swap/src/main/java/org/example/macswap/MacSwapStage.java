package org.example.macswap;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** The loopback plugs of one switch. */
final class MacSwapStage implements FilteringStage {
    private static final int LONGEST = 65_535;
    private static final int NONE = -1;

    private final int sentBack;
    private final int unfinished;
    private final int noRoom;
    // addresses in their VLANs
    private final Map<Integer, Long> addresses = new HashMap<>();
    // the same as arrays, since they are looked at for every frame
    private long[] plugs = {};
    private int[] ports = {};
    // grows with the frames that are sent back
    private byte[] bytes = new byte[2048];
    private MemorySegment answer = MemorySegment.ofArray(bytes);

    MacSwapStage(final StageContext context) {
        sentBack = context.dropReason("loopback", "sent back with its addresses swapped");
        unfinished = context.dropReason("unfinished", "its checksum or its segments are left to a port");
        noRoom = context.dropReason("noRoom", "the batch has no room for it to be sent back");
    }

    @Override
    public void portChanged(final StagePort port, final Object policy) {
        if (policy instanceof Loopback loopback) {
            addresses.put(port.index(), inVlan(loopback.address().value(), loopback.vlan()));
        } else {
            addresses.remove(port.index());
        }
        arrange();
    }

    @Override
    public void portRemoved(final StagePort port) {
        addresses.remove(port.index());
        arrange();
    }

    private void arrange() {
        ports = addresses.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        plugs = new long[ports.length];
        for (int k = 0; k < ports.length; k++) {
            plugs[k] = addresses.get(ports[k]);
        }
    }

    @Override
    public void ingress(final FrameBatch frames, final IngressActions actions) {
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            final int port = plug(inVlan(frames.destinationMac(frame), frames.vlan(frame)));
            if (port != NONE) {
                actions.drop(frame, sendBack(frames, frame, port, actions));
            }
        }
    }

    /** An address and its VLAN, since a plug must not answer for a VLAN that its port has no part in. */
    private static long inVlan(final long address, final int vlan) {
        return (long) vlan << 48 | address;
    }

    /** The port behind which the plug with this address is. */
    private int plug(final long address) {
        for (int k = 0; k < plugs.length; k++) {
            if (plugs[k] == address) {
                return ports[k];
            }
        }
        return NONE;
    }

    /** What becomes of the frame itself. */
    private int sendBack(final FrameBatch frames, final int frame, final int port, final IngressActions actions) {
        final int length = frames.length(frame);
        if (frames.isChecksumPending(frame) || frames.segmentSize(frame) > 0 || length > LONGEST) {
            return unfinished;
        }
        if (length > bytes.length) {
            bytes = new byte[LONGEST];
            answer = MemorySegment.ofArray(bytes);
        }
        frames.copy(frame, 0, length, answer, 0);
        put(0, frames.sourceMac(frame));
        put(6, frames.destinationMac(frame));
        final int made = actions.inject(frame, answer, 0, length, port, frames.vlan(frame));
        if (made < 0) {
            return noRoom;
        }
        frames.because(made, "loopback", "came with its addresses the other way round");
        return sentBack;
    }

    private void put(final int offset, final long address) {
        for (int k = 0; k < 6; k++) {
            bytes[offset + k] = (byte) (address >> 40 - 8 * k);
        }
    }
}
