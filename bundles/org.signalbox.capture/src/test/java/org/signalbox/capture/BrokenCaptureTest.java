package org.signalbox.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures that are none, or lie: each is refused with one sentence, and never with anything else. */
class BrokenCaptureTest {

    private static final byte[] FRAME = {1, 2, 3, 4, 5, 6, 7};

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseWhatIsNoFile() {
        assertEquals("no such file", refusal(folder.resolve("absent.pcap")));
        assertEquals("not a regular file", refusal(folder));
    }

    @Test
    void shouldRefuseWhatIsNoCapture() throws IOException {
        assertRefused("file header at byte 0: found 0 bytes, expected a pcap or pcapng file");
        assertRefused("file header at byte 0: found the magic number 0x47494638, "
                        + "expected that of a pcap or pcapng file",
                "GIF89a, and more of it than a header has".getBytes());
        assertRefused("file header at byte 0: found 12 bytes, expected a header of 24 bytes",
                Arrays.copyOf(little().pcapHeader(CaptureBytes.MICROSECONDS, 1).toByteArray(), 12));
    }

    @Test
    void shouldRefuseOtherVersionsAndLinkTypes() throws IOException {
        assertRefused("file header at byte 20: found link type 127, expected Ethernet, which is 1",
                little().pcapHeader(CaptureBytes.NANOSECONDS, 127).toByteArray());
        assertRefused("file header at byte 4: found version 2.3, expected version 2.4",
                little().int32(CaptureBytes.MICROSECONDS).int16(2).int16(3).bytes(new byte[16]).toByteArray());
        assertRefused("record 1 at byte 36: found an interface of link type 105, expected Ethernet, which is 1",
                little().section().describeInterface(105, 0).toByteArray());
        assertRefused("record 1 at byte 12: found pcapng version 2.0, expected version 1.0 or 1.2",
                little().block(0x0a0d0d0a, little().int32(0x1a2b3c4d).int16(2).int16(0).int64(-1)).toByteArray());
    }

    @Test
    void shouldRefuseRecordsThatReachTooFar() throws IOException {
        assertRefused("record 2 at byte 47: found 5 bytes left, expected a record header of 16 bytes",
                pcap().pcapRecord(0, 0, 7, FRAME).bytes(new byte[5]).toByteArray());
        assertRefused("record 1 at byte 24: found 100 captured bytes, expected at most the 7 bytes left",
                pcap().int32(0).int32(0).int32(100).int32(100).bytes(FRAME).toByteArray());
        assertRefused("record 1 at byte 24: found 4294967295 captured bytes, expected at most the 7 bytes left",
                pcap().int32(0).int32(0).int32(-1).int32(-1).bytes(FRAME).toByteArray());
        assertRefused("record 1 at byte 24: found 262145 captured bytes, expected at most 262144",
                pcap().pcapRecord(0, 0, 262_145, new byte[262_145]).toByteArray());
        assertRefused("record 1 at byte 24: found 7 captured bytes of a frame of 6, "
                        + "expected no more than the frame has",
                pcap().pcapRecord(0, 0, 6, FRAME).toByteArray());
        assertRefused("record 1 at byte 24: found a frame of 2147483648 bytes, expected at most 2147483647",
                pcap().pcapRecord(0, 0, 1 << 31, FRAME).toByteArray());
    }

    @Test
    void shouldRefuseBlocksThatLie() throws IOException {
        assertRefused("record 1 at byte 52: found a block length of 0, expected a multiple of 4 of at least 12",
                pcapng().int32(6).int32(0).int32(0).toByteArray());
        assertRefused("record 1 at byte 52: found a block length of 4000, expected at most the 12 bytes left",
                pcapng().int32(6).int32(4000).int32(0).toByteArray());
        assertRefused("record 1 at byte 56: found a closing block length of 16, expected the opening one of 12",
                pcapng().int32(9).int32(12).int32(16).toByteArray());
        assertRefused("record 1 at byte 52: found a block length of 16, expected a packet block of at least 32",
                pcapng().block(6, little().int32(0)).toByteArray());
        assertRefused("record 1 at byte 48: found a frame of interface 1, expected one of the 1 described before it",
                pcapng().enhancedPacket(1, 0, 7, FRAME).toByteArray());
        assertRefused("record 1 at byte 68: found 200 captured bytes, expected at most the 8 bytes left",
                pcapng().block(6, little().int32(0).int32(0).int32(0).int32(200).int32(200).padded(FRAME))
                        .toByteArray());
        assertRefused("record 1 at byte 46: found an option of 600 bytes, "
                        + "expected at most the 0 bytes left in its block",
                little().section().ethernetInterface((byte) 2, (byte) 0, (byte) 0x58, (byte) 2).toByteArray());
        assertRefused("record 1 at byte 8: found the byte-order magic 0x00000000, expected 0x1a2b3c4d in either order",
                little().block(0x0a0d0d0a, little().bytes(new byte[16])).toByteArray());
    }

