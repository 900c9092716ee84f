package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.JsonText;
import org.signalbox.vswitch.VirtualSwitches;

/** A packet on a live switch by the console's command line: what becomes of it, what if, and why not. */
@ExtendWith(ServiceExtension.class)
class PacketTest {
    private static final String FILTERING = FoundFabric.FILTERING;

    @TempDir
    private Path folder;

    @InjectService(timeout = 10_000)
    CommandLine commandLine;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    private FoundFabric found;
    private CommandLine.Session session;
    private Path fabric;

    @BeforeEach
    void start() throws Exception {
        found = new FoundFabric(commandLine, commands, switches);
        session = found.session();
        fabric = Files.writeString(folder.resolve("fabric.yaml"), """
                switches:
                  - name: packets
                    extensions: [org.signalbox.extension.filtering]
                    ports:
                      - name: web
                        mac: "02:00:00:00:66:01"
                        vlan: { mode: access, id: 10 }
                        attachment: { lab: { addresses: [10.66.0.1/24] } }
                      - name: db
                        machine: store
                        mac: "02:00:00:00:66:02"
                        vlan: { mode: access, id: 20 }
                        attachment: { lab: { addresses: [10.66.0.2/24] } }
                        policies:
                          org.signalbox.extension.filtering:
                            acl:
                              - { action: allow, direction: inbound, remote: 10.66.0.0/24 }
                              - { action: deny, direction: inbound, remote: 10.66.0.1 }
                """);
        commands.run(Invocation.of("Import-Fabric", Map.of("Path", fabric.toString()), "test"));
    }

    @AfterEach
    void stop() throws RefusedException {
        found.restore();
    }

    @Test
    void shouldFindApplyAndUndoTheRemedy() throws RefusedException {
        final String trace = "Trace-Packet packets web -To store -DestinationPort 80";
        assertThat(session.execute(trace)).contains("access 10; came without a tag", "noDestination")
                .doesNotContain("acl[1]");
        assertThat(session.execute(trace + " -Set 'ports.db.vlan.id=10'")).contains("what if", "acl[1]",
                "deny inbound remote 10.66.0.1/32");
        final String find = "Find-PacketRemedy packets web -To store -DestinationPort 80";
        assertThat(session.execute("(" + find + ").Why")).contains("it is dropped by switch noDestination");
        assertThat(session.execute("(" + find + ").Changes")).contains(
                "ports.db.policies." + FILTERING + ".acl[1].action: deny -> allow", "ports.web.vlan: ");
        final String command = session.execute("(" + find + ").Command").strip();
        assertThat(command).startsWith("Edit-VMSwitch -Name packets -Set ");
        assertThat(session.execute(command + " -WhatIf")).startsWith("What if: ");
        session.execute(command);
        assertThat(session.execute("(" + find + ").Outcome")).isEqualTo("delivered\n");
        assertThat(session.execute(trace)).contains("acl[1]", "allow inbound remote 10.66.0.1/32", "deliver");
        session.execute("Undo");
        assertThat(session.execute("(" + find + ").Outcome")).isEqualTo("remedy\n");
        assertThat(session.execute(find + " -Set 'ports.db.vlan.id=10' | select Command").lines().toList().getLast())
                .isEqualTo("Edit-VMSwitch -Name packets -Set 'ports.db.vlan.id=10'; Edit-VMSwitch -Name packets -Set "
                        + "'ports.db.policies." + FILTERING + ".acl[1].action=allow'");
    }

    @Test
    void shouldTellWhatAReplayTellsOfTheSameFrame() throws Exception {
        final Path capture = folder.resolve("in.pcapng");
        final byte[] frame = new FrameBuilder().ethernet(MacAddress.BROADCAST, MacAddress.parse("02:00:00:00:66:01"))
                .ipv4(IpAddress.parse("10.66.0.1"), IpAddress.parse("10.66.0.2")).udp(80, 90).pad(60).build();
        try (CaptureWriter writer = CaptureWriter.create(capture)) {
            writer.addInterface("in");
            writer.write(0, 1_000, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
        }
        session.execute("Set-VMNetworkAdapterVlan db packets -Access -VlanId 10");
        session.execute("Export-Fabric " + fabric);
        final Replayed replayed = Replayed.run(replay, folder.resolve("replayed"), fabric, "--switch", "packets",
                "--in", "web=" + capture, "--trace");
        assertThat(replayed.exit()).as(replayed.error()).isZero();
        final String record = Files.readString(replayed.out().resolve("trace.jsonl"));
        final String rows = session.execute("Trace-Packet packets web -Path " + capture + " | ConvertTo-Json");
        assertThat((List<?>) JsonText.parse(rows)).hasSize(4).allSatisfy(row -> assertThat(record).contains(
                "\"rule\":\"" + ((Map<?, ?>) row).get("rule") + "\"", "\"reason\":\"" + ((Map<?, ?>) row).get("reason")));
    }

    @Test
    void shouldRefuseInOneSentenceAndChangeNothing() {
        for (final String line : new String[] {"Trace-Packet nowhere web", "Trace-Packet packets web -To nobody",
            "Trace-Packet packets web -To db -Protocol tcp", "Trace-Packet packets web -To db -TcpFlags loud",
            "Trace-Packet packets web -To db -Set nonsense", "Trace-Packet packets web -Path /no/such",
            "Trace-Packet packets web -To db -Vlan 5000", "Find-PacketRemedy packets nobody",
            "Edit-VMSwitch packets -Set ports.web.vlan.id=5000", "Edit-VMSwitch packets -Remove ports.nobody",
            "Edit-VMSwitch nowhere -WithoutExtension x"}) {
            final FabricDocument document = commands.document();
            assertThatThrownBy(() -> session.execute(line)).as(line).isInstanceOf(RefusedException.class).message()
                    .doesNotContain("\n", "Exception").contains("found").hasSizeLessThan(400);
            assertThat(commands.document()).isEqualTo(document);
        }
    }
}
