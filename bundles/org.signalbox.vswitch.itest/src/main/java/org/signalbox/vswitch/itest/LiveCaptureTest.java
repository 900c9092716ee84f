package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.JsonText;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Captures of a live switch, with tshark as the judge: it reads from files, from files that take turns, from a pipe, and
 * through an extcap, and what it reads is what was sent and what the ports got.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class LiveCaptureTest {
    private static final String FILTERING = FoundFabric.FILTERING;
    private static final int FRAMES = 300;
    private static final long BETWEEN_FRAMES = 1_000_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String TAB = "\t";

    @TempDir
    private Path folder;

    @InjectBundleContext
    BundleContext context;
    @InjectService(timeout = 10_000)
    CommandLine commandLine;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;

    private final List<Process> processes = new ArrayList<>();
    private FoundFabric found;
    private CommandLine.Session session;

    @BeforeEach
    void start() throws Exception {
        found = new FoundFabric(commandLine, commands, switches);
        session = found.session();
        found.install();
        writeFrames();
        run("", false);
    }

    @AfterEach
    void stop() throws RefusedException {
        processes.forEach(Process::destroyForcibly);
        for (final String name : running()) {
            try {
                session.execute("Stop-VMSwitchCapture " + name);
            } catch (final RefusedException over) {
                assertThat(running()).doesNotContain(name);
            }
        }
        found.restore();
    }

    /** Every third frame is from where the access list lets nothing through. */
    private static byte[] frame(final int number) {
        return new FrameBuilder().ethernet(MacAddress.BROADCAST, MacAddress.parse("02:00:00:00:00:01")).vlan(20)
                .ipv4(IpAddress.parse(number % 3 == 0 ? "10.9.0.1" : "10.0.0.1"), IpAddress.parse("10.0.0.2"))
                .udp(1_000 + number, 90).pad(64 + number).build();
    }

    private static byte[] untagged(final byte[] frame) {
        final byte[] bare = new byte[frame.length - 4];
        System.arraycopy(frame, 0, bare, 0, 12);
        System.arraycopy(frame, 16, bare, 12, bare.length - 12);
        return bare;
    }

    private Path sent() {
        return folder.resolve("in.pcapng");
    }

    private void writeFrames() throws IOException {
        try (CaptureWriter writer = CaptureWriter.create(sent())) {
            writer.addInterface("in");
            for (int k = 0; k < FRAMES; k++) {
                final byte[] frame = frame(k);
                writer.write(0, k * BETWEEN_FRAMES, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
        }
    }

    /** The switch, with what the port in is attached to. */
    private void run(final String attachment, final boolean loops) throws Exception {
        final Path fabric = Files.writeString(folder.resolve("fabric.yaml"), """
                switches:
                  - name: seen
                    extensions: [org.signalbox.extension.filtering]
                    ports:
                      - name: in
                        vlan: { mode: trunk, allowed: [20] }
                        ATTACHMENT
                      - name: out
                        vlan: { mode: access, id: 20 }
                        attachment: { pcap: { write: OUT } }
                        policies:
                          org.signalbox.extension.filtering:
                            acl:
                              - { action: allow, direction: inbound, remote: 10.0.0.0/24 }
                              - { action: deny, direction: inbound, remote: 10.9.0.0/16 }
                      - name: other
                        vlan: { mode: trunk, allowed: [20] }
                        attachment: { pcap: { write: OTHER } }
                """.replace("ATTACHMENT", attachment.replace("READ", sent().toString()).replace("LOOP", "" + loops))
                .replace("OUT", folder.resolve("out.pcapng").toString())
                .replace("OTHER", folder.resolve("other.pcapng").toString()));
        commands.run(Invocation.of("Import-Fabric", Map.of("Path", fabric.toString()), "test"));
    }

    private void send(final boolean loops) throws Exception {
        run("attachment: { pcap: { read: READ, speed: 1, loop: LOOP } }", loops);
    }

    /** What a line gives; a single object stands there without brackets. */
    private List<?> rows(final String line) {
        try {
            final String json = session.execute(line + " | ConvertTo-Json");
            final Object rows = json.isBlank() ? List.of() : JsonText.parse(json);
            return rows instanceof final List<?> list ? list : List.of(rows);
        } catch (final RefusedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Map<?, ?> status(final String name) {
        return (Map<?, ?>) rows("Get-VMSwitchCapture -Name " + name).getFirst();
    }

    private String state(final String name) {
        return status(name).get("state").toString();
    }

    private List<String> running() {
        return rows("Get-VMSwitchCapture").stream().map(Map.class::cast)
                .filter(row -> row.get("state").equals("running") || row.get("state").equals("waiting"))
                .map(row -> row.get("name").toString()).toList();
    }

    private long count(final String name, final String column) {
        return ((Number) status(name).get(column)).longValue();
    }

    private static void await(final String what, final BooleanSupplier condition) {
        final long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** What tshark makes of a capture: a line for each packet. */
    private List<String> packets(final Path file) throws Exception {
        return Peer.lines(folder, Stream.concat(Stream.of("tshark", "-n", "-r", file.toString()), FIELDS.stream())
                .toList());
    }

    private static final List<String> FIELDS = List.of("-T", "fields", "-e", "frame.interface_name", "-e",
            "frame.packet_flags_direction", "-e", "frame.len", "-e", "udp.srcport", "-e", "vlan.id", "-e",
            "frame.comment");

    /** What they are to be, of the frames that were sent: as they entered, and as they left to out and to other. */
    private static List<String> expected(final boolean in, final boolean out, final boolean other) {
        final List<String> lines = new ArrayList<>();
        final String tagOff = "switch changed tag 20 -> none";
        for (int k = 0; k < FRAMES; k++) {
            final boolean denied = k % 3 == 0;
            if (in) {
                lines.add(String.join(TAB, "in", "0x00000001", "" + frame(k).length, "" + (1_000 + k), "20",
                        "in: " + tagOff + "; to " + (denied ? "other" : "out, other")
                                + ": broadcast for every port"
                                + (denied ? "; not to out, " + FILTERING + " dropped it: acl[1] deny inbound remote "
                                        + "10.9.0.0/16" : "")));
            }
            if (out && !denied) {
                lines.add(String.join(TAB, "out", "0x00000002", "" + (frame(k).length - 4), "" + (1_000 + k), "",
                        "out: from in; " + tagOff + "; delivered: vlan access 20; leaves without a tag"));
            }
            if (other) {
                lines.add(String.join(TAB, "other", "0x00000002", "" + frame(k).length, "" + (1_000 + k), "20",
                        "other: from in; " + tagOff + "; switch changed tag none -> 20; delivered: vlan trunk native 0"
                                + " allowed 20; tag 20 put on"));
            }
        }
        return lines;
    }

    private static List<String> frames(final Path file) throws IOException {
        final List<String> frames = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            while (reader.next()) {
                frames.add(HexFormat.of().formatHex(reader.memory().asSlice(reader.offset(), reader.length())
                        .toArray(ValueLayout.JAVA_BYTE)));
            }
        }
        return frames;
    }

    @Test
    void shouldWriteFramesWhereTheyEnteredAndLeftWithWhatDecided() throws Exception {
        final Path file = folder.resolve("seen.pcapng");
        session.execute("Start-VMSwitchCapture seen " + file);
        await("its start", () -> Files.exists(file) && file.toFile().length() > 28);
        send(false);
        final List<String> expected = expected(true, true, true);
        await("all frames", () -> count("seen", "frames") == expected.size());
        assertThat(count("seen", "lost")).isZero();
        // whole at any time, without being stopped
        await("what is flushed", () -> file.toFile().length() == count("seen", "size"));
        assertThat(packets(file)).containsExactlyElementsOf(expected);
        session.execute("Stop-VMSwitchCapture seen");
        assertThat(state("seen")).isEqualTo("complete");
        assertThat(packets(file)).containsExactlyElementsOf(expected);

        final List<String> bytes = new ArrayList<>();
        for (int k = 0; k < FRAMES; k++) {
            bytes.add(HexFormat.of().formatHex(frame(k)));
            if (k % 3 != 0) {
                bytes.add(HexFormat.of().formatHex(untagged(frame(k))));
            }
            bytes.add(HexFormat.of().formatHex(frame(k)));
        }
        assertThat(frames(file)).containsExactlyElementsOf(bytes);
        final String dissected = String.join("\n", Peer.lines(folder, List.of("tshark", "-X",
                "read_format:MIME Files Format", "-V", "-r", file.toString())));
        assertThat(dissected).contains("Description: port of switch seen, access 20",
                "Number of Received Packets: " + FRAMES, "Number of Delivered to the User Packets: " + FRAMES * 2 / 3);
    }

    @Test
    void shouldCaptureWhatIsAskedForOnly() throws Exception {
        final Path file = folder.resolve("some.pcapng");
        session.execute("Start-VMSwitchCapture seen " + file + " -VMNetworkAdapterName out -Filter "
                + "'vlan and udp src portrange 1000-1099 and net 10.0.0.0/24' -SnapLength 60 -Name some");
        final Path first = folder.resolve("first.pcapng");
        session.execute("Start-VMSwitchCapture seen " + first + " -Direction in -FrameCount 7 -Name first");
        await("their start", () -> file.toFile().length() > 28 && first.toFile().length() > 28);
        send(false);
        await("all frames", () -> count("some", "frames") == 66);
        await("its end", () -> !switches.switches().isEmpty() && count("first", "frames") == 7);
        session.execute("Stop-VMSwitchCapture some");
        assertThat(packets(file)).containsExactlyElementsOf(expected(false, true, false).subList(0, 66));
        assertThat(frames(file)).allSatisfy(frame -> assertThat(frame).hasSize(120));
        await("its completion", () -> state("first").equals("complete"));
        assertThat(packets(first)).containsExactlyElementsOf(expected(true, false, false).subList(0, 7));
        assertThat(session.execute("Trace-VMSwitch seen -Count 1 -Seconds 1 -Filter 'tcp port 80'")).isBlank();
    }

    @Test
    void shouldLetFilesTakeTurns() throws Exception {
        send(true);
        session.execute("Start-VMSwitchCapture seen " + folder.resolve("ring.pcapng")
                + " -FileSize 20KB -FileCount 3 -Name ring");
        for (int round = 1; round <= 5; round++) {
            final int least = 400 * round;
            await("frames", () -> count("ring", "frames") > least);
            final Path current = Path.of(status("ring").get("path").toString());
            // it may be gone already
            if (Files.exists(current)) {
                assertThat(Peer.linesInSpite(folder, List.of("tshark", "-n", "-r", current.toString()))).isNotNull();
            }
        }
        await("three files", () -> count("ring", "files") == 3);
        session.execute("Stop-VMSwitchCapture ring");
        final List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(each -> each.getFileName().toString().startsWith("ring")).sorted().toList();
        }
        assertThat(files).hasSize(3).allSatisfy(each -> {
            assertThat(each.getFileName().toString()).matches("ring_\\d{5}_\\d{14}\\.pcapng");
            assertThat(packets(each)).isNotEmpty().allSatisfy(line -> assertThat(line).contains("in"));
            assertThat(Files.size(each)).isLessThan(25_000);
        });
        // no frame is missing between the files: ports count up, once for each way that a frame is seen
        final List<Integer> numbers = new ArrayList<>();
        for (final Path each : files) {
            packets(each).stream().filter(line -> line.startsWith("in" + TAB))
                    .map(line -> Integer.parseInt(line.split(TAB)[3])).forEach(numbers::add);
        }
        for (int k = 1; k < numbers.size(); k++) {
            assertThat(numbers.get(k)).isEqualTo((numbers.get(k - 1) - 1_000 + 1) % FRAMES + 1_000);
        }
    }

    @Test
    void shouldBeReadFromAPipeWhileItRuns() throws Exception {
        final Path pipe = folder.resolve("pipe");
        Peer.lines(folder, List.of("mkfifo", pipe.toString()));
        session.execute("Start-VMSwitchCapture seen " + pipe + " -Direction in -Name live");
        assertThat(state("live")).isEqualTo("waiting");
        final Path printed = folder.resolve("printed");
        final Process tshark = start(printed, Stream.concat(Stream.of("tshark", "-n", "-l", "-i", pipe.toString(), "-c",
                "" + FRAMES), FIELDS.stream()).toList());
        await("its start", () -> state("live").equals("running"));
        send(false);
        assertThat(tshark.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(printed)).containsExactlyElementsOf(expected(true, false, false));
        // who waits for nobody is stopped, too
        session.execute("Stop-VMSwitchCapture live");
        session.execute("Start-VMSwitchCapture seen " + pipe + " -Name again");
        session.execute("Stop-VMSwitchCapture again");
        assertThat(state("again")).isEqualTo("complete");
    }

    @Test
    void shouldServeWiresharkThroughAnExtcap() throws Exception {
        final Path extcap = extcap();
        final List<String> interfaces = Peer.lines(folder, throughExtcap(extcap, "-D"));
        assertThat(interfaces).anyMatch(line -> line.contains("signalbox:seen "))
                .anyMatch(line -> line.contains("signalbox:seen:out (Signalbox switch seen, port out)"));
        final Path printed = folder.resolve("printed");
        final Process tshark = start(printed, throughExtcap(extcap, Stream.concat(Stream.of("-n", "-l", "-i",
                "signalbox:seen:out", "-f", "vlan and net 10.0.0.0/24", "-c", "" + FRAMES * 2 / 3), FIELDS.stream())
                        .toArray(String[]::new)));
        await("its start", () -> running().contains("seen") && state("seen").equals("running"));
        send(false);
        assertThat(tshark.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(printed)).containsExactlyElementsOf(expected(false, true, false));
        await("its end", () -> running().isEmpty());
    }

    @Test
    void shouldRefuseInOneSentenceAndDisturbNothing() throws Exception {
        final Path taken = Files.writeString(folder.resolve("taken"), "precious");
        for (final String[] line : new String[][] {
            {"none x.pcapng", "found no live switch"},
            {"seen " + taken, "found a file, expected a place that is free, or -Force"},
            {"seen " + folder.resolve("no/such/x.pcapng"), "cannot be written (no such file or folder)"},
            {"seen x.pcapng -VMNetworkAdapterName nobody", "found no network adapter 'nobody'"},
            {"seen x.pcapng -Filter 'tcp prot 80'", "found 'prot' at character 5 of the filter"},
            {"seen x.pcapng -FileSize 100", "found a file size of 100 bytes, expected at least 4096"},
            {"seen x.pcapng -FileCount 2", "found a file count without a file size"},
            {"seen '-'", "signalbox capture writes to standard output"}}) {
            assertThatThrownBy(() -> session.execute("Start-VMSwitchCapture " + line[0]))
                    .isInstanceOf(RefusedException.class).hasMessageContaining(line[1]);
        }
        assertThat(taken).hasContent("precious");
        assertThat(running()).isEmpty();
        assumeTrue(Files.exists(Path.of("/dev/full")), "/dev/full");
        session.execute("Start-VMSwitchCapture seen /dev/full -Name full -Force");
        final Path file = folder.resolve("beside.pcapng");
        session.execute("Start-VMSwitchCapture seen " + file + " -Direction out -Name beside");
        send(false);
        await("what was written beside it", () -> count("beside", "frames") == FRAMES + FRAMES * 2 / 3);
        assertThat(state("full")).isEqualTo("failed");
        assertThat(status("full").get("reason").toString()).startsWith("/dev/full: found that no more can be written ")
                .contains("No space left on device");
    }

    private Process start(final Path output, final List<String> command) throws IOException {
        Peer.assumeInstalled(command.getFirst());
        final Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        processes.add(process);
        return process;
    }

    /** A folder with a program that does what the launcher's does. */
    private Path extcap() throws IOException {
        final Bundle tracing = Stream.of(context.getBundles())
                .filter(each -> each.getSymbolicName().equals("org.signalbox.extension.tracing")).findFirst()
                .orElseThrow();
        final Path classes = folder.resolve("client");
        final String client = "org/signalbox/extension/tracing/live/client";
        Files.createDirectories(classes.resolve(client));
        for (final String name : Collections.list(tracing.getEntryPaths(client))) {
            try (InputStream in = tracing.getEntry(name).openStream()) {
                Files.copy(in, classes.resolve(name));
            }
        }
        final Path extcap = Files.createDirectory(folder.resolve("extcap"));
        final Path program = Files.writeString(extcap.resolve("signalbox"), """
                #!/bin/sh
                exec JAVA -cp CLASSES org.signalbox.extension.tracing.live.client.CaptureClient extcap HOME "$@"
                """.replace("JAVA", ProcessHandle.current().info().command().orElseThrow())
                .replace("CLASSES", classes.toString()).replace("HOME", System.getProperty("signalbox.home")));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return extcap;
    }

    /**
     * tshark with another extcap folder. It takes it from its environment, but not from that of root: then the folder
     * stands where its own is, for it alone.
     */
    private List<String> throughExtcap(final Path extcap, final String... arguments) throws Exception {
        final String own = Peer.lines(folder, List.of("tshark", "-G", "folders")).stream()
                .filter(line -> line.matches("(Global )?Extcap path:.*")).findFirst().orElseThrow()
                .replaceFirst(".*:\\s*", "");
        final String script = "[ $(id -u) != 0 ] || mount --bind \"$0\" " + own
                + " || exit 1; WIRESHARK_EXTCAP_DIR=$0 exec tshark \"$@\"";
        final boolean root = System.getProperty("user.name").equals("root");
        return Stream.of(root ? List.of("unshare", "-m") : List.<String>of(), List.of("sh", "-c", script,
                extcap.toString()), List.of(arguments)).flatMap(List::stream).toList();
    }
}
