package org.signalbox.attachment.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.frame.ChecksumState;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.FrameView;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.Offload;
import org.signalbox.frame.TcpFlags;
import org.signalbox.frame.VlanTag;

/** A port against the host's own network stack, which answers at the other end of a TAP device. */
@ParameterizedClass(name = "with io_uring: {0}")
@ValueSource(booleans = {true, false})
class TapPortTest extends PortsTest {
    /** The longest that an interface has. */
    private static final int LONGEST_MTU = 65_521;
    private static final int ARRIVES_FIRST = 12;

    private static final MacAddress OURS = MacAddress.parse("02:00:00:00:00:09");
    private static final IpAddress HOST = IpAddress.parse("10.0.0.1");
    private static final IpAddress OUR_ADDRESS = IpAddress.parse("10.0.0.9");

    @Parameter
    private boolean ring;
    private String namespace;
    private WorkerStandIn worker;

    private void connect(final boolean offload) {
        assumeTrue(!ring || IoRing.reads(), "this kernel has no io_uring that reads again and again (Linux 6.7)");
        namespace = networks().add();
        worker = tap(new TapAttachments(interfaces(), () -> ring), namespace, "tap0", true, offload);
        worker.untilStatus("UP: TAP device tap0");
        networks().ip(namespace, "addr add 10.0.0.1/24 dev tap0");
    }

    private void exchange(final byte[] frame) {
        assertTrue(worker.send(frame));
        worker.flush();
        assertEquals(0, worker.pending());
    }

    private FrameView last() {
        return FrameView.of(worker.received().getLast().frame());
    }

    private MacAddress hostsMac() {
        exchange(new FrameBuilder().ethernet(MacAddress.parse("ff:ff:ff:ff:ff:ff"), OURS)
                .arp(1, OURS, OUR_ADDRESS, MacAddress.parse("00:00:00:00:00:00"), HOST).build());
        worker.until("the host answers", () -> !worker.received().isEmpty() && last().arpOperation() == 2);
        return last().source().orElseThrow();
    }

    @Test
    void shouldTalkWithTheHost() {
        connect(true);
        final MacAddress host = hostsMac();
        exchange(new FrameBuilder().ethernet(host, OURS).ipv4(OUR_ADDRESS, HOST).echo(true, 1, 2)
                .payload(new byte[1_400]).build());
        worker.until("the host echoes", () -> last().icmpType() == 0);
        assertEquals(Optional.of(OUR_ADDRESS), last().ipDestination());
        assertEquals(14 + 20 + 8 + 1_400, worker.received().getLast().frame().length);
    }

    @Test
    void shouldLeaveChecksumsToTheHostAndTakeThemFromIt() throws IOException {
        connect(true);
        final long leftToDo = leftToDoToAnAnswer();
        assertEquals(14 + 20, Offload.checksumStart(leftToDo));
        assertEquals(14 + 20 + 16, Offload.checksumField(leftToDo));
        assertEquals(ChecksumState.BAD, last().transportChecksum());
    }

    @Test
    void shouldLeaveNothingToBeDoneWithoutOffload() throws IOException {
        connect(false);
        assertEquals(0, leftToDoToAnAnswer());
        assertEquals(ChecksumState.GOOD, last().transportChecksum());
    }

