package org.signalbox.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** TCP and UDP that a card is left to cut into segments, and the segments, each built anew. */
final class SuperFrames {

    /** Fits behind the longest headers into the longest packet. */
    static final int LONGEST_PAYLOAD = 65_535 - 120;

    private final Random random;
    private final RandomFrames frames;

    SuperFrames(final Random random) {
        this.random = random;
        this.frames = new RandomFrames(random);
    }

    /** What a card is left to do, and every frame that it makes of it. */
    record Job(byte[] frame, long offload, List<byte[]> finished) {
    }

    /** The headers of a stream of segments. */
    private final class Headers {
        private final MacAddress to = frames.mac();
        private final MacAddress from = frames.mac();
        private final boolean four = random.nextBoolean();
        private final boolean tcp = random.nextInt(3) > 0;
        private final IpAddress source = four ? frames.v4() : frames.v6();
        private final IpAddress destination = four ? frames.v4() : frames.v6();
        private final int tags = random.nextInt(3);
        private final int identification = random.nextInt(0x10000);
        private final int sequence = random.nextInt();
        private final byte[] ipOptions = new byte[random.nextInt(3) * 4];
        private final byte[] tcpOptions = new byte[random.nextInt(11) * 4];
        private final int flags = random.nextInt(256);
        private final int[] numbers = {frames.port(), frames.port(), random.nextInt(0x10000), random.nextInt(256)};

        private Headers() {
            Arrays.fill(ipOptions, (byte) 1);
            Arrays.fill(tcpOptions, (byte) 1);
        }

        private byte[] build(final int index, final int done, final int segmentFlags, final byte[] payload) {
            final FrameBuilder builder = new FrameBuilder().ethernet(to, from);
            for (int tag = 0; tag < tags; tag++) {
                builder.vlan(tag + 7);
            }
            if (four) {
                builder.ipv4(source, destination).ttl(numbers[3])
                        .fragment(identification + index & 0xFFFF, 0, false).ipv4Options(ipOptions);
            } else {
                builder.ipv6(source, destination).ttl(numbers[3]);
            }
            if (tcp) {
                builder.tcp(numbers[0], numbers[1], sequence + done, 5, segmentFlags, numbers[2])
                        .tcpOptions(tcpOptions);
            } else {
                builder.udp(numbers[0], numbers[1]);
            }
            return builder.payload(payload).build();
        }

        private int transport() {
            return 14 + 4 * tags + (four ? 20 + ipOptions.length : 40);
        }

        private int type() {
            return tcp ? four ? Offload.TCP_V4 : Offload.TCP_V6 : Offload.UDP;
        }
    }

    /** So many bytes of payload, in segments of so many. */
    Job cut(final int bytes, final int size) {
        final Headers headers = new Headers();
        final byte[] payload = new byte[bytes];
        random.nextBytes(payload);
        final List<byte[]> segments = new ArrayList<>();
        for (int done = 0, index = 0; done < bytes; done += size, index++) {
            final int end = Math.min(bytes, done + size);
            int flags = headers.flags;
            flags &= index == 0 ? 0xFF : ~TcpFlags.CWR;
            flags &= end == bytes ? 0xFF : ~(TcpFlags.FIN | TcpFlags.PSH);
            segments.add(headers.build(index, done, flags, Arrays.copyOfRange(payload, done, end)));
        }
        final byte[] frame = headers.build(0, 0, headers.flags, payload);
        final int transport = headers.transport();
        final int field = headers.tcp ? 16 : 6;
        frame[transport + field] = (byte) random.nextInt();
        return new Job(frame, Offload.segments(headers.type(), size, transport, field), segments);
    }
}
