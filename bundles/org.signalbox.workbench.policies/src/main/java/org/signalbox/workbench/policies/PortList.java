package org.signalbox.workbench.policies;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** All ports, those that a filter leaves; one is chosen as long as there is one. */
final class PortList {

    private static final int TRIM = 4;

    private final Composite root;
    private final Text filter;
    private final Table table;
    private final Label count;
    private final Consumer<PortName> chosen;
    private List<PortName> all = List.of();
    private List<PortName> shown = List.of();
    private Optional<PortName> selected = Optional.empty();

    PortList(Composite parent, Theme theme, Consumer<PortName> chosen) {
        this.chosen = chosen;
        root = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout();
        layout.marginWidth = 12;
        layout.marginHeight = 10;
        layout.verticalSpacing = 8;
        root.setLayout(layout);
        theme.paint(root, Token.SURFACE, Token.TEXT);
        filter = new Text(root, SWT.SINGLE | SWT.BORDER | SWT.SEARCH);
        filter.setMessage("Filter ports");
        filter.setToolTipText("Words of the machine, switch or port");
        filter.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        filter.addListener(SWT.Modify, event -> refill());
        table = new Table(root, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE | SWT.VIRTUAL);
        table.setHeaderVisible(true);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        final TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText("Port");
        column.setToolTipText("Machine, switch and port");
        table.addListener(SWT.SetData, event -> {
            if (event.index >= 0 && event.index < shown.size()) {
                ((TableItem) event.item).setText(shown.get(event.index).label());
            }
        });
        table.addListener(SWT.Selection, event -> {
            final int row = table.getSelectionIndex();
            if (row >= 0 && row < shown.size()) {
                choose(shown.get(row));
            }
        });
        table.addListener(SWT.Resize, event -> column.setWidth(Math.max(80, table.getClientArea().width - TRIM)));
        filter.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ARROW_DOWN) {
                event.doit = false;
                table.setFocus();
            }
        });
        count = new Label(root, SWT.NONE);
        count.setFont(theme.font(Face.SMALL));
        count.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(count, Token.SURFACE, Token.TEXT2);
        refill();
    }

    Control field() {
        return filter;
    }

    /** Shows the ports as they are now; the chosen one stays, or the first one is chosen if it is gone. */
    void show(List<PortName> now) {
        if (!now.equals(all)) {
            all = now;
            refill();
            if (selected.filter(all::contains).isEmpty()) {
                selected = Optional.empty();
                all.stream().findFirst().ifPresent(this::choose);
            }
        }
    }

    private void choose(PortName port) {
        if (!selected.equals(Optional.of(port))) {
            selected = Optional.of(port);
            select();
            chosen.accept(port);
        }
    }

    private void select() {
        final int row = selected.map(shown::indexOf).orElse(-1);
        if (row < 0) {
            table.deselectAll();
        } else if (table.getSelectionIndex() != row) {
            table.setSelection(row);
        }
    }

    private void refill() {
        shown = PortName.filtered(all, filter.getText());
        table.setItemCount(shown.size());
        table.clearAll();
        select();
        count.setText(shown.size() == all.size() ? Figures.counted(all.size(), "port", "ports")
                : Figures.grouped(shown.size()) + " of " + Figures.counted(all.size(), "port", "ports"));
    }
}
