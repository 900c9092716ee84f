package org.signalbox.vswitch.itest.partner;

import java.nio.ByteBuffer;
import java.util.Optional;

import org.osgi.framework.BundleContext;
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
    /** The header with the number of the frame that the extension fails at; none: it does not. */
    public static final String FAILS_AT = "Fails-At";
    /** The port. */
    public static final String PORT = "from";

    private static final int FLOWS = 8;

    private final long failsAt;

    /** @param context of its bundle */
    public Numbering(final BundleContext context) {
        final String header = context.getBundle().getHeaders("").get(FAILS_AT);
        this.failsAt = header == null ? Long.MAX_VALUE : Long.parseLong(header);
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
