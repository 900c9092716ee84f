package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** Extensions that let go of everything, and such that do not, to be loaded by an {@link OwnLoader}. */
final class Partners {
    private Partners() {
    }

    /** Counts frames. */
    private static class Counting implements FilteringStage {
        private long frames;

        @Override
        public void ingress(final FrameBatch batch, final IngressActions actions) {
            frames += batch.live();
        }

        @Override
        public void egress(final FrameBatch batch, final EgressActions actions) {
            frames += batch.live();
        }
    }

    /** Lets go of everything. */
    public static final class Honest implements FilteringExtension {
        @Override
        public FilteringStage create(final StageContext context) {
            return new Own(context);
        }

        private static final class Own extends Counting {
            private final StageContext context;

            private Own(final StageContext context) {
                this.context = context;
            }

            @Override
            public void close() {
                context.originateSoon();
            }
        }
    }

    /** Has one stage for everybody. */
    public static final class Sharing implements FilteringExtension {
        private static final FilteringStage STAGE = new Own();

        @Override
        public FilteringStage create(final StageContext context) {
            return STAGE;
        }

        private static final class Own extends Counting {
        }
    }

    /** Keeps every stage that it made. */
    public static final class Keeping implements FilteringExtension {
        private final List<FilteringStage> made = new ArrayList<>();

        @Override
        public FilteringStage create(final StageContext context) {
            made.add(new Own());
            return made.getLast();
        }

        private static final class Own extends Counting {
        }
    }

    /** Has a thread that never ends, in its code. */
    public static final class Running implements FilteringExtension {
        @Override
        public FilteringStage create(final StageContext context) {
            final Thread thread = Thread.ofPlatform().daemon().name("partner poller").unstarted(Running::poll);
            thread.start();
            return new Own();
        }

        private static void poll() {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
        }

        private static final class Own extends Counting {
        }
    }

    /** Has a thread of its own class that never ends. */
    public static final class Subclassing implements FilteringExtension {
        @Override
        public FilteringStage create(final StageContext context) {
            new Poller().start();
            return new Own();
        }

        private static final class Own extends Counting {
        }

        private static final class Poller extends Thread {
            private Poller() {
                super("partner poller");
                setDaemon(true);
            }

            @Override
            public void run() {
                while (!isInterrupted()) {
                    LockSupport.park();
                }
            }

            @Override
            public ClassLoader getContextClassLoader() {
                throw new IllegalStateException("nobody is to ask");
            }
        }
    }
}
