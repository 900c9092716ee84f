package org.signalbox.frame;

import static org.signalbox.frame.Wire.put16;
import static org.signalbox.frame.Wire.put32;
import static org.signalbox.frame.Wire.put48;
import static org.signalbox.frame.Wire.put64;
import static org.signalbox.frame.Wire.put8;
import static org.signalbox.frame.Wire.u16;
import static org.signalbox.frame.Wire.u32;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Builds frames, header by header from the front: {@code builder.ethernet(to, from).vlan(10).ipv4(a, b).udp(1, 2)
 * .payload(bytes).build()}. Types, protocols, lengths and checksums are filled in. Calls that set a header's
 * fields come right after the call that added it.
 * <p>
 * One builder serves any number of frames, each begun by {@link #ethernet}; not thread-safe, and after its memory has
 * grown to the frames' size it allocates nothing in {@link #build(MemorySegment, long)}. Calls in an order that makes
 * no sense throw {@link IllegalStateException}, values that do not fit {@link IllegalArgumentException}.
 */
public final class FrameBuilder {

    private static final int MAX_PACKET = 65_535;
    private static final int NONE = -1;
    private static final int COMPUTED = -1;

    private MemorySegment memory = MemorySegment.ofArray(new byte[2048]);
    private int end;
    private int typeField;
    private boolean typed;
    private int network;
    private int version;
    private int nextField;
    private int transport;
    private int protocol;
    private int checksum;
    private int minimumLength;

    /** Begins a frame with its Ethernet header. Without a later type the frame is an 802.3 one with a length. */
    public FrameBuilder ethernet(final MacAddress destination, final MacAddress source) {
        end = 0;
        typed = false;
        network = NONE;
        version = 0;
        transport = NONE;
        protocol = NONE;
        checksum = COMPUTED;
        minimumLength = 0;
        final int start = append(14);
        put48(memory, start, destination.value());
        put48(memory, start + 6, source.value());
        typeField = 12;
        return this;
    }

    /** Adds a VLAN tag with 0x8100 and priority 0. */
    public FrameBuilder vlan(final int id) {
        return tag(EtherType.VLAN, within(id, 4095, "VLAN id"));
    }

    /** Adds a tag behind those already there: TPID, and sixteen bits of priority, DEI and VLAN id. */
    public FrameBuilder tag(final int tpid, final int tci) {
        expect(!typed && end > 0, "a tag stands between the Ethernet header and what has a type");
        put16(memory, typeField, within(tpid, 0xFFFF, "TPID"));
        final int start = append(4);
        put16(memory, start, within(tci, 0xFFFF, "TCI"));
        typeField = start + 2;
        return this;
    }

    /** Sets the EtherType of what follows; headers that have one of their own do it themselves. */
    public FrameBuilder etherType(final int type) {
        expect(!typed && end > 0, "the type is set once, after the Ethernet header");
        put16(memory, typeField, within(type, 0xFFFF, "EtherType"));
        typed = true;
        return this;
    }

    /** Adds an ARP packet for IPv4 over Ethernet (RFC 826); operation 1 asks, 2 answers. */
    public FrameBuilder arp(final int operation, final MacAddress senderMac, final IpAddress sender,
            final MacAddress targetMac, final IpAddress target) {
        etherType(EtherType.ARP);
        final int start = append(28);
        put64(memory, start, 0x0001_0800_0604_0000L | within(operation, 0xFFFF, "ARP operation"));
        put48(memory, start + 8, senderMac.value());
        put32(memory, start + 14, ofVersion(sender, 4).v4());
        put48(memory, start + 18, targetMac.value());
        put32(memory, start + 24, ofVersion(target, 4).v4());
        return this;
    }

    /** Adds an IPv4 header with TTL 64. */
    public FrameBuilder ipv4(final IpAddress source, final IpAddress destination) {
        etherType(EtherType.IPV4);
        network = append(20);
        version = 4;
        nextField = network + 9;
        put16(memory, network, 0x4500);
        put8(memory, network + 8, 64);
        put32(memory, network + 12, ofVersion(source, 4).v4());
        put32(memory, network + 16, ofVersion(destination, 4).v4());
        return this;
    }

    /** Adds an IPv6 header with hop limit 64. */
    public FrameBuilder ipv6(final IpAddress source, final IpAddress destination) {
        etherType(EtherType.IPV6);
        network = append(40);
        version = 6;
        nextField = network + 6;
        put32(memory, network, 0x6000_0000);
        put8(memory, nextField, IpProtocol.NO_NEXT_HEADER);
        put8(memory, network + 7, 64);
        putAddress(network + 8, ofVersion(source, 6));
        putAddress(network + 24, ofVersion(destination, 6));
        return this;
    }

    /** Sets the IPv4 TTL or IPv6 hop limit. */
    public FrameBuilder ttl(final int ttl) {
        expectIp();
        put8(memory, network + (version == 4 ? 8 : 7), within(ttl, 255, "TTL"));
        return this;
    }

    /** Sets the IPv4 type of service or IPv6 traffic class: six bits of DSCP, two of ECN. */
    public FrameBuilder trafficClass(final int value) {
        expectIp();
        within(value, 255, "traffic class");
        if (version == 4) {
            put8(memory, network + 1, value);
        } else {
            put32(memory, network, u32(memory, network) & 0xF00F_FFFF | value << 20);
        }
        return this;
    }

    /** Sets the IPv6 flow label, 20 bits. */
    public FrameBuilder flowLabel(final int label) {
        expectIp();
        expect(version == 6, "a flow label is a field of IPv6");
        put32(memory, network, u32(memory, network) & 0xFFF0_0000 | within(label, 0xFFFFF, "flow label"));
        return this;
    }

    /** Sets IPv4's "don't fragment". */
    public FrameBuilder dontFragment() {
        expectIp();
        expect(version == 4, "\"don't fragment\" is a field of IPv4");
        put16(memory, network + 6, u16(memory, network + 6) | 0x4000);
        return this;
    }

    /**
     * Makes the packet a fragment: sets IPv4's fields, or adds an IPv6 fragment header. A first fragment's transport
     * checksum covers what only the caller knows; set it with {@link #checksum}.
     *
     * @param byteOffset where in the whole packet this part begins, a multiple of 8
     */
    public FrameBuilder fragment(final int identification, final int byteOffset, final boolean more) {
        expectIp();
        if (byteOffset % 8 != 0) {
            throw new IllegalArgumentException(
                    "found a fragment offset of " + byteOffset + ", expected a multiple of 8");
        }
        within(byteOffset, 65_528, "fragment offset");
        if (version == 4) {
            put16(memory, network + 4, within(identification, 0xFFFF, "IPv4 identification"));
            put16(memory, network + 6, u16(memory, network + 6) & 0x4000 | (more ? 0x2000 : 0) | byteOffset / 8);
        } else {
            final int start = chain(IpProtocol.FRAGMENT, 8);
            put16(memory, start + 2, byteOffset | (more ? 1 : 0));
            put32(memory, start + 4, identification);
        }
        return this;
    }

    /** Adds IPv4 options, filled up with zeros to four bytes; 40 bytes at most. */
    public FrameBuilder ipv4Options(final byte[] options) {
        expectIp();
        expect(version == 4 && end == network + 20, "IPv4 options follow the IPv4 header");
        within(options.length, 40, "length of IPv4 options");
        final int padded = (options.length + 3) / 4 * 4;
        copyIn(append(padded), options);
        put8(memory, network, 0x45 + padded / 4);
        return this;
    }

    /**
     * Adds an IPv6 extension header with the units of {@link IpProtocol}'s kinds; its next header and length are filled
     * in, the body follows them and is filled up with zeros.
     */
    public FrameBuilder extension(final int kind, final byte[] body) {
        expectIp();
        expect(version == 6, "extension headers belong to IPv6");
        final int unit = kind == IpProtocol.AUTHENTICATION ? 4 : 8;
        final int length = Math.max(8, (body.length + 2 + unit - 1) / unit * unit);
        within(length, kind == IpProtocol.AUTHENTICATION ? 1028 : 2048, "length of an extension header");
        final int start = chain(kind, length);
        put8(memory, start + 1, kind == IpProtocol.AUTHENTICATION ? length / 4 - 2 : length / 8 - 1);
        copyIn(start + 2, body);
        return this;
    }

    private int chain(final int kind, final int length) {
        put8(memory, nextField, within(kind, 255, "extension header"));
        nextField = append(length);
        put8(memory, nextField, IpProtocol.NO_NEXT_HEADER);
        return nextField;
    }

    /** Sets the IP protocol of a payload; transport headers do it themselves. */
    public FrameBuilder protocol(final int number) {
        expectIp();
        protocol = within(number, 255, "IP protocol");
        put8(memory, nextField, protocol);
        return this;
    }

    /** Adds an ICMP header, or over IPv6 an ICMPv6 one; {@code rest} is its second word. */
    public FrameBuilder icmp(final int type, final int code, final int rest) {
        final int start = transport(IpProtocol.ICMP, 8);
        put8(memory, start, within(type, 255, "ICMP type"));
        put8(memory, start + 1, within(code, 255, "ICMP code"));
        put32(memory, start + 4, rest);
        return this;
    }

    /** Adds an echo request or reply of ICMP, or over IPv6 of ICMPv6. */
    public FrameBuilder echo(final boolean request, final int identifier, final int sequence) {
        expectIp();
        final int type = version == 4
                ? request ? IcmpType.ECHO_REQUEST : IcmpType.ECHO_REPLY
                : request ? Icmpv6Type.ECHO_REQUEST : Icmpv6Type.ECHO_REPLY;
        return icmp(type, 0, within(identifier, 0xFFFF, "identifier") << 16 | within(sequence, 0xFFFF, "sequence"));
    }

    /** Adds a neighbour solicitation for an address, with the asker's MAC and hop limit 255 (RFC 4861 section 4.3). */
    public FrameBuilder neighborSolicitation(final IpAddress target, final MacAddress asker) {
        return ttl(255).icmp(Icmpv6Type.NEIGHBOR_SOLICITATION, 0, 0).neighbor(target, 1, asker);
    }

    /** Adds a neighbour advertisement of the target's MAC, overriding what is known, with hop limit 255 (4.4). */
    public FrameBuilder neighborAdvertisement(final IpAddress target, final MacAddress owner, final boolean solicited) {
        return ttl(255).icmp(Icmpv6Type.NEIGHBOR_ADVERTISEMENT, 0, solicited ? 0x6000_0000 : 0x2000_0000)
                .neighbor(target, 2, owner);
    }

    private FrameBuilder neighbor(final IpAddress target, final int option, final MacAddress mac) {
        expect(version == 6, "neighbour discovery belongs to IPv6");
        final int start = append(24);
        putAddress(start, ofVersion(target, 6));
        put16(memory, start + 16, option << 8 | 1);
        put48(memory, start + 18, mac.value());
        return this;
    }

    /** Adds a UDP header. */
    public FrameBuilder udp(final int sourcePort, final int destinationPort) {
        return ports(transport(IpProtocol.UDP, 8), sourcePort, destinationPort);
    }

    /** Adds a TCP header. */
    public FrameBuilder tcp(final int sourcePort, final int destinationPort, final int sequence,
            final int acknowledgement, final int flags, final int window) {
        final int start = transport(IpProtocol.TCP, 20);
        put32(memory, start + 4, sequence);
        put32(memory, start + 8, acknowledgement);
        put16(memory, start + 12, 0x5000 | within(flags, 255, "TCP flags"));
        put16(memory, start + 14, within(window, 0xFFFF, "TCP window"));
        return ports(start, sourcePort, destinationPort);
    }

    /** Adds TCP options, filled up with zeros to four bytes; 40 bytes at most. */
    public FrameBuilder tcpOptions(final byte[] options) {
        expect(protocol == IpProtocol.TCP && transport != NONE && end == transport + 20,
                "TCP options follow the TCP header");
        within(options.length, 40, "length of TCP options");
        final int padded = (options.length + 3) / 4 * 4;
        copyIn(append(padded), options);
        put16(memory, transport + 12, u16(memory, transport + 12) + (padded / 4 << 12));
        return this;
    }

    private FrameBuilder ports(final int start, final int sourcePort, final int destinationPort) {
        put16(memory, start, within(sourcePort, 0xFFFF, "port"));
        put16(memory, start + 2, within(destinationPort, 0xFFFF, "port"));
        return this;
    }

    private int transport(final int number, final int length) {
        protocol(number == IpProtocol.ICMP && version == 6 ? IpProtocol.ICMPV6 : number);
        expect(transport == NONE, "a packet has one transport header");
        transport = append(length);
        return transport;
    }

    /** Fixes the transport checksum, which is otherwise computed; 0 makes a UDP datagram without one. */
    public FrameBuilder checksum(final int value) {
        expect(transport != NONE, "a checksum follows the transport header");
        checksum = within(value, 0xFFFF, "checksum");
        return this;
    }

    /** Adds a DHCP message as the payload. */
    public FrameBuilder dhcp(final DhcpMessage message) {
        return payload(message.toBytes());
    }

    /** Adds bytes as they are. */
    public FrameBuilder payload(final byte[] bytes) {
        copyIn(append(bytes.length), bytes);
        return this;
    }

    /** Adds bytes as they are. */
    public FrameBuilder payload(final MemorySegment from, final long offset, final int length) {
        final int start = append(length);
        MemorySegment.copy(from, offset, memory, start, length);
        return this;
    }

    /** Fills the frame up with zeros behind what its headers count, as a NIC does to 60 bytes. */
    public FrameBuilder pad(final int frameLength) {
        minimumLength = within(frameLength, MAX_PACKET, "frame length");
        return this;
    }

    /** The frame as built so far. */
    public byte[] build() {
        final int length = finish();
        return memory.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * Writes the frame as built so far.
     *
     * @return its length in bytes
     * @throws IndexOutOfBoundsException if it does not fit
     */
    public int build(final MemorySegment target, final long offset) {
        final int length = finish();
        MemorySegment.copy(memory, 0, target, offset, length);
        return length;
    }

    private int finish() {
        expect(end > 0, "a frame begins with ethernet()");
        if (!typed) {
            put16(memory, typeField, within(end - typeField - 2, 1500, "length of an 802.3 frame"));
        }
        if (version == 4) {
            put16(memory, network + 2, within(end - network, MAX_PACKET, "length of an IPv4 packet"));
            put16(memory, network + 10, 0);
            final int headerLength = (Wire.u8(memory, network) & 0xF) * 4;
            put16(memory, network + 10, Checksum.of(memory, network, headerLength));
        } else if (version == 6) {
            put16(memory, network + 4, within(end - network - 40, MAX_PACKET, "length of an IPv6 payload"));
        }
        if (transport != NONE) {
            finishTransport();
        }
        final int packetEnd = end;
        final int padding = Math.max(0, minimumLength - packetEnd);
        append(padding);
        end = packetEnd;
        return packetEnd + padding;
    }

    private void finishTransport() {
        final int length = end - transport;
        if (protocol == IpProtocol.UDP) {
            put16(memory, transport + 4, length);
        }
        final int field = transport + (protocol == IpProtocol.ICMP ? 2 : Checksum.fieldInHeader(protocol, version));
        put16(memory, field, 0);
        int value = checksum;
        if (value == COMPUTED) {
            final long pseudo = protocol == IpProtocol.ICMP ? 0
                    : Checksum.pseudo(memory, 0, network, version, transport, protocol, length);
            value = Checksum.finish(Checksum.add(pseudo, memory, transport, length));
            if (value == 0 && protocol == IpProtocol.UDP) {
                value = 0xFFFF;
            }
        }
        put16(memory, field, value);
    }

    /** Makes room for zeroed bytes at the frame's end; where they begin. */
    private int append(final int length) {
        final int start = end;
        if (start + length > memory.byteSize()) {
            final MemorySegment larger = MemorySegment.ofArray(new byte[Math.max(start + length, 2 * start)]);
            MemorySegment.copy(memory, 0, larger, 0, start);
            memory = larger;
        }
        memory.asSlice(start, length).fill((byte) 0);
        end = start + length;
        return start;
    }

    private void copyIn(final int start, final byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, start, bytes.length);
    }

    private void putAddress(final int start, final IpAddress address) {
        put64(memory, start, address.high());
        put64(memory, start + 8, address.low());
    }

    private void expectIp() {
        expect(network != NONE && transport == NONE, "this follows an IP header and comes before a transport header");
    }

    private static IpAddress ofVersion(final IpAddress address, final int version) {
        if (address.version() != version) {
            throw new IllegalArgumentException("found " + address + ", expected an IPv" + version + " address");
        }
        return address;
    }

    private static int within(final int value, final int maximum, final String what) {
        if (value < 0 || value > maximum) {
            throw new IllegalArgumentException("found a " + what + " of " + value + ", expected 0 to " + maximum);
        }
        return value;
    }

    private static void expect(final boolean sane, final String rule) {
        if (!sane) {
            throw new IllegalStateException(rule);
        }
    }
}
