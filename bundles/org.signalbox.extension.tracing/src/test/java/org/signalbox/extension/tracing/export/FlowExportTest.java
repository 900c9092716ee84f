package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signalbox.testkit.Frames.between;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.TcpFlags;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;
import org.signalbox.testkit.TestSwitchBuilder;
import org.signalbox.vswitch.SwitchStatus;

class FlowExportTest {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final long NOW = 1_800_000_000_123_000_000L;
    private static final int PATIENCE_MILLIS = 10_000;

    private Mailbox ipfix;
    private Mailbox sflow;

    @BeforeEach
    void listen() throws Exception {
        ipfix = new Mailbox();
        sflow = new Mailbox();
    }

    @AfterEach
    void stop() {
        ipfix.close();
        sflow.close();
    }

    private static FlowExport export() {
        return new FlowExport(new Exporter(() -> NOW, () -> 0, List::of, _ -> true, () -> 20_261_126));
    }

    private static Collector to(final ExportProtocol protocol, final Mailbox mailbox) {
        return new Collector(protocol, new CollectorAddress(LOOPBACK, mailbox.port()));
    }

    private ExportPolicy policy(final int rate) {
        return new ExportPolicy(List.of(to(ExportProtocol.IPFIX, ipfix), to(ExportProtocol.SFLOW, sflow)),
                new IpfixSettings(1_800, 15, 65_536, 600, Optional.of(77L)),
                new SflowSettings(rate, 128, 0, Optional.empty()));
    }

    private IpfixDecoder flows() throws Exception {
        final IpfixDecoder decoder = new IpfixDecoder();
        ipfix.all().forEach(decoder::read);
        return decoder;
    }

    private SflowDecoder samples() throws Exception {
        final SflowDecoder decoder = new SflowDecoder();
        for (final byte[] datagram : sflow.all()) {
            decoder.read(datagram);
        }
        return decoder;
    }

