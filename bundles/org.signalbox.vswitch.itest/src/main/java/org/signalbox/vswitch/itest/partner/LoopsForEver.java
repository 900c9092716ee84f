package org.signalbox.vswitch.itest.partner;

import org.osgi.framework.BundleContext;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** An extension whose first batch never ends, whatever is thrown at it. */
public final class LoopsForEver implements FilteringExtension, FilteringStage {
    private volatile boolean over;

    /** @param context of its bundle */
    public LoopsForEver(final BundleContext context) {
        // it needs none
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return this;
    }

    @Override
    public void ingress(final FrameBatch frames, final IngressActions actions) {
        while (!over) {
            try {
                while (!over) {
                    frames.live();
                }
            } catch (final Throwable ignored) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void egress(final FrameBatch copies, final EgressActions actions) {
        // nothing comes so far
    }
}
