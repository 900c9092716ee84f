package org.signalbox.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.capture.CaptureWriter.Statistics;
import org.signalbox.capture.CaptureWriter.Way;

/** What we write as Wireshark's programs read it, and what they write as we read it. */
class CapturePeerTest {

    private static final long SEED = 99;

    @TempDir
    private Path folder;

    @Test
    void shouldBeReadByTshark() throws IOException, InterruptedException {
        final List<CapturedFrame> frames = frames(400);
        final Path file = write("ours.pcapng", frames);

        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            final CapturedFrame frame = frames.get(i);
            expected.add("%d.%09d\t%d\t%d\t%s\t%s".formatted(frame.timeNanos() / 1_000_000_000,
                    frame.timeNanos() % 1_000_000_000, frame.bytes().length() / 2, frame.wireLength(),
                    i % 2 == 0 ? "left" : "right ü", i % 3 == 0 ? "remark " + i : ""));
        }
        assertEquals(expected, run("tshark", "-r", file.toString(), "-T", "fields", "-e", "frame.time_epoch",
                "-e", "frame.cap_len", "-e", "frame.len", "-e", "frame.interface_name", "-e", "frame.comment"));
    }

    @Test
    void shouldComeBackThroughEditcap() throws IOException, InterruptedException {
        final List<CapturedFrame> frames = frames(400);
        final Path ours = write("ours.pcapng", frames);
        for (final String format : List.of("nsecpcap", "pcapng")) {
            final Path theirs = folder.resolve("theirs." + format);
            run("editcap", "-F", format, ours.toString(), theirs.toString());
            assertEquals(frames, CapturedFrame.readAll(theirs), format);
        }
        final Path coarse = folder.resolve("theirs.pcap");
        run("editcap", "-F", "pcap", ours.toString(), coarse.toString());
        assertEquals(frames.stream().map(frame -> new CapturedFrame(frame.timeNanos() / 1_000 * 1_000,
                frame.wireLength(), frame.bytes())).toList(), CapturedFrame.readAll(coarse));
    }

    @Test
    void shouldWriteTheSameBytesForTheSameFrames() throws IOException {
        final List<CapturedFrame> frames = frames(100);
        final Path first = write("first.pcapng", frames);
        assertEquals(frames, CapturedFrame.readAll(first));
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(write("second.pcapng", frames)));
    }

    @Test
    void shouldRefuseSenselessFrames() throws IOException {
        final MemorySegment memory = MemorySegment.ofArray(new byte[10]);
        try (CaptureWriter writer = CaptureWriter.create(folder.resolve("a.pcapng"))) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(0, 0, memory, 0, 10, 10));
            writer.addInterface("a");
            assertThrows(IllegalArgumentException.class, () -> writer.write(0, 0, memory, 0, 10, 9));
            assertThrows(IllegalArgumentException.class, () -> writer.write(0, 0, memory, 0, -1, 9));
            assertThrows(IllegalArgumentException.class, () -> writer.addInterface("x".repeat(70_000)));
        }
        assertEquals(List.of(), CapturedFrame.readAll(folder.resolve("a.pcapng")));
    }

    @Test
    void shouldSayWhichWayFramesPassedAndWhatWasCounted() throws IOException, InterruptedException {
        final MemorySegment memory = MemorySegment.ofArray(new byte[60]);
        final Path file = folder.resolve("ways.pcapng");
        try (CaptureWriter writer = CaptureWriter.to(Files.newByteChannel(file, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE))) {
            assertEquals(28, writer.size());
            final int port = writer.addInterface("vm1", "a guest", 128);
            for (final Way way : Way.values()) {
                writer.write(port, 7, memory, 0, 60, 60, way, way == Way.OUTBOUND ? "" : "went " + way);
            }
            writer.writeStatistics(port, new Statistics(1_000_000_000, 3_000_000_000L, 50, 40, 30, 10));
            writer.flush();
            assertEquals(Files.size(file), writer.size());
        }
        assertEquals(List.of("0\ta guest\twent UNKNOWN", "0x00000001\ta guest\twent INBOUND", "0x00000002\ta guest\t"),
                run("tshark", "-r", file.toString(), "-T", "fields", "-e", "frame.packet_flags", "-e",
                        "frame.interface_description", "-e", "frame.comment").stream()
                        .map(line -> line.startsWith("\t") ? "0" + line : line).toList());
        // as the file's own format is dissected
        final String dissected = String.join("\n", run("tshark", "-X", "read_format:MIME Files Format", "-r",
                file.toString(), "-V"));
        for (final String expected : List.of("Snap Length: 128", "Number of Received Packets: 50",
                "Number of Accepted by Filter Packets: 40", "Number of Dropped Packets by OS: 30",
                "Number of Delivered to the User Packets: 10")) {
            assertTrue(dissected.contains(expected), expected + " in " + dissected);
        }
    }

    private static List<CapturedFrame> frames(final int count) {
        final Random random = new Random(SEED);
        final List<CapturedFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final byte[] bytes = new byte[i == 7 ? CaptureReader.MAX_CAPTURED : random.nextInt(14, 3_000)];
            random.nextBytes(bytes);
            final int wire = bytes.length + (i % 5 == 0 ? random.nextInt(1_000) : 0);
            frames.add(CapturedFrame.of(random.nextLong(1L << 61), wire, bytes));
        }
        return frames;
    }

    private Path write(final String name, final List<CapturedFrame> frames) throws IOException {
        final Path file = folder.resolve(name);
        try (CaptureWriter writer = CaptureWriter.create(file)) {
            final int left = writer.addInterface("left");
            final int right = writer.addInterface("right ü");
            for (int i = 0; i < frames.size(); i++) {
                final CapturedFrame frame = frames.get(i);
                final byte[] bytes = HexFormat.of().parseHex("00" + frame.bytes());
                writer.write(i % 2 == 0 ? left : right, frame.timeNanos(), MemorySegment.ofArray(bytes), 1,
                        bytes.length - 1, frame.wireLength(), i % 3 == 0 ? "remark " + i : "");
            }
        }
        return file;
    }

    private static List<String> run(final String... command) throws IOException, InterruptedException {
        assumeTrue(new ProcessBuilder("which", command[0]).start().waitFor() == 0, command[0] + " is not installed");
        final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        final List<String> lines = process.inputReader().lines().toList();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), command[0] + " did not end");
        assertEquals(0, process.exitValue(), String.join(" ", command));
        return lines;
    }
}
