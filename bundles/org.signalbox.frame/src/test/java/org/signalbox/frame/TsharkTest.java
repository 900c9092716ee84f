package org.signalbox.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we build and read, against what Wireshark's dissectors see in the same frames. */
class TsharkTest {

    // all others are switched off, or random ports and payloads would be taken for what they are not
    private static final Set<String> PROTOCOLS = Set.of("frame", "eth", "ethertype", "llc", "data", "vlan",
            "ieee8021ad", "arp", "ip", "ipv6", "ipv6.hopopts", "ipv6.routing", "ipv6.fraghdr", "ipv6.dstopts", "ah",
            "mipv6", "icmp", "icmpv6", "udp", "tcp");

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomFrames frames = new RandomFrames(random);

    @TempDir
    private Path folder;

    /** What Wireshark calls a field, and what we say of it; -1 and empty stand for no value. */
    private static final Map<String, Function<FrameView, Object>> FIELDS = Map.ofEntries(
            Map.entry("eth.dst", frame -> frame.destination().orElseThrow()),
            Map.entry("eth.src", frame -> frame.source().orElseThrow()),
            Map.entry("arp.opcode", FrameView::arpOperation),
            Map.entry("arp.src.hw_mac", frame -> frame.arpSenderMac().orElse(null)),
            Map.entry("arp.dst.proto_ipv4", frame -> frame.arpTarget().orElse(null)),
            Map.entry("ip.src", frame -> frame.ipVersion() == 4 ? frame.ipSource().orElseThrow() : -1),
            Map.entry("ip.dst", frame -> frame.ipVersion() == 4 ? frame.ipDestination().orElseThrow() : -1),
            Map.entry("ip.ttl", frame -> frame.ipVersion() == 4 ? frame.ttl() : -1),
            Map.entry("ip.dsfield.dscp", frame -> frame.ipVersion() == 4 ? frame.trafficClass() >> 2 : -1),
            Map.entry("ip.len", frame -> frame.ipVersion() == 4 ? frame.ipLength() : -1),
            Map.entry("ip.proto", frame -> frame.ipVersion() == 4 ? frame.ipProtocol() : -1),
            Map.entry("ip.flags.df", frame -> frame.ipVersion() == 4 ? frame.dontFragment() ? 1 : 0 : -1),
            Map.entry("ip.flags.mf", frame -> frame.ipVersion() == 4 ? frame.moreFragments() ? 1 : 0 : -1),
            Map.entry("ipv6.src", frame -> frame.ipVersion() == 6 ? frame.ipSource().orElseThrow() : -1),
            Map.entry("ipv6.hlim", frame -> frame.ipVersion() == 6 ? frame.ttl() : -1),
            Map.entry("ipv6.fraghdr.ident", frame -> frame.ipVersion() == 6 && frame.fragmentOffset() >= 0
                    ? String.format("0x%08x", frame.fragmentIdentification()) : -1),
            Map.entry("tcp.srcport", frame -> frame.tcpFlags() < 0 ? -1 : frame.sourcePort()),
            Map.entry("tcp.dstport", frame -> frame.tcpFlags() < 0 ? -1 : frame.destinationPort()),
            Map.entry("tcp.hdr_len", FrameView::tcpHeaderLength),
            Map.entry("tcp.window_size_value", FrameView::tcpWindow),
            Map.entry("tcp.seq_raw", FrameView::tcpSequence),
            Map.entry("tcp.ack_raw", FrameView::tcpAcknowledgement),
            Map.entry("tcp.len", frame -> frame.tcpFlags() < 0 || frame.isFragment() ? -1 : frame.payloadLength()),
            Map.entry("udp.dstport", frame -> frame.udpLength() < 0 ? -1 : frame.destinationPort()),
            Map.entry("udp.length", FrameView::udpLength),
            Map.entry("icmp.type", frame -> frame.ipVersion() == 4 ? frame.icmpType() : -1),
            Map.entry("icmpv6.type", frame -> frame.ipVersion() == 6 ? frame.icmpType() : -1),
            Map.entry("icmpv6.code", frame -> frame.ipVersion() == 6 ? frame.icmpCode() : -1),
            Map.entry("ip.checksum.status", frame -> frame.ipVersion() == 4 ? status(frame.ipChecksum()) : -1),
            Map.entry("tcp.checksum.status", frame -> frame.tcpFlags() < 0 ? -1 : status(frame.transportChecksum())),
            Map.entry("udp.checksum.status", frame -> frame.udpLength() < 0 ? -1 : udpStatus(frame)));

    /** RFC 8200 section 8.1: over IPv6 a UDP checksum of zero is illegal, but for tunnels. */
    private static int udpStatus(final FrameView frame) {
        final int status = status(frame.transportChecksum());
        return status == 3 && frame.ipVersion() == 6 ? 4 : status;
    }

    private static int status(final ChecksumState state) {
        return switch (state) {
            case BAD -> 0;
            case GOOD -> 1;
            case UNKNOWN -> 2;
            case ABSENT -> 3;
        };
    }

