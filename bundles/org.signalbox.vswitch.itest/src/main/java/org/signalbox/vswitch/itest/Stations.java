package org.signalbox.vswitch.itest;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * The stations of one switch, behind its ports {@code s0}, {@code s1} and so on. Each announces itself once to all, and
 * then sends to all others in turn, at a rate that may change. A station checks of every other one's frames that their
 * numbers rise and that each byte is the one that was sent, but for the one at {@link #MARK_OFFSET}. Figures may be
 * read by any thread.
 */
final class Stations implements AttachmentProvider {
    /** A byte that nobody sends as other than 0, and that may be marked on the way. */
    static final int MARK_OFFSET = 50;

    private static final int EXPERIMENTAL = 0x88B5;
    private static final int TYPE_OFFSET = 12;
    private static final int SOURCE_OFFSET = 29;
    private static final int NUMBER_OFFSET = 42;
    private static final int CONTENT_OFFSET = 52;
    private static final int[] LENGTHS = {60, 132, 1500, 588};
    private static final int HEADERS = 42;
    private static final int FRAMES_AT_ONCE = 32;
    private static final long SECOND_NANOS = 1_000_000_000L;
    /** What fell due while nobody asked is sent later, up to this. */
    private static final long LONGEST_DEBT_NANOS = 50_000_000L;
    private static final long TURN_NANOS = 200_000L;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort TYPE = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final List<Station> stations;
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong marked = new AtomicLong();
    private volatile long nanosPerFrame;

    /** No settings. */
    public record Settings() {
    }

    Stations(final int count) {
        stations = IntStream.range(0, count).mapToObj(number -> new Station(number, count)).toList();
    }

    static MacAddress mac(final int station) {
        return new MacAddress(0x0200_0008_0000L + station);
    }

    static IpAddress address(final int station) {
        return IpAddress.parse("10.8.0." + station);
    }

    /** Frames that each station sends in a second from now on; 0: none. */
    void rate(final long framesPerSecond) {
        nanosPerFrame = framesPerSecond == 0 ? 0 : SECOND_NANOS / framesPerSecond;
        stations.forEach(station -> station.context.wake());
    }

    /** Frames of a flow that entered the switch. */
    long sent(final int from, final int to) {
        return stations.get(from).sent.get(to);
    }

    /** Frames of a flow that arrived as they should. */
    long got(final int from, final int to) {
        return stations.get(to).got.get(from);
    }

    /** Frames of all flows that entered the switch, without announcements. */
    long sent() {
        return stations.stream().mapToLong(station -> IntStream.range(0, stations.size())
                .mapToLong(station.sent::get).sum()).sum();
    }

    /** Announcements that arrived. */
    long announced() {
        return stations.stream().mapToLong(station -> station.announced.get()).sum();
    }

    /** Frames that came twice, out of order, changed, or to a station that they were not for. */
    long wrong() {
        return wrong.get();
    }

    /** Frames with a mark. */
    long marked() {
        return marked.get();
    }

    @Override
    public Class<? extends Record> settings() {
        return Settings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        final Station station = stations.get(Integer.parseInt(context.portName().substring(1)));
        station.context = context;
        return station;
    }

    /** The first of the words that a frame's content counts up from. */
    private static long word(final int from, final int to, final long number) {
        return number * 0x9E3779B97F4A7C15L ^ from << 8 ^ to;
    }

    private static byte[] frame(final int from, final int to, final int length) {
        return new FrameBuilder().ethernet(mac(to), mac(from)).ipv4(address(from), address(to)).udp(4_000, 4_000)
                .payload(new byte[length - HEADERS]).build();
    }

    /** One station; its worker alone calls it, and writes its figures. */
    private final class Station implements Attachment {
        private final int number;
        private final int count;
        // by destination and kind; content is written into these before they are sent
        private final byte[][][] frames;
        // by source and kind; what stands around the content of what arrives
        private final MemorySegment[][] expected;
        private final AtomicLongArray sent;
        private final AtomicLongArray got;
        private final long[] next;
        private final AtomicLong announced = new AtomicLong();
        private volatile AttachmentContext context;
        private boolean hasAnnounced;
        private int peer;
        private long paidUntil;
        private long nowNanos;

        private Station(final int number, final int count) {
            this.number = number;
            this.count = count;
            this.peer = number;
            this.sent = new AtomicLongArray(count);
            this.got = new AtomicLongArray(count);
            this.next = new long[count];
            frames = new byte[count][LENGTHS.length][];
            expected = new MemorySegment[count][LENGTHS.length];
            for (int other = 0; other < count; other++) {
                for (int k = 0; k < LENGTHS.length; k++) {
                    frames[other][k] = frame(number, other, LENGTHS[k]);
                    expected[other][k] = MemorySegment.ofArray(frame(other, number, LENGTHS[k]));
                }
            }
        }

        @Override
        public void receive(final ReceiveBuffer buffer, final long now) {
            nowNanos = now;
            if (!hasAnnounced) {
                final byte[] frame = new FrameBuilder().ethernet(MacAddress.BROADCAST, mac(number))
                        .etherType(EXPERIMENTAL).pad(LENGTHS[0]).build();
                hasAnnounced = buffer.add(MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
            final long perFrame = nanosPerFrame;
            paidUntil = Math.max(paidUntil, now - LONGEST_DEBT_NANOS);
            for (int k = 0; k < FRAMES_AT_ONCE && isDue(perFrame) && sendNext(buffer); k++) {
                paidUntil += perFrame;
            }
            if (perFrame == 0) {
                paidUntil = now;
            }
        }

        private boolean isDue(final long perFrame) {
            return perFrame > 0 && nowNanos - paidUntil >= perFrame;
        }

        private boolean sendNext(final ReceiveBuffer buffer) {
            final int next = (peer + 1) % count;
            final int to = next == number ? (next + 1) % count : next;
            final long frameNumber = sent.getPlain(to);
            final byte[] bytes = frames[to][(int) (frameNumber % LENGTHS.length)];
            final MemorySegment frame = MemorySegment.ofArray(bytes);
            frame.set(WORD, NUMBER_OFFSET, frameNumber);
            long word = word(number, to, frameNumber);
            for (int at = CONTENT_OFFSET; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
                frame.set(WORD, at, word++);
            }
            if (!buffer.add(frame, 0, bytes.length, bytes.length)) {
                return false;
            }
            sent.setRelease(to, frameNumber + 1);
            peer = to;
            return true;
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long now) {
            if (Short.toUnsignedInt(memory.get(TYPE, offset + TYPE_OFFSET)) == EXPERIMENTAL) {
                announced.setRelease(announced.get() + 1);
            } else {
                final int from = memory.get(ValueLayout.JAVA_BYTE, offset + SOURCE_OFFSET);
                if (memory.get(ValueLayout.JAVA_BYTE, offset + MARK_OFFSET) != 0) {
                    marked.incrementAndGet();
                }
                final long frameNumber = memory.get(WORD, offset + NUMBER_OFFSET);
                if (frameNumber >= next[from] && isAsSent(from, frameNumber, memory, offset, length)) {
                    next[from] = frameNumber + 1;
                    got.setRelease(from, got.getPlain(from) + 1);
                } else {
                    wrong.incrementAndGet();
                }
            }
            return true;
        }

        private boolean isAsSent(final int from, final long frameNumber, final MemorySegment memory,
                final long offset, final int length) {
            final MemorySegment around = expected[from][(int) (frameNumber % LENGTHS.length)];
            boolean same = length == around.byteSize()
                    && isSame(memory, offset, around, 0, NUMBER_OFFSET)
                    && isSame(memory, offset, around, MARK_OFFSET + 1, CONTENT_OFFSET);
            long word = word(from, number, frameNumber);
            for (int at = CONTENT_OFFSET; same && at + Long.BYTES <= length; at += Long.BYTES) {
                same = memory.get(WORD, offset + at) == word++;
            }
            return same;
        }

        private static boolean isSame(final MemorySegment memory, final long offset, final MemorySegment as,
                final int start, final int end) {
            return MemorySegment.mismatch(memory, offset + start, offset + end, as, start, end) < 0;
        }

        @Override
        public long nextPollNanos() {
            final long perFrame = nanosPerFrame;
            if (perFrame == 0) {
                return Long.MAX_VALUE;
            }
            return isDue(perFrame) ? nowNanos : nowNanos + TURN_NANOS;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
