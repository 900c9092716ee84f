package org.signalbox.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Frames finished in software against the same frames built one by one. */
class SegmenterTest {

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomFrames frames = new RandomFrames(random);
    private final SuperFrames superFrames = new SuperFrames(random);

    private List<byte[]> finish(final byte[] frame, final long offload) {
        final List<byte[]> finished = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment memory = arena.allocate(frame.length + 3L);
            MemorySegment.copy(frame, 0, memory, ValueLayout.JAVA_BYTE, 3, frame.length);
            final MemorySegment target = arena.allocate(frame.length + 5L);
            final Segmenter segmenter = new Segmenter();
            assertTrue(segmenter.begin(memory, 3, frame.length, offload), "seed " + seed);
            while (segmenter.hasNext()) {
                final int length = segmenter.next(target, 5);
                finished.add(target.asSlice(5, length).toArray(ValueLayout.JAVA_BYTE));
            }
            assertArrayEquals(frame, memory.asSlice(3, frame.length).toArray(ValueLayout.JAVA_BYTE),
                    "the frame itself stays as it is");
        }
        return finished;
    }

    private boolean begins(final byte[] frame, final long offload) {
        final Segmenter segmenter = new Segmenter();
        final boolean begun = segmenter.begin(MemorySegment.ofArray(frame), 0, frame.length, offload);
        assertEquals(begun, segmenter.hasNext());
        return begun;
    }

    @Test
    void shouldCutIntoWhatBuildingOneByOneGives() {
        for (int round = 0; round < 2_000; round++) {
            final int size = 1 + random.nextInt(random.nextBoolean() ? 60 : 9_000);
            final int payload = 1 + random.nextInt(Math.min(SuperFrames.LONGEST_PAYLOAD, 50 * size));
            final SuperFrames.Job job = superFrames.cut(payload, size);
            final List<byte[]> finished = finish(job.frame(), job.offload());
            assertEquals(job.finished().size(), finished.size(), "seed " + seed);
            for (int i = 0; i < finished.size(); i++) {
                assertArrayEquals(job.finished().get(i), finished.get(i), "segment " + i + ", seed " + seed);
            }
        }
    }

    @Test
    void shouldFillInAPendingChecksum() {
        for (int round = 0; round < 1_000; round++) {
            final SuperFrames.Job job = superFrames.cut(1 + random.nextInt(3_000), 3_000);
            final byte[] expected = job.finished().getFirst();
            final int start = Offload.checksumStart(job.offload());
            final Pending pending = Pending.of(expected, start, Offload.checksumField(job.offload()) - start);
            final List<byte[]> finished = finish(pending.frame(), pending.offload());
            assertEquals(1, finished.size());
            assertArrayEquals(expected, finished.getFirst(), "seed " + seed);
        }
    }

    @Test
    void shouldHandOutWhatIsShorterThanASegment() {
        for (final int bytes : new int[] {1, 99, 100}) {
            final SuperFrames.Job job = superFrames.cut(bytes, 100);
            final List<byte[]> finished = finish(job.frame(), job.offload());
            assertEquals(1, finished.size());
            assertArrayEquals(job.finished().getFirst(), finished.getFirst(), "seed " + seed);
        }
    }

    @Test
    void shouldRefuseWhatTheFrameIsNot() {
        for (int round = 0; round < 200; round++) {
            final SuperFrames.Job job = superFrames.cut(500, 100);
            final int transport = Offload.checksumStart(job.offload());
            final int type = Offload.segmentType(job.offload());
            assertTrue(begins(job.frame(), job.offload()));
            for (final int other : new int[] {Offload.TCP_V4, Offload.TCP_V6, Offload.UDP}) {
                assertEquals(other == type, begins(job.frame(), Offload.segments(other, 100, transport, 6)));
            }
            assertFalse(begins(job.frame(), Offload.segments(type, 0, transport, 6)), "no size");
            assertFalse(begins(job.frame(), Offload.segments(3, 100, transport, 6)), "a type that nobody knows");
            assertFalse(begins(job.frame(), Offload.segments(type, 100, transport + 8, 6)), "the header of a tunnel");
            assertFalse(begins(job.frame(), Offload.checksum(job.frame().length - 1, 0)), "a checksum behind the end");
            final byte[] cut = Arrays.copyOf(job.frame(), job.frame().length - 1);
            assertFalse(begins(cut, job.offload()), "a packet that is longer than its frame");
            assertFalse(begins(Arrays.copyOf(cut, transport + 5), job.offload()), "a header that is cut");
        }
    }

    @Test
    void shouldNeitherThrowNorRunAwayWhateverTheBytes() {
        for (int round = 0; round < 2_000; round++) {
            final byte[] frame = random.nextBoolean() ? frames.next()
                    : superFrames.cut(1 + random.nextInt(900), 64).frame();
            for (int change = random.nextInt(4); change > 0; change--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            final int length = random.nextInt(3) == 0 ? random.nextInt(frame.length + 1) : frame.length;
            final int[] types = {0, Offload.TCP_V4, Offload.TCP_V6, Offload.UDP, random.nextInt(256)};
            final HeaderTable table = new HeaderTable(1);
            table.parse(MemorySegment.ofArray(frame), 0, length, 0);
            final int start = random.nextInt(8) == 0 ? random.nextInt(0x10000) : Math.max(0, table.transportOffset(0));
            final long offload = Offload.segments(types[random.nextInt(types.length)], random.nextInt(100), start,
                    random.nextInt(20));
            final Segmenter segmenter = new Segmenter();
            if (segmenter.begin(MemorySegment.ofArray(frame), 0, length, offload)) {
                final MemorySegment target = MemorySegment.ofArray(new byte[length]);
                int count = 0;
                while (segmenter.hasNext()) {
                    assertTrue(segmenter.next(target, 0) <= length);
                    assertTrue(++count <= length, "seed " + seed);
                }
            }
        }
    }

    @Test
    void shouldCarryTheHeaderOfVirtio() {
        final SuperFrames.Job job = superFrames.cut(5_000, 1_000);
        final MemorySegment frame = MemorySegment.ofArray(job.frame());
        final MemorySegment header = MemorySegment.ofArray(new byte[Offload.HEADER + 2]);
        for (final long offload : new long[] {0, Offload.checksum(34, 16), job.offload(),
            Offload.segments(Offload.TCP_V6, 0xFFFF, 0xFFFF, 0xFFFF)}) {
            if (Offload.fits(offload, job.frame().length)) {
                Offload.write(offload, frame, 0, header, 1);
                assertEquals(offload, Offload.read(header, 1));
            }
        }
    }
}
