package org.signalbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.FrameView;
import org.signalbox.vswitch.FrameTotals;

class FramesTest {
    private static final int SEED = 5;
    private static final int COUNT = 2000;

    private static List<String> hex(final Stream<byte[]> frames) {
        return frames.limit(COUNT).map(HexFormat.of()::formatHex).toList();
    }

    @Test
    void shouldGiveTheSameFramesForTheSameSeed() {
        assertThat(hex(Frames.random(SEED))).isEqualTo(hex(Frames.random(SEED)))
                .isNotEqualTo(hex(Frames.random(SEED + 1)));
        assertThat(hex(Frames.hostile(SEED))).isEqualTo(hex(Frames.hostile(SEED)))
                .isNotEqualTo(hex(Frames.hostile(SEED + 1)));
    }

    @Test
    void shouldMakeValidFramesOfEveryKind() {
        final Set<Integer> protocols = new HashSet<>();
        Frames.random(SEED).limit(COUNT).forEach(frame -> {
            final FrameView view = FrameView.of(frame);
            assertThat(frame.length).isBetween(60, 1514);
            if (view.ipVersion() != 0) {
                assertThat(view.transportOffset()).isGreaterThan(0);
                protocols.add(view.ipProtocol());
            }
        });
        assertThat(protocols).containsExactlyInAnyOrder(1, 6, 17, 58);
    }

    @Test
    void shouldSpoilFramesOfEveryLength() {
        final List<Integer> lengths = new ArrayList<>();
        Frames.hostile(SEED).limit(COUNT).forEach(frame -> lengths.add(frame.length));
        assertThat(lengths).anyMatch(length -> length < 14).anyMatch(length -> length > 1000)
                .allMatch(length -> length <= 1514);
    }

    @Test
    void shouldKeepAccountOfHostileFrames() {
        try (TestSwitch s = TestSwitch.with(new Samples.Limit(), new Samples.Meter()).ports("a", "b", "c")) {
            Frames.hostile(SEED).limit(COUNT).forEach(frame -> s.enter("a", frame));
            assertThat(s.decisions()).hasSize(COUNT);
            final FrameTotals totals = s.status().totals();
            assertThat(totals.copies()).isEqualTo(totals.delivered() + totals.dropped());
            assertThat(totals.delivered()).isEqualTo(s.delivered("b").size() + s.delivered("c").size());
        }
    }
}
