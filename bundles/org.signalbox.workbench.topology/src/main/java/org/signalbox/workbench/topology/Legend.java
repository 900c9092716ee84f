package org.signalbox.workbench.topology;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.vswitch.LinkState;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Pen.Stroke;

/** What the colours and dots of the map mean. */
final class Legend {

    private static final int HEIGHT = 30;
    private static final int GAP = 18;

    private final Canvas canvas;
    private final Theme theme;

    Legend(Composite parent, Theme theme) {
        this.theme = theme;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS);
        theme.paint(canvas, Token.GROUND, Token.TEXT2);
        final GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.heightHint = HEIGHT;
        data.minimumWidth = 60;
        canvas.setLayoutData(data);
        canvas.addPaintListener(event -> paint(event.gc));
    }

    private void paint(GC gc) {
        final Pen pen = new GcPen(gc, theme, new GcPen.Sizes());
        int x = Scene.MARGIN + 2;
        for (final LinkState state : List.of(LinkState.UP, LinkState.DOWN, LinkState.DISCONNECTED)) {
            pen.dot(x, (HEIGHT - Brush.DOT) / 2, Brush.DOT, state != LinkState.DISCONNECTED, Words.colour(state));
            x = word(pen, Words.link(state), x + 14);
        }
        pen.curve(x, HEIGHT / 2, x + 14, HEIGHT / 2, new Stroke(Token.ERROR, 2, false));
        word(pen, "dropping now", x + 20);
    }

    private static int word(Pen pen, String word, int x) {
        new Brush(pen).centred(word, x, 0, HEIGHT, Face.SMALL, Token.TEXT2);
        return x + pen.width(word, Face.SMALL) + GAP;
    }
}
