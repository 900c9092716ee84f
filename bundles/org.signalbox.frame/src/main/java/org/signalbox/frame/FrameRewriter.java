package org.signalbox.frame;

import static org.signalbox.frame.Wire.put16;
import static org.signalbox.frame.Wire.put32;
import static org.signalbox.frame.Wire.put48;
import static org.signalbox.frame.Wire.put64;
import static org.signalbox.frame.Wire.put8;
import static org.signalbox.frame.Wire.u16;
import static org.signalbox.frame.Wire.u32;
import static org.signalbox.frame.Wire.u64;
import static org.signalbox.frame.Wire.u8;

import java.lang.foreign.MemorySegment;

/**
 * Changes one frame in place and brings its checksums up to date from what changed (RFC 1624), so that a checksum that
 * was wrong stays wrong. {@link #begin} binds it to a frame; each setter then says whether the frame had such a field:
 * {@code false} means that nothing was changed. A transport checksum that should change but is not in the frame,
 * because the header is cut or cannot be found, is such a case; a later fragment has none and is changed.
 * <p>
 * A UDP checksum of zero means that there is none and stays so (RFC 768, RFC 6935), and a computed zero is written as
 * 0xFFFF. Values that do not fit their field throw {@link IllegalArgumentException}. Not thread-safe; allocates nothing
 * per frame.
 */
public final class FrameRewriter {

    private static final int TAG_LENGTH = 4;

    private final HeaderTable headers = new HeaderTable(1);
    private MemorySegment memory;
    private long offset;
    private int length;
    private long offload;

    /** Binds the rewriter to a frame that is finished. */
    public FrameRewriter begin(final MemorySegment frameMemory, final long frameOffset, final int frameLength) {
        return begin(frameMemory, frameOffset, frameLength, 0);
    }

    /**
     * Binds the rewriter to a frame of which something may be left to be done. A pending checksum is kept one: it is
     * the sum of the pseudo header, so it changes with an address, and not with a port.
     *
     * @param frameOffload see {@link Offload}
     */
    public FrameRewriter begin(final MemorySegment frameMemory, final long frameOffset, final int frameLength,
            final long frameOffload) {
        offload = frameOffload;
        memory = frameMemory;
        offset = frameOffset;
        length = frameLength;
        headers.parse(memory, offset, length, 0);
        return this;
    }

    /** Where the frame begins; a pushed tag moves it forward, a popped one back. */
    public long offset() {
        return offset;
    }

    /** The frame's length in bytes. */
    public int length() {
        return length;
    }

    /** What is left to be done to the frame, as {@link Offload} has it; tags move where its checksum begins. */
    public long offload() {
        return offload;
    }

    /** Sets the destination MAC. */
    public boolean setDestination(final MacAddress address) {
        return setMac(0, address.value());
    }

    /** Sets the source MAC. */
    public boolean setSource(final MacAddress address) {
        return setMac(6, address.value());
    }

    private boolean setMac(final int at, final long value) {
        if (headers.etherType(0) < 0) {
            return false;
        }
        put48(memory, offset + at, value);
        return true;
    }

    /**
     * Puts a tag before all others. The frame grows by four bytes at its front, where the MAC addresses move.
     *
     * @throws IllegalStateException if the memory has no four bytes before the frame
     */
    public boolean pushTag(final int tpid, final int tci) {
        within(tpid, 0xFFFF, "TPID");
        within(tci, 0xFFFF, "TCI");
        if (headers.etherType(0) < 0) {
            return false;
        }
        if (offset < TAG_LENGTH) {
            throw new IllegalStateException("found " + offset + " bytes before the frame, expected 4 for a tag");
        }
        moveAddresses(-TAG_LENGTH);
        put16(memory, offset + 12, tpid);
        put16(memory, offset + 14, tci);
        headers.parse(memory, offset, length, 0);
        return true;
    }

    /** Takes the outermost tag away. The frame's front moves back by four bytes. */
    public boolean popTag() {
        if (headers.tagCount(0) == 0) {
            return false;
        }
        moveAddresses(TAG_LENGTH);
        headers.parse(memory, offset, length, 0);
        return true;
    }

    private void moveAddresses(final int distance) {
        final long first = u64(memory, offset);
        final int last = u32(memory, offset + 8);
        offset += distance;
        length -= distance;
        offload = Offload.moved(offload, -distance);
        put64(memory, offset, first);
        put32(memory, offset + 8, last);
    }

    /** Sets the outermost tag's VLAN id and leaves its priority. */
    public boolean setVlan(final int id) {
        return setTci(0xF000, within(id, 0xFFF, "VLAN id"));
    }

    /** Sets the outermost tag's priority (PCP), 0 to 7. */
    public boolean setPriority(final int priority) {
        return setTci(0x1FFF, within(priority, 7, "priority") << 13);
    }

    private boolean setTci(final int keep, final int bits) {
        final int tci = headers.tci(0);
        if (tci < 0) {
            return false;
        }
        put16(memory, offset + 14, tci & keep | bits);
        headers.parse(memory, offset, length, 0);
        return true;
    }

