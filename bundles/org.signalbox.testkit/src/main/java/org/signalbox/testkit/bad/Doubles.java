package org.signalbox.testkit.bad;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** Sends every frame a second time, as one of its own instead of as a clone. Found as {@code order within flows}. */
public final class Doubles implements FilteringExtension {
    @Override
    public FilteringStage create(final StageContext context) {
        final Copied copy = new Copied();
        return new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                final int count = frames.live();
                for (int k = 0; k < count; k++) {
                    copy.take(frames, frames.frame(k));
                    copy.send(frames.frame(k), frames, actions);
                }
            }
        };
    }
}
