package org.signalbox.vswitch.extension;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

import org.signalbox.frame.HeaderTable;
import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.Offload;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.Remarks;
import org.signalbox.vswitch.pipeline.RuleHits;

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

    /** What a rule has that is not counted. */
    public static final int UNCOUNTED = RuleHits.UNCOUNTED;

    private static final int IPV4_SOURCE = 26;
    private static final int IPV4_DESTINATION = 30;
    private static final int IPV6_SOURCE = 22;
    private static final int IPV6_DESTINATION = 38;

    private final FrameSlots slots;
    private final FrameEntries entries;
    private final HeaderTable headers;
    private final Direction direction;
    private final Remarks remarks;
    private final FlowReads reads;
    private final RuleHits hits;

    /** A batch whose decisions nobody records. */
    public FrameBatch(FrameSlots slots, FrameEntries entries, Direction direction) {
        this(slots, entries, direction, new Remarks());
    }

    /** A batch whose decisions are recorded, and its rules counted, for nobody but {@code remarks}. */
    public FrameBatch(FrameSlots slots, FrameEntries entries, Direction direction, Remarks remarks) {
        this(slots, entries, direction, remarks, new FlowReads(0), new RuleHits());
    }

    /**
     * @param remarks where stages say why
     * @param reads   what is looked at
     * @param hits    where rules are counted
     */
    public FrameBatch(FrameSlots slots, FrameEntries entries, Direction direction, Remarks remarks, FlowReads reads,
            RuleHits hits) {
        this.slots = slots;
        this.entries = entries;
        this.headers = slots.headers();
        this.direction = direction;
        this.remarks = remarks;
        this.reads = reads;
        this.hits = hits;
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
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.lookedBeyond(slot);
        }
        return slots.timeNanos(slot);
    }

    /** Bytes that are there. */
    public int length(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.lookedBeyond(slot);
        }
        return slots.length(slot);
    }

    /** Bytes that were on the wire; more than {@link #length} for a frame that a capture cut. */
    public int wireLength(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.lookedBeyond(slot);
        }
        return slots.wireLength(slot);
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

    /**
     * Whether its receiver may find an IP packet where {@link #ipVersion} finds none: behind more tags than are looked
     * through, or behind an IEEE 802.3 length and a SNAP header. Who denies by what IP headers say drops such frames.
     */
    public boolean isNetworkHidden(int frame) {
        return headers.isNetworkHidden(entries.slot(frame));
    }

    /** IP protocol behind extension headers, -1 without one. */
    public int ipProtocol(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.protocol(slot);
        }
        return headers.ipProtocol(slot);
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

    /** Whether it is a fragment of a packet other than the first, which alone has a transport header. */
    public boolean isLaterFragment(int frame) {
        return headers.isLaterFragment(entries.slot(frame));
    }

    /**
     * Source address of an IPv4 packet, as it was when this stage got the frame; call only where {@link #ipVersion} is
     * 4.
     */
    public int ipv4Source(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, IPV4_SOURCE, 4);
        }
        return headers.ipv4Source(slot);
    }

    /**
     * Destination address of an IPv4 packet, as it was when this stage got the frame; call only where
     * {@link #ipVersion} is 4.
     */
    public int ipv4Destination(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, IPV4_DESTINATION, 4);
        }
        return headers.ipv4Destination(slot);
    }

    /** High half of the source address of an IPv6 packet; call only where {@link #ipVersion} is 6. */
    public long ipv6SourceHigh(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, IPV6_SOURCE, 8);
        }
        return slots.ipv6(slot, 8);
    }

    /** Low half of the source address of an IPv6 packet; call only where {@link #ipVersion} is 6. */
    public long ipv6SourceLow(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, IPV6_SOURCE + 8, 8);
        }
        return slots.ipv6(slot, 16);
    }

    /** High half of the destination address of an IPv6 packet; call only where {@link #ipVersion} is 6. */
    public long ipv6DestinationHigh(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, IPV6_DESTINATION, 8);
        }
        return slots.ipv6(slot, 24);
    }

    /** Low half of the destination address of an IPv6 packet; call only where {@link #ipVersion} is 6. */
    public long ipv6DestinationLow(int frame) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, IPV6_DESTINATION + 8, 8);
        }
        return slots.ipv6(slot, 32);
    }

    /** Whether it is an IP packet from within a prefix of the same version. */
    public boolean ipSourceIn(int frame, IpPrefix prefix) {
        final int slot = entries.slot(frame);
        if (reads.isOn() && prefix.address().version() == headers.ipVersion(slot)) {
            reads.bits(slot, headers.ipVersion(slot) == 4 ? IPV4_SOURCE : IPV6_SOURCE, prefix.length());
        }
        return switch (headers.ipVersion(slot)) {
            case 4 -> prefix.contains(headers.ipv4Source(slot));
            case 6 -> prefix.contains(slots.ipv6(slot, 8), slots.ipv6(slot, 16));
            default -> false;
        };
    }

    /** Whether it is an IP packet to within a prefix of the same version. */
    public boolean ipDestinationIn(int frame, IpPrefix prefix) {
        final int slot = entries.slot(frame);
        if (reads.isOn() && prefix.address().version() == headers.ipVersion(slot)) {
            reads.bits(slot, headers.ipVersion(slot) == 4 ? IPV4_DESTINATION : IPV6_DESTINATION, prefix.length());
        }
        return switch (headers.ipVersion(slot)) {
            case 4 -> prefix.contains(headers.ipv4Destination(slot));
            case 6 -> prefix.contains(slots.ipv6(slot, 24), slots.ipv6(slot, 32));
            default -> false;
        };
    }

    /**
     * Whether the transport checksum is not there yet: it holds the sum of the pseudo header, folded and not
     * complemented, and is filled in when the frame leaves. Who changes an IP address brings that sum up to date; a
     * change of anything else leaves it.
     */
    public boolean isChecksumPending(int frame) {
        return Offload.isChecksumPending(offload(frame));
    }

    /**
     * Payload in bytes of the segments that the frame is cut into when it leaves for a wire; 0 for a frame that is not
     * to be cut. It has the headers of all of them, and is up to 64 KiB long.
     */
    public int segmentSize(int frame) {
        return Offload.segmentSize(offload(frame));
    }

    // whether anything is left to be done to a frame is known of its flow
    private long offload(int frame) {
        final int slot = entries.slot(frame);
        final long offload = slots.offload(slot);
        if (offload != 0 && reads.isOn()) {
            reads.lookedBeyond(slot);
        }
        return offload;
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
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, offset, 1);
        }
        return slots.u8(slot, offset);
    }

    /** Two bytes of the frame in network byte order; see {@link #u8}. */
    public int u16(int frame, int offset) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, offset, 2);
        }
        return slots.u16(slot, offset);
    }

    /** Four bytes of the frame in network byte order; see {@link #u8}. */
    public int i32(int frame, int offset) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, offset, 4);
        }
        return slots.i32(slot, offset);
    }

    /** Copies from the frame into memory of the caller's, to keep it beyond this call; see {@link #u8}. */
    public void copy(int frame, int offset, int length, MemorySegment target, long targetOffset) {
        final int slot = entries.slot(frame);
        if (reads.isOn()) {
            reads.bytes(slot, offset, length);
        }
        slots.copy(slot, offset, length, target, targetOffset);
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

    /**
     * Counts a frame, and its length on the wire, for a rule that decided about it.
     *
     * @param counter from {@link StageContext#counter}; {@link #UNCOUNTED}, or another number, counts nothing
     */
    public void count(int frame, int counter) {
        final int slot = entries.slot(frame);
        hits.count(counter, slots.wireLength(slot));
        if (reads.isOn() && counter != UNCOUNTED) {
            reads.counted(slot, counter);
        }
    }

    /**
     * Says that what this stage does with a frame follows from more than the frame and policies, though its extension
     * {@link Extension#isStateless}: it is called for every frame that looks like this one, too. Others need not say so;
     * they are always called. Best said before more is looked at, which then keeps no flows apart.
     */
    public void askAgain(int frame) {
        if (reads.isOn()) {
            reads.again(entries.slot(frame));
        }
    }
}
