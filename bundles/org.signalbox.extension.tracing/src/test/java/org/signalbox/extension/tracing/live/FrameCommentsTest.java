package org.signalbox.extension.tracing.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.FrameComments;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/** What stands in the comments of packets. */
class FrameCommentsTest {
    private static final Step IN = FakeSwitch.step(Verdict.PASS, "vlan", "untagged");

    private static FrameComments comments(final String port, final List<Step> ingress, final List<Copy> copies) {
        return new FrameComments(FollowedFrame.of(
                new Decision(1, 1, port, 60, FakeSwitch.headers(), ingress, copies)));
    }

    private static Step filtering(final Verdict verdict, final String rule, final String reason) {
        return new Step("filtering", verdict, rule, reason, Optional.empty());
    }

    private static Copy to(final String port, final Step... steps) {
        return new Copy(port, List.of(steps));
    }

    @Test
    void shouldSayWhatDroppedAFrame() {
        final FrameComments comments = comments("vm1", List.of(IN,
                filtering(Verdict.DROP, "acl[1]", "deny inbound remote 10.0.0.0/8")), List.of());
        assertThat(comments.entered()).isEqualTo("vm1: filtering dropped it: acl[1] deny inbound remote 10.0.0.0/8");
        assertThat(comments.isMade()).isFalse();
    }

    @Test
    void shouldSayWhereAFrameWentAndWhatWasChanged() {
        final Step changes = new Step("marker", Verdict.REWRITE, "", "", Optional.of(FakeSwitch.headers()
                .withPriority(5)));
        final Step delivered = FakeSwitch.step(Verdict.DELIVER, "vlan", "access 10; leaves without a tag");
        final FrameComments comments = comments("vm1",
                List.of(IN, changes, FakeSwitch.step(Verdict.FLOOD, "broadcast", "for every port")),
                List.of(to("vm2", delivered), to("vm3", filtering(Verdict.DROP, "acl[0]", "")),
                        to("vm4", filtering(Verdict.PASS, "", ""), delivered)));
        assertThat(comments.entered()).isEqualTo("vm1: marker changed priority 0 -> 5; to vm2, vm4: broadcast for every"
                + " port; not to vm3, filtering dropped it: acl[0]");
        assertThat(comments.left(2)).isEqualTo("vm4: from vm1; marker changed priority 0 -> 5; delivered: vlan access "
                + "10; leaves without a tag");
    }

    @Test
    void shouldSayWhoMadeAFrame() {
        final FrameComments comments = comments("", List.of(filtering(Verdict.INJECT, "answer", "in its place"),
                FakeSwitch.step(Verdict.FORWARD, "learned", "it is there")), List.of(to("vm2",
                        FakeSwitch.step(Verdict.DELIVER, "vlan", "untagged"))));
        assertThat(comments.isMade()).isTrue();
        assertThat(comments.entered())
                .isEqualTo("filtering made it (inject): answer in its place; to vm2: learned it is there");
        assertThat(comments.left(0)).isEqualTo("vm2: of filtering; delivered: vlan untagged");
    }

    @Test
    void shouldKeepCommentsShort() {
        final FrameComments comments = comments("vm1", List.of(IN, FakeSwitch.step(Verdict.FLOOD, "", "x".repeat(9_000))),
                IntStream.range(0, 100).mapToObj(port -> to("p" + port,
                        filtering(Verdict.DROP, "acl", "deny"))).toList());
        assertThat(comments.entered()).hasSizeLessThanOrEqualTo(2_000).startsWith("vm1: to nobody: xxx").endsWith("\u2026");
        assertThat(comments("vm1", List.of(IN, FakeSwitch.step(Verdict.FLOOD, "", "")), IntStream.range(0, 100)
                .mapToObj(port -> to("p" + port, FakeSwitch.step(Verdict.DELIVER, "", ""))).toList()).entered())
                .isEqualTo("vm1: to p0, p1, p2, p3, p4, p5, p6, p7 and 92 more");
    }
}
