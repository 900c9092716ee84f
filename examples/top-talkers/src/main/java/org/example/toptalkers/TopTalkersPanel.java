package org.example.toptalkers;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;

/** The view's widgets: a table, with a bar beside each figure. */
final class TopTalkersPanel {
    private static final int BAR = 3;
    private static final int MARGIN = 6;
    private static final String[] TITLES = {"Station", "Switch", "Bytes", ""};
    private static final int[] WIDTHS = {170, 110, 130, 420};

    private final Theme theme;
    private final Composite panel;
    private final Label summary;
    private final Table table;
    private List<Talker> talkers = List.of();

    TopTalkersPanel(final Composite parent, final ViewContext context) {
        theme = context.theme();
        panel = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 12;
        layout.marginHeight = 10;
        panel.setLayout(layout);
        theme.paint(panel, Token.SURFACE, Token.TEXT);
        summary = new Label(panel, SWT.NONE);
        summary.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        theme.paint(summary, Token.SURFACE, Token.TEXT2);
        table = new Table(panel, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
        table.setHeaderVisible(true);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        for (int k = 0; k < TITLES.length; k++) {
            final TableColumn column = new TableColumn(table, k == 2 ? SWT.RIGHT : SWT.LEFT);
            column.setText(TITLES[k]);
            column.setWidth(WIDTHS[k]);
        }
        table.addListener(SWT.PaintItem, this::paintBar);
        context.focusOn(table);
        show(List.of());
    }

    Control control() {
        return panel;
    }

    /** Shows other figures, the largest first. */
    void show(final List<Talker> now) {
        talkers = now;
        summary.setText(now.isEmpty() ? "Nobody has sent a frame to a switch on which top-talkers is enabled."
                : "What stations have sent since top-talkers was enabled.");
        table.setItemCount(now.size());
        for (int k = 0; k < now.size(); k++) {
            final Talker talker = now.get(k);
            table.getItem(k).setText(new String[] {talker.station().toString(), talker.switchName(),
                (talker.over() > 0 ? "\u2264 " : "") + Figures.grouped(talker.bytes()), ""});
        }
        table.redraw();
    }

    private void paintBar(final Event event) {
        final int row = table.indexOf((TableItem) event.item);
        if (event.index == BAR && row < talkers.size()) {
            final int room = table.getColumn(BAR).getWidth() - 2 * MARGIN;
            final long most = Math.max(1, talkers.getFirst().bytes());
            event.gc.setBackground(theme.color(Token.ACCENT));
            event.gc.fillRectangle(event.x + MARGIN, event.y + MARGIN,
                    (int) Math.max(1, room * talkers.get(row).bytes() / most), Math.max(1, event.height - 2 * MARGIN));
        }
    }
}
