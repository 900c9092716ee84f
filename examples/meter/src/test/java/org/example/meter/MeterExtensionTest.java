package org.example.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.IpPrefix;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

class MeterExtensionTest {
    private static final byte[] TO_2 = Frames.between(1, 2).udp(1000, 53).pad(60).build();
    private static final byte[] FROM_2 = Frames.between(2, 1).udp(53, 1000).pad(100).build();
    private static final byte[] TO_3 = Frames.between(1, 3).udp(1000, 53).pad(70).build();
    private static final StagePort PORT = new StagePort(0, "a", Optional.empty());
    private static final int SEED = 1;

    private final MeterExtension meter = new MeterExtension();

    private static Metered metered(final String... prefixes) {
        return new Metered(Stream.of(prefixes).map(IpPrefix::parse).toList());
    }

    private FilteringStage stage() {
        return meter.create(new Named());
    }

    @Test
    void shouldCountBothDirectionsByTheFirstPrefixThatFits() {
        try (TestSwitch s = TestSwitch.with(meter).policy("a", metered("10.0.0.2", "10.0.0.0/30")).ports("a", "b")) {
            s.enter("a", TO_2).enter("b", FROM_2).enter("a", TO_3).enter("a", Frames.arpRequest(1, 2));
            s.assertNothingDropped();
            assertThat(meter.readings()).containsExactly(
                    new Reading("test", "a", "10.0.0.0/30", 1, 70, 0, 0),
                    new Reading("test", "a", "10.0.0.2/32", 1, 60, 1, 100),
                    new Reading("test", "a", "other", 1, 60, 0, 0));
            assertThat(new GetMeterReading(meter).query(null,
                    new GetMeterReading.Parameters(Optional.of("b"), Optional.empty()))).isEmpty();
        }
        assertThat(meter.readings()).isEmpty();
    }

    @Test
    void shouldSayWhatItCountedAFrameFor() {
        try (TestSwitch s = TestSwitch.with(meter).policy("a", metered("10.0.0.0/8")).ports("a", "b")) {
            s.enter("a", TO_2).enter("b", FROM_2);
            assertThat(s.decisions().getFirst().ingress()).extracting(Step::rule).contains("prefixes[0]");
            assertThat(s.decisions().getLast().copies().getFirst().steps()).extracting(Step::reason)
                    .contains("counted for 10.0.0.0/8");
        }
    }

    @Test
    void shouldHandItsFiguresToTheNextVersion() {
        final FilteringStage next = stage();
        next.portChanged(PORT, metered("fd00::/8"));
        assertThat(next.restore(PORT, state("10.0.0.0/8", 1, 60, 0, 0))).isTrue();
        assertThat(next.restore(PORT, state("10.0.0.0/8", 2, 70, 5, 6))).as("another worker's part").isTrue();
        assertThat(meter.readings()).contains(new Reading("prod", "a", "10.0.0.0/8", 3, 130, 5, 6));
        final FilteringStage after = stage();
        assertThat(after.restore(PORT, next.save(PORT).orElseThrow())).isTrue();
        next.close();
        assertThat(meter.readings()).contains(new Reading("prod", "a", "10.0.0.0/8", 3, 130, 5, 6));
        assertThat(after.save(new StagePort(1, "b", Optional.empty()))).isEmpty();
    }

    @Test
    void shouldChangeNothingByAStateThatItDoesNotUnderstand() {
        final FilteringStage stage = stage();
        stage.portChanged(PORT, metered());
        final byte[] good = state("10.0.0.0/8", 1, 2, 3, 4).data();
        assertThat(stage.restore(PORT, new PortState(2, good))).isFalse();
        for (int length = 1; length < good.length; length++) {
            assertThat(stage.restore(PORT, new PortState(1, Arrays.copyOf(good, length)))).isFalse();
        }
        assertThat(meter.readings()).containsExactly(new Reading("prod", "a", "other", 0, 0, 0, 0));
    }

    private static PortState state(final String prefix, final long... figures) {
        final ByteBuffer data = ByteBuffer.allocate(1 + prefix.length() + 32);
        data.put((byte) prefix.length()).put(prefix.getBytes(StandardCharsets.US_ASCII));
        for (final long figure : figures) {
            data.putLong(figure);
        }
        return new PortState(1, data.array());
    }

    @Test
    void shouldRefuseAPrefixThatIsThereTwice() {
        assertThatThrownBy(() -> metered("10.0.0.0/8", "10.0.0.0/8")).hasMessage(
                "found a prefix twice in [10.0.0.0/8, 10.0.0.0/8], expected each once");
        assertThatThrownBy(() -> metered(Stream.iterate(0, k -> k + 1).limit(33).map(k -> "10.0.0." + k)
                .toArray(String[]::new))).hasMessage("found 33 prefixes, expected at most 32");
    }

    @Test
    void shouldBearAnyFrame() {
        try (TestSwitch s = TestSwitch.with(meter).policy("a", metered("10.0.0.0/8", "fd00::/8")).ports("a", "b")) {
            Frames.hostile(SEED).limit(1000).forEach(frame -> s.enter("a", frame));
            assertThat(s.decisions()).hasSize(1000);
        }
    }

    private static final class Named implements StageContext {
        @Override
        public String switchName() {
            return "prod";
        }

        @Override
        public int dropReason(final String rule, final String reason) {
            throw new UnsupportedOperationException("a meter drops nothing");
        }
    }
}
