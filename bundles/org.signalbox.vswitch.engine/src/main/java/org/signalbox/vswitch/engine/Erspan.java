package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

import org.signalbox.frame.Checksum;
import org.signalbox.frame.EtherType;
import org.signalbox.vswitch.MirrorSpec.Analyser;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * Puts frames into GRE packets for a remote analyser. Source: draft-foschiano-erspan-03, type II; RFC 2784 and RFC 2890
 * for GRE with a sequence number. What does not fit into an IPv4 packet is cut, and says so.
 */
final class Erspan {
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int GRE = 8;
    private static final int HEADER = 8;
    /** Bytes before the frame. */
    static final int OVERHEAD = ETHERNET + IPV4 + GRE + HEADER;
    /** Bytes of the longest packet with its Ethernet header. */
    static final int LONGEST = ETHERNET + 65_535;

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int VERSION_AND_LENGTH = 0x45;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int TTL = 64;
    private static final int PROTOCOL_GRE = 47;
    private static final int GRE_HAS_SEQUENCE = 0x1000;
    private static final int GRE_ERSPAN = 0x88BE;
    private static final int TYPE_II = 1 << 28;
    private static final int TAG_IS_KEPT = 3 << 11;
    private static final int TRUNCATED = 1 << 10;

    private final Analyser.Erspan to;
    private final MemorySegment memory;
    private final AtomicInteger sequence;

    /**
     * @param sequence of the next packet
     * @param memory   of {@link #LONGEST} bytes
     */
    Erspan(final Analyser.Erspan to, final AtomicInteger sequence, final MemorySegment memory) {
        this.to = to;
        this.sequence = sequence;
        this.memory = memory;
        setMac(0, to.destinationMac().value());
        setMac(6, to.sourceMac().value());
        memory.set(U16, 12, (short) EtherType.IPV4);
        memory.set(U16, ETHERNET, (short) (VERSION_AND_LENGTH << 8));
        memory.set(U16, ETHERNET + 6, (short) DO_NOT_FRAGMENT);
        memory.set(U16, ETHERNET + 8, (short) (TTL << 8 | PROTOCOL_GRE));
        memory.set(U32, ETHERNET + 12, to.source().v4());
        memory.set(U32, ETHERNET + 16, to.destination().v4());
        memory.set(U32, ETHERNET + IPV4, GRE_HAS_SEQUENCE << 16 | GRE_ERSPAN);
    }

    private void setMac(final long at, final long mac) {
        memory.set(U16, at, (short) (mac >>> 32));
        memory.set(U32, at + 2, (int) mac);
    }

    Analyser.Erspan to() {
        return to;
    }

    /** Where the packet stands that {@link #wrap} made. */
    MemorySegment memory() {
        return memory;
    }

    /**
     * Makes a packet of a slot's frame, or of one of its segments.
     *
     * @param frame  where it stands
     * @param offset its first byte there
     * @param length its bytes
     * @param tagged whether its bytes begin with the tag of its class
     * @return bytes of the packet with its Ethernet header
     */
    int wrap(final FrameSlots slots, final int slot, final MemorySegment frame, final long offset, final int length,
            final boolean tagged) {
        final int payload = Math.min(length, LONGEST - OVERHEAD);
        MemorySegment.copy(frame, offset, memory, OVERHEAD, payload);
        memory.set(U16, ETHERNET + 2, (short) (IPV4 + GRE + HEADER + payload));
        final int number = sequence.getAndIncrement();
        memory.set(U16, ETHERNET + 4, (short) number);
        memory.set(U16, ETHERNET + 10, (short) 0);
        memory.set(U16, ETHERNET + 10, (short) Checksum.of(memory, ETHERNET, IPV4));
        memory.set(U32, ETHERNET + IPV4 + 4, number);
        memory.set(U32, ETHERNET + IPV4 + GRE, TYPE_II | slots.vlan(slot) << 16 | slots.priority(slot) << 13
                | (tagged ? TAG_IS_KEPT : 0) | (payload < length ? TRUNCATED : 0) | to.session());
        memory.set(U32, ETHERNET + IPV4 + GRE + 4, 0);
        return OVERHEAD + payload;
    }
}
