package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.face.Face;

/**
 * Captures that strangers made (those of tcpdump's own tests, in the folder that {@code SIGNALBOX_CAPTURES} names)
 * through a switch whose ports handle tags in every way. Wireshark's programs judge: capinfos says what goes in,
 * mergecap and tshark read everything that comes out.
 */
@ExtendWith(ServiceExtension.class)
class ForeignCapturesTest {

    private static final String FABRIC = """
            switches:
              - name: prod
                ports:
                  - name: in
                    vlan: { mode: trunk, native: 1, allowed: [2-4094] }
                  - name: trunk
                    vlan: { mode: trunk, native: 7, allowed: [1-4094] }
                  - name: access
                    vlan: { mode: access, id: 1 }
                  - name: untagged
            """;
    private static final List<String> LISTENING = List.of("trunk", "access", "untagged");

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    /** What a capture holds in the words of capinfos. */
    private record Described(String encapsulation, long frames) {
    }

    @Test
    void shouldAccountForEveryFrameAndWriteWhatWiresharkReads() throws Exception {
        final List<Path> captures = captures();
        final Map<Path, Described> described = describe(captures);
        final Path fabric = Files.writeString(folder.resolve("fabric.yaml"), FABRIC);
        final List<String> outputs = new ArrayList<>();
        final Path reference = folder.resolve("reference.pcapng");
        int accounted = 0;
        try (CaptureWriter expected = CaptureWriter.create(reference)) {
            expected.addInterface("");
            for (final Path capture : captures) {
                final Path out = folder.resolve("out-" + capture.getFileName());
                final Replayed replayed =
                        Replayed.run(replay, out, fabric, "--switch", "prod", "--in", "in=" + capture, "--trace");
                if (isSound(capture, described.get(capture))) {
                    assertThat(replayed.exit()).as(capture + ": " + replayed.error()).isZero();
                    assertAccountedFor(replayed, described.get(capture).frames());
                    addDelivered(capture, replayed, expected);
                    LISTENING.forEach(port -> outputs.add(out.resolve(port + ".pcapng").toString()));
                    accounted++;
                } else {
                    assertRefused(capture, replayed);
                }
            }
        }
        assertThat(accounted).as("captures of Ethernet").isGreaterThan(300);
        final Path merged = folder.resolve("merged.pcapng");
        Peer.lines(folder, Stream.concat(Stream.of("mergecap", "-a", "-w", merged.toString()), outputs.stream())
                .toList());
        assertThat(complaints(merged)).as("frames that tshark complains of, or of the input").isSubsetOf(
                complaints(reference));
        assertThat(Peer.lines(folder, List.of("capinfos", "-T", "-r", "-c", "-M", merged.toString())).getFirst()
                .split("\t")[1]).isEqualTo(Peer.lines(folder,
                        List.of("capinfos", "-T", "-r", "-c", "-M", reference.toString())).getFirst().split("\t")[1]);
    }

    @Test
    void shouldGiveTheSameBytesForTheSameInput() throws Exception {
        final List<Path> captures = captures().stream().filter(file -> file.toString().matches(".*(dhcp|arp|ospf).*"))
                .toList();
        final Path fabric = Files.writeString(folder.resolve("fabric.yaml"), FABRIC);
        int alike = 0;
        for (int i = 0; i + 1 < captures.size(); i += 2) {
            final String[] arguments = {"--switch", "prod", "--trace", "--in", "in=" + captures.get(i),
                "access=" + captures.get(i + 1), "trunk=" + captures.get(i)};
            final Replayed once = Replayed.run(replay, folder.resolve("once-" + i), fabric, arguments);
            final Replayed again = Replayed.run(replay, folder.resolve("again-" + i), fabric, arguments);
            assertThat(again.exit()).isEqualTo(once.exit());
            assertThat(again.error()).isEqualTo(once.error());
            if (once.exit() == 0) {
                for (final String name : List.of("in.pcapng", "trunk.pcapng", "access.pcapng", "untagged.pcapng",
                        "report.json", "trace.jsonl")) {
                    assertThat(again.out().resolve(name)).hasSameBinaryContentAs(once.out().resolve(name));
                }
                alike++;
            }
        }
        assertThat(alike).isPositive();
    }

