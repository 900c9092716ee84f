package org.signalbox.workbench.wizards;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.widgets.Control;

/** Work that must not hold up the user interface. */
final class Background {

    private Background() {
    }

    /**
     * Works on a thread of its own.
     *
     * @param owner what the result is for; once it is disposed nothing is told
     * @param told  receives the result on the user interface's thread
     */
    static <T> void run(String name, Control owner, Supplier<T> work, Consumer<T> told) {
        Thread.ofVirtual().name(name).start(() -> {
            final T result = work.get();
            tell(owner, () -> told.accept(result));
        });
    }

    /** Tells something on the user interface's thread, from any other. */
    static void tell(Control owner, Runnable what) {
        if (!owner.isDisposed()) {
            owner.getDisplay().asyncExec(() -> {
                if (!owner.isDisposed()) {
                    what.run();
                }
            });
        }
    }
}
