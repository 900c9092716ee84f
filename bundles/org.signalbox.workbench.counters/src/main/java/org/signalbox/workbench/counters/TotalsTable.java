package org.signalbox.workbench.counters;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** The totals of switches and ports, a row each; those that are ticked are charted. */
final class TotalsTable {

    static final int MOST = 8;
    private static final String[] TITLES =
            {"Switch, port", "State", "Frames in", "Frames out", "Drops", "Bytes in", "Bytes out", "Most dropped for"};
    private static final int[] WIDTHS = {140, 72, 84, 88, 68, 104, 104, 240};
    private static final int NUMBERS = 2;
    private static final int DROPS = 4;
    private static final int LAST_NUMBER = 6;
    private static final int LEAST_HEIGHT = 72;

    private final Table table;
    private final Theme theme;
    private final Runnable ticked;
    private final Set<Source> chosen = new LinkedHashSet<>();
    private List<Totals> all = List.of();
    private List<Totals> shown = List.of();
    private String filter = "";

    /** @param ticked called when other rows are to be charted */
    TotalsTable(Composite parent, Theme theme, Runnable ticked) {
        this.theme = theme;
        this.ticked = ticked;
        table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE | SWT.VIRTUAL | SWT.CHECK);
        table.setHeaderVisible(true);
        final GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
        data.heightHint = LEAST_HEIGHT;
        data.minimumHeight = LEAST_HEIGHT;
        table.setLayoutData(data);
        for (int i = 0; i < TITLES.length; i++) {
            final TableColumn column = new TableColumn(table, i >= NUMBERS && i <= LAST_NUMBER ? SWT.RIGHT : SWT.LEFT);
            column.setText(TITLES[i]);
            column.setWidth(WIDTHS[i]);
        }
        table.addListener(SWT.SetData, event -> write((TableItem) event.item, event.index));
        table.addListener(SWT.Selection, event -> {
            if (event.detail == SWT.CHECK) {
                tick((TableItem) event.item);
            }
        });
        theme.onSwitch(table, table::clearAll);
    }

    private void tick(TableItem item) {
        final Source source = shown.get(table.indexOf(item)).source();
        if (!item.getChecked()) {
            chosen.remove(source);
        } else if (chosen.size() < MOST) {
            chosen.add(source);
        } else {
            item.setChecked(false);
        }
        ticked.run();
    }

    /** What is charted. */
    Set<Source> chosen() {
        return Set.copyOf(chosen);
    }

    /** Whether no more can be charted. */
    boolean isFull() {
        return chosen.size() >= MOST;
    }

    /** Shows the rows that have the words of a text. */
    void filter(String text) {
        filter = text;
        fill();
    }

    /** Shows the totals of now; without a choice the first switch is charted. */
    void show(List<Totals> now) {
        final List<Source> before = all.stream().map(Totals::source).toList();
        all = now;
        final List<Source> sources = now.stream().map(Totals::source).toList();
        final boolean gone = chosen.retainAll(sources);
        final Optional<Source> first = chosen.isEmpty() ? sources.stream().findFirst() : Optional.empty();
        first.filter(source -> before.isEmpty() || gone).ifPresent(chosen::add);
        fill();
        if (gone || !before.equals(sources)) {
            table.clearAll();
            ticked.run();
        }
    }

    private void fill() {
        final List<Source> before = shown.stream().map(Totals::source).toList();
        shown = all.stream().filter(each -> each.source().has(filter)).toList();
        if (!before.equals(shown.stream().map(Totals::source).toList())) {
            table.setItemCount(shown.size());
            table.clearAll();
            return;
        }
        final int top = table.getTopIndex();
        final int rows = table.getClientArea().height / Math.max(1, table.getItemHeight()) + 2;
        for (int row = top; row < Math.min(shown.size(), top + rows); row++) {
            write(table.getItem(row), row);
        }
    }

    private void write(TableItem item, int row) {
        if (row >= shown.size()) {
            return;
        }
        final Totals totals = shown.get(row);
        final String[] cells = {totals.source().label(), totals.state(), Figures.grouped(totals.framesIn()),
            Figures.grouped(totals.framesOut()), Figures.grouped(totals.drops()), Figures.grouped(totals.bytesIn()),
            Figures.grouped(totals.bytesOut()), totals.mostDropped()};
        for (int i = 0; i < cells.length; i++) {
            if (!item.getText(i).equals(cells[i])) {
                item.setText(i, cells[i]);
            }
        }
        item.setForeground(DROPS, theme.color(totals.drops() > 0 ? Token.ERROR : Token.TEXT));
        if (item.getChecked() != chosen.contains(totals.source())) {
            item.setChecked(chosen.contains(totals.source()));
        }
    }
}
