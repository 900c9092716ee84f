package org.signalbox.example.marker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StagePort;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** The marker alone, on slots that the test fills. */
class MarkerTest {
    private final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new long[512]), 8);
    private final FrameEntries entries = new FrameEntries(8);

    private void add(final int port, final int length) {
        entries.add(slots.count(), FrameEntries.NO_DESTINATION);
        slots.commit(slots.reserve(length), length, length, port, 0);
    }

    @Test
    void shouldMarkLongEnoughFramesOfPortsWithAPolicy() {
        final FilteringStage stage = new Marker().create(null);
        final StagePort marked = new StagePort(3, "marked", Optional.empty());
        stage.portChanged(marked, new Marker.Mark(59, 255));
        stage.portChanged(new StagePort(0, "plain", Optional.empty()), null);
        add(3, 60);
        add(0, 60);
        add(3, 59);
        final FrameBatch frames = new FrameBatch(slots, entries, Direction.INGRESS);
        final IngressActions actions = new IngressActions(slots, entries);
        stage.ingress(frames, actions);
        assertThat(frames.u8(0, 59)).isEqualTo(255);
        assertThat(frames.u8(0, 58)).isZero();
        assertThat(frames.u8(1, 59)).isZero();
        assertThat(slots.isStale(2)).isFalse();

        stage.portRemoved(marked);
        actions.setU8(0, 59, 0);
        stage.ingress(frames, actions);
        assertThat(frames.u8(0, 59)).isZero();
    }
}
