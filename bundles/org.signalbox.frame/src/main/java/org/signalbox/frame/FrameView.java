package org.signalbox.frame;

import static org.signalbox.frame.Wire.u16;
import static org.signalbox.frame.Wire.u32;
import static org.signalbox.frame.Wire.u48;
import static org.signalbox.frame.Wire.u64;
import static org.signalbox.frame.Wire.u8;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything one frame says, for code that may take its time. What the frame does not have is -1 or empty, whatever the
 * bytes are; flags that it does not have are false. A view reads the memory at each call and keeps no bytes; it is as
 * thread-safe as they are still.
 */
public final class FrameView {

    private static final int ARP_LENGTH = 28;

    private final MemorySegment memory;
    private final long offset;
    private final int length;
    private final HeaderTable headers = new HeaderTable(1);

    /** @throws IndexOutOfBoundsException if the frame is not inside the memory */
    public FrameView(final MemorySegment memory, final long offset, final int length) {
        Objects.checkFromIndexSize(offset, length, memory.byteSize());
        this.memory = memory;
        this.offset = offset;
        this.length = length;
        headers.parse(memory, offset, length, 0);
    }

    /** A view of the bytes of one frame. */
    public static FrameView of(final byte[] frame) {
        return new FrameView(MemorySegment.ofArray(frame), 0, frame.length);
    }

    /** The frame's length in bytes. */
    public int length() {
        return length;
    }

    /** What is wrong with the frame's headers, a sum of {@link HeaderTable}'s flags; 0 if nothing. */
    public int flags() {
        return headers.flags(0);
    }

    /** The destination MAC. */
    public Optional<MacAddress> destination() {
        return mac(0);
    }

    /** The source MAC. */
    public Optional<MacAddress> source() {
        return mac(6);
    }

    private Optional<MacAddress> mac(final int at) {
        return at + 6 <= length ? Optional.of(new MacAddress(u48(memory, offset + at))) : Optional.empty();
    }

    /** As {@link HeaderTable#etherType}. */
    public int etherType() {
        return headers.etherType(0);
    }

    /** As {@link HeaderTable#tagCount}. */
    public int tagCount() {
        return headers.tagCount(0);
    }

    /** A VLAN tag; 0 is the outermost. */
    public Optional<VlanTag> tag(final int index) {
        if (index < 0 || index >= tagCount()) {
            return Optional.empty();
        }
        final long tag = offset + 12 + 4L * index;
        return Optional.of(VlanTag.of(u16(memory, tag), u16(memory, tag + 2)));
    }

    /** As {@link HeaderTable#networkOffset}. */
    public int networkOffset() {
        return headers.networkOffset(0);
    }

    /** As {@link HeaderTable#transportOffset}. */
    public int transportOffset() {
        return headers.transportOffset(0);
    }

    private boolean hasArp() {
        final int network = networkOffset();
        return etherType() == EtherType.ARP && network >= 0 && network + ARP_LENGTH <= length
                && u64(memory, offset + network) >>> 16 == 0x0001_0800_0604L;
    }

    private long networkField(final int at) {
        return offset + networkOffset() + at;
    }

    /** What an ARP packet for IPv4 over Ethernet does: 1 asks, 2 answers. */
    public int arpOperation() {
        return hasArp() ? u16(memory, networkField(6)) : -1;
    }

    /** The MAC of who sent an ARP packet. */
    public Optional<MacAddress> arpSenderMac() {
        return hasArp() ? Optional.of(new MacAddress(u48(memory, networkField(8)))) : Optional.empty();
    }

    /** The address of who sent an ARP packet. */
    public Optional<IpAddress> arpSender() {
        return hasArp() ? Optional.of(IpAddress.ofV4(u32(memory, networkField(14)))) : Optional.empty();
    }

    /** The MAC an ARP packet is for; zero in a question. */
    public Optional<MacAddress> arpTargetMac() {
        return hasArp() ? Optional.of(new MacAddress(u48(memory, networkField(18)))) : Optional.empty();
    }