    @Test
    void shouldSeeWhatWiresharkSees() throws IOException, InterruptedException {
        final List<byte[]> sample = sample();
        for (final byte[] frame : sample) {
            if (random.nextInt(4) == 0 && FrameView.of(frame).payloadLength() >= 8) {
                frame[frame.length - 1 - random.nextInt(8)] ^= (byte) (1 + random.nextInt(255));
            }
        }
        final List<String> names = List.copyOf(FIELDS.keySet());
        final List<String> options = new ArrayList<>(List.of("-T", "fields", "-E", "occurrence=f"));
        options.addAll(List.of("-E", "separator=;"));
        names.forEach(name -> options.addAll(List.of("-e", name)));
        final List<String> lines = tshark(sample, options);
        assertEquals(sample.size(), lines.size());
        for (int i = 0; i < sample.size(); i++) {
            final byte[] frame = sample.get(i);
            final FrameView view = FrameView.of(frame);
            final String[] theirs = lines.get(i).split(";", -1);
            for (int field = 0; field < names.size(); field++) {
                final String name = names.get(field);
                final Object value = FIELDS.get(name).apply(view);
                final String ours = value == null || value.toString().equals("-1") ? "" : value.toString();
                assertEquals(theirs[field], ours, () -> name + " " + describe(frame));
            }
        }
    }

    @Test
    void shouldBuildNothingThatWiresharkFindsMalformed() throws IOException, InterruptedException {
        final List<byte[]> sample = sample();
        final List<String> complaints = tshark(sample, List.of("-T", "fields", "-e", "frame.number", "-e", "_ws.expert",
                "-Y", "_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0"
                        + " || icmp.checksum.status == 0 || icmpv6.checksum.status == 0"));
        assertTrue(complaints.isEmpty(), () -> complaints.size() + " complaints, first " + complaints.getFirst() + " "
                + describe(sample.get(Integer.parseInt(complaints.getFirst().split("\t")[0]) - 1)));
    }

    @Test
    void shouldCutIntoNothingThatWiresharkFindsWrong() throws IOException, InterruptedException {
        final SuperFrames superFrames = new SuperFrames(random);
        final List<byte[]> segments = new ArrayList<>();
        final List<Integer> payloads = new ArrayList<>();
        final Segmenter segmenter = new Segmenter();
        final MemorySegment target = MemorySegment.ofArray(new byte[1 << 16]);
        for (int round = 0; round < 200; round++) {
            final int size = 1 + random.nextInt(3_000);
            final int payload = 1 + random.nextInt(10 * size);
            final SuperFrames.Job job = superFrames.cut(payload, size);
            final MemorySegment frame = MemorySegment.ofArray(job.frame());
            assertTrue(segmenter.begin(frame, 0, job.frame().length, job.offload()), describe(job.frame()));
            for (int left = payload; segmenter.hasNext(); left -= size) {
                final int length = segmenter.next(target, 0);
                segments.add(target.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
                payloads.add(Math.min(size, left));
            }
        }
        final List<String> lines = tshark(segments, List.of("-T", "fields", "-E", "occurrence=f", "-E", "separator=;",
                "-e", "ip.checksum.status", "-e", "tcp.checksum.status", "-e", "udp.checksum.status", "-e", "tcp.len",
                "-e", "udp.length", "-e", "_ws.malformed"));
        assertEquals(segments.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            final FrameView view = FrameView.of(segments.get(i));
            final int payload = payloads.get(i);
            assertEquals((view.ipVersion() == 4 ? "1;" : ";") + (view.tcpFlags() < 0
                    ? ";1;;" + (payload + 8) + ";" : "1;;" + payload + ";;"), lines.get(i), describe(segments.get(i)));
        }
    }

    /** Without 802.3 frames and ICMP messages that quote packets: random bytes in them are nonsense to a dissector. */
    private List<byte[]> sample() {
        final List<byte[]> sample = new ArrayList<>();
        while (sample.size() < 4000) {
            final byte[] frame = frames.next();
            final FrameView view = FrameView.of(frame);
            final boolean quoting = view.icmpType() >= 0 && view.echoIdentifier() < 0;
            if (!quoting && view.etherType() >= EtherType.MINIMUM) {
                sample.add(frame);
            }
        }
        return sample;
    }

    private List<String> tshark(final List<byte[]> sample, final List<String> options)
            throws IOException, InterruptedException {
        final Path others = Files.createDirectories(folder.resolve("wireshark")).resolve("disabled_protos");
        Files.write(others, run(List.of("-G", "protocols")).stream().map(line -> line.split("\t")[2])
                .filter(protocol -> !PROTOCOLS.contains(protocol)).toList());
        final Path capture = folder.resolve("sample.pcap");
        Pcap.write(capture, sample);
        final List<String> arguments = new ArrayList<>(List.of("-n", "-r", capture.toString(),
                "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE",
                "-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE", "-o", "tcp.desegment_tcp_streams:FALSE",
                "-o", "eth.fcs:Never",
                // mobile IPv6 is an extension header here, not what that port is known for
                "-d", "udp.port==5436,data"));
        arguments.addAll(options);
        return run(arguments);
    }

    private List<String> run(final List<String> arguments) throws IOException, InterruptedException {
        final Path output = folder.resolve("output.txt");
        final Path errors = folder.resolve("errors.txt");
        final Process process = start(arguments, output, errors);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "tshark did not end within a minute");
        assertEquals(0, process.exitValue(), Files.readString(errors));
        return Files.readString(output, StandardCharsets.UTF_8).lines().toList();
    }

    private Process start(final List<String> arguments, final Path output, final Path errors) throws IOException {
        final List<String> command = new ArrayList<>(List.of("tshark"));
        command.addAll(arguments);
        final ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Redirect.PIPE)
                .redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        try {
            return builder.start();
        } catch (final IOException absent) {
            assumeTrue(false, "tshark is not installed: " + absent.getMessage());
            throw absent;
        }
    }

    private String describe(final byte[] frame) {
        return "seed " + seed + ", frame " + HexFormat.of().formatHex(frame);
    }
}