    /** Sets the DSCP, six bits, and leaves ECN. */
    public boolean setDscp(final int dscp) {
        within(dscp, 63, "DSCP");
        final long field = offset + headers.networkOffset(0);
        switch (headers.ipVersion(0)) {
            case 4 -> setIpv4Word(field, u16(memory, field) & 0xFF03 | dscp << 2);
            case 6 -> put16(memory, field, u16(memory, field) & 0xF03F | dscp << 6);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Sets the IPv4 TTL or IPv6 hop limit, 0 to 255. */
    public boolean setTtl(final int ttl) {
        within(ttl, 255, "TTL");
        final long network = offset + headers.networkOffset(0);
        switch (headers.ipVersion(0)) {
            case 4 -> setIpv4Word(network + 8, ttl << 8 | u8(memory, network + 9));
            case 6 -> put8(memory, network + 7, ttl);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void setIpv4Word(final long field, final int value) {
        final long sum = offset + headers.networkOffset(0) + 10;
        put16(memory, sum, Checksum.update16(u16(memory, sum), u16(memory, field), value));
        put16(memory, field, value);
    }

    /** Sets the source IP address; false as well if it is of the other version. */
    public boolean setIpSource(final IpAddress address) {
        return setAddress(address, 12, 8);
    }

    /**
     * Sets the destination IP address; false as well if it is of the other version. While an IPv6 routing header has
     * segments left this is the next stop, which no transport checksum covers.
     */
    public boolean setIpDestination(final IpAddress address) {
        return setAddress(address, 16, 24);
    }

    private boolean setAddress(final IpAddress address, final int v4, final int v6) {
        final int version = headers.ipVersion(0);
        if (version != address.version()) {
            return false;
        }
        final int checksum = headers.isLaterFragment(0) ? -1
                : Checksum.fieldInHeader(headers.ipProtocol(0), version);
        final int transport = headers.transportOffset(0);
        if (headers.ipProtocol(0) < 0 || checksum >= 0 && transport < 0) {
            return false;
        }
        final int network = headers.networkOffset(0);
        if (version == 4) {
            setV4(network, network + v4, address.v4(), checksum < 0 ? -1 : transport + checksum);
        } else {
            final boolean covered = checksum >= 0
                    && (v6 != 24 || Ipv6Extension.finalDestination(memory, offset, network, transport) == network + v6);
            setV6(network + v6, address, covered ? transport + checksum : -1);
        }
        return true;
    }

    private void setV4(final int network, final int at, final int after, final int transportChecksum) {
        final int before = u32(memory, offset + at);
        final long sum = offset + network + 10;
        put16(memory, sum, Checksum.update32(u16(memory, sum), before, after));
        if (transportChecksum >= 0) {
            final int old = checksumAt(transportChecksum);
            putTransport(transportChecksum, old, Checksum.update32(old, before, after));
        }
        put32(memory, offset + at, after);
    }

    private void setV6(final int at, final IpAddress after, final int transportChecksum) {
        if (transportChecksum >= 0) {
            final int old = checksumAt(transportChecksum);
            putTransport(transportChecksum, old, Checksum.update128(old, u64(memory, offset + at),
                    u64(memory, offset + at + 8), after.high(), after.low()));
        }
        put64(memory, offset + at, after.high());
        put64(memory, offset + at + 8, after.low());
    }

    /** Sets the source port of TCP, UDP, UDP-Lite or DCCP. */
    public boolean setSourcePort(final int port) {
        return setPort(port, 0);
    }

    /** Sets the destination port of TCP, UDP, UDP-Lite or DCCP. */
    public boolean setDestinationPort(final int port) {
        return setPort(port, 2);
    }

    private boolean setPort(final int port, final int at) {
        within(port, 0xFFFF, "port");
        final int protocol = headers.ipProtocol(0);
        final int transport = headers.transportOffset(0);
        final int checksum = Checksum.fieldInHeader(protocol, headers.ipVersion(0));
        if (transport < 0 || checksum < 0 || protocol == IpProtocol.ICMPV6) {
            return false;
        }
        final long field = offset + transport + at;
        if (!isPending(transport + checksum)) {
            final int old = checksumAt(transport + checksum);
            putTransport(transport + checksum, old, Checksum.update16(old, u16(memory, field), port));
        }
        put16(memory, field, port);
        return true;
    }

    private boolean isPending(final int at) {
        return Offload.isChecksumPending(offload) && Offload.checksumField(offload) == at;
    }

    /** A transport checksum; a pending one is complemented, as if it were one over the pseudo header alone. */
    private int checksumAt(final int at) {
        final int bits = u16(memory, offset + at);
        return isPending(at) ? ~bits & 0xFFFF : bits;
    }

    private void putTransport(final int at, final int old, final int updated) {
        if (isPending(at)) {
            put16(memory, offset + at, ~updated);
            return;
        }
        final int protocol = headers.ipProtocol(0);
        final boolean zeroMeansNone = protocol == IpProtocol.UDP || protocol == IpProtocol.UDP_LITE;
        if (zeroMeansNone && old == 0) {
            return;
        }
        put16(memory, offset + at, zeroMeansNone && updated == 0 ? 0xFFFF : updated);
    }

    private static int within(final int value, final int maximum, final String what) {
        if (value < 0 || value > maximum) {
            throw new IllegalArgumentException("found a " + what + " of " + value + ", expected 0 to " + maximum);
        }
        return value;
    }
}
