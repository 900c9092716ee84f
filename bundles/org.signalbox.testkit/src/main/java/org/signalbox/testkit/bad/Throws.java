package org.signalbox.testkit.bad;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/**
 * Reads a byte of every frame without asking whether the frame is so long, so that a short one makes it throw. Found as
 * {@code hostile frames}.
 */
public final class Throws implements FilteringExtension {
    /** Offset of the byte: of the destination address in an IPv4 header. */
    public static final int OFFSET = 30;

    @Override
    public FilteringStage create(final StageContext context) {
        return new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    frames.u8(frames.frame(k), OFFSET);
                }
            }
        };
    }
}
