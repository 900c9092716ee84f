package org.signalbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.MacAddress;
import org.signalbox.testkit.Samples.Limit;
import org.signalbox.testkit.Samples.Meter;
import org.signalbox.testkit.Samples.Quota;
import org.signalbox.testkit.Samples.Sink;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;

class TestSwitchTest {
    private static final byte[] FRAME = Frames.between(1, 2).udp(1000, 53).pad(60).build();
    private static final byte[] LONG = Frames.between(1, 2).udp(1000, 53).payload(new byte[100]).build();
    private static final FilteringExtension THROWS = _ -> new FilteringStage() {
        @Override
        public void ingress(final FrameBatch frames, final IngressActions actions) {
            throw new IllegalStateException("out of sorts");
        }
    };

    @Test
    void shouldFloodAndLearn() {
        try (TestSwitch s = TestSwitch.with().ports("a", "b", "c")) {
            s.enter("a", FRAME);
            assertThat(s.delivered("b")).containsExactly(FRAME);
            s.assertDelivered("c", FRAME);
            final byte[] answer = Frames.between(2, 1).udp(53, 1000).pad(60).build();
            s.enter("b", answer);
            s.assertDelivered("a", answer);
            s.assertDelivered("c", FRAME);
            s.assertNothingDropped();
            assertThat(s.decisions()).extracting(decision -> decision.ingress().getLast().verdict())
                    .containsExactly(Verdict.FLOOD, Verdict.FORWARD);
        }
    }

    @Test
    void shouldShowFramesToACapturingExtensionAndCloseIt() {
        final Meter meter = new Meter();
        try (TestSwitch s = TestSwitch.with(meter).ports("a", "b", "c")) {
            s.enter("a", FRAME).enter("a", FRAME).decisions();
            assertThat(meter.frames).isEqualTo(2);
            assertThat(meter.copies).isEqualTo(4);
            assertThat(meter.closed).isFalse();
        }
        assertThat(meter.closed).isTrue();
    }

    @Test
    void shouldGiveAFilteringExtensionThePolicyOfAPort() {
        try (TestSwitch s = TestSwitch.with(new Limit()).policy("a", new Limit.Port(60)).ports("a", "b")) {
            s.enter("a", FRAME).enter("a", LONG).enter("b", LONG);
            assertThat(s.delivered("b")).containsExactly(FRAME);
            assertThat(s.drops()).contains(new Drop(2, "Limit", "longest", "too long", "a", Direction.INGRESS));
            s.assertDropped("longest");
        }
    }

    @Test
    void shouldGiveAFilteringExtensionThePolicyOfTheSwitch() {
        try (TestSwitch s = TestSwitch.with(new Limit()).switchPolicy(new Limit.Whole(60)).ports("a", "b", "c")) {
            s.enter("a", LONG);
            assertThat(s.drops()).containsExactly(
                    new Drop(1, "Limit", "whole", "too long for the switch", "b", Direction.EGRESS),
                    new Drop(1, "Limit", "whole", "too long for the switch", "c", Direction.EGRESS));
        }
    }

    @Test
    void shouldTakePoliciesAsADocumentHasThem() {
        try (TestSwitch s = TestSwitch.with("org.example.limit", new Limit())
                .policy("a", "org.example.limit", Map.of("longest", 60)).ports("a", "b")) {
            s.enter("a", LONG);
            assertThat(s.drops()).singleElement().extracting(Drop::extension).isEqualTo("org.example.limit");
        }
    }

    @Test
    void shouldLetAForwardingExtensionChoose() {
        try (TestSwitch s = TestSwitch.with(new Sink()).ports("a", "b", "c")) {
            s.enter("a", FRAME).enter("b", LONG);
            s.assertDelivered("b");
            s.assertDelivered("c", FRAME, LONG);
        }
    }

    @Test
    void shouldRunSeveralExtensionsInOrder() {
        final Meter meter = new Meter();
        try (TestSwitch s = TestSwitch.with(new Limit(), new Sink()).and(meter).policy("a", new Limit.Port(60))
                .ports("a", "b", "c")) {
            s.enter("a", LONG).enter("a", FRAME);
            s.assertDelivered("c", FRAME);
            assertThat(meter.frames).isEqualTo(2);
            assertThat(meter.copies).isEqualTo(1);
            assertThat(s.status().stages()).extracting(stage -> stage.extension())
                    .containsExactly("Meter", "Limit", "Sink");
        }
    }

    @Test
    void shouldTellTheTimeOfItsClock() {
        final Meter meter = new Meter();
        try (TestSwitch s = TestSwitch.with(meter).ports("a", "b")) {
            s.at(5).advance(Duration.ofSeconds(2)).enter("a", FRAME);
            assertThat(s.decisions()).singleElement().extracting(decision -> decision.timeNanos())
                    .isEqualTo(2_000_000_005L);
            assertThat(meter.lastNanos).isEqualTo(s.timeNanos()).isEqualTo(2_000_000_005L);
            assertThatIllegalArgumentException().isThrownBy(() -> s.at(4))
                    .withMessage("found time 4, expected no less than 2000000005");
        }
    }

    @Test
    void shouldForgetAddressesWithTime() {
        try (TestSwitch s = TestSwitch.with().ports("a", "b", "c")) {
            final byte[] back = Frames.between(2, 1).udp(53, 1000).pad(60).build();
            s.enter("a", FRAME).advance(Duration.ofHours(1)).enter("b", back);
            s.assertDelivered("a", back);
            s.assertDelivered("c", FRAME, back);
        }
    }

