package org.signalbox.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Well-formed captures, each laid out by hand after the format's draft. */
class CaptureReaderTest {

    private static final byte[] FRAME = {1, 2, 3, 4, 5, 6, 7};

    @TempDir
    private Path folder;

    static Stream<ByteOrder> byteOrders() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("byteOrders")
    void shouldReadPcapOfMicroseconds(final ByteOrder order) throws IOException {
        final Path file = new CaptureBytes(order).pcapHeader(CaptureBytes.MICROSECONDS, 1)
                .pcapRecord(1_500_000_000, 123_456, 60, FRAME)
                .pcapRecord(0xffff_ffff, 0, 0, new byte[0])
                .writeTo(folder.resolve("a.pcap"));

        assertEquals(List.of(CapturedFrame.of(1_500_000_000_123_456_000L, 60, FRAME),
                CapturedFrame.of(4_294_967_295_000_000_000L, 0)), CapturedFrame.readAll(file));
    }

    @ParameterizedTest
    @MethodSource("byteOrders")
    void shouldReadPcapOfNanoseconds(final ByteOrder order) throws IOException {
        final Path file = new CaptureBytes(order).pcapHeader(CaptureBytes.NANOSECONDS, 1)
                .pcapRecord(7, 123_456_789, 7, FRAME).writeTo(folder.resolve("a.pcap"));

        assertEquals(List.of(CapturedFrame.of(7_123_456_789L, 7, FRAME)), CapturedFrame.readAll(file));
    }

    @Test
    void shouldIgnoreFrameCheckSequenceFlagsBesideTheLinkType() throws IOException {
        final Path file = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).pcapHeader(CaptureBytes.MICROSECONDS, 0x2400_0001)
                .pcapRecord(0, 0, 7, FRAME).writeTo(folder.resolve("a.pcap"));

        assertEquals(List.of(CapturedFrame.of(0, 7, FRAME)), CapturedFrame.readAll(file));
    }

    @ParameterizedTest
    @MethodSource("byteOrders")
    void shouldReadEveryKindOfPacketBlock(final ByteOrder order) throws IOException {
        final CaptureBytes capture = new CaptureBytes(order).section().describeInterface(1, 5);
        final Path file = capture
                .enhancedPacket(0, 5_000_000_000_000L, 60, FRAME)
                .simplePacket(90, new byte[] {9, 8, 7, 6, 5})
                .block(0x0bad_cafe, capture.body().int32(42))
                .obsoletePacket(0, 6, 7, FRAME)
                .writeTo(folder.resolve("a.pcapng"));

        assertEquals(List.of(CapturedFrame.of(5_000_000_000_000_000L, 60, FRAME),
                CapturedFrame.of(5_000_000_000_000_000L, 90, (byte) 9, (byte) 8, (byte) 7, (byte) 6, (byte) 5),
                CapturedFrame.of(6_000, 7, FRAME)), CapturedFrame.readAll(file));
    }

    @Test
    void shouldForgetInterfacesAndByteOrderAtTheNextSection() throws IOException {
        final byte[] nanoseconds = {0, 9, 0, 1, 9, 0, 0, 0};
        final byte[] little = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).section()
                .ethernetInterface().ethernetInterface().enhancedPacket(1, 3, 7, FRAME).toByteArray();
        final Path file = new CaptureBytes(ByteOrder.BIG_ENDIAN).section().ethernetInterface(nanoseconds)
                .enhancedPacket(0, 3, 7, FRAME).bytes(little).writeTo(folder.resolve("a.pcapng"));

        assertEquals(List.of(CapturedFrame.of(3, 7, FRAME), CapturedFrame.of(3_000, 7, FRAME)),
                CapturedFrame.readAll(file));
    }

    @ParameterizedTest
    @MethodSource("byteOrders")
    void shouldHeedResolutionAndOffsetOfTheInterface(final ByteOrder order) throws IOException {
        final CaptureBytes capture = new CaptureBytes(order);
        final byte[] options = capture.body().int16(2).int16(3).padded("eth".getBytes())
                .int16(9).int16(1).padded((byte) 0x8a).int16(14).int16(8).int64(100).int16(0).int16(0).toByteArray();
        final Path file = capture.section().ethernetInterface(options).enhancedPacket(0, 1536, 7, FRAME)
                .writeTo(folder.resolve("a.pcapng"));

        assertEquals(List.of(CapturedFrame.of(101_500_000_000L, 7, FRAME)), CapturedFrame.readAll(file));
    }

    @Test
    void shouldNumberFramesFromOne() throws IOException {
        final Path file = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).pcapHeader(CaptureBytes.MICROSECONDS, 1)
                .pcapRecord(0, 0, 7, FRAME).writeTo(folder.resolve("a.pcap"));

        try (CaptureReader reader = CaptureReader.open(file)) {
            assertEquals(0, reader.record());
            assertTrue(reader.next());
            assertEquals(1, reader.record());
            assertFalse(reader.next());
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldReadTheSameAgainAfterRewinding() throws IOException {
        final byte[] big = new CaptureBytes(ByteOrder.BIG_ENDIAN).section().ethernetInterface()
                .simplePacket(7, FRAME).enhancedPacket(0, 4, 7, FRAME).toByteArray();
        final Path file = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).section().ethernetInterface().ethernetInterface()
                .enhancedPacket(1, 3, 7, FRAME).bytes(big).writeTo(folder.resolve("a.pcapng"));

        final List<Long> times = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            for (int round = 0; round < 2; round++) {
                while (reader.next()) {
                    times.add(reader.timeNanos());
                }
                assertEquals(3, reader.record());
                reader.rewind();
            }
        }
        assertEquals(List.of(3_000L, 3_000L, 4_000L, 3_000L, 3_000L, 4_000L), times);
    }

    @Test
    void shouldReadBeyondTwoGibibytes() throws IOException {
        final long hole = 0xc000_0000L;
        final byte[] head = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).section().ethernetInterface()
                .int32(0x0bad_cafe).int32((int) hole).toByteArray();
        final byte[] tail = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).int32((int) hole)
                .enhancedPacket(0, 1, 7, FRAME).toByteArray();
        final Path file = folder.resolve("sparse.pcapng");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(head));
            channel.write(ByteBuffer.wrap(tail), head.length - 8 + hole - 4);
        }

        assertEquals(List.of(CapturedFrame.of(1_000, 7, FRAME)), CapturedFrame.readAll(file));
    }
}
