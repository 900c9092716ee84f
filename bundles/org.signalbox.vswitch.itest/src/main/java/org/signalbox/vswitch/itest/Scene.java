package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.face.Face;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.MacAddress;

/**
 * A switch named {@code s} in a document, and frames that stations send to it one after the other. Each frame carries
 * its number, from 1, so that what a port got can be told in a few words.
 */
final class Scene {
    /** A whole second, so that seconds of the switch's clock are those of the scene. */
    static final long START_NANOS = 1_700_000_000_000_000_000L;

    private static final int EXPERIMENTAL = 0x88B5;
    private static final int LENGTH = 64;

    private final String document;
    private final List<Sent> sent = new ArrayList<>();
    private long nowNanos = START_NANOS;

    /** A frame that a station sent. */
    record Sent(String port, long timeNanos, byte[] frame) {
    }

    /** What a replay of the scene left. */
    record Played(Replayed replayed) {
        /** What a port got, such as {@code 3} for the third frame, or {@code 3 tag 10} if it is tagged. */
        List<String> got(final String port) throws IOException {
            return frames(port).stream().map(Scene::text).toList();
        }

        List<byte[]> frames(final String port) throws IOException {
            return read(capture(port));
        }

        Path capture(final String port) {
            return replayed.out().resolve(port + ".pcapng");
        }

        /** How often which rule of the switch itself dropped at which port, such as {@code stormLimit a}. */
        Map<String, Long> drops() throws IOException {
            final Map<String, Long> drops = new TreeMap<>();
            replayed.drops().forEach((drop, count) -> {
                assertThat(drop.extension()).isEqualTo("switch");
                assertThat(drop.reason()).isNotBlank();
                drops.merge(drop.rule() + " " + drop.port(), count, Long::sum);
            });
            return drops;
        }
    }

    /** @param document the switch and its ports in YAML, as they stand in a fabric document below {@code switches} */
    Scene(final String document) {
        this.document = "switches:\n  - name: s\n" + document.indent(4);
    }

    List<Sent> sent() {
        return sent;
    }

    /** Lets time pass before the next frame. */
    Scene pause(final long nanos) {
        nowNanos += nanos;
        return this;
    }

    /** A station sends at a port; every frame comes a microsecond after the one before. */
    Scene send(final String port, final String to, final String from, final int... tags) {
        final FrameBuilder builder = new FrameBuilder().ethernet(mac(to), mac(from));
        for (final int tag : tags) {
            builder.tag(0x8100, tag);
        }
        final byte[] number = ByteBuffer.allocate(4).putInt(sent.size() + 1).array();
        return send(port, builder.etherType(EXPERIMENTAL).payload(number).pad(LENGTH).build());
    }

    /** As above, a frame that the caller made. */
    Scene send(final String port, final byte[] frame) {
        nowNanos += 1_000;
        sent.add(new Sent(port, nowNanos, frame));
        return this;
    }

    /** A station's address: {@code *} is broadcast, a letter or a number a station, everything else an address. */
    static MacAddress mac(final String station) {
        return switch (station.length()) {
            case 1 -> station.equals("*") ? MacAddress.BROADCAST
                    : new MacAddress(0x0200_0000_0000L + station.charAt(0));
            case 2, 3 -> new MacAddress(0x0200_0000_1000L + Integer.parseInt(station));
            default -> MacAddress.parse(station);
        };
    }

    /** Replays the scene; every frame is accounted for. */
    Played play(final Face replay, final Path folder) throws Exception {
        final Path fabric = Files.writeString(folder.resolve("fabric.yaml"), document);
        final List<String> arguments = new ArrayList<>(List.of("--switch", "s"));
        final Map<String, List<Sent>> byPort = new LinkedHashMap<>();
        sent.forEach(each -> byPort.computeIfAbsent(each.port(), _ -> new ArrayList<>()).add(each));
        for (final Map.Entry<String, List<Sent>> port : byPort.entrySet()) {
            final Path capture = folder.resolve("in-" + port.getKey() + ".pcapng");
            write(capture, port.getValue());
            arguments.addAll(List.of("--in", port.getKey() + "=" + capture));
        }
        final Path out = folder.resolve("out");
        final Replayed replayed = Replayed.run(replay, out, fabric, arguments.toArray(String[]::new));
        assertThat(replayed.exit()).as(replayed.error()).isZero();
        final Map<String, Long> totals = replayed.frames();
        assertThat(totals.get("in")).isEqualTo(sent.size());
        assertThat(totals.get("copies")).isEqualTo(totals.get("delivered") + totals.get("dropped"));
        assertThat(replayed.drops().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(totals.get("dropped"));
        return new Played(replayed);
    }

    private static void write(final Path capture, final List<Sent> frames) throws IOException {
        try (CaptureWriter writer = CaptureWriter.create(capture)) {
            writer.addInterface("");
            for (final Sent each : frames) {
                writer.write(0, each.timeNanos(), MemorySegment.ofArray(each.frame()), 0, each.frame().length,
                        each.frame().length);
            }
        }
    }

    static List<byte[]> read(final Path capture) throws IOException {
        final List<byte[]> frames = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            while (reader.next()) {
                frames.add(reader.memory().asSlice(reader.offset(), reader.length()).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return frames;
    }

    private static String text(final byte[] frame) {
        final ByteBuffer bytes = ByteBuffer.wrap(frame).position(12);
        final StringBuilder tags = new StringBuilder();
        int type = bytes.getShort() & 0xFFFF;
        while (type == 0x8100 || type == 0x88A8) {
            tags.append(" tag ").append(bytes.getShort() & 0xFFFF);
            type = bytes.getShort() & 0xFFFF;
        }
        return type == EXPERIMENTAL ? bytes.getInt() + tags.toString() : String.format("%04x", type) + tags;
    }
}
