package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** Frames of which each has addresses and ports of its own, as in a scan or a flood. */
final class VariedTraffic {
    private static final long SEED = 0xF100D;
    private static final long START_NANOS = 1_800_000_000_000_000_000L;

    private final Random random = new Random(SEED);
    private final FrameBuilder builder = new FrameBuilder();

    List<Sent> frames(final int count) {
        final List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final boolean v4 = random.nextBoolean();
            builder.ethernet(Lab.mac(i % 3), new MacAddress(0x02_00_00_00_00_00L | random.nextInt() & 0xFFFF_FFFFL));
            if (v4) {
                builder.ipv4(IpAddress.ofV4(0x0A00_0000 | random.nextInt(1 << 24)), IpAddress.ofV4(0x0A00_0002));
            } else {
                builder.ipv6(IpAddress.ofV6(0xFD00_0000_0000_0000L, random.nextLong()),
                        IpAddress.ofV6(0xFD00_0000_0000_0000L, 2));
            }
            if (random.nextInt(4) == 0) {
                builder.echo(true, 1 + random.nextInt(65_535), 1);
            } else if (random.nextBoolean()) {
                builder.udp(1 + random.nextInt(65_535), 1 + random.nextInt(65_535));
            } else {
                builder.tcp(1 + random.nextInt(65_535), 1 + random.nextInt(65_535), random.nextInt(), 1, 0x10, 1_024);
            }
            sent.add(new Sent(-1, i, i % 2 == 0 ? Lab.A : Lab.ACCESS, START_NANOS + i * 1_000L,
                    builder.payload(new byte[random.nextInt(64)]).build()));
        }
        return sent;
    }
}
