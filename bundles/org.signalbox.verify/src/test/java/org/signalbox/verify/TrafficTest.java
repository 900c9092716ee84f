package org.signalbox.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.ChecksumState;
import org.signalbox.frame.FrameView;

/** The traffic is what the checks take it for. */
class TrafficTest {
    private static final long SEED = 7;

    @Test
    void shouldMarkEveryOrdinaryFrameAndLetNoneShareATime() {
        final List<Sent> frames = new OrdinaryTraffic(SEED).frames(1_000);
        final Set<Long> times = new HashSet<>();
        for (final Sent sent : frames) {
            assertThat(OrdinaryTraffic.mark(sent.frame()))
                    .isEqualTo(new OrdinaryTraffic.FlowMark(sent.flow(), sent.number()));
            times.add(sent.timeNanos());
        }
        assertThat(times).hasSameSizeAs(frames);
        assertThat(frames).extracting(Sent::flow).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void shouldSendNoChecksumThatIsWrong() {
        for (final Sent sent : new OrdinaryTraffic(SEED).frames(1_000)) {
            assertThat(FrameView.of(sent.frame()).ipChecksum()).isNotEqualTo(ChecksumState.BAD);
            assertThat(FrameView.of(sent.frame()).transportChecksum()).isNotEqualTo(ChecksumState.BAD);
        }
    }

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(bytes(new HostileTraffic(SEED).frames())).isDeepEqualTo(bytes(new HostileTraffic(SEED).frames()));
        assertThat(bytes(new OrdinaryTraffic(SEED).frames(100)))
                .isDeepEqualTo(bytes(new OrdinaryTraffic(SEED).frames(100)));
    }

    @Test
    void shouldCutAtEveryByteAndSendTheShortestFirst() {
        final List<Sent> frames = new HostileTraffic(SEED).frames();
        assertThat(frames).extracting(sent -> sent.frame().length).isSorted().contains(0, 13, 14, 33, 34, 41, 42, 53);
    }

    private static byte[][] bytes(final List<Sent> frames) {
        return frames.stream().map(Sent::frame).toArray(byte[][]::new);
    }
}