    @Test
    void shouldSayTheSameWhenAskedAgain() throws IOException {
        final Path file = pcapng().enhancedPacket(0, 0, 7, FRAME).int32(1).writeTo(folder.resolve("cut.pcapng"));
        try (CaptureReader reader = CaptureReader.open(file)) {
            assertTrue(reader.next());
            final String first = assertThrows(CaptureException.class, reader::next).getMessage();
            assertEquals(first, assertThrows(CaptureException.class, reader::next).getMessage());
            assertEquals(1, reader.record());
        }
    }

    @Test
    void shouldRefuseEveryPrefixThatEndsWithinARecord() throws IOException {
        final byte[] pcap = pcap().pcapRecord(0, 0, 7, FRAME).pcapRecord(0, 0, 7, FRAME).toByteArray();
        assertOnlyWholePrefixes(pcap, List.of(24, 47, 70));
        final byte[] pcapng = pcapng().enhancedPacket(0, 0, 7, FRAME).simplePacket(7, FRAME)
                .obsoletePacket(0, 0, 7, FRAME).toByteArray();
        assertOnlyWholePrefixes(pcapng, List.of(28, 48, 88, 112, 152));
    }

    @Test
    void shouldNeverFailInAnotherWayOnMutatedCaptures() throws IOException {
        final long seed = 4711;
        final Random random = new Random(seed);
        final List<byte[]> originals = List.of(
                pcap().pcapRecord(0, 0, 7, FRAME).pcapRecord(0, 0, 60, FRAME).toByteArray(),
                new CaptureBytes(ByteOrder.BIG_ENDIAN).pcapHeader(CaptureBytes.NANOSECONDS, 1)
                        .pcapRecord(1, 2, 7, FRAME).toByteArray(),
                pcapng().enhancedPacket(0, 5, 7, FRAME).simplePacket(7, FRAME).obsoletePacket(0, 9, 7, FRAME)
                        .section().ethernetInterface((byte) 9, (byte) 0, (byte) 1, (byte) 0, (byte) 9, (byte) 0,
                                (byte) 0, (byte) 0).enhancedPacket(0, 1, 7, FRAME).toByteArray());
        for (int round = 0; round < 3_000; round++) {
            final byte[] mutated = originals.get(random.nextInt(originals.size())).clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            final Path file = Files.write(folder.resolve("mutated"), mutated);
            try {
                CapturedFrame.readAll(file);
            } catch (final CaptureException expected) {
                assertTrue(expected.getMessage().contains("found"), expected.getMessage());
            } catch (final RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    private void assertOnlyWholePrefixes(final byte[] capture, final List<Integer> whole) throws IOException {
        for (int length = 0; length <= capture.length; length++) {
            final Path file = Files.write(folder.resolve("prefix"), Arrays.copyOf(capture, length));
            if (whole.contains(length)) {
                CapturedFrame.readAll(file);
            } else {
                refusal(file);
            }
        }
    }

    private void assertRefused(final String sentence, final byte... capture) throws IOException {
        assertEquals(sentence, refusal(Files.write(folder.resolve("broken"), capture)));
    }

    private static String refusal(final Path file) {
        return assertThrows(CaptureException.class, () -> CapturedFrame.readAll(file)).getMessage();
    }

    private static CaptureBytes little() {
        return new CaptureBytes(ByteOrder.LITTLE_ENDIAN);
    }

    private static CaptureBytes pcap() {
        return little().pcapHeader(CaptureBytes.MICROSECONDS, 1);
    }

    private static CaptureBytes pcapng() {
        return little().section().ethernetInterface();
    }
}
