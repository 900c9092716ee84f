package org.signalbox.testkit.bad;

import java.util.ArrayList;
import java.util.List;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** Keeps the time of every frame in a list that it never shortens. Found as {@code cost}. */
public final class Holds implements FilteringExtension {
    @Override
    public FilteringStage create(final StageContext context) {
        final List<Long> times = new ArrayList<>();
        return new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    times.add(frames.timeNanos(frames.frame(k)));
                }
            }
        };
    }
}
