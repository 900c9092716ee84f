package org.signalbox.workbench.topology;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.GestureEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;

/**
 * What pointer and keys do on the map. The arrows go from thing to thing; with Shift, and with the wheel, the map
 * moves; with Ctrl the wheel magnifies. A port that is dragged is carried: to another switch, or with Ctrl its policies
 * onto other ports; what else is dragged moves the map.
 */
final class MapHands {

    private static final int DRAG_THRESHOLD = 4;
    private static final int WHEEL = 60;
    private static final int ARROW = 80;

    private final TopologyMap map;
    private final Canvas canvas;
    private final Carrying carrying;
    private Point pressed;
    private Optional<Target> taken = Optional.empty();
    private boolean dragging;
    private boolean onMinimap;
    private double magnified;

    MapHands(TopologyMap map) {
        this.map = map;
        canvas = map.control();
        carrying = map.carrying();
        canvas.addListener(SWT.MouseDown, this::press);
        canvas.addListener(SWT.MouseMove, this::move);
        canvas.addListener(SWT.MouseUp, this::release);
        canvas.addListener(SWT.MouseDoubleClick, event -> at(event).ifPresent(map::approach));
        canvas.addListener(SWT.MouseVerticalWheel, this::wheel);
        canvas.addListener(SWT.MouseHorizontalWheel, event -> pan(event, WHEEL * Integer.signum(event.count), 0));
        canvas.addListener(SWT.KeyDown, this::key);
        canvas.addListener(SWT.Traverse, event -> event.doit = event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        canvas.addGestureListener(this::pinch);
    }

    private void pinch(GestureEvent event) {
        if (event.detail == SWT.GESTURE_BEGIN) {
            magnified = 1;
        } else if (event.detail == SWT.GESTURE_MAGNIFY && event.magnification > 0) {
            map.camera().zoom(event.magnification / magnified, event.x, event.y);
            magnified = event.magnification;
            map.moved();
        }
    }

    private void wheel(Event event) {
        if ((event.stateMask & SWT.MOD1) != 0) {
            map.camera().zoom(event.count > 0 ? Camera.STEP : 1 / Camera.STEP, event.x, event.y);
            map.moved();
            event.doit = false;
        } else {
            final int by = WHEEL * Integer.signum(event.count);
            final boolean sideways = (event.stateMask & SWT.SHIFT) != 0;
            pan(event, sideways ? by : 0, sideways ? 0 : by);
        }
    }

    private void pan(Event event, int dx, int dy) {
        map.camera().pan(dx, dy);
        map.moved();
        event.doit = false;
    }

    private void press(Event event) {
        canvas.setFocus();
        pressed = event.button == 1 || event.button == 2 ? new Point(event.x, event.y) : null;
        dragging = false;
        if (carrying.isActive()) {
            carrying.cancel();
            pressed = null;
        }
        onMinimap = pressed != null && map.minimap().contains(event.x, event.y);
        if (onMinimap) {
            map.minimap().go(event.x, event.y);
            map.moved();
        }
        taken = event.button == 1 && pressed != null && !onMinimap
                ? at(event).filter(each -> each.kind() == Target.Kind.PORT) : Optional.empty();
    }

    private void move(Event event) {
        if (pressed == null) {
            map.tip(at(event));
            return;
        }
        if (onMinimap) {
            if (map.minimap().contains(event.x, event.y)) {
                map.minimap().go(event.x, event.y);
                map.moved();
            }
            return;
        }
        dragging |= Math.abs(event.x - pressed.x) + Math.abs(event.y - pressed.y) > DRAG_THRESHOLD;
        if (dragging && taken.isPresent()) {
            if (!carrying.isActive()) {
                carrying.begin(taken.get());
            }
            carrying.move((event.stateMask & SWT.MOD1) != 0 ? Deed.Kind.COPY : Deed.Kind.MOVE, at(event), event.x,
                    event.y);
        } else if (dragging) {
            map.camera().pan(event.x - pressed.x, event.y - pressed.y);
            pressed = new Point(event.x, event.y);
            map.moved();
        }
    }

    private void release(Event event) {
        if (carrying.isActive()) {
            carrying.drop();
        } else if (pressed != null && !dragging && !onMinimap && event.button == 1) {
            final Optional<Target> target = at(event);
            if ((event.stateMask & SWT.MOD1) != 0) {
                target.ifPresent(map::selectSecond);
            } else {
                map.selectOnly(target);
            }
        }
        pressed = null;
    }

    private Optional<Target> at(Event event) {
        return map.scene().at(map.camera().toMapX(event.x), map.camera().toMapY(event.y))
                .map(target -> map.camera().detail() == Camera.Detail.FAR ? outermost(target) : target);
    }

    /** From far a host is one card. */
    private Target outermost(Target target) {
        final boolean framed = !map.scene().frames().isEmpty();
        return Scene.owner(target).filter(owner -> owner.kind() == Target.Kind.SWITCH || framed)
                .map(this::outermost).orElse(target);
    }

    private void key(Event event) {
        final boolean shift = (event.stateMask & SWT.SHIFT) != 0;
        switch (event.keyCode) {
            case SWT.ARROW_DOWN -> go(event, shift, 0, -ARROW, 1);
            case SWT.ARROW_UP -> go(event, shift, 0, ARROW, -1);
            case SWT.ARROW_LEFT -> {
                if (shift) {
                    pan(event, ARROW, 0);
                } else {
                    map.selected().flatMap(Scene::owner).filter(map.scene().live()::has)
                            .ifPresent(owner -> map.select(Optional.of(owner)));
                }
            }
            case SWT.ARROW_RIGHT -> {
                if (shift) {
                    pan(event, -ARROW, 0);
                } else if (map.selected().filter(each -> each.kind() != Target.Kind.PORT).isPresent()) {
                    step(1);
                }
            }
            case SWT.F3 -> map.listener().next();
            case SWT.CR, SWT.KEYPAD_CR -> map.selected().ifPresent(map::approach);
            case SWT.ESC -> leave();
            default -> character(event);
        }
    }

    private void leave() {
        if (carrying.isActive()) {
            carrying.cancel();
            pressed = null;
        } else {
            map.select(Optional.empty());
        }
    }

    private void go(Event event, boolean shift, int dx, int dy, int by) {
        if (shift) {
            pan(event, dx, dy);
        } else {
            step(by);
        }
    }

    private void character(Event event) {
        if ((event.stateMask & SWT.MOD1) != 0) {
            if (event.keyCode == 'f') {
                map.listener().search();
            }
            return;
        }
        switch (event.character) {
            case '+', '=' -> map.zoom(Camera.STEP);
            case '-' -> map.zoom(1 / Camera.STEP);
            case '0', 'f', 'F' -> map.fit();
            case '/' -> map.listener().search();
            case ' ' -> map.begin();
            case 'm', 'M' -> map.listener().ask(Deed.Kind.MOVE);
            case 'c', 'C' -> map.listener().ask(Deed.Kind.COPY);
            default -> {
                // other keys are the window's
            }
        }
    }

    /** Goes to the next thing; from far, where machines are no more than a card's count, to the next card. */
    private void step(int by) {
        final List<Target> order = map.camera().detail() != Camera.Detail.FAR ? map.scene().order()
                : map.scene().order().stream().filter(each -> outermost(each).equals(each)).toList();
        if (!order.isEmpty()) {
            final int at = map.selected().map(order::indexOf).orElse(by > 0 ? -1 : order.size());
            map.select(Optional.of(order.get(Math.clamp(at + by, 0, order.size() - 1))));
        }
    }
}
