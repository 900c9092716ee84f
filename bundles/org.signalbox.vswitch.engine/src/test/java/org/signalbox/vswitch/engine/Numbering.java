package org.signalbox.vswitch.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * An extension that remembers: it stamps the frames of each port with numbers that follow one another. Its state is the
 * next number, in a layout that has a version.
 */
class Numbering implements FilteringExtension {
    /** Where the number is stamped. */
    static final int STAMP_AT = 28;

    private final int writes;
    private final List<Integer> reads;
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Counter> stages = new CopyOnWriteArrayList<>();

    /**
     * @param writes layout of the states that it saves; -1 for none
     * @param reads  layouts that it understands
     */
    Numbering(final int writes, final Integer... reads) {
        this.writes = writes;
        this.reads = List.of(reads);
    }

    @Override
    public FilteringStage create(final StageContext context) {
        final Counter stage = new Counter();
        stages.add(stage);
        return stage;
    }

    /** Before a frame is stamped; what a version does beside it. */
    void handle(final FrameBatch frames, final int frame, final IngressActions actions) {
    }

    /** How often it was handed what it does not understand. */
    int refused() {
        return refused.get();
    }

    /** Stages that were made, and not closed. */
    long open() {
        return stages.stream().filter(stage -> !stage.closed).count();
    }

    /** Stages that were called after they were closed. */
    long misused() {
        return stages.stream().filter(stage -> stage.misused).count();
    }

    /** The numbers of one worker. */
    private final class Counter implements FilteringStage {
        private int[] next = {};
        private volatile boolean closed;
        private volatile boolean misused;

        private void reach(final int port) {
            misused |= closed;
            if (port >= next.length) {
                next = Arrays.copyOf(next, port + 1);
            }
        }

        @Override
        public void ingress(final FrameBatch frames, final IngressActions actions) {
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                final int port = frames.sourcePort(frame);
                reach(port);
                handle(frames, frame, actions);
                final int number = next[port]++;
                actions.setU16(frame, STAMP_AT, number >>> 16);
                actions.setU16(frame, STAMP_AT + 2, number);
            }
        }

        @Override
        public Optional<PortState> save(final StagePort port) {
            reach(port.index());
            return writes < 0 || next[port.index()] == 0 ? Optional.empty()
                    : Optional.of(new PortState(writes, ByteBuffer.allocate(4).putInt(next[port.index()]).array()));
        }

        @Override
        public boolean restore(final StagePort port, final PortState state) {
            reach(port.index());
            if (!reads.contains(state.version())) {
                refused.incrementAndGet();
                return false;
            }
            next[port.index()] += ByteBuffer.wrap(state.data()).getInt();
            return true;
        }

        @Override
        public void portRemoved(final StagePort port) {
            reach(port.index());
            next[port.index()] = 0;
        }

        @Override
        public void close() {
            misused |= closed;
            closed = true;
        }
    }
}
