package org.signalbox.vswitch.extension;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

import org.signalbox.frame.HeaderTable;
import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.Offload;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.Remarks;

/**
 * Frames on ingress, or copies with a destination each on egress, that a stage handles in one call:
 *
 * <pre>{@code
 * for (int k = 0; k < frames.live(); k++) {
 *     final int frame = frames.frame(k);
 *     ...
 * }
 * }</pre>
 *
 * <p>Only frames that no earlier stage dropped are handed out. Reads are bounds-checked and allocate nothing; offsets
 * count from the frame's destination address. The frame stands without the 802.1Q tag that put it into its VLAN.
 * Valid only within the call that it was handed to, by the thread that got it.
 *
 * <p>Implementation note: one final class for all kinds and both passes, since a second receiver type at these call
 * sites costs more than the reads themselves.
 */
public final class FrameBatch {
    /** No port: where a trusted frame that an extension made comes from, and for whom frames are on ingress. */
    public static final int NO_PORT = FrameSlots.NO_PORT;

    private final FrameSlots slots;
    private final FrameEntries entries;
    private final HeaderTable headers;
    private final Direction direction;
    private final Remarks remarks;

    /** A batch whose decisions nobody records. */
    public FrameBatch(FrameSlots slots, FrameEntries entries, Direction direction) {
        this(slots, entries, direction, new Remarks());
    }

    public FrameBatch(FrameSlots slots, FrameEntries entries, Direction direction, Remarks remarks) {
        this.slots = slots;
        this.entries = entries;
        this.headers = slots.headers();
        this.direction = direction;
        this.remarks = remarks;
    }

    /** How many frames this stage is to handle. */
    public int live() {
        return entries.live();
    }

    /** The name of the k-th of them in this batch, for all other methods. */
    public int frame(int k) {
        return entries.frame(k);
    }

    /** Which pass this is. */
    public Direction direction() {
        return direction;
    }

    /** Index of the port where it entered; {@link #NO_PORT} for a trusted frame that an extension made. */
    public int sourcePort(int frame) {
        return slots.sourcePort(entries.slot(frame));
    }

    /** Index of the port that this copy is for; {@link #NO_PORT} on ingress. */
    public int destinationPort(int frame) {
        return direction == Direction.EGRESS ? entries.destinationPort(frame) : NO_PORT;
    }

    /** When it entered, in nanoseconds on the switch's clock; never less than that of an earlier frame. */
    public long timeNanos(int frame) {
        return slots.timeNanos(entries.slot(frame));
    }

    /** Bytes that are there. */
    public int length(int frame) {
        return slots.length(entries.slot(frame));
    }

    /** Bytes that were on the wire; more than {@link #length} for a frame that a capture cut. */
    public int wireLength(int frame) {
        return slots.wireLength(entries.slot(frame));
    }

    /** Identifier of its VLAN, 0 for the domain of the untagged ports. */
    public int vlan(int frame) {
        return slots.vlan(entries.slot(frame));
    }

    /** IEEE 802.1p priority, 0-7. */
    public int priority(int frame) {
        return slots.priority(entries.slot(frame));
    }

    /** Destination address in the low 48 bits. */
    public long destinationMac(int frame) {
        return slots.u48(entries.slot(frame), 0);
    }

    /** Source address in the low 48 bits. */
    public long sourceMac(int frame) {
        return slots.u48(entries.slot(frame), 6);
    }

    /** Type of what follows the addresses and further tags; below 0x600 it is an IEEE 802.3 length. */
    public int etherType(int frame) {
        return headers.etherType(entries.slot(frame));
    }

    /** 4, 6, or 0 when there is no IP header whose addresses could be read. */
    public int ipVersion(int frame) {
        return headers.ipVersion(entries.slot(frame));
    }

    /** IP protocol behind extension headers, -1 without one. */
    public int ipProtocol(int frame) {
        return headers.ipProtocol(entries.slot(frame));
    }

    /** Offset of the IP (or other layer 3) header, -1 without one. */
    public int networkOffset(int frame) {
        return headers.networkOffset(entries.slot(frame));
    }

    /** Offset of the transport header, -1 without one, as in a later fragment. */
    public int transportOffset(int frame) {
        return headers.transportOffset(entries.slot(frame));
    }

    /** Whether it is a fragment of a packet, the first one included. */
    public boolean isFragment(int frame) {
        return headers.isFragment(entries.slot(frame));
    }

    /**
     * Source address of an IPv4 packet, as it was when this stage got the frame; call only where {@link #ipVersion} is
     * 4.
     */
    public int ipv4Source(int frame) {
        return headers.ipv4Source(entries.slot(frame));
    }

