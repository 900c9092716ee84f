package org.signalbox.workbench.topology;

import java.util.Collection;
import java.util.List;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/** Draws the map from far: a card for each host, or for each switch, with how many ports it has and how they fare. */
final class FarPainter {

    private static final int ARC = 8;
    private static final int INSET = 6;
    private static final int BAR = 4;
    private static final int LEAST = 28;

    private final Pen pen;
    private final Brush brush;
    private final Lights lights;
    private final Camera camera;
    private Badges badges = Badges.NONE;

    FarPainter(Pen pen, Lights lights, Camera camera) {
        this.pen = pen;
        this.brush = new Brush(pen);
        this.lights = lights;
        this.camera = camera;
    }

    void draw(Scene scene, Links links) {
        final Box shown = camera.shown();
        badges = scene.live().badges();
        scene.captions().forEach(each -> pen.text(each.text(), camera.toScreen(new Box(each.x(), 0, 1, 1)).x(), 4,
                Face.CAPS, Token.TEXT3));
        for (final Scene.Frame frame : scene.frames()) {
            if (frame.box().intersects(shown)) {
                card(camera.toScreen(frame.box()), frame.target(), frame.title(), frame.host().switches());
            }
        }
        if (scene.frames().isEmpty()) {
            final List<Band> bands = scene.bands().stream().filter(band -> band.around().intersects(shown)).toList();
            bands.forEach(band -> links.bundle(band, camera));
            for (final Band band : bands) {
                band(band);
            }
        }
    }

    private void band(Band band) {
        final Health health = Health.of(List.of(band.live()));
        pen.fill(camera.toScreen(band.uplinksCard()), ARC / 2, Token.SELECTED_IDLE);
        pen.fill(camera.toScreen(band.card()), ARC / 2, health.colour());
        card(camera.toScreen(band.portsCard()), band.target(), band.live().name(), List.of(band.live()));
    }

    private void card(Box box, Target target, String name, Collection<LiveSwitch> switches) {
        final Health health = Health.of(switches);
        final int found = lights.search().map(search -> search.within().getOrDefault(target, 0)).orElse(0);
        final boolean lit = lights.lit(target) || within(target);
        pen.dim(lights.search().isPresent() && found == 0 && !lit);
        pen.fill(box, ARC, Token.SURFACE);
        pen.outline(box, ARC, lit || found > 0 ? Token.ACCENT : Token.LINE, lit || found > 0 ? 2 : 1);
        final int height = pen.height(Face.SMALL);
        final int room = box.width() - 2 * INSET;
        if (box.height() < height || box.width() < LEAST) {
            pen.fill(new Box(box.x() + 2, box.y() + 2, box.width() - 4, box.height() - 4), 0, health.colour());
        } else {
            final String words = found > 0 ? Figures.counted(found, "match", "matches") : health.words();
            final Token colour = found > 0 ? Token.ACCENT : health.colour();
            final int second = box.y() + 2 + pen.height(Face.STRONG);
            final boolean two = box.bottom() - second >= height + BAR + INSET;
            final boolean beside = !two && pen.width(name, Face.STRONG) + pen.width(words, Face.SMALL) + INSET <= room;
            pen.text(brush.fitted(name, Face.STRONG, room), box.x() + INSET, box.y() + 2, Face.STRONG, Token.TEXT);
            if (two) {
                pen.text(brush.fitted(words, Face.SMALL, room), box.x() + INSET, second, Face.SMALL, colour);
                ports(box, second, words, switches, room);
                inner(box, second + height + INSET, switches);
            } else if (beside) {
                pen.textEnd(words, box.right() - INSET, box.y() + 3, Face.SMALL, colour);
            }
            if (box.bottom() - second >= BAR + INSET / 2) {
                brush.bar(new Box(box.x() + INSET, box.bottom() - INSET - BAR + 1, room, BAR), health);
            }
        }
        brush.badges(badges.at(target), box);
        pen.dim(false);
    }

    /** A line for each switch, as many as there is room for. */
    private void inner(Box box, int top, Collection<LiveSwitch> switches) {
        int y = top;
        for (final LiveSwitch each : switches) {
            if (y + pen.height(Face.SMALL) > box.bottom() - INSET - BAR) {
                return;
            }
            final Health health = Health.of(List.of(each));
            final int room = box.width() - 3 * INSET - pen.width(health.words(), Face.SMALL);
            pen.text(brush.fitted(each.ownName(), Face.SMALL, room), box.x() + INSET, y, Face.SMALL, Token.TEXT2);
            pen.textEnd(health.words(), box.right() - INSET, y, Face.SMALL, health.colour());
            y += pen.height(Face.SMALL);
        }
    }

    /** How many ports there are, where there is room for it. */
    private void ports(Box box, int y, String words, Collection<LiveSwitch> switches, int room) {
        final int count = switches.stream().mapToInt(each -> each.ports().size()).sum();
        final String ports = Figures.counted(count, "port", "ports");
        if (pen.width(words, Face.SMALL) + pen.width(ports, Face.SMALL) + 10 <= room) {
            pen.textEnd(ports, box.right() - INSET, y, Face.SMALL, Token.TEXT2);
        }
    }

    private boolean within(Target target) {
        return lights.selected().filter(each -> belongs(each, target)).isPresent()
                || lights.way().stream().anyMatch(each -> belongs(each, target));
    }

    private static boolean belongs(Target each, Target owner) {
        return each.equals(owner) || Scene.owner(each).filter(above -> belongs(above, owner)).isPresent();
    }
}
