package org.signalbox.testkit.bad;

import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** Says that it is stateless, and drops every hundredth frame that it sees. Found as {@code honesty}. */
public final class Lies implements FilteringExtension {
    private static final int EVERY = 100;

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public FilteringStage create(final StageContext context) {
        final int reason = context.dropReason("lies", "one in " + EVERY);
        return new FilteringStage() {
            private int frames;

            @Override
            public void ingress(final FrameBatch batch, final IngressActions actions) {
                for (int k = 0; k < batch.live(); k++) {
                    if (++frames % EVERY == 0) {
                        actions.drop(batch.frame(k), reason);
                    }
                }
            }
        };
    }
}
