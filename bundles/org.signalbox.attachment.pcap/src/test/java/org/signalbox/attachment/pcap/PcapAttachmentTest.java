package org.signalbox.attachment.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** A port between capture files, on a clock given by the test. */
class PcapAttachmentTest {

    private static final long START = 1_000_000_000_000L;

    @TempDir
    private Path folder;

    private final RecordedContext context = new RecordedContext();
    private final FrameSlots slots = new FrameSlots(Arena.ofAuto().allocate(1 << 16), 64);

    @Test
    void shouldPlayByTimeStamps() throws Exception {
        final Path capture = capture(5_000, 7_000, 6_000, 9_000);
        try (Attachment attachment = attach(Map.of("read", capture.toString(), "speed", 2.0))) {
            assertEquals("UP plays " + capture, context.next());
            assertEquals("wake", context.next());

            assertEquals(List.of(0), receive(attachment, START));
            assertEquals(START + 1_000, attachment.nextPollNanos());
            assertEquals(List.of(), receive(attachment, START + 999));
            assertEquals(List.of(1, 2), receive(attachment, START + 1_000));
            assertEquals(START + 2_000, attachment.nextPollNanos());
            assertEquals(List.of(3), receive(attachment, START + 50_000));
            assertEquals("UP has played " + capture, context.next());
            assertEquals(Long.MAX_VALUE, attachment.nextPollNanos());
        }
    }

    @Test
    void shouldPlayWithoutWaitingAndBeginAgain() throws Exception {
        final Path capture = capture(1, 1_000_000_000, 2_000_000_000);
        try (Attachment attachment = attach(Map.of("read", capture.toString(), "speed", 0, "loop", true))) {
            assertEquals("UP plays " + capture, context.next());
            assertEquals("wake", context.next());

            assertEquals(List.of(0, 1, 2, 0), receive(attachment, START, 4));
            assertEquals(List.of(1, 2), receive(attachment, START, 2));
            assertTrue(attachment.nextPollNanos() <= START);
        }
    }

