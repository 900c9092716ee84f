package org.signalbox.capture.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.FrameFilter;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/**
 * Which frames are selected, with tcpdump as the judge: of frames made here, and of the captures of tcpdump's own tests
 * where {@code SIGNALBOX_CAPTURES} names their folder.
 */
class TcpdumpPeerTest {
    private static final int PATIENCE_SECONDS = 120;
    private static final int MADE = 40_000;
    private static final List<String> EXPRESSIONS = List.of(
            "", "ip", "ip6", "arp", "rarp", "tcp", "udp", "icmp", "icmp6", "igmp", "sctp", "esp or ah", "vlan",
            "vlan 10", "vlan 10 and ip", "vlan and vlan 20", "vlan and tcp", "not vlan", "mpls", "pppoes",
            "host 10.0.0.1", "src host 10.0.0.1", "dst host 10.0.0.2", "host 10.0.0.1 and host 10.0.0.2",
            "net 10.0.0.0/8", "src net 192.168", "dst net 10.0.0.0 mask 255.255.255.0", "not net 10.0.0.0/8",
            "ip6 host fe80::1", "net fe80::/10", "ip6 and src net 2001:db8::/32", "port 53", "tcp port 80",
            "udp src port 53", "udp dst port 67 or udp dst port 68", "portrange 1-1023", "tcp dst portrange 80-443",
            "src portrange 1024-65535", "port domain or port http", "greater 200", "less 60", "len = 60",
            "len > 1000 and tcp", "ether host 02:00:00:00:00:01", "ether src 02:00:00:00:00:01",
            "ether dst ff:ff:ff:ff:ff:ff", "ether broadcast", "ether multicast", "ip broadcast", "ip multicast",
            "ip6 multicast", "ether proto 0x0800", "ether proto \\ip6", "ip proto 17", "ip proto \\tcp",
            "ip6 proto 58", "proto 6", "ip protochain 6", "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
            "tcp[tcpflags] = tcp-syn", "tcp[13] & 2 != 0 and not port 22", "icmp[icmptype] = icmp-echo",
            "icmp6[icmp6type] = icmp6-neighborsolicit", "icmp[0] = 8 or icmp[0] = 0", "ip[6:2] & 0x1fff != 0",
            "ip[8] < 5", "ip[0] & 0xf > 5", "ip[2:2] - ((ip[0] & 0xf) << 2) > 100", "ether[0] & 1 = 0 and ip[16] >= 224",
            "udp[8:4] % 7 = 3", "ether[12:2] / 256 = 8", "ip[10:2] ^ 0xffff > 30000", "tcp[tcp[12] >> 4 * 4] = 0",
            "(tcp or udp) and (port 80 or port 53)", "tcp or udp and port 53", "not (arp or ip)", "stp", "lldp",
            "llc", "iso", "ip and not tcp and not udp and not icmp", "vlan 10 or ip host 10.0.0.1",
            "src or dst net 10.0.0.0/24", "src and dst net 10", "gateway 10.0.0.1 or tcp", "geneve", "1 = 1", "len != len");

    @TempDir
    private Path folder;

    private int frames;

