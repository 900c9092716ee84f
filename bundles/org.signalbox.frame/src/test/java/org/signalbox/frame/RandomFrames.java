package org.signalbox.frame;

import java.util.Arrays;
import java.util.Random;

/** Frames of every kind that the builder knows, by a seed. */
final class RandomFrames {

    private static final int[] TRAVERSED = {IpProtocol.HOP_BY_HOP, IpProtocol.ROUTING, IpProtocol.AUTHENTICATION,
        IpProtocol.DESTINATION_OPTIONS};

    private final Random random;
    private final FrameBuilder builder = new FrameBuilder();

    RandomFrames(final Random random) {
        this.random = random;
    }

    byte[] next() {
        builder.ethernet(mac(), mac());
        for (int tags = Math.max(0, random.nextInt(6) - 3); tags > 0; tags--) {
            builder.tag(random.nextBoolean() ? EtherType.VLAN : EtherType.SERVICE_VLAN, random.nextInt(0x10000));
        }
        switch (random.nextInt(8)) {
            case 0 -> builder.arp(1 + random.nextInt(2), mac(), v4(), mac(), v4());
            case 1, 2, 3 -> ipv4();
            case 4, 5, 6 -> ipv6();
            default -> other();
        }
        if (random.nextInt(4) == 0) {
            builder.pad(60 + random.nextInt(40));
        }
        return builder.build();
    }

    private void other() {
        if (random.nextBoolean()) {
            builder.etherType(0x0600 + random.nextInt(0x7000) * 2 % 0x100 + 0x9000);
        }
        builder.payload(bytes(100));
    }

    private void ipv4() {
        builder.ipv4(v4(), v4()).ttl(random.nextInt(256)).trafficClass(random.nextInt(256));
        if (random.nextInt(3) == 0) {
            builder.dontFragment();
        }
        if (random.nextInt(3) == 0) {
            builder.ipv4Options(noOperations(random.nextInt(41)));
        }
        finish();
    }

    private void ipv6() {
        builder.ipv6(v6(), v6()).ttl(random.nextInt(256)).trafficClass(random.nextInt(256))
                .flowLabel(random.nextInt(1 << 20));
        for (int headers = Math.max(0, random.nextInt(8) - 3); headers > 0; headers--) {
            final int kind = TRAVERSED[random.nextInt(TRAVERSED.length)];
            builder.extension(kind, kind == IpProtocol.ROUTING ? routing() : new byte[random.nextInt(30)]);
        }
        finish();
    }

    private byte[] routing() {
        final int type = random.nextInt(3) * 2;
        final int stops = type == 2 ? 1 : 1 + random.nextInt(3);
        final byte[] body = new byte[6 + 16 * stops];
        random.nextBytes(body);
        body[0] = (byte) type;
        body[1] = (byte) random.nextInt(type == 4 ? stops : stops + 1);
        body[2] = (byte) (type == 4 ? stops - 1 : 0);
        body[3] = 0;
        return body;
    }

    private void finish() {
        if (random.nextInt(6) == 0) {
            final boolean later = random.nextBoolean();
            builder.fragment(random.nextInt(0x10000), later ? 8 * (1 + random.nextInt(8000)) : 0, true);
            if (later) {
                builder.protocol(IpProtocol.UDP).payload(new byte[8]).payload(bytes(200));
                return;
            }
        }
        switch (random.nextInt(6)) {
            case 0 -> builder.udp(port(), port()).payload(bytes(300));
            case 1 -> builder.udp(port(), port()).checksum(0).payload(bytes(300));
            case 2 -> builder.echo(random.nextBoolean(), port(), port()).payload(bytes(300));
            case 3 -> builder.icmp(random.nextInt(256), random.nextInt(256), random.nextInt()).payload(bytes(300));
            case 4 -> builder.protocol(100 + random.nextInt(30)).payload(new byte[4]).payload(bytes(300));
            default -> {
                builder.tcp(port(), port(), random.nextInt(), random.nextInt(), random.nextInt(256), port());
                if (random.nextBoolean()) {
                    builder.tcpOptions(noOperations(random.nextInt(41)));
                }
                builder.payload(bytes(1500));
            }
        }
    }

    private byte[] noOperations(final int length) {
        final byte[] options = new byte[length];
        Arrays.fill(options, (byte) 1);
        return options;
    }

    MacAddress mac() {
        return new MacAddress(random.nextLong() >>> 16);
    }

    IpAddress v4() {
        return IpAddress.ofV4(random.nextInt());
    }

    IpAddress v6() {
        return IpAddress.ofV6(random.nextLong(), random.nextInt(3) == 0 ? 0 : random.nextLong());
    }

    int port() {
        return random.nextInt(0x10000);
    }

    byte[] bytes(final int maximum) {
        final byte[] bytes = new byte[random.nextInt(maximum)];
        if (random.nextInt(4) > 0) {
            random.nextBytes(bytes);
        }
        return bytes;
    }
}
