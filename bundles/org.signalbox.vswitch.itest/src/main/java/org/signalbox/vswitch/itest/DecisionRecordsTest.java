package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.JsonText;
import org.signalbox.vswitch.VirtualSwitches;

/** The entry that lets a frame pass, and what the edge does with its tag, are named in a replay and live. */
@ExtendWith(ServiceExtension.class)
class DecisionRecordsTest {
    private static final String FILTERING = FoundFabric.FILTERING;
    private static final int FRAMES = 20;
    private static final long BETWEEN_FRAMES = 5_000_000;

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;
    @InjectService(timeout = 10_000)
    CommandLine commandLine;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;

    private FoundFabric found;
    private CommandLine.Session session;
    private Path capture;
    private Path fabric;

    @BeforeEach
    void start() throws RefusedException, IOException {
        found = new FoundFabric(commandLine, commands, switches);
        session = found.session();
        capture = writeCapture();
        fabric = Files.writeString(folder.resolve("fabric.yaml"), """
                switches:
                  - name: records
                    extensions: [org.signalbox.extension.filtering]
                    ports:
                      - name: in
                        vlan: { mode: trunk, allowed: [20] }
                        attachment: { pcap: { read: CAPTURE, speed: 1, loop: true } }
                      - name: out
                        vlan: { mode: access, id: 20 }
                        attachment: { pcap: { write: OUT } }
                        policies:
                          org.signalbox.extension.filtering:
                            acl:
                              - { action: allow, direction: inbound, remote: 10.0.0.0/24 }
                """.replace("CAPTURE", capture.toString()).replace("OUT", folder.resolve("out.pcapng").toString()));
        commands.run(Invocation.of("Import-Fabric", Map.of("Path", fabric.toString()), "test"));
    }

    @AfterEach
    void stop() throws RefusedException {
        found.restore();
    }

    private Path writeCapture() throws IOException {
        final Path file = folder.resolve("in.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(file)) {
            writer.addInterface("in");
            for (int k = 0; k < FRAMES; k++) {
                final byte[] frame = new FrameBuilder()
                        .ethernet(MacAddress.BROADCAST, MacAddress.parse("02:00:00:00:00:01")).vlan(20)
                        .ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2")).udp(80, 90).pad(60).build();
                writer.write(0, k * BETWEEN_FRAMES, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
        }
        return file;
    }

    @Test
    void shouldNameTheEntryThatLetAFramePassInAReplay() throws Exception {
        final Replayed replayed = Replayed.run(replay, folder.resolve("replayed"), fabric, "--switch", "records",
                "--in", "in=" + capture, "--trace");
        assertThat(replayed.exit()).as(replayed.error()).isZero();
        final List<String> lines = Files.readAllLines(replayed.out().resolve("trace.jsonl"));
        assertThat(lines).hasSize(FRAMES).allSatisfy(line -> assertThat(line).contains(
                "\"headers\":{\"source\":\"02:00:00:00:00:01\",\"destination\":\"ff:ff:ff:ff:ff:ff\",\"tag\":20,",
                "{\"extension\":\"switch\",\"verdict\":\"rewrite\",\"rule\":\"vlan\","
                        + "\"reason\":\"trunk native 0 allowed 20; tag 20 taken off\",\"after\":{",
                "{\"extension\":\"" + FILTERING + "\",\"verdict\":\"pass\",\"rule\":\"acl[0]\","
                        + "\"reason\":\"allow inbound remote 10.0.0.0/24\"}",
                "\"reason\":\"access 20; leaves without a tag\"}"));
    }

    @Test
    void shouldNameItOnALiveSwitch() throws Exception {
        final String rows = session.execute(
                "Trace-VMSwitch records -VMNetworkAdapterName in -Count 3 -Seconds 60 -Detailed | ConvertTo-Json");
        assertThat(rows).contains("\"tag 20 -> none\"", "\"allow inbound remote 10.0.0.0/24\"", "\"acl[0]\"",
                "\"access 20; leaves without a tag\"");
        assertThat((List<?>) JsonText.parse(rows)).hasSize(3 * 5);
        assertThat(session.execute("Trace-VMSwitch records -Count 3 -Seconds 60").lines()).hasSize(5)
                .last().asString().contains("UDP 10.0.0.1:80 > 10.0.0.2:90", "flood", "broadcast", "out");
    }
}