    @Test
    void shouldRecordWhatIsDelivered() throws Exception {
        final Path file = folder.resolve("out.pcapng");
        final int count = 5_000;
        try (Attachment attachment = attach(Map.of("write", file.toString()))) {
            assertEquals("UP records to " + file, context.next());
            for (int i = 0; i < count; i++) {
                final MemorySegment frame = MemorySegment.ofArray(new byte[60 + i % 3]);
                frame.set(ValueLayout.JAVA_INT_UNALIGNED, 0, i);
                while (!attachment.transmit(frame, 0, 60 + i % 3, 1_000, START + i)) {
                    Thread.onSpinWait();
                }
                attachment.flush();
            }
        }
        try (CaptureReader reader = CaptureReader.open(file)) {
            for (int i = 0; i < count; i++) {
                assertTrue(reader.next());
                assertEquals(List.of(START + i, (long) i, 60L + i % 3, 1_000L), List.of(reader.timeNanos(),
                        (long) reader.memory().get(ValueLayout.JAVA_INT_UNALIGNED, reader.offset()),
                        (long) reader.length(), (long) reader.wireLength()));
            }
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldSayWhyItIsDownAndTryAgain() throws Exception {
        final Path later = folder.resolve("later.pcapng");
        try (Attachment attachment = attach(Map.of("read", later.toString()))) {
            assertEquals("DOWN " + later + ": no such file", context.next());
            assertEquals(Long.MAX_VALUE, attachment.nextPollNanos());
            Files.move(capture(1), later);
            String said = context.next();
            for (int i = 0; i < 10 && said.startsWith("DOWN"); i++) {
                said = context.next();
            }
            assertEquals("UP plays " + later, said);
        }
    }

    @Test
    void shouldGoDownAtACutRecord() throws Exception {
        final Path capture = capture(1, 2);
        final byte[] whole = Files.readAllBytes(capture);
        Files.write(capture, Arrays.copyOf(whole, whole.length - 3));
        try (Attachment attachment = attach(Map.of("read", capture.toString(), "speed", 0))) {
            assertEquals("UP plays " + capture, context.next());
            assertEquals("wake", context.next());
            assertEquals(List.of(0), receive(attachment, START));
            assertEquals("DOWN " + capture + ": record 2 at byte 156: found a block length of 92, "
                    + "expected at most the 89 bytes left", context.next());
            assertEquals(List.of(), receive(attachment, START));
        }
    }

    @Test
    void shouldEndWhileAFileIsMissing() throws Exception {
        final Path file = folder.resolve("absent/out.pcapng");
        try (Attachment attachment = attach(Map.of("write", file.toString()))) {
            assertEquals("DOWN " + file + ": cannot be written: no such file or folder", context.next());
            assertEquals(0, attachment.pending());
        }
    }

    @Test
    void shouldRefuseSettingsWithoutSense() {
        for (final Map<String, Object> tree : List.<Map<String, Object>>of(Map.of(), Map.of("reads", "a"),
                Map.of("read", "a", "write", "./a"), Map.of("read", "a", "speed", -1.0), Map.of("read", "\0"))) {
            assertThrows(IllegalArgumentException.class, () -> Schema.of(PcapSettings.class).bind(tree),
                    tree::toString);
        }
    }

    @Test
    void shouldPassFramesThroughTheRingUnharmedOrRefuseThem() {
        final FrameRing ring = new FrameRing(1 << 12);
        final List<Integer> expected = new ArrayList<>();
        final List<Integer> drained = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            final int length = i * 37 % 1_500;
            final MemorySegment frame = MemorySegment.ofArray(new byte[length + 4]);
            frame.set(ValueLayout.JAVA_INT_UNALIGNED, length, i);
            if (ring.offer(i, frame, 0, length + 4, length + 4)) {
                expected.add(i);
            } else {
                refused++;
            }
            if (i % 5 == 0) {
                ring.drain((time, memory, offset, size, _) -> {
                    drained.add(memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + size - 4));
                    assertEquals(drained.getLast().longValue(), time);
                });
                assertEquals(0, ring.pending());
            }
        }
        assertTrue(refused > 0 && refused < 10_000, () -> "refused " + expected.size());
        assertEquals(expected.subList(0, drained.size()), drained);
        assertEquals(expected.size() - drained.size(), ring.pending());
    }

    private Attachment attach(final Map<String, Object> settings) {
        return new PcapAttachmentProvider().attach(Schema.of(PcapSettings.class).bind(longs(settings)), context);
    }

    private static Map<String, Object> longs(final Map<String, Object> settings) {
        final Map<String, Object> tree = new HashMap<>(settings);
        tree.replaceAll((_, value) -> value instanceof Integer number ? number.longValue() : value);
        return tree;
    }

    private List<Integer> receive(final Attachment attachment, final long now) {
        return receive(attachment, now, 64);
    }

    private List<Integer> receive(final Attachment attachment, final long now, final int limit) {
        final ReceiveBuffer buffer = new ReceiveBuffer(slots);
        buffer.from(3, now, limit);
        attachment.receive(buffer, now);
        final List<Integer> numbers = new ArrayList<>();
        for (int slot = 0; slot < slots.count(); slot++) {
            assertEquals(60, slots.length(slot));
            assertEquals(1_500, slots.wireLength(slot));
            numbers.add(slots.memory().get(ValueLayout.JAVA_INT_UNALIGNED, slots.offset(slot)));
        }
        slots.clear();
        return numbers;
    }

    private Path capture(final long... times) throws IOException {
        final Path file = folder.resolve("capture.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(file)) {
            writer.addInterface("");
            for (int i = 0; i < times.length; i++) {
                final MemorySegment frame = MemorySegment.ofArray(new byte[60]);
                frame.set(ValueLayout.JAVA_INT_UNALIGNED, 0, i);
                writer.write(0, times[i], frame, 0, 60, 1_500);
            }
        }
        return file;
    }
}
