package @PACKAGE@;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;

class @CLASS@Test {
    private static final byte[] QUESTION = Frames.between(1, 2).udp(1000, 53).pad(60).build();
    private static final byte[] ANSWER = Frames.between(2, 1).udp(53, 1000).pad(60).build();
    private static final int SEED = 1;

    @Test
    void shouldSendEveryFrameToAllOtherPorts() {
        try (TestSwitch s = TestSwitch.with(new @CLASS@()).ports("a", "b", "c")) {
            s.enter("a", QUESTION).enter("b", ANSWER);
            s.assertDelivered("a", ANSWER);
            s.assertDelivered("b", QUESTION);
            s.assertDelivered("c", QUESTION, ANSWER);
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
