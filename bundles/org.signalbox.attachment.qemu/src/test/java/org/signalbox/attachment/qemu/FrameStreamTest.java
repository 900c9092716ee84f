package org.signalbox.attachment.qemu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Lengths and bytes, in whatever pieces, against a plain model. */
class FrameStreamTest {
    private final FrameSlots slots = new FrameSlots(Arena.ofAuto().allocate(1 << 18), 16);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldFindFramesHoweverTheStreamIsCut(final long seed) throws IOException {
        final Random random = new Random(seed);
        final List<byte[]> frames = randomFrames(random, 400);
        final ReadableByteChannel stream = inPieces(stream(frames), random);
        final FrameReader reader = new FrameReader();
        final List<byte[]> found = new ArrayList<>();
        while (found.size() < frames.size()) {
            if (!reader.hasFrame()) {
                assertTrue(reader.fill(stream) >= 0, "end of the stream after " + found.size() + ", seed " + seed);
            }
            found.addAll(drain(reader, 1 + random.nextInt(16)));
        }
        assertSame(frames, found, seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, FrameReader.LONGEST + 1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void shouldRefuseALengthThatNoFrameHas(final int lie) throws IOException {
        final byte[] honest = {1, 2, 3};
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(stream(List.of(honest)));
        bytes.write(ByteBuffer.allocate(4).putInt(lie).array());
        final FrameReader reader = new FrameReader();
        reader.fill(Channels.newChannel(new ByteArrayInputStream(bytes.toByteArray())));
        final ReceiveBuffer buffer = buffer(16);
        final FramingException refused = assertThrows(FramingException.class, () -> reader.drainTo(buffer));
        assertEquals("found a frame of " + Integer.toUnsignedString(lie) + " bytes, expected 1 to 65553",
                refused.getMessage());
        assertEquals(1, slots.count(), "the frame before the lie");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepWhatTheChannelDoesNotTake(final long seed) throws IOException {
        final Random random = new Random(seed);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Deque<Integer> unwritten = new ArrayDeque<>();
        final List<byte[]> taken = new ArrayList<>();
        final FrameWriter writer = new FrameWriter();
        int end = 0;
        int refused = 0;
        for (final byte[] frame : randomFrames(random, 3_000)) {
            final boolean fits = unwritten.size() < FrameWriter.FRAMES
                    && end + 4 + frame.length - out.size() <= FrameWriter.BACKLOG;
            assertEquals(fits, writer.add(MemorySegment.ofArray(frame), 0, frame.length), "seed " + seed);
            if (fits) {
                taken.add(frame);
                end += 4 + frame.length;
                unwritten.add(end);
            } else {
                refused++;
            }
            if (random.nextInt(16) == 0) {
                writer.writeTo(reluctant(out, random.nextInt(4_000)));
                while (!unwritten.isEmpty() && unwritten.peek() <= out.size()) {
                    unwritten.poll();
                }
            }
            assertEquals(unwritten.size(), writer.pending(), "seed " + seed);
        }
        while (writer.writeTo(reluctant(out, 10_000))) {
            assertTrue(writer.pending() > 0);
        }
        assertEquals(0, writer.pending());
        assertTrue(refused > 0, "the backlog was never full, seed " + seed);
        assertArrayEquals(stream(taken), out.toByteArray(), "seed " + seed);
    }

    @Test
    void shouldTakeFramesOfTheGreatestLength() throws IOException {
        final FrameReader reader = new FrameReader();
        final byte[] longest = new byte[FrameReader.LONGEST];
        longest[0] = 1;
        longest[longest.length - 1] = 2;
        final ReadableByteChannel stream = inPieces(stream(List.of(longest, longest)), new Random(1));
        final List<byte[]> found = new ArrayList<>();
        while (found.size() < 2) {
            if (!reader.hasFrame()) {
                assertTrue(reader.fill(stream) >= 0);
            }
            found.addAll(drain(reader, 1));
        }
        assertSame(List.of(longest, longest), found, 1);
    }

    private ReceiveBuffer buffer(final int limit) {
        slots.clear();
        final ReceiveBuffer buffer = new ReceiveBuffer(slots);
        buffer.from(0, 0, limit);
        return buffer;
    }

    private List<byte[]> drain(final FrameReader reader, final int limit) throws IOException {
        reader.drainTo(buffer(limit));
        final List<byte[]> found = new ArrayList<>();
        for (int slot = 0; slot < slots.count(); slot++) {
            found.add(slots.memory().asSlice(slots.offset(slot), slots.length(slot)).toArray(ValueLayout.JAVA_BYTE));
        }
        return found;
    }

    private static void assertSame(final List<byte[]> expected, final List<byte[]> found, final long seed) {
        assertEquals(expected.size(), found.size(), "seed " + seed);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i), "frame " + i + ", seed " + seed);
        }
    }

    private static List<byte[]> randomFrames(final Random random, final int count) {
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final byte[] frame = new byte[1 + (random.nextInt(20) == 0 ? random.nextInt(9_000) : random.nextInt(300))];
            random.nextBytes(frame);
            frames.add(frame);
        }
        return frames;
    }

    private static byte[] stream(final List<byte[]> frames) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (final byte[] frame : frames) {
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(frame.length).array());
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    /** A channel that gives a few bytes at a time. */
    private static ReadableByteChannel inPieces(final byte[] bytes, final Random random) {
        final ByteBuffer all = ByteBuffer.wrap(bytes);
        return new Pieces() {
            @Override
            public int read(final ByteBuffer target) {
                if (!all.hasRemaining()) {
                    return -1;
                }
                final int piece = Math.min(Math.min(all.remaining(), target.remaining()),
                        random.nextBoolean() ? random.nextInt(6) : random.nextInt(3_000));
                target.put(all.slice(all.position(), piece));
                all.position(all.position() + piece);
                return piece;
            }
        };
    }

    /** A channel that takes so many bytes and no more. */
    private static WritableByteChannel reluctant(final ByteArrayOutputStream out, final int bytes) {
        return new Pieces() {
            @Override
            public int write(final ByteBuffer source) {
                final byte[] piece = new byte[Math.min(bytes, source.remaining())];
                source.get(piece);
                out.writeBytes(piece);
                return piece.length;
            }
        };
    }

    /** A channel that is always open and, unless told otherwise, at its end. */
    private abstract static class Pieces implements ReadableByteChannel, WritableByteChannel {
        @Override
        public int read(final ByteBuffer target) {
            return -1;
        }

        @Override
        public int write(final ByteBuffer source) {
            return 0;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
