package org.signalbox.attachment.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signalbox.frame.TcpFlags.ACK;
import static org.signalbox.frame.TcpFlags.FIN;
import static org.signalbox.frame.TcpFlags.PSH;
import static org.signalbox.frame.TcpFlags.RST;
import static org.signalbox.frame.TcpFlags.SYN;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.FrameView;
import org.signalbox.frame.IpAddress;

/** TCP between guests over a wire that loses, and against segments made by hand. */
class TcpTest {
    private static final IpAddress SERVER = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.9");
    private static final int PEER_PORT = 50_000;
    private static final int PEER_SEQUENCE = 0xFFFF_FFF0; // wraps soon

    private final Hub hub = new Hub(0);
    private Guest server;
    private Guest client;

    /** Writes a text as there is room, and reads what comes back; closes when all was written. */
    private static final class Writer implements TcpApplication {
        private final TcpConnection connection;
        private final byte[] text;
        private final ByteArrayOutputStream echoed = new ByteArrayOutputStream();
        private int written;
        private boolean gone;

        Writer(final TcpConnection connection, final byte[] text) {
            this.connection = connection;
            this.text = text;
        }

        void write() {
            final int length = Math.min(connection.room(), text.length - written);
            if (connection.isEstablished() && length > 0) {
                connection.write(MemorySegment.ofArray(text), written, length);
                written += length;
                if (written == text.length) {
                    connection.close();
                }
                connection.push();
            }
        }

        @Override
        public int room() {
            return 8_192;
        }

