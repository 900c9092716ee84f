package org.signalbox.workbench.trace;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/**
 * A question that takes its time, asked on a thread of its own so that other works of the view go on. Of one that was
 * cancelled nothing is heard. Called on the user interface's thread.
 */
final class Search {

    private final Control owner;
    private final Display display;
    private Thread running;

    /** @param owner with whose disposal it ends */
    Search(Control owner) {
        this.owner = owner;
        this.display = owner.getDisplay();
        owner.addDisposeListener(event -> cancel());
    }

    boolean isRunning() {
        return running != null;
    }

    /** Asks, in place of what is asked now. */
    <T> void start(Callable<T> work, Consumer<? super T> done, Consumer<String> failed) {
        cancel();
        running = Thread.ofVirtual().name("search").unstarted(() -> {
            final Thread own = Thread.currentThread();
            try {
                final T result = work.call();
                tell(own, () -> done.accept(result));
            } catch (Exception refused) {
                final String sentence = refused.getMessage();
                tell(own, () -> failed.accept(sentence == null ? refused.getClass().getSimpleName() : sentence));
            }
        });
        running.start();
    }

    private void tell(Thread own, Runnable told) {
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!owner.isDisposed() && running == own) {
                    running = null;
                    told.run();
                }
            });
        }
    }

    /** Leaves it. */
    void cancel() {
        if (running != null) {
            running.interrupt();
            running = null;
        }
    }
}
