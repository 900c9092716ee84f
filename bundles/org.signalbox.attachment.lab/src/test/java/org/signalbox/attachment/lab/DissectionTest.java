package org.signalbox.attachment.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.capture.CaptureWriter;

/** Wireshark reads what guests say to each other and finds nothing to complain of. */
class DissectionTest {
    private static final Path TSHARK = Path.of("/usr/bin/tshark");

    @TempDir
    private Path folder;

    @Test
    void shouldSpeakSoThatWiresharkUnderstands() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(TSHARK), "needs " + TSHARK);
        final Hub hub = new Hub(1_000 * Hub.SECOND);
        hub.guest("""
                {'addresses': ['10.0.0.1/24', '10.0.1.1/24 vlan 20'], 'serves': ['dhcp', 'echo-tcp', 'echo-udp'],
                 'pool': ['10.0.0.100-10.0.0.149'], 'lease': '10s'}""");
        hub.guest("""
                {'dhcp': true, 'ping': [{'to': '10.0.0.1'}],
                 'load': [{'to': '10.0.0.1', 'rate': 10, 'size': 333}, {'to': '10.0.0.1', 'port': 9, 'rate': 5},
                          {'to': '10.0.0.1', 'protocol': 'tcp', 'rate': 20, 'size': 1001}]}""");
        hub.guest("{'addresses': ['10.0.1.2/24 vlan 20'], 'ping': [{'to': '10.0.1.1', 'every': '200ms'}]}");
        hub.pass(70 * Hub.SECOND);
        final Path capture = folder.resolve("lab.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(capture)) {
            final int wire = writer.addInterface("hub");
            for (final Hub.Sent sent : hub.seen()) {
                writer.write(wire, sent.nanos(), MemorySegment.ofArray(sent.frame()), 0, sent.frame().length,
                        sent.frame().length);
            }
        }
        assertEquals(List.of(), tshark(capture, "_ws.expert.severity >= \"Warning\" or _ws.malformed"
                + " or tcp.analysis.flags or ip.checksum.status == 0 or tcp.checksum.status == 0"
                + " or udp.checksum.status == 0 or icmp.checksum.status == 0"));
        for (final String kind : List.of("arp", "icmp.type == 0", "icmp.type == 3", "udp.port == 7", "tcp.port == 7",
                "dhcp.option.dhcp == 5", "vlan.id == 20", "tcp.flags.fin == 1")) {
            assertTrue(tshark(capture, kind).size() > 1, "the capture has no " + kind);
        }
    }

    private List<String> tshark(final Path capture, final String filter) throws IOException, InterruptedException {
        final Path out = folder.resolve("out.txt");
        final Process process = new ProcessBuilder(TSHARK.toString(), "-r", capture.toString(), "-n",
                "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE",
                "-Y", filter).redirectOutput(out.toFile()).redirectError(folder.resolve("err.txt").toFile()).start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("err.txt")));
        return Files.readAllLines(out);
    }
}
