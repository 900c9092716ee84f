package org.signalbox.testkit.bad;

import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/**
 * Changes the first byte of what UDP carries and leaves the checksum as it was. Found as {@code bytes and checksums}.
 */
public final class Corrupts implements FilteringExtension {
    private static final int UDP_HEADER = 8;

    @Override
    public FilteringStage create(final StageContext context) {
        return new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    final int frame = frames.frame(k);
                    final int data = frames.transportOffset(frame) + UDP_HEADER;
                    if (frames.ipProtocol(frame) == IpProtocol.UDP && data >= UDP_HEADER
                            && data < frames.length(frame)) {
                        actions.setU8(frame, data, ~frames.u8(frame, data));
                    }
                }
            }
        };
    }
}
