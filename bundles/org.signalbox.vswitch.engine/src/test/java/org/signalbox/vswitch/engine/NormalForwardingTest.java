package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;

/** What a forwarding extension leaves to the switch. */
class NormalForwardingTest extends StackTest {
    private static InstalledExtension forward(final OnFrame<ForwardActions> each) {
        final ForwardingExtension extension = _ -> (frames, actions) -> each(each).batch(frames, actions);
        return installed("forwards", extension);
    }

    @Test
    void shouldDoWithAFrameWhatTheSwitchDoesWithoutAnExtension() {
        final InstalledExtension leaves = forward((FrameBatch _, int frame, ForwardActions a) -> a.normal(frame));
        final long first = Long.getLong("signalbox.seed", System.nanoTime());
        for (long seed = first; seed < first + 100; seed++) {
            final RandomSwitch random = new RandomSwitch(new Random(seed));
            final SwitchSpec spec = random.spec();
            final List<Runs.Entry> entries = random.frames();
            final Runs.Outcome alone = Runs.run(spec, List.of(), 64, entries, true);
            for (final int batch : BATCHES) {
                final Runs.Outcome left = Runs.run(spec.withExtensions(List.of("forwards")), List.of(leaves), batch,
                        entries, true);
                assertThat(left.deliveries()).as("seed %d, batches of %d", seed, batch)
                        .containsExactlyInAnyOrderElementsOf(alone.deliveries());
                assertThat(left.drops()).as("seed %d, batches of %d", seed, batch).isEqualTo(alone.drops());
            }
        }
    }

    @Test
    void shouldTellThatTheSwitchChose() {
        final Runs.Outcome outcome = run(three("forwards"),
                List.of(forward((FrameBatch frames, int frame, ForwardActions a) -> {
                    a.normal(frame);
                    frames.because(frame, "others", "not mine");
                })), 64, List.of(entry(0, 0, BROADCAST, 1), entry(1, 1, 1, 2)));
        final Decision second = outcome.decisions().getLast();
        assertThat(second.ingress()).extracting(Step::extension, Step::verdict, Step::rule).endsWith(
                tuple("forwards", Verdict.PASS, "others"),
                tuple("switch", Verdict.FORWARD, "learned"));
        assertThat(where(outcome)).containsExactly("0 1", "0 2", "1 0");
    }

    @Test
    void shouldTakeTheLastChoice() {
        final InstalledExtension named = forward((FrameBatch _, int frame, ForwardActions a) -> {
            a.normal(frame);
            a.to(frame, 2);
        });
        assertThat(where(run(three("forwards"), List.of(named), 64, broadcasts(1)))).containsExactly("0 2");
        final InstalledExtension left = forward((FrameBatch _, int frame, ForwardActions a) -> {
            a.to(frame, 2);
            a.normal(frame);
        });
        final Runs.Outcome outcome = run(three("forwards"), List.of(left), 64, broadcasts(1));
        assertThat(where(outcome)).containsExactly("0 1", "0 2");
        assertThat(outcome.drops()).isEqualTo(Map.of());
    }
}
