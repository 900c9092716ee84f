package org.signalbox.workbench.shell;

import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/** What other threads ask of the window's. */
final class WindowThread {

    private WindowThread() {
    }

    /** Does something soon, unless the owner is gone by then; the window may close at any moment. Any thread. */
    static void soon(Display display, Control owner, Runnable action) {
        try {
            display.asyncExec(() -> {
                if (!owner.isDisposed()) {
                    action.run();
                }
            });
        } catch (SWTException closed) {
            if (closed.code != SWT.ERROR_DEVICE_DISPOSED) {
                throw closed;
            }
        }
    }
}
