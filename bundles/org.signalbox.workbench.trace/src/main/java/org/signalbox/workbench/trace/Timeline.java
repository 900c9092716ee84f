package org.signalbox.workbench.trace;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.trace.Choice.Range;

/**
 * When frames came: those that arrived stand above a line, those that were dropped hang below it. Dragging, or the arrow
 * keys, choose a moment; with Shift a range; Escape and a double click leave it.
 */
final class Timeline {

    static final int HEIGHT = 36;
    private static final int LABEL = 60;
    private static final double KEY_STEP = 0.01;

    private final Canvas canvas;
    private final Theme theme;
    private final Moved moved;
    private Density density = Density.NONE;
    private Optional<Range> range = Optional.empty();
    private double moment = 1;
    private double anchor = 1;
    private boolean dragging;
    private boolean ranging;

    /** What the user does with it. */
    interface Moved {
        /** A moment was chosen, in nanoseconds since the epoch. */
        void moment(long time);

        /** A range of times was chosen, or left. */
        void range(Optional<Range> range);
    }

    Timeline(Composite parent, Theme theme, Moved moved) {
        this.theme = theme;
        this.moved = moved;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        theme.paint(canvas, Token.SURFACE, Token.TEXT2);
        theme.onSwitch(canvas, canvas::redraw);
        canvas.setFont(theme.font(Face.SMALL));
        canvas.setToolTipText("Drag, or press Left and Right, to see the frames of a moment; with Shift held, to list "
                + "only those of a range. Escape lists all again.");
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        canvas.addListener(SWT.MouseDown, this::press);
        canvas.addListener(SWT.MouseMove, this::drag);
        canvas.addListener(SWT.MouseUp, event -> release());
        canvas.addListener(SWT.MouseDoubleClick, event -> leave());
        canvas.addListener(SWT.KeyDown, this::key);
        canvas.addListener(SWT.Traverse, event -> event.doit = event.detail != SWT.TRAVERSE_ARROW_NEXT
                && event.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
        canvas.addListener(SWT.FocusIn, event -> canvas.redraw());
        canvas.addListener(SWT.FocusOut, event -> canvas.redraw());
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Frames over time" + (density.isEmpty() ? "" : ", at "
                        + FrameTable.words(density.timeAt(moment)));
            }
        });
    }

    Control control() {
        return canvas;
    }

    void show(Density next, Optional<Range> listed) {
        if (next != density || !listed.equals(range)) {
            density = next;
            range = listed;
            canvas.redraw();
        }
    }

    private Rectangle chart() {
        final Rectangle area = canvas.getClientArea();
        return new Rectangle(LABEL, 0, Math.max(1, area.width - LABEL), area.height);
    }

    private double share(int x) {
        final Rectangle chart = chart();
        return Math.clamp((double) (x - chart.x) / chart.width, 0, 1);
    }

    private void press(Event event) {
        if (event.button == 1 && !density.isEmpty()) {
            canvas.setFocus();
            dragging = true;
            ranging = (event.stateMask & SWT.SHIFT) != 0;
            moment = share(event.x);
            anchor = moment;
            look();
        }
    }

    private void drag(Event event) {
        if (dragging) {
            moment = share(event.x);
            look();
        }
    }

    private void release() {
        dragging = false;
        if (ranging) {
            ranging = false;
            choose();
        }
    }

    private void look() {
        if (!ranging) {
            anchor = moment;
            moved.moment(density.timeAt(moment));
        }
        canvas.redraw();
    }

    private void choose() {
        if (moment != anchor) {
            moved.range(Optional.of(new Range(density.timeAt(Math.min(moment, anchor)),
                    density.timeAt(Math.max(moment, anchor)))));
        }
    }

    private void leave() {
        if (range.isPresent()) {
            moved.range(Optional.empty());
        }
    }

    private void key(Event event) {
        if (density.isEmpty()) {
            return;
        }
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> step(event, moment - KEY_STEP);
            case SWT.ARROW_RIGHT -> step(event, moment + KEY_STEP);
            case SWT.HOME -> step(event, 0);
            case SWT.END -> step(event, 1);
            case SWT.ESC -> leave();
            default -> {
            }
        }
    }

    private void step(Event event, double to) {
        moment = Math.clamp(to, 0, 1);
        ranging = (event.stateMask & SWT.SHIFT) != 0;
        look();
        if (ranging) {
            ranging = false;
            choose();
        }
    }

    private void paint(GC gc) {
        final Rectangle chart = chart();
        final int ground = chart.height * 3 / 5;
        gc.setForeground(theme.color(Token.TEXT3));
        final int line = gc.getFontMetrics().getHeight();
        gc.drawText("frames", 0, Math.max(0, ground - line), true);
        gc.drawText("dropped", 0, Math.min(chart.height - line, ground), true);
        gc.setForeground(theme.color(Token.LINE));
        gc.drawLine(chart.x, ground, chart.x + chart.width, ground);
        range.filter(listed -> !density.isEmpty()).ifPresent(listed -> band(gc, chart, density.share(listed.from()),
                density.share(listed.to())));
        if (dragging && ranging) {
            band(gc, chart, Math.min(moment, anchor), Math.max(moment, anchor));
        }
        bars(gc, chart, ground);
        if (!density.isEmpty()) {
            final int x = chart.x + (int) (moment * (chart.width - 1));
            gc.setForeground(theme.color(Token.ACCENT));
            gc.setLineWidth(canvas.isFocusControl() ? 2 : 1);
            gc.drawLine(x, 0, x, chart.height);
        }
    }

    private void band(GC gc, Rectangle chart, double from, double to) {
        final int x = chart.x + (int) (Math.clamp(from, 0, 1) * chart.width);
        gc.setBackground(theme.color(Token.ACCENT_SOFT));
        gc.fillRectangle(x, 0, Math.max(2, (int) ((Math.clamp(to, 0, 1) - Math.clamp(from, 0, 1)) * chart.width)),
                chart.height);
    }

    private void bars(GC gc, Rectangle chart, int ground) {
        final int parts = density.frames().length;
        final int most = density.most();
        for (int part = 0; part < parts; part++) {
            final int x = chart.x + part * chart.width / parts;
            final int width = Math.max(1, chart.x + (part + 1) * chart.width / parts - x - 1);
            final int arrived = density.frames()[part] - density.dropped()[part];
            bar(gc, Token.LINK, new Rectangle(x, ground, width, ground - 2), -arrived, most);
            bar(gc, Token.ERROR, new Rectangle(x, ground + 1, width, chart.height - ground - 2), density.dropped()[part],
                    most);
        }
    }

    private void bar(GC gc, Token color, Rectangle room, int count, int most) {
        if (count != 0) {
            final int height = Math.max(2, (int) ((long) Math.abs(count) * room.height / most));
            gc.setBackground(theme.color(color));
            gc.fillRectangle(room.x, count < 0 ? room.y - height : room.y, room.width, height);
        }
    }
}
