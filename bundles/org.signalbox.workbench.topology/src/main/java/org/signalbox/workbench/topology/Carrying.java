package org.signalbox.workbench.topology;

import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** A port in the user's hand: where the pointer is, where it can be let go, and what that does. */
final class Carrying {

    private static final URL PORT = Carrying.class.getResource("/icons/port.svg");
    private static final int BEHIND = 14;
    private static final int HEIGHT = 30;
    private static final int ARC = 12;
    private static final int PAD = 10;
    private static final int ICON = 24;

    private final TopologyMap map;
    private Optional<Target> port = Optional.empty();
    private Deed.Kind kind = Deed.Kind.MOVE;
    private Optional<Target> over = Optional.empty();
    private List<Target> room = List.of();
    private Deed deed = new Deed(Optional.empty(), "");
    private int x;
    private int y;

    Carrying(TopologyMap map) {
        this.map = map;
    }

    boolean isActive() {
        return port.isPresent();
    }

    /** Takes a port up. */
    void begin(Target taken) {
        port = Optional.of(taken);
        room = List.of();
    }

    /** The pointer is elsewhere, or what it means to do is another thing. */
    void move(Deed.Kind now, Optional<Target> target, int atX, int atY) {
        x = atX;
        y = atY;
        if (now != kind || room.isEmpty()) {
            room = Deed.room(map.scene().live(), now, port.orElseThrow());
        }
        kind = now;
        over = target;
        deed = Deed.of(map.scene().live(), kind, port.orElseThrow(), over);
        map.control().setCursor(map.control().getDisplay()
                .getSystemCursor(deed.isPossible() ? SWT.CURSOR_HAND : SWT.CURSOR_NO));
        map.control().redraw();
        map.listener().carried(Optional.of(deed));
    }

    /** Lets the port go where it is. */
    void drop() {
        final Target dropped = port.orElseThrow();
        final Deed done = deed;
        final Optional<Target> target = over;
        cancel();
        if (done.isPossible()) {
            target.ifPresent(to -> map.listener().dropped(kind, dropped, to, done));
        }
    }

    /** Puts the port back. */
    void cancel() {
        port = Optional.empty();
        map.control().setCursor(null);
        map.control().redraw();
        map.listener().carried(Optional.empty());
    }

    /** What of the map is new: a port that is gone is no longer carried. */
    void look(Live now) {
        if (port.isPresent() && !now.has(port.get())) {
            cancel();
        }
    }

    /** Draws it over the map. */
    void draw(Pen pen) {
        if (port.isEmpty()) {
            return;
        }
        final Scene scene = map.scene();
        for (final Target each : room) {
            scene.band(each).ifPresent(band -> {
                if (kind == Deed.Kind.MOVE) {
                    pen.outline(map.camera().toScreen(band.card()), ARC, Token.ACCENT, 2);
                }
                pen.outline(map.camera().toScreen(band.portsCard()), ARC, Token.ACCENT, 2);
            });
        }
        over.filter(each -> each.kind() != Target.Kind.HOST).ifPresent(each -> under(pen, scene, each));
        ghost(pen);
    }

    /** What lies under the pointer: tinted where the port can be let go, framed where it cannot. */
    private void under(Pen pen, Scene scene, Target target) {
        final boolean whole = kind == Deed.Kind.MOVE || target.kind() == Target.Kind.SWITCH;
        final Optional<Box> place = whole ? scene.band(target).map(band ->
                kind == Deed.Kind.MOVE ? band.card().union(band.portsCard()) : band.portsCard()) : scene.bounds(target);
        place.map(map.camera()::toScreen).ifPresent(box -> {
            if (deed.isPossible()) {
                pen.dim(true);
                pen.fill(box, ARC, Token.ACCENT);
                pen.dim(false);
            }
            pen.outline(box, ARC, deed.isPossible() ? Token.ACCENT : Token.ERROR, 2);
        });
    }

    private void ghost(Pen pen) {
        final String name = port.orElseThrow().name();
        final String what = !deed.isPossible() ? "not here" : kind == Deed.Kind.MOVE ? "move" : "copy policy";
        final int nameWidth = pen.width(name, Face.STRONG);
        final Box box = new Box(x + BEHIND, y + BEHIND, 2 * PAD + ICON + nameWidth + PAD + pen.width(what, Face.SMALL),
                HEIGHT);
        pen.fill(box, ARC, Token.SURFACE);
        pen.outline(box, ARC, deed.isPossible() ? Token.ACCENT : Token.ERROR, 2);
        pen.icon(PORT, box.x() + PAD, box.y() + (HEIGHT - 16) / 2, Token.TEXT2);
        final Brush brush = new Brush(pen);
        brush.centred(name, box.x() + PAD + ICON, box.y(), HEIGHT, Face.STRONG, Token.TEXT);
        brush.centredEnd(what, box.right() - PAD, box.y(), HEIGHT, Face.SMALL,
                deed.isPossible() ? Token.ACCENT : Token.ERROR);
    }
}
