package org.signalbox.workbench.trace.dissection;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.signalbox.capture.CaptureReader;
import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.DhcpOption;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;

/** Frames of each kind that is dissected, by a seed, and those that scapy has built. */
final class SomeFrames {

    private static final Path SCAPY =
            Path.of("../org.signalbox.frame/src/test/resources/org/signalbox/frame/scapy-frames.pcap");

    private final Random random;
    private final FrameBuilder builder = new FrameBuilder();

    SomeFrames(long seed) {
        random = new Random(seed);
    }

    static List<byte[]> ofScapy() throws Exception {
        final List<byte[]> frames = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(SCAPY)) {
            while (reader.next()) {
                frames.add(reader.memory().asSlice(reader.offset(), reader.length()).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return frames;
    }

    List<byte[]> several(int count) {
        final List<byte[]> frames = new ArrayList<>();
        while (frames.size() < count) {
            frames.add(next());
        }
        return frames;
    }

    private byte[] next() {
        builder.ethernet(mac(), mac());
        // Wireshark has names of its own for the second of two service tags
        if (random.nextInt(4) == 0) {
            builder.tag(EtherType.SERVICE_VLAN, random.nextInt(0x10000)).tag(EtherType.VLAN, random.nextInt(0x10000));
        } else if (random.nextInt(3) == 0) {
            builder.tag(EtherType.VLAN, random.nextInt(0x10000));
        }
        switch (random.nextInt(6)) {
            case 0 -> builder.arp(1 + random.nextInt(2), mac(), v4(), mac(), v4());
            case 1, 2 -> {
                builder.ipv4(v4(), v4()).ttl(random.nextInt(256)).trafficClass(random.nextInt(256));
                if (random.nextInt(3) == 0) {
                    builder.dontFragment();
                }
                transport(false);
            }
            case 3 -> dhcp();
            default -> {
                builder.ipv6(v6(), v6()).ttl(random.nextInt(256)).trafficClass(random.nextInt(256))
                        .flowLabel(random.nextInt(1 << 20));
                for (int kinds = random.nextInt(3); kinds > 0; kinds--) {
                    builder.extension(random.nextBoolean() ? IpProtocol.HOP_BY_HOP : IpProtocol.DESTINATION_OPTIONS,
                            new byte[random.nextInt(30)]);
                }
                transport(true);
            }
        }
        return builder.build();
    }

    private void transport(boolean six) {
        if (random.nextInt(8) == 0) {
            builder.fragment(random.nextInt(0x10000), 8 * random.nextInt(2) * (1 + random.nextInt(900)), true);
        }
        switch (random.nextInt(5)) {
            case 0 -> builder.udp(port(), port()).payload(bytes(60));
            case 1 -> builder.udp(port(), DnsHeaders.PORT).payload(dns());
            case 2 -> builder.echo(random.nextBoolean(), random.nextInt(0x10000), random.nextInt(0x10000));
            case 3 -> {
                if (six) {
                    builder.neighborSolicitation(v6(), mac());
                } else {
                    builder.udp(port(), port());
                }
            }
            default -> {
                builder.tcp(port(), port(), random.nextInt(), random.nextInt(), random.nextInt(256),
                        random.nextInt(0x10000));
                if (random.nextBoolean()) {
                    builder.tcpOptions(new byte[] {2, 4, 5, (byte) 0xb4, 1, 3, 3, 7});
                }
                builder.payload(bytes(60));
            }
        }
    }

    private void dhcp() {
        final DhcpMessage message = DhcpMessage.fromClient(1 + random.nextInt(8), random.nextInt(), mac())
                .with(DhcpOption.ofText(DhcpOption.HOST_NAME, "guest" + random.nextInt(100)))
                .with(DhcpOption.ofAddress(DhcpOption.REQUESTED_ADDRESS, v4()))
                .with(DhcpOption.ofInt(DhcpOption.LEASE_TIME, random.nextInt(100_000)));
        builder.ipv4(IpAddress.ofV4(0), IpAddress.ofV4(-1)).udp(DhcpMessage.CLIENT_PORT, DhcpMessage.SERVER_PORT)
                .dhcp(message);
    }

    /** An answer with a pointer to the question's name. */
    private byte[] dns() {
        final ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {(byte) random.nextInt(), (byte) random.nextInt(), (byte) 0x81, (byte) 0x80, 0, 1,
            0, 1, 0, 0, 0, 0});
        for (String label : List.of("host" + random.nextInt(1000), "example", "org")) {
            message.write(label.length());
            message.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        message.writeBytes(new byte[] {0, 0, 1, 0, 1, (byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 14, 16, 0, 4});
        message.writeBytes(v4().toBytes());
        return message.toByteArray();
    }

    /** One that no dissector knows. */
    private int port() {
        return 40_000 + random.nextInt(3_000);
    }

    private MacAddress mac() {
        return new MacAddress(random.nextLong() & 0xFCFF_FFFF_FFFFL);
    }

    private IpAddress v4() {
        return IpAddress.ofV4(10 << 24 | random.nextInt(1 << 24));
    }

    private IpAddress v6() {
        return IpAddress.ofV6(0x2001_0db8L << 32 | random.nextInt(4), random.nextInt(3) == 0 ? 1 : random.nextLong());
    }

    private byte[] bytes(int most) {
        final byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }
}
