package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.signalbox.vswitch.FaultListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports faults, and tells listeners of them. Any thread. */
final class FaultNews implements FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(FaultNews.class);

    private final List<FaultListener> listeners = new CopyOnWriteArrayList<>();
    private final FaultLog log;

    FaultNews(final FaultLog log) {
        this.log = log;
    }

    void add(final FaultListener listener) {
        listeners.add(listener);
    }

    void remove(final FaultListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void failed(final String who, final String switchName, final Throwable thrown) {
        log.failed(who, switchName, thrown);
        for (final FaultListener each : listeners) {
            try {
                Thread.ofPlatform().daemon().name("fault told").inheritInheritableThreadLocals(false)
                        .start(() -> tell(each, who, switchName, thrown));
            } catch (final OutOfMemoryError noThread) {
                // the worker that reports has to go on, whatever became of the machine's threads
                LOG.error("{} cannot be told of a fault", each.getClass().getName(), noThread);
            }
        }
    }

    private static void tell(final FaultListener listener, final String who, final String switchName,
            final Throwable thrown) {
        try {
            listener.failed(who, switchName, thrown);
        } catch (final RuntimeException | Error fault) {
            LOG.error("{} failed when it was told of a fault", listener.getClass().getName(), fault);
        }
    }

    @Override
    public void event(final String switchName, final String sentence) {
        log.event(switchName, sentence);
    }
}
