package org.signalbox.workbench.shell;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** The line at the window's foot: the state of the fabric in a few words, and the jobs that run. */
final class StatusBar {

    private static final int HEIGHT = 26;
    /** High enough for the buttons of a job, so that nothing moves when one begins. */
    private static final int ROW = 32;
    private static final int MARGIN = 16;
    private static final int GAP = 24;
    private static final int DOT = 8;

    /** One piece of the line. */
    record Item(String text, Token color) {

        static Item of(String text) {
            return new Item(text, Token.TEXT2);
        }
    }

    private final Canvas canvas;
    private final JobStrip strip;
    private final Theme theme;
    private Token state = Token.TEXT3;
    private List<Item> items = List.of();

    StatusBar(Composite parent, Theme theme, Jobs jobs) {
        this.theme = theme;
        final Composite row = new Composite(parent, SWT.NONE);
        final GridData place = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
        place.heightHint = ROW;
        row.setLayoutData(place);
        row.setLayout(Grids.of(2, 0, 0, 0, 0));
        theme.paint(row, Token.GROUND, Token.TEXT2);
        canvas = new Canvas(row, SWT.DOUBLE_BUFFERED);
        final GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.heightHint = HEIGHT;
        canvas.setLayoutData(data);
        strip = new JobStrip(row, theme, jobs);
        theme.paint(canvas, Token.GROUND, Token.TEXT2);
        canvas.addPaintListener(event -> draw(event.gc, canvas.getClientArea()));
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = text();
            }
        });
    }

    /** Shows the jobs as they are now. */
    void refreshJobs() {
        strip.refresh();
    }

    /** Lists the jobs that run. */
    void listJobs() {
        strip.open();
    }

    /** Shows the pieces, left to right, after a dot in the colour of the state that the first one names. */
    void show(Token dot, List<Item> line) {
        if (dot != state || !line.equals(items)) {
            state = dot;
            items = List.copyOf(line);
            canvas.setToolTipText(text());
            canvas.redraw();
        }
    }

    private String text() {
        return items.stream().map(Item::text).collect(Collectors.joining(", "));
    }

    private void draw(GC gc, Rectangle area) {
        gc.setAntialias(SWT.ON);
        gc.setBackground(theme.color(state));
        gc.fillOval(MARGIN, (area.height - DOT) / 2, DOT, DOT);
        gc.setFont(theme.font(Face.SMALL));
        int x = MARGIN + DOT + 6;
        for (final Item item : items) {
            gc.setForeground(theme.color(item.color()));
            // the whole is in the tip
            final String shown = Figures.fitted(item.text(), area.width - MARGIN - x, text -> gc.textExtent(text).x);
            gc.drawText(shown, x, (area.height - gc.getFontMetrics().getHeight()) / 2, true);
            x += gc.textExtent(shown).x + GAP;
        }
    }
}
