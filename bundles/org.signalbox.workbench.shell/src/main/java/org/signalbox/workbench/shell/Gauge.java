package org.signalbox.workbench.shell;

import java.util.OptionalDouble;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** A bar that fills with the share that is done; while that is not known, a piece of it moves on with each show. */
final class Gauge extends Canvas {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 6;
    private static final int PIECES = 5;

    private final Theme theme;
    private OptionalDouble share = OptionalDouble.empty();
    private String words = "";
    private int step;

    /** @param ground what it stands on */
    Gauge(Composite parent, Theme theme, Token ground) {
        super(parent, SWT.DOUBLE_BUFFERED);
        this.theme = theme;
        theme.paint(this, ground, Token.ACCENT);
        addPaintListener(event -> draw(event.gc, getSize()));
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = words;
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_PROGRESSBAR;
            }

            @Override
            public void getValue(AccessibleControlEvent event) {
                event.result = share.isPresent() ? String.valueOf((int) (share.getAsDouble() * 100)) : "";
            }
        });
    }

    /** Shows a job as it is now. */
    void show(Jobs.Running job) {
        share = job.share();
        words = job.words();
        step = (step + 1) % PIECES;
        redraw();
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(WIDTH, HEIGHT);
    }

    private void draw(GC gc, Point size) {
        gc.setAntialias(SWT.ON);
        gc.setBackground(theme.color(Token.LINE));
        gc.fillRoundRectangle(0, 0, size.x, size.y, size.y, size.y);
        gc.setBackground(theme.color(Token.ACCENT));
        final int piece = size.x / PIECES;
        if (share.isPresent()) {
            gc.fillRoundRectangle(0, 0, (int) (size.x * share.getAsDouble()), size.y, size.y, size.y);
        } else {
            gc.fillRoundRectangle(step * piece, 0, piece, size.y, size.y, size.y);
        }
    }
}
