package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
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
import org.osgi.framework.BundleException;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/**
 * What a live switch exports, before judges that know nothing of it: nfdump's collectors add up what they were told,
 * and tshark counts the same traffic from its capture and dissects every message.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class FlowExportTest {
    private static final String ID = "org.signalbox.extension.tracing";
    private static final String SWITCH = "flowexport";
    private static final long SEED = 20_261_126;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Of what a switch turns away before any extension sees it. */
    private static final Set<String> GUARDS = Set.of("runt", "vlan", "macSpoofing", "bpduGuard", "linkLocal",
            "dynamicIpLimit");
    /** Between two frames, so that even a busy machine samples each of them. */
    private static final long PACE_NANOS = 200_000;
    private static final int SFLOW_HEADER = 28;
    private static final int COUNTERS_SAMPLE = 2;

    @InjectBundleContext
    BundleContext context;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    CommandLine commandLine;

    @TempDir
    Path folder;

    private Bundle bundle;
    private boolean installed;

    @BeforeEach
    void plugIn() throws BundleException {
        bundle = Stream.of(context.getBundles()).filter(each -> ID.equals(each.getSymbolicName())).findFirst()
                .orElse(null);
        installed = bundle == null;
        if (installed) {
            bundle = context.installBundle(
                    Path.of(System.getProperty("signalbox.extensions"), ID + ".jar").toUri().toString());
        }
        bundle.start();
    }

    /** Leaves the framework as it was found. */
    @AfterEach
    void takeAway() throws BundleException {
        switches.apply(List.of());
        if (installed) {
            bundle.uninstall();
        } else {
            bundle.start();
        }
    }

    private static void await(final String what, final BooleanSupplier condition) {
        final long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** A switch that plays a capture into a trunk, and has every frame told. */
    private static SwitchSpec spec(final Path capture, final List<Map<String, Object>> collectors) {
        final Vlan trunk = new Vlan.Trunk(1, List.of(new VlanRange(2, 4_094)), List.of());
        return new SwitchSpec(SWITCH, SwitchType.PRIVATE, List.of(ID), List.of(
                new PortSpec("in", Optional.empty(), trunk, false,
                        Map.of("pcap", Map.of("read", capture.toString(), "speed", 1L)), Map.of()),
                new PortSpec("out", Optional.empty(), trunk, false, Map.of(), Map.of())))
                .withPolicies(Map.of(ID, Map.of("collectors", collectors, "sflow",
                        Map.of("samplingRate", 1L, "pollingInterval", 1L))));
    }

    private static Map<String, Object> collector(final String protocol, final String address) {
        return Map.of("protocol", protocol, "address", address);
    }

    private PortStatus in() {
        return switches.switches().stream().filter(each -> each.spec().name().equals(SWITCH)).findFirst()
                .map(SwitchStatus::ports).orElseThrow().getFirst();
    }

    /** Frames that the switch received at the port and let extensions see. */
    private static long seen(final PortStatus port) {
        return port.received().frames() - port.drops().stream()
                .filter(each -> each.direction() == Direction.INGRESS && each.extension().equals("switch")
                        && GUARDS.contains(each.rule())).mapToLong(DropCount::count).sum();
    }

    /** A played capture, and what was told of it. */
    private record Told(PortStatus port, long samples, long missed, Path sflow) {
    }

    private Told play(final Path capture, final long frames, final FlowCollector flows, final FlowCollector samples)
            throws Exception {
        try (Datagrams ipfix = new Datagrams(); Datagrams sflow = new Datagrams()) {
            switches.apply(List.of(spec(capture, List.of(collector("ipfix", flows.address()),
                    collector("sflow", samples.address()), collector("ipfix", ipfix.address()),
                    collector("sflow", sflow.address())))));
            await("all frames are in", () -> in().received().frames() == frames);
            final long before = counters(sflow);
            await("the counters are told twice more", () -> counters(sflow) >= before + 2);
            final PortStatus port = in();
            await("all samples are told", () -> figure("frames") == figure("records") + figure("notCounted"));
            final long samplesTold = figure("records");
            final long missed = figure("notCounted");
            bundle.stop();
            flows.end();
            samples.end();
            final Path messages = folder.resolve("ipfix.pcapng");
            ipfix.write(messages);
            final Path datagrams = folder.resolve("sflow.pcapng");
            sflow.write(datagrams);
            assertDissects(messages, ipfix.port(), "cflow", ipfix.kept().size());
            assertDissects(datagrams, sflow.port(), "sflow", sflow.kept().size());
            return new Told(port, samplesTold, missed, datagrams);
        }
    }

    /** What Get-VMSwitchFlowExport says of the first sFlow collector. */
    private long figure(final String component) {
        try {
            for (final Object each : commands.run(Invocation.of("Get-VMSwitchFlowExport", Map.of("SwitchName", SWITCH),
                    "test")).objects()) {
                if (value(each, "protocol").toString().equals("SFLOW")) {
                    return (Long) value(each, component);
                }
            }
            throw new AssertionError("there is no sFlow collector");
        } catch (final RefusedException | ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Object value(final Object row, final String component) throws ReflectiveOperationException {
        return row.getClass().getMethod(component).invoke(row);
    }

    private static long counters(final Datagrams sflow) {
        return sflow.kept().stream().filter(each -> ByteBuffer.wrap(each).getInt(SFLOW_HEADER) == COUNTERS_SAMPLE)
                .count();
    }

    private void assertDissects(final Path capture, final int port, final String protocol, final int messages)
            throws Exception {
        final String as = "udp.port==" + port + "," + protocol;
        assertThat(messages).isPositive();
        assertThat(Peer.lines(folder, List.of("tshark", "-r", capture.toString(), "-d", as, "-Y", protocol)))
                .hasSize(messages);
        assertThat(Peer.lines(folder, List.of("tshark", "-r", capture.toString(), "-d", as, "-Y",
                protocol.equals("cflow") ? "_ws.malformed or _ws.expert" : "_ws.malformed and not sflow"))).isEmpty();
    }

    private Path write(final Stream<byte[]> frames) throws IOException {
        final Path capture = folder.resolve("in.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(capture)) {
            writer.addInterface("");
            long nanos = Scene.START_NANOS;
            for (final byte[] each : (Iterable<byte[]>) frames::iterator) {
                writer.write(0, nanos += PACE_NANOS, MemorySegment.ofArray(each), 0, each.length, each.length);
            }
        }
        return capture;
    }

    private static boolean isTagged(final byte[] frame) {
        return ByteBuffer.wrap(frame).getShort(12) == (short) 0x8100;
    }

    /** Frames of eight stations: ARP, and TCP, UDP and ping over IPv4 and IPv6; a quarter is tagged. */
    private static Stream<byte[]> frames(final int count) {
        final SplittableRandom random = new SplittableRandom(SEED);
        return Stream.generate(() -> frame(random)).limit(count);
    }

    private static byte[] frame(final SplittableRandom random) {
        final int from = 1 + random.nextInt(8);
        final int to = 1 + random.nextInt(8);
        final FrameBuilder builder = new FrameBuilder().ethernet(mac(to), mac(from));
        if (random.nextInt(4) == 0) {
            builder.vlan(2 + random.nextInt(10));
        }
        final int kind = random.nextInt(8);
        if (kind == 7) {
            return builder.arp(1, mac(from), ipv4(from), new MacAddress(0), ipv4(to)).pad(64).build();
        }
        if (random.nextBoolean()) {
            builder.ipv4(ipv4(from), ipv4(to));
        } else {
            builder.ipv6(IpAddress.ofV6(0xFD00L << 48, from), IpAddress.ofV6(0xFD00L << 48, to));
        }
        switch (kind) {
            case 0, 1, 2 -> builder.tcp(1_024 + random.nextInt(40), 443, random.nextInt(), 0, 1 << random.nextInt(6),
                    8_192);
            case 3, 4, 5 -> builder.udp(1_024 + random.nextInt(40), 9_000);
            default -> builder.echo(true, 1, random.nextInt(1_000));
        }
        return builder.payload(new byte[random.nextInt(1_400)]).pad(64).build();
    }

    private static MacAddress mac(final int station) {
        return new MacAddress(0x0200_0000_0000L + station);
    }

    private static IpAddress ipv4(final int station) {
        return IpAddress.ofV4(0x0A00_0000 + station);
    }

    @Test
    void shouldTellNfdumpWhatTheSwitchReceivedAndTsharkCounts() throws Exception {
        final int frames = 5_000;
        final Path capture = write(frames(frames));
        final long tagged = frames(frames).filter(FlowExportTest::isTagged).count();
        try (FlowCollector flows = new FlowCollector("nfcapd", folder);
                FlowCollector samples = new FlowCollector("sfcapd", folder)) {
            final Told told = play(capture, frames, flows, samples);
            final long bytes = told.port().received().bytes();
            assertThat(seen(told.port())).as("seed " + SEED).isEqualTo(frames);
            final Map<String, long[]> expected = conversations(capture);
            final long network = expected.values().stream().mapToLong(each -> each[1]).sum();
            assertThat(flows.totals()).containsEntry("Packets", (long) frames).containsEntry("Bytes", network)
                    .containsEntry("Sequence failures", 0L);
            assertThat(told.samples() + told.missed()).isEqualTo(frames);
            assertThat(told.missed()).as("samples that found no room at this pace").isZero();
            // a tag is the switch's, a frame check sequence the network's
            assertThat(samples.totals()).containsEntry("Flows", (long) frames)
                    .containsEntry("Packets", (long) frames).containsEntry("Bytes", bytes - 4 * tagged + 4L * frames);
            assertThat(collected(flows)).containsExactlyInAnyOrderEntriesOf(text(expected));
            assertThat(last(told.sflow(), "sflow_245.ifinpkt")).isEqualTo(Integer.toString(frames));
            assertThat(last(told.sflow(), "sflow_245.ifinoct")).isEqualTo(Long.toString(bytes));
        }
    }

    private String last(final Path capture, final String field) throws Exception {
        final int port = ByteBuffer.wrap(Scene.read(capture).getFirst()).getShort(36) & 0xFFFF;
        return Peer.lines(folder, List.of("tshark", "-r", capture.toString(), "-d", "udp.port==" + port + ",sflow",
                "-T", "fields", "-E", "occurrence=f", "-e", field)).stream().filter(each -> !each.isBlank())
                .reduce((_, later) -> later).orElseThrow();
    }

    /** What tshark counts of each TCP and UDP conversation of a capture, one way, and of all the rest together. */
    private Map<String, long[]> conversations(final Path capture) throws Exception {
        final Map<String, long[]> counts = new HashMap<>();
        for (final String line : Peer.lines(folder, List.of("tshark", "-r", capture.toString(), "-T", "fields", "-E",
                "occurrence=f", "-e", "ip.src", "-e", "ipv6.src", "-e", "ip.dst", "-e", "ipv6.dst", "-e",
                "tcp.srcport", "-e", "udp.srcport", "-e", "tcp.dstport", "-e", "udp.dstport", "-e", "ip.len", "-e",
                "ipv6.plen", "-e", "frame.len", "-e", "vlan.id"))) {
            final String[] field = line.split("\t", -1);
            final boolean v6 = !field[1].isEmpty();
            final boolean tcp = !field[4].isEmpty();
            final boolean ports = tcp || !field[5].isEmpty();
            final String key = !ports ? "rest" : String.join(",", tcp ? "6" : "17", field[0] + field[1],
                    field[4] + field[5], field[2] + field[3], field[6] + field[7]);
            final long bytes = v6 ? 40 + Long.parseLong(field[9]) : !field[8].isEmpty() ? Long.parseLong(field[8])
                    : Long.parseLong(field[10]) - (field[11].isEmpty() ? 0 : 4);
            add(counts, key, 1, bytes);
        }
        return counts;
    }

    private static void add(final Map<String, long[]> counts, final String key, final long packets, final long bytes) {
        final long[] count = counts.computeIfAbsent(key, _ -> new long[2]);
        count[0] += packets;
        count[1] += bytes;
    }

    /** The same of what nfdump has. */
    private static Map<String, String> collected(final FlowCollector flows) throws Exception {
        final Map<String, long[]> counts = new HashMap<>();
        for (final String line : flows.nfdump("-6", "-q", "-N", "-o", "fmt:%pr,%sa,%sp,%da,%dp,%pkt,%byt")) {
            final String[] field = line.replace(" ", "").split(",");
            if (field.length == 7) {
                final boolean ports = field[0].equals("6") || field[0].equals("17");
                add(counts, ports ? String.join(",", field[0], field[1], field[2], field[3], field[4]) : "rest",
                        Long.parseLong(field[5]), Long.parseLong(field[6]));
            }
        }
        return text(counts);
    }

    private static Map<String, String> text(final Map<String, long[]> counts) {
        final Map<String, String> text = new HashMap<>();
        counts.forEach((key, count) -> text.put(key, count[0] + " packets, " + count[1] + " bytes"));
        return text;
    }

    @Test
    void shouldTellAsMuchOfForeignCaptures() throws Exception {
        final List<byte[]> frames = foreign();
        final Path capture = write(frames.stream());
        try (FlowCollector flows = new FlowCollector("nfcapd", folder);
                FlowCollector samples = new FlowCollector("sfcapd", folder)) {
            final Told told = play(capture, frames.size(), flows, samples);
            final long seen = seen(told.port());
            assertThat(seen).isGreaterThan(frames.size() * 9L / 10);
            assertThat(flows.totals()).containsEntry("Packets", seen).containsEntry("Sequence failures", 0L);
            assertThat(told.samples() + told.missed()).isEqualTo(seen);
            assertThat(samples.totals()).containsEntry("Packets", told.samples());
        }
    }

    private static List<byte[]> foreign() throws IOException {
        final String captures = System.getenv("SIGNALBOX_CAPTURES");
        assumeTrue(captures != null && Files.isDirectory(Path.of(captures)),
                "SIGNALBOX_CAPTURES names no folder with captures; product/signalbox test fetches them");
        final List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(captures))) {
            files = all.filter(file -> file.toString().endsWith(".pcap")).sorted().toList();
        }
        final List<byte[]> frames = new ArrayList<>();
        for (final Path file : files) {
            try (CaptureReader reader = CaptureReader.open(file)) {
                while (reader.next()) {
                    if (reader.wireLength() == reader.length()) {
                        frames.add(reader.memory().asSlice(reader.offset(), reader.length()).toArray(
                                ValueLayout.JAVA_BYTE));
                    }
                }
            } catch (final CaptureException notEthernet) {
                // others are judged elsewhere
            }
        }
        return frames;
    }

    @Test
    void shouldBeSetUpAndShownByCommands() throws Exception {
        final FabricDocument before = commands.document();
        try (Datagrams ipfix = new Datagrams(); CommandLine.Session session = commandLine.open("test")) {
            try {
                session.execute("New-VMSwitch " + SWITCH);
                session.execute("Add-VMNetworkAdapter " + SWITCH + " in");
                final String add = "Add-VMSwitchFlowCollector " + SWITCH + " ipfix " + ipfix.address();
                session.execute(add);
                assertThat(commands.journal().getLast().toString()).contains("Add-VMSwitchFlowCollector");
                assertThat(in().spec().name()).isEqualTo("in");
                assertThatThrownBy(() -> session.execute(add)).isInstanceOf(RefusedException.class)
                        .hasMessageContaining("found the collector " + ipfix.address() + " twice");
                await("templates are told", () -> !ipfix.kept().isEmpty());
                assertThat(session.execute("Get-VMSwitchFlowExport " + SWITCH)).contains(ipfix.address(), "ipfix");
                final Path capture = write(Stream.of(new FrameBuilder().ethernet(mac(2), mac(1))
                        .ipv4(ipv4(1), ipv4(2)).udp(7, 53).pad(60).build()));
                session.execute("Set-VMNetworkAdapter in -Attachment @{ pcap = @{ read = '" + capture
                        + "'; speed = 0 } }");
                await("the flow is there", () -> flows(session).contains("10.0.0.2:53"));
                session.execute("Remove-VMSwitchFlowCollector " + SWITCH + " " + ipfix.address());
                await("nobody is told", () -> !exports(session).contains(ipfix.address()));
                assertThatThrownBy(() -> session.execute("Remove-VMSwitchFlowCollector " + SWITCH + " "
                        + ipfix.address())).isInstanceOf(RefusedException.class)
                        .hasMessageContaining("found no collector " + ipfix.address());
                session.execute("Undo");
                await("it is told again", () -> exports(session).contains(ipfix.address()));
            } finally {
                while (!commands.document().equals(before)) {
                    session.execute("Undo");
                }
            }
        }
    }

    private static String flows(final CommandLine.Session session) {
        return said(session, "Get-VMSwitchFlow -First 5 | Format-List");
    }

    private static String exports(final CommandLine.Session session) {
        return said(session, "Get-VMSwitchFlowExport | Format-List");
    }

    private static String said(final CommandLine.Session session, final String line) {
        try {
            return session.execute(line);
        } catch (final RefusedException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