    private long leftToDoToAnAnswer() throws IOException {
        final MacAddress host = hostsMac();
        try (ServerSocket server = Namespace.of(Optional.of(namespace)).run(() -> {
            try {
                return new ServerSocket(2000);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        })) {
            assertEquals(2000, server.getLocalPort());
            return connect(host);
        }
    }

    /** Asks for a connection, the checksum pending; what is left to be done to the answer. */
    private long connect(final MacAddress host) {
        final byte[] frame = new FrameBuilder().ethernet(host, OURS).ipv4(OUR_ADDRESS, HOST)
                .tcp(1000, 2000, 1, 0, TcpFlags.SYN, 1000).build();
        final int transport = 14 + 20;
        final int pseudo = 0x0A00 + 1 + 0x0A00 + 9 + 6 + 20;
        frame[transport + 16] = (byte) (pseudo >>> 8);
        frame[transport + 17] = (byte) pseudo;
        assertTrue(worker.send(frame, Offload.checksum(transport, 16)));
        worker.flush();
        worker.until("the host accepts", () -> last().tcpFlags() == (TcpFlags.SYN | TcpFlags.ACK));
        return worker.received().getLast().offload();
    }

    @Test
    void shouldCarryTags() {
        connect(true);
        exchange(new FrameBuilder().ethernet(MacAddress.parse("ff:ff:ff:ff:ff:ff"), OURS).vlan(5)
                .arp(1, OURS, OUR_ADDRESS, MacAddress.parse("00:00:00:00:00:00"), HOST).build());
        hostsMac();
        assertEquals(1, worker.received().size(), "the host has no interface in that VLAN and is silent");
        final WorkerStandIn cable = cableTo("tap0");
        assertTrue(cable.send(new FrameBuilder().ethernet(OURS, OURS).vlan(5).etherType(0x88B5).payload(new byte[50])
                .build()));
        cable.flush();
        worker.until("a frame with a tag came", () -> last().etherType() == 0x88B5);
        assertEquals(Optional.of(VlanTag.of(EtherType.VLAN, 5)), last().tag(0));
    }

    /** A port at the host's end of the TAP device: what it sends is what the host sends there. */
    private WorkerStandIn cableTo(final String name) {
        final WorkerStandIn port = packet(namespace, name);
        port.untilStatus("UP: interface " + name);
        return port;
    }

    @Test
    void shouldRestUntilAFrameComes() {
        connect(true);
        worker.until("it rests", () -> !worker.isBusy());
        final WorkerStandIn cable = cableTo("tap0");
        assertTrue(cable.send(new FrameBuilder().ethernet(OURS, OURS).etherType(0x88B5).payload(new byte[50]).build()));
        cable.flush();
        worker.until("a frame came", () -> !worker.received().isEmpty());
        worker.until("it rests again", () -> !worker.isBusy());
        assertFalse(worker.isBusy());
    }

    /** A frame that the host has no business with, beginning with its number. */
    private static byte[] frame(final int number, final int length) {
        final byte[] frame = new byte[length];
        new Random(number).nextBytes(frame);
        ByteBuffer.wrap(frame).putShort((short) 0x0200).putInt(number).putInt(0x0200_0000).putShort((short) 1)
                .putShort((short) 0x88B5);
        return frame;
    }

    private static int length(final int number) {
        return number % 7 == 0 ? 14 + LONGEST_MTU - number : 60 + number % 1_400;
    }

    private WorkerStandIn longCable() {
        connect(false);
        networks().ip(namespace, "link set tap0 mtu " + LONGEST_MTU);
        return cableTo("tap0");
    }

    @Test
    void shouldKeepTheOrderOfFloodsBothWays() {
        final WorkerStandIn cable = longCable();
        final int frames = 7_000;
        for (int sent = 0; sent < frames;) {
            for (int burst = 0; burst < 100; burst++, sent++) {
                assertTrue(worker.send(frame(sent, length(sent))));
                assertTrue(cable.send(frame(sent, length(sent))));
                if (burst == 50) {
                    worker.flush();
                }
            }
            worker.flush();
            cable.flush();
            final int expected = sent;
            worker.until("a burst came", () -> worker.received().size() == expected);
            cable.until("a burst came", () -> cable.received().size() == expected);
        }
        for (int k = 0; k < frames; k++) {
            assertArrayEquals(frame(k, length(k)), worker.received().get(k).frame());
            assertArrayEquals(frame(k, length(k)), cable.received().get(k).frame());
        }
        assertEquals(List.of(), worker.losses());
    }

    /** The first worker reads more than it has room for; what it leaves is the next worker's, in order. */
    @Test
    void shouldGoFromWorkerToWorkerWithoutLoss() throws InterruptedException {
        final WorkerStandIn cable = longCable();
        final int frames = 45;
        int sent = 0;
        for (final boolean released : List.of(true, false, true)) {
            final int taken = worker.received().size();
            for (; sent < taken + frames; sent++) {
                assertTrue(cable.send(frame(sent, 14 + LONGEST_MTU)));
            }
            cable.flush();
            final Thread former = Thread.ofPlatform().start(() -> {
                worker.until("some came", () -> worker.received().size() >= taken + ARRIVES_FIRST);
                if (released) {
                    worker.release();
                }
            });
            former.join();
            assertTrue(worker.received().size() < sent, "some are left");
        }
        final int expected = sent;
        worker.until("all came", () -> worker.received().size() == expected);
        for (int k = 0; k < sent; k++) {
            assertArrayEquals(frame(k, 14 + LONGEST_MTU), worker.received().get(k).frame());
        }
    }
}
