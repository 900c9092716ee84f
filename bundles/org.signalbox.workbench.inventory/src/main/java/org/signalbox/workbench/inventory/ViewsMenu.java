package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;

/** The saved views: to show one, to save what is shown now, to forget one. */
final class ViewsMenu {

    private final Control owner;
    private final ViewContext context;
    private final SavedViews saved;
    private final Supplier<Arrangement> now;
    private final Consumer<Arrangement> change;
    private List<SavedView> views = List.of();
    private Menu open;

    ViewsMenu(Control owner, ViewContext context, SavedViews saved, Supplier<Arrangement> now,
            Consumer<Arrangement> change) {
        this.owner = owner;
        this.context = context;
        this.saved = saved;
        this.now = now;
        this.change = change;
        keep(saved::read);
    }

    /** Opens it. @param at on the display */
    void open(Point at) {
        if (open != null) {
            open.dispose();
        }
        open = new Menu(owner.getShell(), SWT.POP_UP);
        for (final SavedView view : views) {
            item(open, shown(view.name()), () -> change.accept(view.arrangement()));
        }
        if (views.isEmpty()) {
            item(open, "No saved views yet", () -> {
            }).setEnabled(false);
        }
        new MenuItem(open, SWT.SEPARATOR);
        item(open, "Save this view\u2026", this::save);
        final MenuItem delete = new MenuItem(open, SWT.CASCADE);
        delete.setText("Delete");
        delete.setEnabled(!views.isEmpty());
        final Menu names = new Menu(delete);
        delete.setMenu(names);
        views.forEach(view -> item(names, shown(view.name()), () -> keep(() -> saved.delete(view.name()))));
        open.setLocation(at);
        open.setVisible(true);
    }

    private static String shown(String name) {
        return Wording.plain(name);
    }

    private void save() {
        final InputDialog dialog = new InputDialog(owner.getShell(), "Save view",
                "Name of the view; one of the same name is replaced.", "", ViewsMenu::complaint);
        if (dialog.open() == Window.OK) {
            final SavedView view = SavedView.of(dialog.getValue().strip(), now.get());
            keep(() -> saved.save(view));
        }
    }

    /** JFace: null is none, and an empty one keeps OK disabled. */
    private static String complaint(String name) {
        return name.isBlank() ? "" : name.strip().length() > 60 ? "At most 60 characters." : null;
    }

    private void keep(Callable<List<SavedView>> work) {
        context.submit(work, next -> views = next);
    }

    private static MenuItem item(Menu menu, String text, Runnable action) {
        final MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(text);
        item.addListener(SWT.Selection, event -> action.run());
        return item;
    }
}
