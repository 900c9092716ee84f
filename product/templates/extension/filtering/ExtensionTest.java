package @PACKAGE@;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;

class @CLASS@Test {
    private static final byte[] REQUEST = Frames.between(1, 2).echo(true, 1, 1).build();
    private static final byte[] REPLY = Frames.between(2, 1).echo(false, 1, 1).build();
    private static final int SEED = 1;

    @Test
    void shouldDropEchoRequestsOnly() {
        try (TestSwitch s = TestSwitch.with(new @CLASS@()).ports("a", "b")) {
            s.enter("a", REQUEST).enter("b", REPLY);
            s.assertDropped("echo");
            s.assertDelivered("a", REPLY);
            s.assertDelivered("b");
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
