package org.signalbox.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

class DecisionLinesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Step FORWARD = step("switch", Verdict.FORWARD, "learned", "");

    private final List<String> told = new ArrayList<>();
    private long now;
    private final DecisionLines lines = new DecisionLines("meter", told::add, () -> now);

    private static Step step(final String extension, final Verdict verdict, final String rule, final String reason) {
        return new Step(extension, verdict, rule, reason, Optional.empty());
    }

    private static Headers headers(final int source) {
        return new Headers(Optional.of(new MacAddress(source)), Optional.of(new MacAddress(2)), 0, Optional.of(0x88B5),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private void decide(final int source, final List<Copy> copies, final Step... ingress) {
        lines.decided(new Decision(1, 0, "a", 60, headers(source), List.of(ingress), copies));
    }

    /** What was told, without the time. */
    private List<String> told() {
        return told.stream().map(line -> line.replaceFirst("^[0-9:.]{12}  ", "")).toList();
    }

    @Test
    void shouldTellWhatHasSomethingToSayAndCountTheRest() {
        decide(1, List.of(), step("meter", Verdict.DROP, "burst", "too much"));
        decide(1, List.of(), step("filter", Verdict.DROP, "acl", "not mine"));
        decide(1, List.of(new Copy("b", List.of(step("meter", Verdict.PASS, "calm", "")))),
                step("meter", Verdict.PASS, "", ""), FORWARD);
        lines.tick(0);
        assertThat(told()).containsExactly(
                "a -> -  0x88b5 00:00:00:00:00:01 > 00:00:00:00:00:02  drop  burst: too much",
                "a -> b  0x88b5 00:00:00:00:00:01 > 00:00:00:00:00:02  pass  calm");
        now = SECOND;
        lines.tick(4);
        assertThat(told()).hasSize(3).last().isEqualTo("+ 1 more: pass 1, not followed 4");
        now = 2 * SECOND;
        lines.tick(4);
        assertThat(told()).hasSize(3);
        decide(1, List.of(), step("meter", Verdict.PASS, "", ""));
        now = 3 * SECOND;
        lines.tick(4);
        assertThat(told()).last().isEqualTo("pass 1");
    }

    @Test
    void shouldShowWhatAFrameHasBecomeAndWhereItGoes() {
        final List<Copy> four = Stream.of("b", "c", "d", "e").map(port -> new Copy(port, List.of())).toList();
        decide(1, four, new Step("meter", Verdict.REWRITE, "", "", Optional.of(headers(9))), FORWARD);
        assertThat(told()).containsExactly("a -> b, c, d and 1 more  0x88b5 00:00:00:00:00:01 > 00:00:00:00:00:02, "
                + "now 0x88b5 00:00:00:00:00:09 > 00:00:00:00:00:02  rewrite");
    }

    @Test
    void shouldTellNoMoreThanItsRate() {
        for (int k = 0; k < 100; k++) {
            decide(k, List.of(), step("meter", Verdict.DROP, "burst", ""));
        }
        assertThat(told).hasSize(DecisionLines.MOST);
        now = SECOND;
        lines.tick(0);
        assertThat(told).last().isEqualTo("+ 80 more: drop 80");
        decide(1_000, List.of(), step("meter", Verdict.DROP, "burst", ""));
        assertThat(told).hasSize(DecisionLines.MOST + 2);
    }

    @Test
    void shouldTellTheSameAgainAfterTenSecondsOrOfAnotherVersion() {
        final Step drop = step("meter", Verdict.DROP, "burst", "");
        decide(1, List.of(), drop);
        decide(1, List.of(), drop);
        assertThat(told).hasSize(1);
        now = DecisionLines.AGAIN_NANOS;
        decide(1, List.of(), drop);
        assertThat(told).hasSize(2);
        lines.forget();
        decide(1, List.of(), drop);
        assertThat(told).hasSize(3);
    }
}
