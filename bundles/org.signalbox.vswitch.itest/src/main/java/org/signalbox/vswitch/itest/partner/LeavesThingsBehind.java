package org.signalbox.vswitch.itest.partner;

import java.util.concurrent.CountDownLatch;

import org.osgi.framework.BundleContext;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** An extension with a thread that does not end when the bundle is stopped. */
public final class LeavesThingsBehind implements FilteringExtension, FilteringStage {
    /** Of the thread, which ends when it is interrupted. */
    public static final String THREAD = "left behind by a test";

    /** @param context of its bundle */
    public LeavesThingsBehind(final BundleContext context) {
        Thread.ofPlatform().daemon().name(THREAD).start(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (final InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return this;
    }

    @Override
    public void ingress(final FrameBatch frames, final IngressActions actions) {
        // lets all pass
    }

    @Override
    public void egress(final FrameBatch copies, final EgressActions actions) {
        // lets all pass
    }
}
