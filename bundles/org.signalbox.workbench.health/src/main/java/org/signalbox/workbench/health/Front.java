package org.signalbox.workbench.health;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/** Brings a view to the front as a click on its tab does. */
final class Front {

    private Front() {
    }

    static void bring(Control view) {
        Control inside = view;
        for (Composite parent = view.getParent(); parent != null; parent = parent.getParent()) {
            if (parent instanceof CTabFolder folder) {
                select(folder, inside);
            }
            inside = parent;
        }
        view.setFocus();
    }

    private static void select(CTabFolder folder, Control inside) {
        for (final CTabItem item : folder.getItems()) {
            if (item.getControl() == inside && folder.getSelection() != item) {
                folder.setSelection(item);
                final Event event = new Event();
                event.item = item;
                folder.notifyListeners(SWT.Selection, event);
            }
        }
    }
}