    /** The address an ARP packet asks for or is for. */
    public Optional<IpAddress> arpTarget() {
        return hasArp() ? Optional.of(IpAddress.ofV4(u32(memory, networkField(24)))) : Optional.empty();
    }

    /** As {@link HeaderTable#ipVersion}. */
    public int ipVersion() {
        return headers.ipVersion(0);
    }

    /** As {@link HeaderTable#ipProtocol}. */
    public int ipProtocol() {
        return headers.ipProtocol(0);
    }

    /** As {@link HeaderTable#isFragment}. */
    public boolean isFragment() {
        return headers.isFragment(0);
    }

    /** As {@link HeaderTable#isLaterFragment}. */
    public boolean isLaterFragment() {
        return headers.isLaterFragment(0);
    }

    /** The packet's source address. */
    public Optional<IpAddress> ipSource() {
        return ipAddress(12, 8);
    }

    /** The packet's destination address; with an IPv6 routing header, the next stop. */
    public Optional<IpAddress> ipDestination() {
        return ipAddress(16, 24);
    }

    private Optional<IpAddress> ipAddress(final int v4, final int v6) {
        return switch (ipVersion()) {
            case 4 -> Optional.of(IpAddress.ofV4(u32(memory, networkField(v4))));
            case 6 -> Optional.of(IpAddress.ofV6(u64(memory, networkField(v6)), u64(memory, networkField(v6 + 8))));
            default -> Optional.empty();
        };
    }

    /** The length in bytes that the IP header gives the whole packet. */
    public int ipLength() {
        return switch (ipVersion()) {
            case 4 -> u16(memory, networkField(2));
            case 6 -> u16(memory, networkField(4)) + 40;
            default -> -1;
        };
    }

    /** IPv4 type of service or IPv6 traffic class: six bits of DSCP, two of ECN. */
    public int trafficClass() {
        return switch (ipVersion()) {
            case 4 -> u8(memory, networkField(1));
            case 6 -> u16(memory, networkField(0)) >>> 4 & 0xFF;
            default -> -1;
        };
    }

    /** IPv4 TTL or IPv6 hop limit. */
    public int ttl() {
        return switch (ipVersion()) {
            case 4 -> u8(memory, networkField(8));
            case 6 -> u8(memory, networkField(7));
            default -> -1;
        };
    }

    /** The IPv6 flow label. */
    public int flowLabel() {
        return ipVersion() == 6 ? u32(memory, networkField(0)) & 0xFFFFF : -1;
    }

    /** IPv4's "don't fragment". */
    public boolean dontFragment() {
        return ipVersion() == 4 && (u16(memory, networkField(6)) & 0x4000) != 0;
    }

    /** Whether more fragments follow this one. */
    public boolean moreFragments() {
        final int field = fragmentField();
        return field >= 0 && (ipVersion() == 4 ? (field & 0x2000) != 0 : (field & 1) != 0);
    }

    /** Where in the whole packet this fragment begins, in bytes; 0 for an IPv4 packet that is none. */
    public int fragmentOffset() {
        final int field = fragmentField();
        return field < 0 ? -1 : ipVersion() == 4 ? (field & 0x1FFF) * 8 : field & 0xFFF8;
    }

    /** What the fragments of one packet share. */
    public long fragmentIdentification() {
        if (ipVersion() == 4) {
            return u16(memory, networkField(4));
        }
        final int header = extension(IpProtocol.FRAGMENT);
        return header < 0 ? -1 : u32(memory, offset + header + 4) & 0xFFFF_FFFFL;
    }

    private int fragmentField() {
        if (ipVersion() == 4) {
            return u16(memory, networkField(6));
        }
        final int header = extension(IpProtocol.FRAGMENT);
        return header < 0 ? -1 : u16(memory, offset + header + 2);
    }

    /**
     * Where the first IPv6 extension header of a kind begins, -1 if there is none. At most
     * {@link HeaderTable#MAX_EXTENSION_HEADERS} are looked at.
     */
    public int extension(final int kind) {
        return ipVersion() == 6 ? Ipv6Extension.find(memory, offset, networkOffset(), packetEnd(), kind) : -1;
    }

