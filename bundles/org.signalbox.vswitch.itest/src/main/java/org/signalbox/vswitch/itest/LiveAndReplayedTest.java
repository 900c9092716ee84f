package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.command.FabricDocuments;
import org.signalbox.face.Face;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.VirtualSwitches;

/** There is one way to forward a frame: a live switch and a replay deliver the same frames in the same order. */
@ExtendWith(ServiceExtension.class)
class LiveAndReplayedTest {

    private static final int FRAMES = 20_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final List<String> LISTENING = List.of("trunk", "access", "other", "untagged");
    private static final String FABRIC = """
            switches:
              - name: both
                ports:
                  - name: in
                    vlan: { mode: trunk, native: 1, allowed: [2-20] }
                    attachment: { pcap: { read: IN, speed: 0 } }
                  - name: trunk
                    vlan: { mode: trunk, native: 7, allowed: [1-4094] }
                    attachment: { pcap: { write: OUT/trunk.pcapng } }
                  - name: access
                    vlan: { mode: access, id: 1 }
                    attachment: { pcap: { write: OUT/access.pcapng } }
                  - name: other
                    vlan: { mode: access, id: 5 }
                    attachment: { pcap: { write: OUT/other.pcapng } }
                  - name: untagged
                    attachment: { pcap: { write: OUT/untagged.pcapng } }
            """;

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    @InjectService(timeout = 10_000)
    FabricDocuments documents;

    @InjectService(timeout = 10_000)
    VirtualSwitches switches;

    @AfterEach
    void removeSwitches() {
        switches.apply(List.of());
    }

    @Test
    void shouldDeliverTheSameFramesLiveAndReplayed() throws Exception {
        final long seed = 8_021;
        final Path capture = writeCapture(new Random(seed));
        final Path live = Files.createDirectory(folder.resolve("live"));
        final Path fabric = Files.writeString(folder.resolve("fabric.yaml"),
                FABRIC.replace("IN", capture.toString()).replace("OUT", live.toString()));

        switches.apply(documents.load(fabric).document().switches());
        final FrameTotals totals = awaitAllFrames();
        switches.apply(List.of());
        final Replayed replayed =
                Replayed.run(replay, folder.resolve("replayed"), fabric, "--switch", "both", "--in", "in=" + capture);

        assertThat(replayed.exit()).as(replayed.error()).isZero();
        assertThat(replayed.frames().values()).as("seed " + seed).containsExactly(totals.in(), totals.made(),
                totals.copies(), totals.delivered(), totals.dropped(), totals.held());
        for (final String port : LISTENING) {
            assertThat(frames(live.resolve(port + ".pcapng"))).as("seed " + seed + ", port " + port)
                    .isEqualTo(frames(replayed.out().resolve(port + ".pcapng")));
        }
        assertThat(frames(live.resolve("trunk.pcapng"))).hasSizeGreaterThan(FRAMES / 4);
    }

    private FrameTotals awaitAllFrames() {
        final long until = System.nanoTime() + PATIENCE_NANOS;
        FrameTotals totals = switches.switches().getFirst().totals();
        while ((totals.in() < FRAMES || totals.held() > 0) && System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            totals = switches.switches().getFirst().totals();
        }
        assertThat(totals.in()).isEqualTo(FRAMES);
        assertThat(totals.held()).isZero();
        return totals;
    }

    /** Tagged and untagged frames from a few stations to a few more, the whole of it at one moment of the clock. */
    private Path writeCapture(final Random random) throws IOException {
        final Path file = folder.resolve("in.pcapng");
        final FrameBuilder builder = new FrameBuilder();
        try (CaptureWriter writer = CaptureWriter.create(file)) {
            writer.addInterface("in");
            for (int i = 0; i < FRAMES; i++) {
                final int from = random.nextInt(20);
                final int to = random.nextInt(30);
                builder.ethernet(to == 0 ? MacAddress.BROADCAST : mac(to), mac(from));
                if (random.nextBoolean()) {
                    builder.vlan(random.nextInt(25));
                }
                final byte[] frame = builder.ipv4(IpAddress.ofV4(0x0A000000 + from), IpAddress.ofV4(0x0A000000 + to))
                        .udp(random.nextInt(65_536), i & 0xFFFF).pad(60).build();
                writer.write(0, 1_700_000_000_000_000_000L, MemorySegment.ofArray(frame), 0, frame.length,
                        frame.length);
            }
        }
        return file;
    }

    private static MacAddress mac(final int number) {
        return new MacAddress(0x0200_0000_0100L + number);
    }

    private static List<String> frames(final Path capture) throws IOException {
        final List<String> frames = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            while (reader.next()) {
                frames.add(HexFormat.of().formatHex(reader.memory().asSlice(reader.offset(), reader.length())
                        .toArray(ValueLayout.JAVA_BYTE)));
            }
        }
        return frames;
    }
}
