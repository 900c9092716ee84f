package org.signalbox.workbench.wizards;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.query.QueryException;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** The ports that a filter lets through, to look at. Virtual: of thousands only those on screen cost. */
final class PortTable {

    private static final int[] WIDTHS = {150, 130, 110, 120};

    private final Table table;
    private List<PolicyPort> shown = List.of();

    PortTable(Composite parent, Theme theme) {
        table = new Table(parent, SWT.VIRTUAL | SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        final List<String> heads = List.of("Port", "Switch", "Machine", "VLAN");
        for (int i = 0; i < heads.size(); i++) {
            final TableColumn column = new TableColumn(table, SWT.NONE);
            column.setText(heads.get(i));
            column.setWidth(WIDTHS[i]);
        }
        theme.paint(table, Token.SURFACE, Token.TEXT);
        table.addListener(SWT.SetData, event -> {
            // while it is emptied, GTK asks for what is no longer there
            if (event.index >= 0 && event.index < shown.size()) {
                final PolicyPort port = shown.get(event.index);
                ((TableItem) event.item).setText(
                        new String[] {port.name(), port.switchName(), port.machine(), port.vlan()});
            }
        });
    }

    Table control() {
        return table;
    }

    /** Shows what a filter lets through; one that is wrong changes nothing. */
    void show(List<PolicyPort> known, String filter) {
        try {
            shown = PolicyAnswers.chosen(known, filter);
        } catch (QueryException unfinished) {
            return;
        }
        table.setItemCount(shown.size());
        table.clearAll();
    }
}