    /** Where the IP packet ends as it claims, but within the frame, which alone bounds a jumbogram; -1 without one. */
    public int packetEnd() {
        final int claimed = ipLength();
        final boolean jumbo = ipVersion() == 6 && claimed == 40 && u8(memory, networkField(6)) == IpProtocol.HOP_BY_HOP;
        return claimed < 0 ? -1 : jumbo ? length : Math.min(length, networkOffset() + claimed);
    }

    /** Whether the IPv4 header's checksum is good. */
    public ChecksumState ipChecksum() {
        if (ipVersion() != 4) {
            return ChecksumState.ABSENT;
        }
        final int headerLength = (u8(memory, networkField(0)) & 0xF) * 4;
        if (networkOffset() + headerLength > length) {
            return ChecksumState.UNKNOWN;
        }
        return state(Checksum.of(memory, networkField(0), headerLength));
    }

    private static ChecksumState state(final int sum) {
        return sum == 0 ? ChecksumState.GOOD : ChecksumState.BAD;
    }

    /** Whether the transport header's checksum is good. */
    public ChecksumState transportChecksum() {
        final int transport = transportOffset();
        if (ipVersion() == 0) {
            return ChecksumState.ABSENT;
        }
        if (transport < 0) {
            return ChecksumState.UNKNOWN;
        }
        final int protocol = ipProtocol();
        final boolean udp = protocol == IpProtocol.UDP;
        if (udp && u16(memory, offset + transport + 6) == 0) {
            return ChecksumState.ABSENT;
        }
        if (isFragment() || flags() != 0) {
            return ChecksumState.UNKNOWN;
        }
        final int available = packetEnd() - transport;
        if (protocol == IpProtocol.ICMP && ipVersion() == 4) {
            return state(Checksum.of(memory, offset + transport, available));
        }
        final int field = udp || protocol == IpProtocol.TCP || protocol == IpProtocol.ICMPV6
                ? Checksum.fieldInHeader(protocol, ipVersion()) : -1;
        if (field < 0) {
            return ChecksumState.ABSENT;
        }
        final int covered = udp ? u16(memory, offset + transport + 4) : available;
        if (covered > available || covered < IpProtocol.minimumHeader(protocol)) {
            return ChecksumState.UNKNOWN;
        }
        final long pseudo = Checksum.pseudo(memory, offset, networkOffset(), ipVersion(), transport, protocol, covered);
        return state(Checksum.finish(Checksum.add(pseudo, memory, offset + transport, covered)));
    }

    private boolean isTransport(final int protocol) {
        return transportOffset() >= 0 && ipProtocol() == protocol;
    }

    private boolean hasPorts() {
        return transportOffset() >= 0 && switch (ipProtocol()) {
            case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.UDP_LITE, IpProtocol.SCTP, IpProtocol.DCCP -> true;
            default -> false;
        };
    }

    private long transportField(final int at) {
        return offset + transportOffset() + at;
    }

    /** The source port of TCP, UDP, UDP-Lite, SCTP or DCCP. */
    public int sourcePort() {
        return hasPorts() ? u16(memory, transportField(0)) : -1;
    }

    /** The destination port of TCP, UDP, UDP-Lite, SCTP or DCCP. */
    public int destinationPort() {
        return hasPorts() ? u16(memory, transportField(2)) : -1;
    }

    /** The length in bytes that a UDP header gives itself and its payload. */
    public int udpLength() {
        return isTransport(IpProtocol.UDP) ? u16(memory, transportField(4)) : -1;
    }

    /** The TCP sequence number, unsigned. */
    public long tcpSequence() {
        return isTransport(IpProtocol.TCP) ? u32(memory, transportField(4)) & 0xFFFF_FFFFL : -1;
    }

    /** The TCP acknowledgement number, unsigned. */
    public long tcpAcknowledgement() {
        return isTransport(IpProtocol.TCP) ? u32(memory, transportField(8)) & 0xFFFF_FFFFL : -1;
    }

    /** The length in bytes that a TCP header gives itself, with its options. */
    public int tcpHeaderLength() {
        return isTransport(IpProtocol.TCP) ? (u8(memory, transportField(12)) >>> 4) * 4 : -1;
    }

