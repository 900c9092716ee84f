package org.signalbox.workbench.trace.dissection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.capture.CaptureWriter;

/** Names, values and ranges of fields, against those of Wireshark's dissectors. */
@Timeout(120)
class DissectionPeerTest {

    /** What Wireshark has and we may not leave out, where it has it. */
    private static final Set<String> COMMON = Set.of("eth.dst", "eth.src", "eth.type", "vlan.id", "vlan.priority",
            "ieee8021ad.id", "arp.opcode", "arp.src.hw_mac", "arp.src.proto_ipv4", "arp.dst.proto_ipv4",
            "ip.hdr_len", "ip.dsfield.dscp", "ip.len", "ip.id", "ip.flags.df", "ip.frag_offset", "ip.ttl", "ip.proto",
            "ip.checksum", "ip.src", "ip.dst", "ipv6.version", "ipv6.flow", "ipv6.plen", "ipv6.nxt", "ipv6.hlim",
            "ipv6.src", "ipv6.dst", "ipv6.hopopts.nxt", "ipv6.dstopts.nxt", "ipv6.fraghdr.offset",
            "ipv6.fraghdr.ident", "ipv6.routing.type", "ipv6.routing.segleft", "tcp.srcport", "tcp.dstport",
            "tcp.seq_raw", "tcp.flags", "tcp.flags.syn", "tcp.window_size_value", "tcp.checksum",
            "tcp.options.mss_val", "udp.srcport", "udp.dstport", "udp.length", "udp.checksum", "icmp.type",
            "icmp.code", "icmp.checksum", "icmp.ident", "icmpv6.type", "icmpv6.checksum",
            "icmpv6.nd.ns.target_address", "dhcp.type", "dhcp.id", "dhcp.hw.mac_addr", "dhcp.option.dhcp",
            "dhcp.option.hostname", "dns.id", "dns.flags", "dns.count.queries", "dns.qry.name", "dns.qry.type",
            "dns.a");
    /** Of ours, those for which it has other names, or which it has at its own discretion. */
    private static final Set<String> OWN = Set.of("data.data", "eth.trailer", "dhcp.option.value", "ip.options",
            "tcp.options");

    @TempDir
    Path folder;

    /** As it is compared. */
    private record Seen(String key, String value, int offset, int length) {

        static Seen of(Field field) {
            return new Seen(field.key(), field.value(), field.offset(), field.length());
        }
    }

    @Test
    void shouldSeeInScapysFramesWhatWiresharkSees() throws Exception {
        judge(SomeFrames.ofScapy(), "scapy");
    }

    @Test
    void shouldSeeInRandomFramesWhatWiresharkSees() throws Exception {
        final long seed = Long.getLong("signalbox.seed", System.nanoTime());
        judge(new SomeFrames(seed).several(1_500), "seed " + seed);
    }

    private void judge(List<byte[]> frames, String what) throws Exception {
        final List<Set<Seen>> theirs = tshark(frames);
        assertThat(theirs).as(what).hasSameSizeAs(frames);
        final Map<String, Integer> agreed = new HashMap<>();
        for (int i = 0; i < frames.size(); i++) {
            final String which = what + ", frame " + (i + 1) + " " + HexFormat.of().formatHex(frames.get(i));
            final Set<Seen> ours = Dissection.of(frames.get(i)).all().filter(field -> !field.value().isEmpty())
                    .filter(field -> !OWN.contains(field.key())).map(Seen::of).collect(Collectors.toSet());
            final Set<Seen> known = theirs.get(i);
            assertThat(ours.stream().filter(seen -> !known.contains(seen)).toList()).as("not theirs: " + which)
                    .isEmpty();
            assertThat(known.stream().filter(seen -> COMMON.contains(seen.key()) && !ours.contains(seen)).toList())
                    .as("not ours: " + which).isEmpty();
            ours.forEach(seen -> agreed.merge(seen.key(), 1, Integer::sum));
        }
        System.out.println(what + ": " + frames.size() + " frames, " + agreed.values().stream().mapToInt(n -> n).sum()
                + " fields of " + agreed.size() + " names as Wireshark has them");
    }

    private List<Set<Seen>> tshark(List<byte[]> frames) throws Exception {
        final Path capture = folder.resolve("frames.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(capture)) {
            final int number = writer.addInterface("lab");
            for (final byte[] frame : frames) {
                writer.write(number, 0, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
        }
        final Path output = folder.resolve("frames.pdml");
        final ProcessBuilder builder = new ProcessBuilder("tshark", "-n", "-r", capture.toString(), "-T", "pdml",
                "-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE", "-o", "eth.fcs:Never",
                "-o", "tcp.desegment_tcp_streams:FALSE", "-o", "udp.try_heuristic_first:FALSE")
                .redirectOutput(output.toFile()).redirectError(folder.resolve("errors.txt").toFile());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        final Process process;
        try {
            process = builder.start();
        } catch (final IOException absent) {
            assumeTrue(false, "tshark is not installed: " + absent.getMessage());
            throw absent;
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("errors.txt"))).isZero();
        return read(output);
    }

    private static List<Set<Seen>> read(Path pdml) throws Exception {
        final List<Set<Seen>> packets = new ArrayList<>();
        final XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (var input = Files.newInputStream(pdml)) {
            final XMLStreamReader reader = factory.createXMLStreamReader(input);
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (reader.getLocalName().equals("packet")) {
                    packets.add(new HashSet<>());
                } else if (reader.getLocalName().equals("field")) {
                    packets.getLast().add(new Seen(reader.getAttributeValue(null, "name"),
                            reader.getAttributeValue(null, "show"), number(reader, "pos"), number(reader, "size")));
                }
            }
        }
        return packets;
    }

    private static int number(XMLStreamReader reader, String name) {
        final String text = reader.getAttributeValue(null, name);
        return text == null ? 0 : Integer.parseInt(text);
    }
}
