package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/** The frames that are kept while a switch is followed. */
class LiveFramesTest {

    private static final Headers HEADERS = new Headers(Optional.empty(), Optional.empty(), 0, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static LiveFrames.Seen seen(int told) {
        final LiveFrames frames = new LiveFrames();
        for (int i = 1; i <= told; i++) {
            frames.decided(new Decision(i, i, "web", 60, HEADERS,
                    List.of(new Step("switch", Verdict.DROP, "down", "", Optional.empty())), List.of()));
        }
        return frames.seen(7, true);
    }

    @Test
    void shouldKeepTheLastFramesInOrder() {
        final LiveFrames.Seen seen = seen(LiveFrames.MOST + 5);
        assertThat(seen.frames()).hasSize(LiveFrames.MOST);
        assertThat(seen.frames().getFirst().frame()).isEqualTo(6);
        assertThat(seen.frames().getLast().frame()).isEqualTo(LiveFrames.MOST + 5);
    }

    @Test
    void shouldSayHowManyThereWereAndHowManyWereLost() {
        assertThat(seen(1).sentence()).isEqualTo("1 frame, 7 lost");
        assertThat(seen(LiveFrames.MOST + 1).sentence().replace('\u202f', '_'))
                .isEqualTo("1_001 frames, 7 lost; the last 1_000 stand here");
    }
}