    /** The flags of a TCP header, a sum of {@link TcpFlags}. */
    public int tcpFlags() {
        return isTransport(IpProtocol.TCP) ? u8(memory, transportField(13)) : -1;
    }

    /** The window of a TCP header, unscaled. */
    public int tcpWindow() {
        return isTransport(IpProtocol.TCP) ? u16(memory, transportField(14)) : -1;
    }

    private boolean hasIcmp() {
        return ipVersion() == 4 && isTransport(IpProtocol.ICMP) || ipVersion() == 6 && isTransport(IpProtocol.ICMPV6);
    }

    /** The type of an ICMP message over IPv4 or an ICMPv6 message over IPv6. */
    public int icmpType() {
        return hasIcmp() ? u8(memory, transportField(0)) : -1;
    }

    /** The code of an ICMP or ICMPv6 message. */
    public int icmpCode() {
        return hasIcmp() ? u8(memory, transportField(1)) : -1;
    }

    private boolean hasEcho() {
        final int type = icmpType();
        final boolean echo = ipVersion() == 4
                ? type == IcmpType.ECHO_REQUEST || type == IcmpType.ECHO_REPLY
                : type == Icmpv6Type.ECHO_REQUEST || type == Icmpv6Type.ECHO_REPLY;
        return echo && transportOffset() + 8 <= packetEnd();
    }

    /** The identifier of an echo request or reply. */
    public int echoIdentifier() {
        return hasEcho() ? u16(memory, transportField(4)) : -1;
    }

    /** The sequence number of an echo request or reply. */
    public int echoSequence() {
        return hasEcho() ? u16(memory, transportField(6)) : -1;
    }

    /** The address that a neighbour solicitation asks for or an advertisement or redirect is about. */
    public Optional<IpAddress> neighborTarget() {
        final int type = ipVersion() == 6 ? icmpType() : -1;
        final boolean named = type == Icmpv6Type.NEIGHBOR_SOLICITATION || type == Icmpv6Type.NEIGHBOR_ADVERTISEMENT
                || type == Icmpv6Type.REDIRECT;
        return named && transportOffset() + 24 <= packetEnd()
                ? Optional.of(IpAddress.ofV6(u64(memory, transportField(8)), u64(memory, transportField(16))))
                : Optional.empty();
    }

    /** Where the payload of TCP, UDP, ICMP or ICMPv6 begins; -1 if its header is not all there. */
    public int payloadOffset() {
        final int headerLength = isTransport(IpProtocol.TCP) ? tcpHeaderLength()
                : isTransport(IpProtocol.UDP) || hasIcmp() ? 8 : -1;
        final int payload = transportOffset() + headerLength;
        final boolean sane = headerLength >= (isTransport(IpProtocol.TCP) ? 20 : 8) && payload <= packetEnd();
        return sane ? payload : -1;
    }

    /** The length of that payload within the packet, or as UDP has it if that is shorter; -1 without one. */
    public int payloadLength() {
        final int payload = payloadOffset();
        if (payload < 0) {
            return -1;
        }
        final int available = packetEnd() - payload;
        return udpLength() >= 8 ? Math.min(available, udpLength() - 8) : available;
    }

    /** The DHCPv4 message that a UDP datagram between ports 67 and 68 (or a relay's 67) carries. */
    public Optional<DhcpMessage> dhcp() {
        final boolean ports = ipVersion() == 4 && isTransport(IpProtocol.UDP) && isDhcp(sourcePort())
                && isDhcp(destinationPort());
        return ports && payloadOffset() >= 0
                ? DhcpMessage.read(memory, offset + payloadOffset(), payloadLength())
                : Optional.empty();
    }

    private static boolean isDhcp(final int port) {
        return port == DhcpMessage.SERVER_PORT || port == DhcpMessage.CLIENT_PORT;
    }

    /** The frame in one line, such as {@code 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff ARP who has 10.0.0.2}. */
    @Override
    public String toString() {
        return FrameText.of(this);
    }
}
