package org.signalbox.testkit.bad;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/**
 * Keeps every other frame of the first port back and sends it behind the next one. Found as
 * {@code order within flows}.
 */
public final class Reorders implements FilteringExtension {
    @Override
    public FilteringStage create(final StageContext context) {
        final int reason = context.dropReason("reorders", "sent behind the next one");
        final Copied kept = new Copied();
        return new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                final int count = frames.live();
                for (int k = 0; k < count; k++) {
                    final int frame = frames.frame(k);
                    if (frames.sourcePort(frame) == 0) {
                        if (kept.isEmpty()) {
                            kept.take(frames, frame);
                            actions.drop(frame, reason);
                        } else {
                            kept.send(frame, frames, actions);
                        }
                    }
                }
            }
        };
    }
}
