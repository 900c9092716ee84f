package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** The installed extensions, to check and to put in order within their type: by buttons, Alt+Up and Alt+Down. */
final class ExtensionChoice {

    private static final int ROWS_HEIGHT = 120;

    private final List<ExtensionStatus> order;
    private final Runnable changed;
    private Table table;
    private Button up;
    private Button down;

    ExtensionChoice(List<ExtensionStatus> installed, Runnable changed) {
        this.order = new ArrayList<>(installed);
        this.changed = changed;
    }

    /** Makes the controls. */
    Composite create(Composite parent, Theme theme) {
        final Composite area = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        area.setLayout(layout);
        theme.paint(area, Token.GROUND, Token.TEXT);
        if (order.isEmpty()) {
            final Label none = new Label(area, SWT.NONE);
            none.setText("None is installed. The Extensions view installs them.");
            theme.paint(none, Token.GROUND, Token.TEXT2);
            return area;
        }
        table = new Table(area, SWT.CHECK | SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        table.setToolTipText("Frames that come in meet the uppermost first. Space checks, Alt+Up and Alt+Down move.");
        final GridData data = new GridData(SWT.FILL, SWT.FILL, true, true, 1, 2);
        data.heightHint = ROWS_HEIGHT;
        table.setLayoutData(data);
        for (final String head : List.of("Extension", "Type")) {
            new TableColumn(table, SWT.NONE).setText(head);
        }
        order.forEach(each -> new TableItem(table, SWT.NONE).setText(
                new String[] {each.id(), each.kind().name().toLowerCase(Locale.ROOT)}));
        Arrays.stream(table.getColumns()).forEach(TableColumn::pack);
        theme.paint(table, Token.SURFACE, Token.TEXT);
        table.addListener(SWT.Selection, event -> {
            enable();
            changed.run();
        });
        table.addListener(SWT.KeyDown, event -> {
            if (event.stateMask == SWT.ALT && (event.keyCode == SWT.ARROW_UP || event.keyCode == SWT.ARROW_DOWN)) {
                event.doit = false;
                move(event.keyCode == SWT.ARROW_UP ? -1 : 1);
            }
        });
        up = button(area, "Move u&p", -1);
        down = button(area, "Move &down", 1);
        enable();
        return area;
    }

    private Button button(Composite area, String text, int by) {
        final Button button = new Button(area, SWT.PUSH);
        button.setText(text);
        button.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
        button.addListener(SWT.Selection, event -> move(by));
        return button;
    }

    private boolean canMove(int by) {
        final int from = table.getSelectionIndex();
        final int to = from + by;
        return from >= 0 && to >= 0 && to < order.size() && order.get(from).kind() == order.get(to).kind();
    }

    private void enable() {
        up.setEnabled(canMove(-1));
        down.setEnabled(canMove(1));
    }

    private void move(int by) {
        if (!canMove(by)) {
            return;
        }
        final int from = table.getSelectionIndex();
        order.add(from + by, order.remove(from));
        final TableItem moved = table.getItem(from);
        final TableItem other = table.getItem(from + by);
        for (int column = 0; column < table.getColumnCount(); column++) {
            final String text = moved.getText(column);
            moved.setText(column, other.getText(column));
            other.setText(column, text);
        }
        final boolean checked = moved.getChecked();
        moved.setChecked(other.getChecked());
        other.setChecked(checked);
        table.setSelection(from + by);
        enable();
        changed.run();
    }

    /** Ids of those that are checked, top first. */
    List<String> chosen() {
        return table == null ? List.of() : Arrays.stream(table.getItems()).filter(TableItem::getChecked)
                .map(TableItem::getText).toList();
    }
}