    private static void await(final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static byte[] tcp(final int flags) {
        return between(1, 2).trafficClass(0x28).tcp(40_000, 443, 1, 0, flags, 8_192).payload(new byte[100]).build();
    }

    private static FrameBuilder ethernet() {
        return new FrameBuilder().ethernet(Frames.mac(2), Frames.mac(1));
    }

    private static FrameBuilder ipv6() {
        return ethernet().ipv6(Frames.ipv6(1), Frames.ipv6(2));
    }

    @Test
    void shouldTellAFlowAsRfc7012NamesItsParts() throws Exception {
        final FlowExport export = export();
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(1)).ports("a", "b")) {
            net.at(NOW).enter("b", between(2, 1).udp(1, 2).pad(60).build());
            net.delivered("a");
            net.enter("a", tcp(TcpFlags.SYN));
            net.delivered("b");
            net.advance(Duration.ofMillis(1_500)).enter("a", tcp(TcpFlags.ACK | TcpFlags.FIN));
            net.assertNothingDropped();
        }
        export.close();
        final IpfixDecoder decoder = flows();
        final IpfixDecoder.Data flow = decoder.flows().stream()
                .filter(each -> each.values().containsKey(11) && each.number(11) == 443).findFirst().orElseThrow();
        assertThat(decoder.domains()).containsOnly(77L);
        assertThat(flow.number(152)).isEqualTo(NOW / 1_000_000);
        assertThat(flow.number(153)).isEqualTo(NOW / 1_000_000 + 1_500);
        assertThat(flow.number(2)).isEqualTo(2);
        assertThat(flow.number(1)).isEqualTo(2 * 140);
        assertThat(flow.number(352)).isEqualTo(2 * 154);
        assertThat(flow.number(10)).isEqualTo(1);
        assertThat(flow.number(14)).isEqualTo(2);
        assertThat(flow.number(56)).isEqualTo(Frames.mac(1).value());
        assertThat(flow.number(80)).isEqualTo(Frames.mac(2).value());
        assertThat(flow.number(58)).isZero();
        assertThat(flow.number(256)).isEqualTo(0x0800);
        assertThat(flow.number(136)).isEqualTo(4);
        assertThat(flow.number(60)).isEqualTo(4);
        assertThat(flow.number(4)).isEqualTo(6);
        assertThat(flow.number(5)).isEqualTo(0x28);
        assertThat(flow.number(6)).isEqualTo(TcpFlags.SYN | TcpFlags.ACK | TcpFlags.FIN);
        assertThat(flow.number(8)).isEqualTo(Frames.ipv4(1).low());
        assertThat(flow.number(12)).isEqualTo(Frames.ipv4(2).low());
        assertThat(flow.number(7)).isEqualTo(40_000);
        // a name is told again whenever one of them changes
        assertThat(decoder.options().stream().filter(each -> each.values().containsKey(82))
                .collect(Collectors.toMap(each -> each.number(10), each -> new String(each.values().get(82)),
                        (_, later) -> later))).isEqualTo(Map.of(1L, "a", 2L, "b"));
    }

    @Test
    void shouldTellIcmpIpv6AndOtherFramesByTheirOwnTemplates() throws Exception {
        final FlowExport export = export();
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(1)).ports("a", "b")) {
            net.at(NOW).enter("a", between(1, 2).icmp(3, 4, 0).build())
                    .enter("a", ipv6().icmp(128, 0, 1).build())
                    .enter("a", ipv6().udp(53, 5_353).build())
                    .enter("a", Frames.arpRequest(1, 2));
            net.assertNothingDropped();
        }
        export.close();
        final List<IpfixDecoder.Data> told = flows().flows();
        assertThat(told).hasSize(4);
        final IpfixDecoder.Data icmp = with(told, 32);
        assertThat(icmp.number(32)).isEqualTo(3 << 8 | 4);
        assertThat(icmp.values()).doesNotContainKeys(7, 11);
        assertThat(with(told, 139).number(139)).isEqualTo(128 << 8);
        final IpfixDecoder.Data udp = told.stream().filter(each -> each.values().containsKey(7)).findFirst()
                .orElseThrow();
        assertThat(udp.values().get(27)).isEqualTo(Frames.ipv6(1).toBytes());
        assertThat(udp.values().get(28)).isEqualTo(Frames.ipv6(2).toBytes());
        assertThat(udp.number(1)).isEqualTo(48);
        final IpfixDecoder.Data arp = told.stream().filter(each -> !each.values().containsKey(60)).findFirst()
                .orElseThrow();
        assertThat(arp.number(256)).isEqualTo(0x0806);
        assertThat(arp.number(1)).isEqualTo(arp.number(352));
    }

    private static IpfixDecoder.Data with(final List<IpfixDecoder.Data> all, final int element) {
        return all.stream().filter(each -> each.values().containsKey(element)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_126})
    void shouldTellAsMuchAsTheSwitchReceived(final long seed) throws Exception {
        final FlowExport export = export();
        final List<byte[]> frames = Frames.hostile(seed).filter(each -> each.length >= 14).limit(3_000).toList();
        final long received;
        final long bytes;
        final long guarded;
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(1)).ports("a", "b")) {
            net.at(NOW);
            frames.forEach(each -> net.enter("a", each));
            final var port = net.status().ports().getFirst();
            received = port.received().frames();
            bytes = port.received().bytes();
            // what the switch turns away at the door, and the tags that it takes off
            guarded = net.decisions().stream().filter(each -> each.ingress().getLast().extension().equals("switch")
                    && each.ingress().size() == 1 && each.copies().isEmpty()).count();
            assertThat(net.faults()).isEmpty();
        }
        export.close();
        final List<IpfixDecoder.Data> told = flows().flows();
        final long packets = told.stream().mapToLong(each -> each.number(2)).sum();
        final SflowDecoder sampled = samples();
        assertThat(received).isEqualTo(3_000);
        assertThat(packets).as("seed " + seed).isEqualTo(received - guarded).isPositive();
        assertThat(sampled.frames).hasSize((int) packets);
        assertThat(sampled.frames.getLast().pool()).isEqualTo((int) packets);
        final long layer2 = told.stream().mapToLong(each -> each.number(352)).sum();
        assertThat(layer2).isLessThanOrEqualTo(bytes)
                .isEqualTo(sampled.frames.stream().mapToLong(each -> each.frameLength() - 4).sum());
    }

    @Test
    void shouldSampleTheFirstBytesAsTheyCame() throws Exception {
        final FlowExport export = export();
        final byte[] sent = tcp(TcpFlags.SYN);
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(1)).ports("a", "b")) {
            net.at(NOW).enter("b", sent).assertNothingDropped();
        }
        export.close();
        final SflowDecoder decoder = samples();
        assertThat(decoder.agents).containsOnly(InetAddress.getByName("127.0.0.1"));
        assertThat(decoder.frames).hasSize(1);
        final SflowDecoder.Frame frame = decoder.frames.getFirst();
        assertThat(HexFormat.of().formatHex(frame.header())).isEqualTo(HexFormat.of().formatHex(sent, 0, 128));
        assertThat(frame.frameLength()).isEqualTo(sent.length + 4);
        assertThat(frame.stripped()).isEqualTo(4);
        assertThat(frame.input()).isEqualTo(2);
        assertThat(frame.source()).isEqualTo(2);
        assertThat(frame.rate()).isEqualTo(1);
        assertThat(frame.vlan()).isZero();
    }

    @Test
    void shouldNotNameAnEgressWhereThereAreSeveral() throws Exception {
        final FlowExport export = export();
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(1)).ports("a", "b", "c")) {
            net.at(NOW).enter("a", tcp(TcpFlags.SYN)).assertNothingDropped();
        }
        export.close();
        assertThat(flows().flows()).singleElement().matches(each -> each.number(14) == 0);
    }

    @Test
    void shouldTellTheCountersThatTheSwitchHas() throws Exception {
        final AtomicReference<SwitchStatus> status = new AtomicReference<>();
        final FlowExport export = new FlowExport(new Exporter(() -> NOW, () -> 0,
                () -> Optional.ofNullable(status.get()).stream().toList(), _ -> true, () -> 1));
        final ExportPolicy polled = new ExportPolicy(List.of(to(ExportProtocol.SFLOW, sflow)), policy(1).ipfix(),
                new SflowSettings(400, 128, 1, Optional.of(IpAddress.parse("2001:db8::1"))));
        final SflowDecoder decoder = new SflowDecoder();
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(polled).ports("a", "b")) {
            final byte[] frame = tcp(TcpFlags.SYN);
            net.at(NOW).enter("a", frame).enter("a", frame).enter("b", new byte[10]);
            status.set(net.status());
            await(() -> !sflow.now().isEmpty());
            decoder.read(sflow.now().getFirst());
            assertThat(decoder.agents).containsOnly(InetAddress.getByName("2001:db8::1"));
            assertThat(decoder.counters).hasSize(2);
            final SflowDecoder.Counters a = decoder.counters.getFirst();
            assertThat(a.source()).isEqualTo(1);
            assertThat(a.ifIndex()).isEqualTo(1);
            assertThat(a.inOctets()).isEqualTo(2L * frame.length);
            assertThat(a.inUnicast()).isEqualTo(2);
            assertThat(a.outUnicast()).isZero();
            final SflowDecoder.Counters b = decoder.counters.getLast();
            assertThat(b.inUnicast()).isEqualTo(1);
            assertThat(b.inDiscards()).isEqualTo(1);
            assertThat(b.outOctets()).isEqualTo(2L * frame.length);
            assertThat(b.outUnicast()).isEqualTo(2);
        }
        export.close();
    }

    @Test
    void shouldSampleOneFrameInTen() throws Exception {
        final FlowExport export = export();
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(10)).ports("a", "b")) {
            net.at(NOW);
            for (int k = 0; k < 10_000; k++) {
                net.enter("a", tcp(TcpFlags.ACK));
            }
            net.delivered("b");
        }
        export.close();
        final SflowDecoder decoder = samples();
        // five deviations of the count, which is about 18; the seed is fixed
        assertThat(decoder.frames).hasSizeBetween(910, 1_090);
        assertThat(decoder.frames.getLast().pool()).isBetween(9_980, 10_000);
        assertThat(decoder.frames).allMatch(each -> each.drops() == 0 && each.rate() == 10);
    }

    @Test
    void shouldLeaveOutPortsThatAreNotWatched() throws Exception {
        final FlowExport export = export();
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(1)).policy("a", new PortExport(false))
                .ports("a", "b")) {
            net.at(NOW).enter("a", tcp(TcpFlags.SYN)).enter("b", tcp(TcpFlags.SYN)).assertNothingDropped();
        }
        export.close();
        assertThat(flows().flows()).singleElement().matches(each -> each.number(10) == 2);
        assertThat(samples().frames).singleElement().matches(each -> each.input() == 2);
    }

    @Test
    void shouldTellAllFlowsOfAScanInMessagesThatFit() throws Exception {
        final FlowExport export = export();
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(400)).ports("a", "b")) {
            net.at(NOW);
            for (int k = 0; k < 5_000; k++) {
                net.enter("a", ethernet().ipv4(Frames.ipv4(1), IpAddress.ofV4(0x0A00_0000 + k)).udp(1, 2).build());
            }
            net.delivered("b");
            assertThat(export.flows(Optional.empty())).isEqualTo(new FlowExport.Flows(List.of(),
                    Set.of(net.status().spec().name())));
            assertThatThrownBy(() -> new GetVMSwitchFlow(export).query(FabricDocument.EMPTY,
                    new GetVMSwitchFlow.Parameters(Optional.empty(), Optional.empty(), 20)))
                    .isInstanceOf(RefusedException.class).hasMessageStartingWith("found no answer of switch "
                            + net.status().spec().name() + " within 200 ms, expected one between two batches");
            assertThat(export.flows(Optional.of("another"))).isEqualTo(new FlowExport.Flows(List.of(), Set.of()));
        }
        export.close();
        assertThat(flows().flows().stream().map(each -> each.number(12)).distinct()).hasSize(5_000);
    }

    @Test
    void shouldTellNobodyOfASimulation() throws Exception {
        final FlowExport export = new FlowExport(Exporter.live(() -> NOW, List::of));
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy(1)).ports("a", "b")) {
            net.at(NOW).enter("a", tcp(TcpFlags.SYN)).assertNothingDropped();
        }
        export.close();
        assertThat(ipfix.all()).isEmpty();
        assertThat(sflow.all()).isEmpty();
    }

    @Test
    void shouldCountWhatNobodyTakesAndGoOn() throws Exception {
        final FlowExport export = export();
        final ExportPolicy policy = policy(1);
        ipfix.close();
        try (TestSwitch net = TestSwitch.with(export).switchPolicy(policy).ports("a", "b")) {
            net.at(NOW);
            for (int k = 0; k < 3; k++) {
                final long before = k;
                net.advance(Duration.ofSeconds(20)).enter("a", tcp(TcpFlags.SYN)).delivered("b");
                await(() -> status(export, ExportProtocol.IPFIX).records() >= before);
            }
            await(() -> status(export, ExportProtocol.IPFIX).errors() > 0);
            assertThat(status(export, ExportProtocol.IPFIX).frames()).isEqualTo(3);
            await(() -> status(export, ExportProtocol.SFLOW).records() == 3);
            assertThat(status(export, ExportProtocol.SFLOW).errors()).isZero();
        }
        export.close();
        assertThat(samples().frames).hasSize(3);
    }

    private static CollectorStatus status(final FlowExport export, final ExportProtocol protocol) {
        return export.collectors().stream().filter(each -> each.protocol() == protocol).findFirst().orElseThrow();
    }

    @Test
    void shouldEndItsThread() {
        final FlowExport export = export();
        final TestSwitchBuilder builder = TestSwitch.with(export).switchPolicy(policy(1));
        try (TestSwitch net = builder.ports("a", "b")) {
            net.at(NOW).enter("a", tcp(TcpFlags.SYN)).assertNothingDropped();
            assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).contains("flow export");
        }
        export.close();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("flow export");
    }
}
