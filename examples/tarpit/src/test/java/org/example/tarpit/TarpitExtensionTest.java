package org.example.tarpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signalbox.frame.ChecksumState;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.FrameView;
import org.signalbox.frame.TcpFlags;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;

class TarpitExtensionTest {
    private static final int SCANNER = 1;
    private static final int VICTIM = 2;
    private static final int TELNET = 23;
    private static final byte[] SYN = tcp(TELNET, 1000, 0, TcpFlags.SYN).build();
    private static final byte[] DATA = tcp(TELNET, 1001, 77, TcpFlags.ACK | TcpFlags.PSH).payload(new byte[5]).build();
    private static final int SEED = 1;

    private TestSwitch s;

    private static FrameBuilder tcp(final int port, final int sequence, final int acknowledgement, final int flags) {
        return Frames.between(SCANNER, VICTIM).tcp(40_000, port, sequence, acknowledgement, flags, 64_000);
    }

    @BeforeEach
    void open() {
        s = TestSwitch.with(new TarpitExtension()).policy("in", new Pit(List.of(TELNET, 2323))).ports("in", "victim");
        s.enter("in", Frames.arpRequest(SCANNER, VICTIM)).enter("victim", Frames.arpRequest(VICTIM, SCANNER));
    }

    @AfterEach
    void close() {
        s.close();
    }

    /** The one frame that was sent to the scanner since its neighbour had asked for it. */
    private FrameView answer() {
        assertThat(s.delivered("in")).hasSize(2);
        final FrameView answer = FrameView.of(s.delivered("in").getLast());
        assertThat(answer.flags()).isZero();
        assertThat(answer.ipChecksum()).isIn(ChecksumState.GOOD, ChecksumState.ABSENT);
        assertThat(answer.transportChecksum()).isEqualTo(ChecksumState.GOOD);
        assertThat(answer.destination()).contains(Frames.mac(SCANNER));
        assertThat(answer.source()).contains(Frames.mac(VICTIM));
        assertThat(answer.sourcePort()).isEqualTo(TELNET);
        assertThat(answer.destinationPort()).isEqualTo(40_000);
        assertThat(answer.tcpWindow()).isZero();
        return answer;
    }

    @Test
    void shouldAcceptAConnectionWithoutTheVictim() {
        s.enter("in", SYN);
        final FrameView answer = answer();
        assertThat(answer.tcpFlags()).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
        assertThat(answer.tcpAcknowledgement()).isEqualTo(1001);
        assertThat(answer.ipSource()).contains(Frames.ipv4(VICTIM));
        assertThat(answer.ipDestination()).contains(Frames.ipv4(SCANNER));
        assertThat(s.delivered("victim")).hasSize(1);
        s.assertDropped("tarpit");
    }

    @Test
    void shouldAnswerASynThatIsSentAgainInTheSameWay() {
        s.enter("in", SYN).enter("in", SYN);
        assertThat(s.delivered("in").get(1)).isEqualTo(s.delivered("in").get(2));
    }

    @Test
    void shouldAcknowledgeNoDataButShowTheWindow() {
        s.enter("in", DATA);
        final FrameView answer = answer();
        assertThat(answer.tcpFlags()).isEqualTo(TcpFlags.ACK);
        assertThat(answer.tcpAcknowledgement()).isEqualTo(1001);
        assertThat(answer.tcpSequence()).isEqualTo(77);
    }

    @Test
    void shouldLetOtherSegmentsEnd() {
        s.enter("in", tcp(TELNET, 1001, 77, TcpFlags.ACK).build())
                .enter("in", tcp(TELNET, 1001, 77, TcpFlags.RST).build())
                .enter("in", tcp(TELNET, 1001, 77, TcpFlags.FIN | TcpFlags.ACK).build());
        assertThat(s.delivered("in")).hasSize(1);
        assertThat(s.drops()).hasSize(3).allSatisfy(drop -> assertThat(drop.rule()).isEqualTo("tarpit"));
    }

    @Test
    void shouldAnswerIpv6() {
        s.enter("in", new FrameBuilder().ethernet(Frames.mac(VICTIM), Frames.mac(SCANNER))
                .ipv6(Frames.ipv6(SCANNER), Frames.ipv6(VICTIM)).tcp(40_000, TELNET, 7, 0, TcpFlags.SYN, 100).build());
        assertThat(answer().ipDestination()).contains(Frames.ipv6(SCANNER));
    }

    @Test
    void shouldLeaveOtherPortsAndTheWayBackAlone() {
        final byte[] web = tcp(80, 1, 0, TcpFlags.SYN).build();
        final byte[] reply = Frames.between(VICTIM, SCANNER).tcp(80, TELNET, 1, 2, TcpFlags.ACK, 100).build();
        s.enter("in", web).enter("victim", reply);
        assertThat(s.delivered("victim")).contains(web, atIndex(1));
        assertThat(s.delivered("in").getLast()).isEqualTo(reply);
        s.assertNothingDropped();
    }

    @Test
    void shouldBearAnyFrame() {
        final int before = s.decisions().size();
        Frames.hostile(SEED).limit(1000).forEach(frame -> s.enter("in", frame));
        assertThat(s.decisions()).hasSizeGreaterThanOrEqualTo(before + 1000);
    }
}