    @Test
    void shouldTakePortsOutOfTheOrdinary() {
        try (TestSwitch s = TestSwitch.with().ports(
                TestSwitchBuilder.port("a").withVlan(new Vlan.Access(10)),
                TestSwitchBuilder.port("b").withVlan(new Vlan.Access(20)),
                TestSwitchBuilder.port("c").withVlan(new Vlan.Access(10)))) {
            s.enter("a", FRAME);
            s.assertDelivered("b");
            s.assertDelivered("c", FRAME);
        }
    }

    @Test
    void shouldFailWhenAnExtensionThrows() {
        try (TestSwitch s = TestSwitch.with("thrower", THROWS).ports("a", "b")) {
            s.enter("a", FRAME);
            assertThatThrownBy(s::decisions).isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("thrower", "out of sorts");
            assertThat(s.faults()).hasSize(1);
        }
    }

    @Test
    void shouldSayWhatBecameOfFramesWhenAnAssertionFails() {
        try (TestSwitch s = TestSwitch.with(new Limit()).policy("a", new Limit.Port(60)).ports("a", "b")) {
            s.enter("a", LONG);
            assertThatThrownBy(() -> s.assertDelivered("b", LONG)).isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("delivered at b: nothing", "Limit DROP longest too long");
            assertThatThrownBy(() -> s.assertDropped("other")).isInstanceOf(AssertionError.class);
            assertThatThrownBy(s::assertNothingDropped).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> s.assertDelivered("b", FRAME)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> TestSwitch.with(THROWS))
                .withMessage("found an extension whose class has no name, expected an id before it");
        assertThatIllegalArgumentException().isThrownBy(() -> TestSwitch.with(new Sink(), new Sink()))
                .withMessage("found extension \"Sink\" twice, expected ids that differ");
        assertThatIllegalArgumentException().isThrownBy(() -> TestSwitch.with(new Sink())
                .policy("a", new Limit.Port(60))).withMessage(
                        "found a policy Port, expected one that an extension of Sink has");
        assertThatIllegalArgumentException().isThrownBy(() -> TestSwitch.with(new Limit())
                .policy("z", new Limit.Port(60)).ports("a", "b")).withMessage(
                        "found a policy of port \"z\", expected one of a, b");
        assertThatIllegalArgumentException().isThrownBy(() -> TestSwitch.with(new Limit())
                .policy("a", "Limit", Map.of("longest", 1)).ports("a", "b"));
        try (TestSwitch s = TestSwitch.with().ports("a", "b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> s.enter("z", FRAME))
                    .withMessage("found port \"z\", expected one of a, b");
        }
    }

    @Test
    void shouldHandStateOverToTheNextVersion() {
        try (TestSwitch s = TestSwitch.with(new Quota(3, 1)).ports("a", "b")) {
            s.enter("a", FRAME).enter("a", FRAME).upgrade(new Quota(3, 1)).enter("a", FRAME);
            s.assertNothingDropped();
            s.assertPassed("left");
            s.enter("a", FRAME);
            s.assertDropped("quota");
            assertThat(s.drops()).hasSize(1);
        }
    }

    @Test
    void shouldGoOnWithTheFormerVersionWhenStateIsNotTakenOn() {
        try (TestSwitch s = TestSwitch.with(new Quota(1, 1)).ports("a", "b")) {
            s.enter("a", FRAME);
            assertThatThrownBy(() -> s.upgrade(new Quota(9, 2))).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("port a").hasMessageContaining("did not take it on");
            s.enter("a", FRAME);
            s.assertDropped("quota");
        }
    }

    @Test
    void shouldBringAPortUpWhenTheExtensionItNeedsIsMended() {
        try (TestSwitch s = TestSwitch.with("quota", THROWS).ports(
                TestSwitchBuilder.port("a").withMandatoryExtensions(List.of("quota")), TestSwitchBuilder.port("b"))) {
            s.enter("a", FRAME);
            assertThat(s.faults()).hasSize(1);
            s.upgrade("quota", new Quota(3, 1)).enter("a", FRAME);
            s.assertDelivered("b", FRAME);
        }
    }

    @Test
    void shouldUpgradeOnlyWhatIsThereToTheSameKind() {
        try (TestSwitch s = TestSwitch.with("meter", new Meter()).ports("a", "b")) {
            assertThatThrownBy(() -> s.upgrade("meter", new Quota(1, 1)))
                    .hasMessage("found that the next meter is FILTERING, expected CAPTURING");
            assertThatThrownBy(() -> s.upgrade(new Quota(1, 1)))
                    .hasMessage("found extension \"Quota\", expected one of meter");
        }
    }

    @Test
    void shouldSayThatNothingPassedByARule() {
        try (TestSwitch s = TestSwitch.with(new Quota(0, 1)).ports("a", "b")) {
            s.enter("a", FRAME);
            assertThatThrownBy(() -> s.assertPassed("left")).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("nothing went on by rule \"left\"").hasMessageContaining("quota");
        }
    }

    @Test
    void shouldTellWhatBroadcastIs() {
        try (TestSwitch s = TestSwitch.with().ports("a", "b")) {
            s.enter("a", Frames.arpRequest(1, 2));
            assertThat(s.decisions()).singleElement().satisfies(decision ->
                    assertThat(decision.headers().destination()).contains(MacAddress.BROADCAST));
            assertThat(s.account()).contains("frame 1 at a, ARP request", "FLOOD", "to b: switch DELIVER");
        }
    }
}
