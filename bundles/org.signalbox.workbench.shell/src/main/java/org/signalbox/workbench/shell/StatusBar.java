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

/** The line at the window's foot: the state of the fabric in a few words. */
final class StatusBar {

    private static final int HEIGHT = 26;
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
    private final Theme theme;
    private Token state = Token.TEXT3;
    private List<Item> items = List.of();

    StatusBar(Composite parent, Theme theme) {
        this.theme = theme;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        final GridData data = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
        data.heightHint = HEIGHT;
        canvas.setLayoutData(data);
        theme.paint(canvas, Token.GROUND, Token.TEXT2);
        canvas.addPaintListener(event -> draw(event.gc, canvas.getClientArea()));
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = text();
            }
        });
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
