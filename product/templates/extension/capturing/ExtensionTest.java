package @PACKAGE@;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;

class @CLASS@Test {
    private static final byte[] FRAME = Frames.between(1, 2).udp(1000, 53).pad(60).build();
    private static final int SEED = 1;

    @Test
    void shouldCountFramesAndLetThemPass() {
        final @CLASS@ extension = new @CLASS@();
        try (TestSwitch s = TestSwitch.with(extension).ports("a", "b")) {
            s.enter("a", FRAME).enter("a", FRAME);
            s.assertDelivered("b", FRAME, FRAME);
            assertThat(extension.frames()).isEqualTo(2);
            assertThat(extension.bytes()).isEqualTo(120);
        }
    }

    @Test
    void shouldBearAnyFrame() {
        try (TestSwitch s = TestSwitch.with(new @CLASS@()).ports("a", "b")) {
            Frames.hostile(SEED).limit(1000).forEach(frame -> s.enter("a", frame));
            assertThat(s.decisions()).hasSize(1000);
        }
    }
}