    @Test
    void shouldSelectWhatTcpdumpSelects() throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "tcpdump"))), "tcpdump is not installed");
        final Path all = folder.resolve("all.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(all)) {
            writer.addInterface("");
            addMade(writer);
            addForeign(writer);
        }
        int accepted = 0;
        int told = 0;
        for (final String expression : EXPRESSIONS) {
            final Path selected = folder.resolve("selected.pcap");
            if (select(expression, all, selected)) {
                final List<Long> theirs = numbers(selected, new FrameFilter(
                        List.of(new FrameFilter.Instruction(0x06, 0, 0, 1))));
                assertEquals(theirs, numbers(all, FilterExpression.compile(expression)), expression);
                accepted++;
                told += theirs.isEmpty() || theirs.size() == frames ? 0 : 1;
            } else {
                assertThrows(FilterException.class,
                        () -> FilterExpression.compile(expression), expression);
            }
        }
        System.out.println(accepted + " of " + EXPRESSIONS.size() + " expressions are filters, " + told
                + " of which select some of " + frames + " frames");
        assertTrue(accepted >= EXPRESSIONS.size() - 3 && told >= 60, accepted + " " + told);
    }

    /** The number of a frame is its time in microseconds, which is as fine as tcpdump writes it. */
    private void add(final CaptureWriter writer, final MemorySegment memory, final long offset, final int length,
            final int wireLength) throws IOException {
        writer.write(0, ++frames * 1_000L, memory, offset, length, wireLength);
    }

    private void addMade(final CaptureWriter writer) throws IOException {
        final long seed = System.nanoTime();
        System.out.println("frames made with the seed " + seed);
        final Random random = new Random(seed);
        for (int k = 0; k < MADE; k++) {
            final FrameBuilder builder = new FrameBuilder().ethernet(mac(random), mac(random));
            for (int tags = random.nextInt(6) - 3; tags > 0; tags--) {
                builder.vlan(10 * (1 + random.nextInt(2)));
            }
            if (random.nextInt(4) > 0) {
                builder.ipv4(v4(random), v4(random));
            } else {
                builder.ipv6(IpAddress.parse("fe80::" + random.nextInt(1, 3)),
                        IpAddress.parse(random.nextBoolean() ? "ff02::1" : "2001:db8::" + random.nextInt(1, 3)));
            }
            final int[] ports = {22, 53, 67, 68, 80, 443, 1_023, 1_024, 50_000};
            builder.udp(ports[random.nextInt(ports.length)], ports[random.nextInt(ports.length)]);
            final byte[] frame = builder.pad(60 + random.nextInt(200)).build();
            if (random.nextInt(3) == 0) {
                // TCP, ICMP, fragments, options and what is none of that
                frame[12 + random.nextInt(40)] = (byte) random.nextInt(20);
            }
            final int kept = random.nextInt(4) == 0 ? random.nextInt(frame.length) : frame.length;
            add(writer, MemorySegment.ofArray(frame), 0, kept, frame.length);
        }
    }

    private static MacAddress mac(final Random random) {
        return random.nextInt(6) == 0 ? MacAddress.BROADCAST : new MacAddress(0x02_00_00_00_00_00L + random.nextInt(4));
    }

    private static IpAddress v4(final Random random) {
        final String[] nets = {"10.0.0.", "10.0.1.", "192.168.0.", "224.0.0.", "255.255.255.25"};
        return IpAddress.parse(nets[random.nextInt(nets.length)] + random.nextInt(1, 6));
    }

    /** Of what can be read of each, as much as there is up to what is broken. */
    private void addForeign(final CaptureWriter writer) throws IOException {
        final String captures = System.getenv("SIGNALBOX_CAPTURES");
        if (captures == null || !Files.isDirectory(Path.of(captures))) {
            System.out.println("SIGNALBOX_CAPTURES names no folder with captures");
            return;
        }
        try (Stream<Path> files = Files.list(Path.of(captures))) {
            for (final Path file : files.filter(each -> each.toString().matches(".*\\.pcap(ng)?")).sorted().toList()) {
                try (CaptureReader reader = CaptureReader.open(file)) {
                    while (reader.next()) {
                        add(writer, reader.memory(), reader.offset(), reader.length(), reader.wireLength());
                    }
                } catch (final CaptureException broken) {
                    continue;
                }
            }
        }
    }

    private static boolean select(final String expression, final Path from, final Path to) throws Exception {
        final Process tcpdump = new ProcessBuilder("tcpdump", "-n", "-r", "-", "-w", "-", expression)
                .redirectInput(from.toFile()).redirectOutput(to.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertTrue(tcpdump.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "tcpdump ends");
            return tcpdump.exitValue() == 0;
        } finally {
            tcpdump.destroyForcibly();
        }
    }

    private static List<Long> numbers(final Path file, final FrameFilter filter) throws IOException {
        final List<Long> numbers = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            while (reader.next()) {
                if (filter.matches(reader.memory(), reader.offset(), reader.length(), reader.wireLength())) {
                    numbers.add(reader.timeNanos() / 1_000);
                }
            }
        }
        return numbers;
    }
}