        @Override
        public void take(final MemorySegment memory, final long offset, final int length) {
            echoed.writeBytes(memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
        }

        @Override
        public void finished() {
            connection.close();
        }

        @Override
        public void gone() {
            gone = true;
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, 1", "5, 2", "20, 3", "20, 4", "10, 5"})
    void shouldCarryEveryByteInOrderWhateverIsLost(final int lossPercent, final long seed) {
        final byte[] text = text(seed);
        final Writer writer = echo(text, lossPercent, seed);
        assertArrayEquals(text, writer.echoed.toByteArray(), "seed " + seed);
        if (lossPercent == 0) {
            hub.pass(3 * Hub.SECOND);
            assertTrue(writer.gone, "both ends closed");
            assertEquals(0, client.tcp().size());
            assertTrue(hub.now() < 10 * Hub.SECOND, "took " + hub.now() / 1e9 + " s");
        }
    }

    @ParameterizedTest
    @CsvSource({"35, 5", "35, 6", "35, 7", "45, 8", "60, 9", "90, 10"})
    void shouldTellThatItGaveUpWhereTooMuchIsLost(final int lossPercent, final long seed) {
        final byte[] text = text(seed);
        final Writer writer = echo(text, lossPercent, seed);
        final byte[] echoed = writer.echoed.toByteArray();
        assertArrayEquals(Arrays.copyOf(text, echoed.length), echoed, "seed " + seed);
        assertTrue(writer.gone || echoed.length == text.length, "neither told nor complete");
        assertTrue(writer.gone || lossPercent < 60, "nobody gets through that");
        hub.pass(600 * Hub.SECOND);
        // the server may stay half open: it has nothing to send, and keep-alives are off (RFC 9293, 3.8.4)
        assertEquals(0, client.tcp().size());
    }

    private static byte[] text(final long seed) {
        final byte[] text = new byte[200_000];
        new Random(seed).nextBytes(text);
        return text;
    }

    /** Sends a text to be echoed over a wire that loses, until it is back or the connection is gone. */
    private Writer echo(final byte[] text, final int lossPercent, final long seed) {
        server = hub.guest("{'addresses': ['10.0.0.1/24'], 'serves': ['echo-tcp']}");
        client = hub.guest("{'addresses': ['10.0.0.2/24']}");
        hub.pass(Hub.SECOND);
        final Random random = new Random(seed);
        hub.lose(_ -> random.nextInt(100) < lossPercent);
        final Writer[] writer = new Writer[1];
        client.tcp().connect(IpAddress.parse("10.0.0.2"), SERVER, 7, connection -> {
            writer[0] = new Writer(connection, text);
            return writer[0];
        });
        final long end = hub.now() + 3_600 * Hub.SECOND;
        while (writer[0].echoed.size() < text.length && !writer[0].gone && hub.now() < end) {
            writer[0].write();
            hub.pass(5 * Hub.MILLISECOND);
        }
        return writer[0];
    }

    @Test
    void shouldKeepUpALoad() {
        hub.guest("{'addresses': ['10.0.0.1/24'], 'serves': ['echo-tcp']}");
        hub.guest("{'addresses': ['10.0.0.2/24'], 'load': [{'to': '10.0.0.1', 'protocol': 'tcp', 'rate': 500}]}");
        hub.pass(150 * Hub.SECOND);
        final String rate = "(499|500|501)/s";
        assertTrue(hub.status(2).matches("10.0.0.2, tcp 10.0.0.1:7: " + rate + " out, " + rate + " back"),
                hub.status(2));
        final List<Integer> flags = hub.seen().stream().map(sent -> FrameView.of(sent.frame()).tcpFlags()).toList();
        assertEquals(3, flags.stream().filter(each -> each == SYN).count(), "a new connection each minute");
        assertTrue(flags.stream().noneMatch(each -> each > 0 && (each & RST) != 0));
    }

    @Test
    void shouldComeBackWhenTheServerDoes() {
        final Guest server = hub.guest("{'addresses': ['10.0.0.1/24'], 'serves': ['echo-tcp']}");
        hub.guest("{'addresses': ['10.0.0.2/24'], 'load': [{'to': '10.0.0.1', 'protocol': 'tcp'}]}");
        hub.pass(10 * Hub.SECOND);
        assertEquals(1, server.tcp().size());
        hub.lose(_ -> true);
        hub.pass(90 * Hub.SECOND);
        hub.lose(_ -> false);
        hub.pass(20 * Hub.SECOND);
        assertEquals("10.0.0.2, tcp 10.0.0.1:7: 100/s out, 100/s back", hub.status(2));
    }

    private final FrameBuilder builder = new FrameBuilder();
    private int acknowledgement;

    private void serve() {
        server = hub.guest("{'addresses': ['10.0.0.1/24'], 'serves': ['echo-tcp']}");
        hub.pass(Hub.SECOND);
        hub.send(builder.ethernet(Hub.mac(1), Hub.mac(9)).arp(1, Hub.mac(9), PEER, Hub.mac(1), SERVER).build());
    }

    private void send(final int port, final int sequence, final int flags, final int window, final byte[] data) {
        hub.send(builder.ethernet(Hub.mac(1), Hub.mac(9)).ipv4(PEER, SERVER)
                .tcp(PEER_PORT, port, sequence, (flags & ACK) == 0 ? 0 : acknowledgement, flags, window)
                .payload(data).build());
    }

    private List<FrameView> answers() {
        return hub.seen().stream().filter(sent -> sent.station() == 0).map(sent -> FrameView.of(sent.frame()))
                .filter(frame -> frame.tcpFlags() >= 0).toList();
    }

    private FrameView last() {
        return answers().getLast();
    }

    private void handshake(final int window) {
        serve();
        send(7, PEER_SEQUENCE - 1, SYN, window, new byte[0]);
        assertEquals(SYN | ACK, last().tcpFlags());
        assertEquals(PEER_SEQUENCE, (int) last().tcpAcknowledgement());
        acknowledgement = (int) last().tcpSequence() + 1;
        send(7, PEER_SEQUENCE, ACK, window, new byte[0]);
    }

    @Test
    void shouldResetWhatNobodyWants() {
        serve();
        send(80, 100, SYN, 1000, new byte[0]);
        assertEquals(RST | ACK, last().tcpFlags());
        assertEquals(0, last().tcpSequence());
        assertEquals(101, last().tcpAcknowledgement());
        acknowledgement = 4711;
        send(7, 100, ACK, 1000, new byte[10]);
        assertEquals(RST, last().tcpFlags());
        assertEquals(4711, last().tcpSequence());
        final int before = answers().size();
        send(7, 100, RST, 1000, new byte[0]);
        assertEquals(before, answers().size(), "a reset is never answered");
    }

    @Test
    void shouldEchoAndCloseInOrder() {
        handshake(1000);
        send(7, PEER_SEQUENCE, ACK | PSH, 1000, new byte[20]);
        assertEquals(ACK | PSH, last().tcpFlags());
        assertEquals(20, last().payloadLength());
        assertEquals(PEER_SEQUENCE + 20, (int) last().tcpAcknowledgement());
        acknowledgement += 20;
        send(7, PEER_SEQUENCE + 20, ACK | FIN, 1000, new byte[0]);
        assertEquals(ACK | FIN, last().tcpFlags());
        assertEquals(PEER_SEQUENCE + 21, (int) last().tcpAcknowledgement());
        acknowledgement++;
        final int before = answers().size();
        send(7, PEER_SEQUENCE + 21, ACK, 1000, new byte[0]);
        hub.pass(20 * Hub.SECOND);
        assertEquals(before, answers().size(), "nothing is left to be said");
        send(7, PEER_SEQUENCE + 21, ACK, 1000, new byte[0]);
        assertEquals(RST, last().tcpFlags(), "the connection is forgotten");
    }

    @Test
    void shouldNotSendIntoAClosedWindowButProbeIt() {
        handshake(0);
        send(7, PEER_SEQUENCE, ACK | PSH, 0, new byte[100]);
        assertEquals(ACK, last().tcpFlags(), "only an acknowledgement");
        hub.pass(3 * Hub.SECOND);
        assertEquals(1, last().payloadLength(), "a probe");
        final int before = answers().size();
        send(7, PEER_SEQUENCE + 100, ACK, 1000, new byte[0]);
        assertTrue(answers().size() > before);
        assertEquals(100, answers().stream().skip(before).mapToInt(FrameView::payloadLength).sum(), 1);
    }

    @Test
    void shouldTakeNoMoreThanItCanEcho() {
        handshake(0);
        int sequence = PEER_SEQUENCE;
        while (last().tcpWindow() > 0) {
            final int length = Math.min(1400, last().tcpWindow());
            send(7, sequence, ACK, 0, new byte[length]);
            sequence += length;
            assertEquals(sequence, (int) last().tcpAcknowledgement());
            assertTrue(sequence - PEER_SEQUENCE <= SendBuffer.CAPACITY);
        }
        hub.pass(Hub.SECOND);
        send(7, sequence, ACK, 0, new byte[100]);
        assertEquals(sequence, (int) last().tcpAcknowledgement(), "not taken");
        acknowledgement += 0;
        send(7, sequence, ACK, 0xFFFF, new byte[0]);
        for (int i = 0; i < 100 && (int) last().tcpSequence() + last().payloadLength() - acknowledgement > 0; i++) {
            acknowledgement = (int) last().tcpSequence() + last().payloadLength();
            send(7, sequence, ACK, 0xFFFF, new byte[0]);
        }
        assertTrue(last().tcpWindow() > 1400, "it says that there is room again: " + last().tcpWindow());
    }

    @Test
    void shouldAskAgainForWhatCameOutOfOrder() {
        handshake(1000);
        send(7, PEER_SEQUENCE + 10, ACK, 1000, new byte[10]);
        assertEquals(ACK, last().tcpFlags());
        assertEquals(PEER_SEQUENCE, (int) last().tcpAcknowledgement());
        send(7, PEER_SEQUENCE, ACK, 1000, new byte[10]);
        assertEquals(PEER_SEQUENCE + 10, (int) last().tcpAcknowledgement());
        send(7, PEER_SEQUENCE, ACK, 1000, new byte[20]);
        assertEquals(PEER_SEQUENCE + 20, (int) last().tcpAcknowledgement(), "what overlaps is taken once");
    }

    @Test
    void shouldBelieveOnlyAResetThatFits() {
        handshake(1000);
        send(7, PEER_SEQUENCE + 5, RST, 1000, new byte[0]);
        assertEquals(ACK, last().tcpFlags(), "a challenge (RFC 5961)");
        send(7, PEER_SEQUENCE, RST, 1000, new byte[0]);
        send(7, PEER_SEQUENCE, ACK, 1000, new byte[0]);
        assertEquals(RST, last().tcpFlags(), "it is gone");
    }

    @Test
    void shouldGiveUpOnASilentPeer() {
        handshake(1000);
        send(7, PEER_SEQUENCE, ACK | PSH, 1000, new byte[20]);
        hub.pass(120 * Hub.SECOND);
        assertTrue((last().tcpFlags() & RST) != 0);
        final int before = answers().size();
        assertTrue(before < 20, before + " segments to a silent peer");
        hub.pass(600 * Hub.SECOND);
        assertEquals(before, answers().size());
    }

    @Test
    void shouldHoldABoundedNumberOfConnections() {
        serve();
        for (int port = 1; port <= 1_000; port++) {
            hub.send(builder.ethernet(Hub.mac(1), Hub.mac(9)).ipv4(PEER, SERVER).tcp(port, 7, port, 0, SYN, 1000)
                    .build());
        }
        assertEquals(SYN | ACK, last().tcpFlags(), "the newest is still served");
        assertEquals(Tcp.MOST, server.tcp().size());
        hub.pass(120 * Hub.SECOND);
        final int before = answers().size();
        hub.pass(600 * Hub.SECOND);
        assertEquals(before, answers().size(), "handshakes that nobody ends are given up");
    }
}
