package org.signalbox.workbench.inventory;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.signalbox.workbench.Wording;

/** What can be done with columns: show, hide, move, sort by and group by them, and compute others from them. */
final class ColumnMenu {

    private final Control owner;
    private final Supplier<Arrangement> now;
    private final Consumer<Arrangement> change;
    private final Consumer<Optional<Field>> compute;
    private Menu open;

    /** @param compute asks for a computed column, or for another in the place of one */
    ColumnMenu(Control owner, Supplier<Arrangement> now, Consumer<Arrangement> change,
            Consumer<Optional<Field>> compute) {
        this.owner = owner;
        this.now = now;
        this.change = change;
        this.compute = compute;
    }

    /** Opens it for all columns, or for one. @param at on the display */
    void open(Optional<Field> column, Point at) {
        if (open != null) {
            open.dispose();
        }
        open = new Menu(owner.getShell(), SWT.POP_UP);
        column.ifPresentOrElse(this::one, this::all);
        open.setLocation(at);
        open.setVisible(true);
    }

    private void one(Field field) {
        final String name = field.name();
        final Arrangement arrangement = now.get();
        sort(open, field, "Sort upwards", false);
        sort(open, field, "Sort downwards", true);
        final boolean grouped = arrangement.group().filter(name::equals).isPresent();
        item(open, SWT.CHECK, "Group by " + field.title(), grouped,
                () -> now.get().withGroup(grouped ? Optional.empty() : Optional.of(name)));
        new MenuItem(open, SWT.SEPARATOR);
        final int at = arrangement.shown().indexOf(name);
        item(open, SWT.PUSH, "Move left", false, () -> now.get().moved(name, -1)).setEnabled(at > 0);
        item(open, SWT.PUSH, "Move right", false, () -> now.get().moved(name, 1))
                .setEnabled(at < arrangement.shown().size() - 1);
        item(open, SWT.PUSH, "Hide " + field.title(), false, () -> now.get().toggledColumn(name))
                .setEnabled(arrangement.shown().size() > 1);
        if (field.computed().isPresent()) {
            ask(open, "Edit " + field.title() + "\u2026", Optional.of(field));
            item(open, SWT.PUSH, "Remove " + field.title(), false, () -> now.get().without(field));
        }
        new MenuItem(open, SWT.SEPARATOR);
        all();
    }

    private void sort(Menu menu, Field field, String text, boolean descending) {
        final Optional<Arrangement.Sort> wanted = Optional.of(new Arrangement.Sort(field.name(), descending));
        item(menu, SWT.RADIO, text, now.get().sort().equals(wanted), () -> now.get().withSort(wanted));
    }

    private void all() {
        final Arrangement arrangement = now.get();
        final Menu show = cascade("Show");
        final Menu sort = cascade("Sort by");
        final Menu group = cascade("Group by");
        final Menu left = cascade("Move left");
        final Menu right = cascade("Move right");
        item(sort, SWT.RADIO, "Nothing", arrangement.sort().isEmpty(), () -> now.get().withSort(Optional.empty()));
        item(group, SWT.RADIO, "Nothing", arrangement.group().isEmpty(), () -> now.get().withGroup(Optional.empty()));
        for (final Field field : arrangement.all()) {
            final String name = field.name();
            item(show, SWT.CHECK, field.title(), arrangement.shown().contains(name),
                    () -> now.get().toggledColumn(name));
            sort(sort, field, field.title() + ", upwards", false);
            sort(sort, field, field.title() + ", downwards", true);
            item(group, SWT.RADIO, field.title(), arrangement.group().filter(name::equals).isPresent(),
                    () -> now.get().withGroup(Optional.of(name)));
        }
        arrangement.fields().forEach(field -> {
            item(left, SWT.PUSH, field.title(), false, () -> now.get().moved(field.name(), -1));
            item(right, SWT.PUSH, field.title(), false, () -> now.get().moved(field.name(), 1));
        });
        ask(open, "Add computed column\u2026", Optional.empty());
        if (!arrangement.computed().isEmpty()) {
            final Menu edit = cascade("Edit computed column");
            final Menu remove = cascade("Remove computed column");
            arrangement.computed().forEach(field -> {
                ask(edit, field.title() + "\u2026", Optional.of(field));
                item(remove, SWT.PUSH, field.title(), false, () -> now.get().without(field));
            });
        }
        item(open, SWT.PUSH, "As at first", false, () -> now.get().asAtFirst());
    }

    private void ask(Menu menu, String text, Optional<Field> column) {
        final MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(Wording.plain(text));
        item.addListener(SWT.Selection, event -> compute.accept(column));
    }

    private Menu cascade(String text) {
        final MenuItem item = new MenuItem(open, SWT.CASCADE);
        item.setText(text);
        final Menu menu = new Menu(item);
        item.setMenu(menu);
        return menu;
    }

    private MenuItem item(Menu menu, int style, String text, boolean selected, Supplier<Arrangement> next) {
        final MenuItem item = new MenuItem(menu, style);
        item.setText(Wording.plain(text));
        item.setSelection(selected);
        item.addListener(SWT.Selection, event -> {
            // a radio item tells when it loses its mark, too
            if (style != SWT.RADIO || item.getSelection()) {
                change.accept(next.get());
            }
        });
        return item;
    }
}
