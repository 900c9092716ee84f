package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.signalbox.command.RefusedException;
import org.signalbox.workbench.trace.Choice.Range;

/** The frames that are kept while a switch is followed, and which of them are listed. */
class LiveFramesTest {

    private static LiveFrames.Seen seen(int told) {
        final LiveFrames frames = new LiveFrames();
        for (int i = 1; i <= told; i++) {
            frames.followed(Frames.frame(i, i, 7, i % 2 == 0));
        }
        return frames.seen(7, true);
    }

    private static List<Long> numbers(List<LiveFrame> frames) {
        return frames.stream().map(frame -> frame.decision().frame()).toList();
    }

    @Test
    void shouldKeepTheLastFramesInOrder() {
        final LiveFrames.Seen seen = seen(LiveFrames.MOST + 5);
        assertThat(seen.frames()).hasSize(LiveFrames.MOST);
        assertThat(seen.frames().getFirst().decision().frame()).isEqualTo(6);
        assertThat(seen.frames().getLast().decision().frame()).isEqualTo(LiveFrames.MOST + 5);
    }

    @Test
    void shouldSayHowManyThereWereAndHowManyWereLost() {
        assertThat(seen(1).sentence()).isEqualTo("1 frame, 7 lost");
        assertThat(seen(LiveFrames.MOST + 1).sentence().replace('\u202f', '_'))
                .isEqualTo("100_001 frames, 7 lost; the last 100_000 are kept");
    }

    @Test
    void shouldGiveTheSameListWhileNoFrameComes() {
        final LiveFrames frames = new LiveFrames();
        frames.followed(Frames.frame(1, 1, 7, true));
        final List<LiveFrame> first = frames.seen(0, true).frames();
        assertThat(frames.seen(0, true).frames()).isSameAs(first);
        frames.followed(Frames.frame(2, 2, 7, true));
        assertThat(frames.seen(0, true).frames()).hasSize(2);
    }

    @Test
    void shouldListWhatTheFilterSelectsWithinTheRange() throws RefusedException {
        final LiveFrames frames = new LiveFrames();
        IntStream.rangeClosed(1, 20).forEach(i -> frames.followed(Frames.frame(i, i * 10, i % 2 == 0 ? 7 : 9, true)));
        final List<LiveFrame> all = frames.seen(0, true).frames();
        final Choice odd = Choice.ALL.filtered("udp dst port 9");
        assertThat(numbers(odd.of(all))).containsExactly(1L, 3L, 5L, 7L, 9L, 11L, 13L, 15L, 17L, 19L);
        final Choice some = odd.within(Optional.of(new Range(30, 70)));
        assertThat(numbers(some.of(all))).containsExactly(3L, 5L, 7L);
        assertThat(numbers(some.filtered("").of(all))).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(Listing.of(frames.seen(0, true), some).sentence()).isEqualTo("20 frames, 0 lost; 3 shown");
    }

    @Test
    void shouldCountFramesAndDropsOverTime() {
        final List<LiveFrame> frames = IntStream.range(0, 100)
                .mapToObj(i -> new LiveFrame(Frames.frame(i, 1_000 + i * 10L, 7, i < 75))).toList();
        final Density density = Density.of(frames, 4);
        assertThat(density.frames()).containsExactly(25, 25, 25, 25);
        assertThat(density.dropped()).containsExactly(0, 0, 0, 25);
        assertThat(density.most()).isEqualTo(25);
        assertThat(density.timeAt(0.5)).isEqualTo(1_495);
        assertThat(Density.first(frames, 1_495)).isEqualTo(50);
        assertThat(Density.first(frames, 0)).isZero();
        assertThat(Density.first(frames, 9_999)).isEqualTo(99);
        assertThat(Density.of(List.of(), 4).isEmpty()).isTrue();
        assertThat(Density.of(frames.subList(0, 1), 4).frames()).containsExactly(1, 0, 0, 0);
    }
}