    private static List<Path> captures() throws IOException {
        final String captures = System.getenv("SIGNALBOX_CAPTURES");
        assumeTrue(captures != null && Files.isDirectory(Path.of(captures)),
                "SIGNALBOX_CAPTURES names no folder with captures; product/signalbox test fetches them");
        try (Stream<Path> files = Files.list(Path.of(captures))) {
            return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?")).sorted().toList();
        }
    }

    private Map<Path, Described> describe(final List<Path> captures) throws IOException, InterruptedException {
        final Map<Path, Described> described = new HashMap<>();
        final List<String> command = new ArrayList<>(List.of("capinfos", "-T", "-r", "-E", "-c", "-M"));
        captures.forEach(capture -> command.add(capture.toString()));
        for (final String line : Peer.linesInSpite(folder, command)) {
            final String[] columns = line.split("\t");
            described.put(Path.of(columns[0]), new Described(columns[1], Long.parseLong(columns[2])));
        }
        return described;
    }

    /** An Ethernet capture, and none that claims to have captured more of a frame than there was of it. */
    private static boolean isSound(final Path capture, final Described described) throws IOException {
        if (described == null || !described.encapsulation().equals("ether")) {
            return false;
        }
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getInt(0) != 0xa1b2c3d4) {
            return true;
        }
        for (int at = 24; at < bytes.limit(); at += 16 + bytes.getInt(at + 8)) {
            if (bytes.getInt(at + 8) > bytes.getInt(at + 12)) {
                return false;
            }
        }
        return true;
    }

    private static void assertAccountedFor(final Replayed replayed, final long frames) throws IOException {
        final Map<String, Long> totals = replayed.frames();
        assertThat(totals.get("in")).as(replayed.out() + " in").isEqualTo(frames);
        assertThat(totals.get("copies")).as(replayed.out() + " copies")
                .isEqualTo(totals.get("delivered") + totals.get("dropped") + totals.get("held"));
        assertThat(replayed.drops().values().stream().mapToLong(Long::longValue).sum())
                .as(replayed.out() + " drops").isEqualTo(totals.get("dropped"));
    }

    /** Adds the frames of the input that the trace says were delivered, port by port, and checks trace and report. */
    private static void addDelivered(final Path capture, final Replayed replayed, final CaptureWriter expected)
            throws IOException {
        final Map<String, Set<Long>> delivered = new LinkedHashMap<>();
        LISTENING.forEach(port -> delivered.put(port, new TreeSet<>()));
        assertThat(replayed.trace((frame, port) -> assertThat(delivered.get(port).add(frame)).isTrue()))
                .as(replayed.out() + " trace").isEqualTo(replayed.drops());
        assertThat(delivered.values().stream().mapToLong(Set::size).sum()).as(replayed.out() + " delivered")
                .isEqualTo(replayed.frames().get("delivered"));
        for (final Set<Long> frames : delivered.values()) {
            try (CaptureReader reader = CaptureReader.open(capture)) {
                while (reader.next()) {
                    if (frames.contains(reader.record())) {
                        expected.write(0, reader.timeNanos(), reader.memory(), reader.offset(), reader.length(),
                                reader.wireLength());
                    }
                }
            }
        }
    }

    private static void assertRefused(final Path capture, final Replayed replayed) {
        assertThat(replayed.exit()).as(capture.toString()).isEqualTo(2);
        assertThat(replayed.error()).startsWith("signalbox replay: '" + capture + "': ").containsOnlyOnce("\n")
                .endsWith("\n").contains("found ").contains(", expected ");
        assertThat(replayed.out()).doesNotExist();
    }

    /** Numbers of the frames that tshark calls malformed or marks with an error. */
    private List<String> complaints(final Path capture) throws IOException, InterruptedException {
        return Peer.lines(folder, List.of("tshark", "-n", "-r", capture.toString(), "-Y",
                "_ws.malformed || _ws.expert.severity == \"Error\"", "-T", "fields", "-e", "frame.number"));
    }
}
