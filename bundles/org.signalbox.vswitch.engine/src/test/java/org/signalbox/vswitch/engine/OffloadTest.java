package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signalbox.frame.ChecksumState;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.FrameView;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.Offload;
import org.signalbox.frame.TcpFlags;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/** Frames of which something is left to be done, through a live switch to ports that take them so and to others. */
class OffloadTest {
    private static final Vlan TRUNK = new Vlan.Trunk(1, List.of(new VlanRange(10, 10)));
    private static final Vlan ACCESS = new Vlan.Access(10);
    private static final int SEGMENT = 1_000;
    private static final int TCP = 14 + 20;
    private static final int HEADERS = TCP + 20;

    private final List<String> faults = new ArrayList<>();
    private final Engine engine = new Engine(Engine.timeOfDay(),
            (who, where, thrown) -> faults.add(who + " on " + where + ": " + thrown));
    private final Cables cables = new Cables();

    @BeforeEach
    void provideCables() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
        assertThat(faults).isEmpty();
    }

    private static PortSpec port(final String name, final Vlan vlan, final Map<String, Object> settings) {
        return new PortSpec(name, Optional.empty(), vlan, false, Map.of(Cables.KIND, settings), Map.of());
    }

    private void apply(final PortSpec... ports) {
        engine.apply(List.of(new SwitchSpec("s", SwitchType.PRIVATE, List.of(), List.of(ports))));
    }

    private SwitchStatus statusAfter(final long frames) {
        Cables.await(frames + " frames", () -> engine.switches().getFirst().totals().in() == frames);
        return engine.switches().getFirst();
    }

    private Cables.Cable at(final String port) {
        return cables.at("s", port);
    }

    private static MacAddress station(final int number) {
        return new MacAddress(0x0200_0000_0000L | number);
    }

    private static byte[] payload(final int bytes) {
        final byte[] payload = new byte[bytes];
        new Random(bytes).nextBytes(payload);
        return payload;
    }

    private static byte[] tcp(final int to, final int from, final byte[] payload) {
        return new FrameBuilder().ethernet(station(to), station(from))
                .ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"))
                .tcp(1, 2, 3, 4, TcpFlags.ACK | TcpFlags.PSH, 5).payload(payload).build();
    }

    private static void assertSegments(final List<byte[]> segments, final int headers, final byte[] payload) {
        final ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (final byte[] segment : segments) {
            final FrameView view = FrameView.of(segment);
            assertThat(view.transportChecksum()).isEqualTo(ChecksumState.GOOD);
            assertThat(view.ipChecksum()).isEqualTo(ChecksumState.GOOD);
            assertThat(segment.length).isLessThanOrEqualTo(headers + SEGMENT);
            together.writeBytes(Arrays.copyOfRange(segment, headers, segment.length));
        }
        assertThat(together.toByteArray()).isEqualTo(payload);
    }

    @Test
    void shouldHandOverASuperFrameAsItIsOrInSegments() {
        apply(port("from", ACCESS, Map.of()), port("card", ACCESS, Map.of("offloads", true)),
                port("plain", ACCESS, Map.of()), port("trunk", TRUNK, Map.of("offloads", true)),
                port("plainTrunk", TRUNK, Map.of()));
        final byte[] payload = payload(60_500);
        final byte[] frame = tcp(9, 1, payload);
        final long offload = Offload.segments(Offload.TCP_V4, SEGMENT, TCP, 16);
        at("from").send(frame, offload, 1);
        assertThat(statusAfter(1).totals()).as("a copy is one, however it is delivered")
                .isEqualTo(new FrameTotals(1, 4, 4, 0, 0));

        assertThat(at("card").delivered()).containsExactly(frame);
        assertThat(at("card").leftToDo()).containsExactly(offload);
        assertThat(at("trunk").delivered()).containsExactly(Runs.tagged(frame, 0x8100, 10));
        assertThat(at("trunk").leftToDo()).containsExactly(Offload.segments(Offload.TCP_V4, SEGMENT, TCP + 4, 16));
        assertThat(at("plain").leftToDo()).hasSize(61).containsOnly(0L);
        assertSegments(at("plain").delivered(), HEADERS, payload);
        assertSegments(at("plainTrunk").delivered(), HEADERS + 4, payload);
        assertThat(at("plain").flushes()).isEqualTo(1);
    }

    @Test
    void shouldTakeAPendingChecksumBehindATag() {
        apply(port("from", TRUNK, Map.of()), port("plain", ACCESS, Map.of()));
        final byte[] finished = tcp(9, 1, payload(100));
        final byte[] pending = finished.clone();
        // the sum of the pseudo header: addresses, protocol, length
        final int pseudo = 0x0A00 + 0x0001 + 0x0A00 + 0x0002 + 6 + 120;
        pending[TCP + 16] = (byte) (pseudo >>> 8);
        pending[TCP + 17] = (byte) pseudo;
        at("from").send(Runs.tagged(pending, 0x8100, 10), Offload.checksum(TCP + 4, 16), 1);
        statusAfter(1);
        assertThat(at("plain").delivered()).containsExactly(finished);
    }

    @Test
    void shouldShowAnalysersWhatTheyCanRead() {
        final SwitchSpec spec = new SwitchSpec("s", SwitchType.PRIVATE, List.of(), List.of(
                port("from", ACCESS, Map.of()), port("analyser", Vlan.UNTAGGED, Map.of())));
        engine.apply(List.of(spec.withMirrors(List.of(new MirrorSpec("m", List.of("from"),
                new MirrorSpec.Analyser.Erspan("analyser", station(8), station(7), IpAddress.parse("10.1.0.1"),
                        IpAddress.parse("10.1.0.2"), 5))))));
        final byte[] payload = payload(4_500);
        at("from").send(tcp(9, 1, payload), Offload.segments(Offload.TCP_V4, SEGMENT, TCP, 16), 1);
        assertThat(statusAfter(1).totals().delivered()).isEqualTo(5);
        assertSegments(at("analyser").delivered().stream()
                .map(packet -> Arrays.copyOfRange(packet, Erspan.OVERHEAD, packet.length)).toList(), HEADERS, payload);
    }

    @Test
    void shouldDropWhatNobodyCanFinish() {
        apply(port("from", ACCESS, Map.of()), port("card", ACCESS, Map.of("offloads", true)),
                port("plain", ACCESS, Map.of()));
        at("from").send(Runs.frame(255, 1), Offload.segments(Offload.TCP_V4, SEGMENT, 20, 16), 1);
        final SwitchStatus status = statusAfter(1);
        assertThat(at("card").delivered()).hasSize(1);
        assertThat(status.drops().stream().map(drop -> drop.port() + " " + drop.rule() + ": " + drop.reason()))
                .containsExactly("plain offload: its segments or its checksum cannot be made");
    }

    @Test
    void shouldDropACopyWhoseSegmentsDoNotAllFit() {
        apply(port("from", ACCESS, Map.of()), port("full", ACCESS, Map.of("holds", 3L)));
        at("from").send(tcp(9, 1, payload(5_000)), Offload.segments(Offload.TCP_V4, SEGMENT, TCP, 16), 1);
        final SwitchStatus status = statusAfter(1);
        assertThat(at("full").delivered()).hasSize(3);
        assertThat(at("full").flushes()).as("what was taken is sent").isEqualTo(1);
        assertThat(status.totals()).isEqualTo(new FrameTotals(1, 1, 0, 1, 0));
        assertThat(status.drops().stream().map(drop -> drop.port() + " " + drop.rule())).containsExactly(
                "full queueFull");
    }

    @Test
    void shouldCountWhatAnAttachmentTookAndLost() {
        apply(port("from", ACCESS, Map.of()), port("to", ACCESS, Map.of()));
        at("to").lose(2);
        at("from").send(tcp(9, 1, payload(5_000)), Offload.segments(Offload.TCP_V4, SEGMENT, TCP, 16), 1);
        final SwitchStatus status = statusAfter(1);
        assertThat(status.totals()).as("of five segments two were lost, and so one copy")
                .isEqualTo(new FrameTotals(1, 1, 0, 1, 0));
        assertThat(status.drops().stream().map(drop -> drop.port() + " " + drop.rule() + ": " + drop.reason()))
                .containsExactly("to refused: the cable is cut");
    }

    @Test
    void shouldGiveAPortItsTurnWhileAnotherFillsTheMemory() {
        final int frames = 20_000;
        apply(port("flood", ACCESS, Map.of()), port("neighbour", ACCESS, Map.of()),
                port("sink", ACCESS, Map.of("holds", 0L)), port("listener", ACCESS, Map.of()));
        at("sink").send(Runs.frame(255, 3));
        at("listener").send(Runs.frame(255, 4));
        statusAfter(2);
        final long offload = Offload.segments(Offload.TCP_V4, SEGMENT, TCP, 16);
        at("flood").send(tcp(3, 1, payload(60_000)), offload, frames);
        at("neighbour").send(tcp(4, 2, payload(60_000)), offload, 1);
        statusAfter(frames + 3);
        assertThat(at("listener").lastNanos()).isLessThan(at("sink").lastNanos());
    }
}
