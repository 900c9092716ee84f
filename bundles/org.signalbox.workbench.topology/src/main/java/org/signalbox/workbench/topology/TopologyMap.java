package org.signalbox.workbench.topology;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.Transform;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/**
 * The map's control: draws the scene, and lets pointer and keys select, pan and zoom. It fits itself to the room it has
 * until the user moves it; Fit makes it do so again.
 */
final class TopologyMap {

    private static final double LEAST_ZOOM = 0.3;
    private static final double MOST_ZOOM = 2.5;
    private static final double LEAST_FIT = 0.6;
    private static final double STEP = 1.15;
    private static final int DRAG_THRESHOLD = 4;

    private final Canvas canvas;
    private final Theme theme;
    private final Consumer<Optional<Target>> selectionChanged;
    private Live live = Live.NONE;
    private Scene scene = new Scene(Live.NONE, 0);
    private Optional<Target> selected = Optional.empty();
    private boolean fitted = true;
    private double zoom = 1;
    private double left;
    private double top;
    private Point pressed;
    private boolean dragging;

    TopologyMap(Composite parent, Theme theme, Consumer<Optional<Target>> selectionChanged) {
        this.theme = theme;
        this.selectionChanged = selectionChanged;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        theme.paint(canvas, Token.GROUND, Token.TEXT);
        canvas.addPaintListener(event -> paint(event.gc));
        canvas.addListener(SWT.Resize, event -> layout());
        canvas.addListener(SWT.MouseDown, this::press);
        canvas.addListener(SWT.MouseMove, this::move);
        canvas.addListener(SWT.MouseUp, this::release);
        canvas.addListener(SWT.MouseVerticalWheel, event -> {
            zoom(event.count > 0 ? STEP : 1 / STEP, event.x, event.y);
            event.doit = false;
        });
        canvas.addListener(SWT.KeyDown, this::key);
        canvas.addListener(SWT.FocusIn, event -> canvas.redraw());
        canvas.addListener(SWT.FocusOut, event -> canvas.redraw());
        canvas.addListener(SWT.Traverse, event -> event.doit = event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Topology: " + selected.map(target -> target.port().map(port -> "port " + port + " of ")
                        .orElse("switch ") + target.switchName()).orElse("nothing selected");
            }
        });
    }

    Canvas control() {
        return canvas;
    }

    /** Shows the switches as they are now; a selected thing that is gone is no longer selected. */
    void show(Live now) {
        live = now;
        layout();
        if (selected.isPresent() && !now.has(selected.get())) {
            select(Optional.empty());
        }
    }

    Optional<Target> selected() {
        return selected;
    }

    void select(Optional<Target> target) {
        selected = target;
        target.flatMap(scene::bounds).ifPresent(this::reveal);
        selectionChanged.accept(target);
        canvas.getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
        canvas.redraw();
    }

    /** Fits the map to its room, now and whenever the room changes. */
    void fit() {
        fitted = true;
        layout();
    }

    void zoomIn() {
        zoomCentre(STEP);
    }

    void zoomOut() {
        zoomCentre(1 / STEP);
    }

    private void zoomCentre(double factor) {
        final Rectangle area = canvas.getClientArea();
        zoom(factor, area.width / 2, area.height / 2);
    }

    private void layout() {
        final Rectangle area = canvas.getClientArea();
        scene = new Scene(live, area.width);
        if (fitted && scene.size().x > 0) {
            final double fits =
                    Math.min(area.width / (double) scene.size().x, area.height / (double) scene.size().y);
            zoom = Math.clamp(fits, LEAST_FIT, 1);
            scene = new Scene(live, (int) (area.width / zoom));
            left = 0;
            top = 0;
        }
        canvas.redraw();
    }

    private void zoom(double factor, int x, int y) {
        final double next = Math.clamp(zoom * factor, LEAST_ZOOM, MOST_ZOOM);
        left += x / zoom - x / next;
        top += y / zoom - y / next;
        zoom = next;
        fitted = false;
        canvas.redraw();
    }

    private void press(Event event) {
        canvas.setFocus();
        pressed = event.button == 1 || event.button == 2 ? new Point(event.x, event.y) : null;
        dragging = false;
    }

    private void move(Event event) {
        if (pressed == null) {
            return;
        }
        dragging |= Math.abs(event.x - pressed.x) + Math.abs(event.y - pressed.y) > DRAG_THRESHOLD;
        if (dragging) {
            left -= (event.x - pressed.x) / zoom;
            top -= (event.y - pressed.y) / zoom;
            pressed = new Point(event.x, event.y);
            fitted = false;
            canvas.redraw();
        }
    }

    private void release(Event event) {
        if (pressed != null && !dragging && event.button == 1) {
            select(scene.at((int) (event.x / zoom + left), (int) (event.y / zoom + top)));
        }
        pressed = null;
    }

    private void key(Event event) {
        switch (event.keyCode) {
            case SWT.ARROW_DOWN -> step(1);
            case SWT.ARROW_UP -> step(-1);
            case SWT.ESC -> select(Optional.empty());
            default -> {
                switch (event.character) {
                    case '+', '=' -> zoomIn();
                    case '-' -> zoomOut();
                    case '0' -> fit();
                    default -> {
                        // other keys are the window's
                    }
                }
            }
        }
    }

    private void step(int by) {
        final List<Target> order = scene.order();
        if (!order.isEmpty()) {
            final int at = selected.map(order::indexOf).orElse(by > 0 ? -1 : order.size());
            select(Optional.of(order.get(Math.clamp(at + by, 0, order.size() - 1))));
        }
    }

    private void reveal(Rectangle r) {
        final Rectangle area = canvas.getClientArea();
        final double height = area.height / zoom;
        if (r.y < top || r.y + r.height > top + height) {
            top = Math.max(0, r.y + r.height / 2.0 - height / 2);
            fitted = false;
        }
    }

    private void paint(GC gc) {
        final Rectangle area = canvas.getClientArea();
        if (live.switches().isEmpty()) {
            empty(gc, area);
            return;
        }
        final Transform transform = new Transform(gc.getDevice());
        transform.scale((float) zoom, (float) zoom);
        transform.translate((float) -left, (float) -top);
        gc.setTransform(transform);
        final Rectangle shown = new Rectangle((int) left, (int) top, (int) Math.ceil(area.width / zoom) + 1,
                (int) Math.ceil(area.height / zoom) + 1);
        new Painter(gc, theme, selected, shown).draw(scene);
        gc.setTransform(null);
        transform.dispose();
        if (canvas.isFocusControl()) {
            gc.setForeground(theme.color(Token.ACCENT));
            gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
        }
    }

    private void empty(GC gc, Rectangle area) {
        final String head = live.running() ? "No switch yet" : "The switch engine is not running";
        final String hint = live.running()
                ? "Type New-VMSwitch -Name prod in the Console, or load a fabric with Import-Fabric."
                : "Its bundle is not installed or has not started; the map fills itself when it does.";
        gc.setFont(theme.font(Face.TITLE));
        gc.setForeground(theme.color(Token.TEXT));
        gc.drawText(head, (area.width - gc.textExtent(head).x) / 2, area.height / 2 - 28, true);
        gc.setFont(theme.font(Face.BODY));
        gc.setForeground(theme.color(Token.TEXT2));
        gc.drawText(hint, (area.width - gc.textExtent(hint).x) / 2, area.height / 2 + 4, true);
    }
}
