package org.signalbox.testkit.bad;

import java.util.concurrent.CountDownLatch;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/**
 * Waits in a call for what never comes, until its thread is interrupted. Found as {@code hostile frames}, the
 * first time that frames come.
 */
public final class Hangs implements FilteringExtension {
    @Override
    public FilteringStage create(final StageContext context) {
        return new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                try {
                    new CountDownLatch(1).await();
                } catch (final InterruptedException end) {
                    throw new IllegalStateException(end);
                }
            }
        };
    }
}
