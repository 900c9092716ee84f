package org.signalbox.vswitch.itest.numbering;

import java.nio.ByteBuffer;
import java.util.Optional;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Stamps the frames of each flow that enters at one port with numbers that follow one another, and remembers them. */
public final class Numbering implements FilteringExtension {
    /** Where a frame says which flow it is of. */
    public static final int FLOW_OFFSET = 14;
    /** Where four bytes of number are stamped. */
    public static final int STAMP_OFFSET = 32;
    /** The port. */
    public static final String PORT = "from";

    private static final int FLOWS = 8;

    private final long failsAt;

    /** @param failsAt the stage throws at so many frames after it was made */
    Numbering(final long failsAt) {
        this.failsAt = failsAt;
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new Numbers();
    }

    private final class Numbers implements FilteringStage {
        private final int[] next = new int[FLOWS];
        private long frames;

        @Override
        public void ingress(final FrameBatch batch, final IngressActions actions) {
            for (int k = 0; k < batch.live(); k++) {
                final int frame = batch.frame(k);
                if (frames++ == failsAt) {
                    throw new IllegalStateException("frame " + failsAt);
                }
                final int number = next[batch.u8(frame, FLOW_OFFSET)]++;
                actions.setU16(frame, STAMP_OFFSET, number >>> 16);
                actions.setU16(frame, STAMP_OFFSET + 2, number);
            }
        }

        @Override
        public Optional<PortState> save(final StagePort port) {
            final ByteBuffer state = ByteBuffer.allocate(FLOWS * Integer.BYTES);
            state.asIntBuffer().put(next);
            return port.name().equals(PORT) ? Optional.of(new PortState(1, state.array())) : Optional.empty();
        }

        @Override
        public boolean restore(final StagePort port, final PortState state) {
            ByteBuffer.wrap(state.data()).asIntBuffer().get(next);
            return true;
        }
    }
}
