package org.example.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;
import org.signalbox.vswitch.extension.PortState;

class ObserverExtensionTest {
    private static final byte[] ARP = Frames.arpRequest(1, 2);
    private static final byte[] UDP = Frames.between(2, 1).udp(53, 1000).pad(100).build();
    private static final int SEED = 1;

    private final ObserverExtension observer = new ObserverExtension();

    @Test
    void shouldCountByPortAndProtocolAndLetAllPass() {
        try (TestSwitch s = TestSwitch.with(observer).ports("a", "b", "c")) {
            s.enter("a", ARP).enter("b", UDP).enter("b", UDP);
            s.assertDelivered("a", UDP, UDP);
            s.assertDelivered("c", ARP);
            s.assertNothingDropped();
            assertThat(observer.traffic()).contains(
                    new Traffic("test", "a", Protocol.ARP, 1, 60, 0, 0),
                    new Traffic("test", "a", Protocol.UDP, 0, 0, 2, 200),
                    new Traffic("test", "b", Protocol.UDP, 2, 200, 0, 0),
                    new Traffic("test", "c", Protocol.ARP, 0, 0, 1, 60));
            assertThat(new GetObservedTraffic(observer).query(null,
                    new GetObservedTraffic.Parameters(Optional.of("test")))).hasSize(5)
                    .allSatisfy(each -> assertThat(each.framesIn() + each.framesOut()).isPositive());
        }
        assertThat(observer.traffic()).as("of a switch that is gone").isEmpty();
    }

    @Test
    void shouldRememberWhatItCounted() {
        final ObserverExtension next = new ObserverExtension();
        try (TestSwitch s = TestSwitch.with(observer).ports("a", "b", "c")) {
            s.enter("b", UDP).upgrade(next).enter("b", UDP);
            s.assertDelivered("a", UDP, UDP);
            assertThat(next.traffic()).contains(new Traffic("test", "b", Protocol.UDP, 2, 200, 0, 0));
            assertThat(observer.traffic()).as("of a version that is gone").isEmpty();
        }
    }

    @Test
    void shouldAddUpWhatSeveralWorkersRememberedAndRefuseWhatIsNotItsOwn() {
        final PortCounts counts = new PortCounts("b");
        counts.count(Protocol.TCP, PortCounts.IN, 60);
        counts.count(Protocol.TCP, PortCounts.OUT, 70);
        final PortCounts next = new PortCounts("b");
        assertThat(next.restore(counts.save())).isTrue();
        assertThat(next.restore(counts.save())).isTrue();
        assertThat(next.restore(new PortState(2, new byte[8]))).isFalse();
        assertThat(next.restore(new PortState(1, new byte[8]))).isFalse();
        assertThat(next.traffic("prod", Protocol.TCP)).isEqualTo(new Traffic("prod", "b", Protocol.TCP, 2, 120, 2, 140));
    }

    @Test
    void shouldBearAnyFrame() {
        try (TestSwitch s = TestSwitch.with(observer).ports("a", "b")) {
            Frames.hostile(SEED).limit(1000).forEach(frame -> s.enter("a", frame));
            assertThat(s.decisions()).hasSize(1000);
        }
    }
}