    /**
     * Destination address of an IPv4 packet, as it was when this stage got the frame; call only where
     * {@link #ipVersion} is 4.
     */
    public int ipv4Destination(int frame) {
        return headers.ipv4Destination(entries.slot(frame));
    }

    /** High half of the source address of an IPv6 packet; call only where {@link #ipVersion} is 6. */
    public long ipv6SourceHigh(int frame) {
        return slots.ipv6(entries.slot(frame), 8);
    }

    /** Low half of the source address of an IPv6 packet; call only where {@link #ipVersion} is 6. */
    public long ipv6SourceLow(int frame) {
        return slots.ipv6(entries.slot(frame), 16);
    }

    /** High half of the destination address of an IPv6 packet; call only where {@link #ipVersion} is 6. */
    public long ipv6DestinationHigh(int frame) {
        return slots.ipv6(entries.slot(frame), 24);
    }

    /** Low half of the destination address of an IPv6 packet; call only where {@link #ipVersion} is 6. */
    public long ipv6DestinationLow(int frame) {
        return slots.ipv6(entries.slot(frame), 32);
    }

    /** Whether it is an IP packet from within a prefix of the same version. */
    public boolean ipSourceIn(int frame, IpPrefix prefix) {
        return switch (ipVersion(frame)) {
            case 4 -> prefix.contains(ipv4Source(frame));
            case 6 -> prefix.contains(ipv6SourceHigh(frame), ipv6SourceLow(frame));
            default -> false;
        };
    }

    /** Whether it is an IP packet to within a prefix of the same version. */
    public boolean ipDestinationIn(int frame, IpPrefix prefix) {
        return switch (ipVersion(frame)) {
            case 4 -> prefix.contains(ipv4Destination(frame));
            case 6 -> prefix.contains(ipv6DestinationHigh(frame), ipv6DestinationLow(frame));
            default -> false;
        };
    }

    /**
     * Whether the transport checksum is not there yet: it holds the sum of the pseudo header, folded and not
     * complemented, and is filled in when the frame leaves. Who changes an IP address brings that sum up to date; a
     * change of anything else leaves it.
     */
    public boolean isChecksumPending(int frame) {
        return Offload.isChecksumPending(slots.offload(entries.slot(frame)));
    }

    /**
     * Payload in bytes of the segments that the frame is cut into when it leaves for a wire; 0 for a frame that is not
     * to be cut. It has the headers of all of them, and is up to 64 KiB long.
     */
    public int segmentSize(int frame) {
        return Offload.segmentSize(slots.offload(entries.slot(frame)));
    }

    /**
     * Source port of TCP, UDP and their like, which begin with it; call only where {@link #transportOffset} is not -1.
     */
    public int transportSource(int frame) {
        return u16(frame, transportOffset(frame));
    }

    /** Destination port of TCP, UDP and their like; call only where {@link #transportOffset} is not -1. */
    public int transportDestination(int frame) {
        return u16(frame, transportOffset(frame) + 2);
    }

    /**
     * One byte of the frame.
     *
     * @throws IndexOutOfBoundsException outside the frame
     */
    public int u8(int frame, int offset) {
        return slots.u8(entries.slot(frame), offset);
    }

    /** Two bytes of the frame in network byte order; see {@link #u8}. */
    public int u16(int frame, int offset) {
        return slots.u16(entries.slot(frame), offset);
    }

    /** Four bytes of the frame in network byte order; see {@link #u8}. */
    public int i32(int frame, int offset) {
        return slots.i32(entries.slot(frame), offset);
    }

    /** Copies from the frame into memory of the caller's, to keep it beyond this call; see {@link #u8}. */
    public void copy(int frame, int offset, int length, MemorySegment target, long targetOffset) {
        slots.copy(entries.slot(frame), offset, length, target, targetOffset);
    }

    /**
     * Whether somebody looks at the decisions about this batch, so that it is worth saying {@link #because} of what a
     * frame goes on. Ask once a call: while nobody looks that is all it costs.
     */
    public boolean isRecorded() {
        return remarks.isOpen();
    }

    /**
     * Says why this stage lets a frame pass, changes it, made it, or chose its destinations; the last word within a
     * call counts. A drop has its reason already, which goes before. Does nothing unless {@link #isRecorded}.
     *
     * @param frame  one of this batch, or one that this stage made within this call
     * @param rule   which of the extension's rules, such as {@code acl[2]}; may be empty
     * @param reason one clause for people, such as {@code allow inbound remote 10.0.0.0/8}
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public void because(int frame, String rule, String reason) {
        remarks.say(Objects.checkIndex(frame, entries.count()), rule, reason);
    }
}
