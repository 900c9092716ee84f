package org.signalbox.workbench.topology;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Groups.Group;
import org.signalbox.workbench.topology.Live.LivePort;

/**
 * Draws the map from half-way: machines are dots under the names of their groups. Positions are the screen's, so that
 * texts stay readable.
 */
final class MiddlePainter {

    private static final int ARC = 8;
    private static final int INSET = 6;

    private final Pen pen;
    private final Brush brush;
    private final Lights lights;
    private final Camera camera;
    private final Box shown;
    private Badges badges = Badges.NONE;

    MiddlePainter(Pen pen, Lights lights, Camera camera) {
        this.pen = pen;
        this.brush = new Brush(pen);
        this.lights = lights;
        this.camera = camera;
        this.shown = camera.shown();
    }

    void draw(Scene scene, Links links) {
        badges = scene.live().badges();
        scene.captions().forEach(each -> {
            final Box place = camera.toScreen(new Box(each.x(), Scene.CAPTIONS - 8, 1, 1));
            pen.text(each.text(), place.x() + 2, place.y() - pen.height(Face.CAPS), Face.CAPS, Token.TEXT3);
        });
        scene.frames().stream().filter(frame -> frame.box().intersects(shown)).forEach(this::frame);
        final List<Band> bands = scene.bands().stream().filter(band -> band.around().intersects(shown)).toList();
        bands.forEach(band -> links.bundle(band, camera));
        links.way(scene, camera);
        bands.forEach(this::band);
    }

    private void frame(Scene.Frame frame) {
        final Box box = camera.toScreen(frame.box());
        final boolean lit = lights.lit(frame.target()) || lights.found(frame.target());
        final Health health = Health.of(frame.host().switches());
        pen.dim(lights.dimmed(frame.target()));
        pen.fill(box, ARC, Token.RAISED);
        pen.outline(box, ARC, lit ? Token.ACCENT : Token.LINE, lit ? 2 : 1);
        final int head = camera.toScreen(new Box(0, 0, 1, Scene.FRAME_HEAD)).height();
        line(frame.title(), health.words(), health.colour(), new Box(box.x() + INSET, box.y(), box.width() - 2 * INSET,
                Math.max(head, pen.height(Face.SMALL))));
        brush.badges(badges.at(frame.target()), box);
        pen.dim(false);
    }

    /** A name with a figure at the right; the figure goes first where there is no room for both. */
    private void line(String name, String figure, Token colour, Box room) {
        if (room.height() < pen.height(Face.SMALL) - 4) {
            return;
        }
        final int figureWidth = pen.width(figure, Face.SMALL);
        final boolean both = pen.width(name, Face.STRONG) + figureWidth + 10 <= room.width();
        brush.centred(brush.fitted(name, Face.STRONG, both ? room.width() - figureWidth - 10 : room.width()), room.x(),
                room.y(), room.height(), Face.STRONG, Token.TEXT);
        if (both) {
            brush.centredEnd(figure, room.right(), room.y(), room.height(), Face.SMALL, colour);
        }
    }

    private void band(Band band) {
        final Box card = camera.toScreen(band.card());
        pen.dim(lights.dimmed(band.target()));
        box(card, lights.lit(band.target()) || lights.found(band.target()));
        final Health health = Health.of(List.of(band.live()));
        final int lineHeight = pen.height(Face.SMALL) + 2;
        final boolean two = card.height() > 2 * lineHeight + 8;
        final Box first = new Box(card.x() + INSET, card.y() + (two ? INSET : 0), card.width() - 2 * INSET,
                two ? lineHeight : card.height());
        line(band.live().ownName(), two ? "" : health.words(), health.colour(), first);
        if (two) {
            line(Figures.bits(band.live().rate().bitsOut()), health.words(), health.colour(),
                    new Box(first.x(), first.bottom() + 2, first.width(), lineHeight));
        }
        pen.dim(false);
        if (two) {
            stages(band, new Box(first.x(), first.bottom() + 2 + lineHeight, first.width(), lineHeight), card.bottom());
        }
        brush.badges(badges.at(band.target()), card);
        ports(band, band.uplinks(), band.uplinksCard(), "Uplinks");
        ports(band, band.machines(), band.portsCard(), band.live().ownName() + " ports");
    }

    /** The extensions, as many as there is room for. */
    private void stages(Band band, Box first, int bottom) {
        Box line = first;
        for (final StageStatus stage : band.live().status().stages()) {
            if (line.bottom() > bottom - INSET) {
                return;
            }
            final boolean runs = stage.state() == StageStatus.State.RUNNING;
            final String name = brush.fitted(Words.shortId(stage.extension()), Face.CAPS, line.width() - 16);
            brush.chip(name, line.x(), line.y(), line.height(), runs ? Token.EXTENSION_SOFT : Token.SELECTED_IDLE,
                    runs ? Token.EXTENSION : Token.TEXT2);
            line = new Box(line.x(), line.bottom() + 2, line.width(), line.height());
        }
    }

    private void ports(Band band, int[] indices, Box card, String title) {
        if (indices.length > 0) {
            final Box box = camera.toScreen(card);
            box(box, false);
            final int head = camera.toScreen(new Box(0, 0, 1, Band.HEAD)).height();
            if (head >= pen.height(Face.SMALL)) {
                line(title, band.up(indices), Token.TEXT2,
                        new Box(box.x() + INSET, box.y() + 1, box.width() - 2 * INSET, head));
            }
            dots(band, indices);
        }
    }

    private void box(Box box, boolean lit) {
        pen.fill(box, ARC, Token.SURFACE);
        pen.outline(box, ARC, lit ? Token.ACCENT : Token.LINE, lit ? 2 : 1);
    }

    private void dots(Band band, int[] indices) {
        for (final int index : indices) {
            final Box row = camera.toScreen(band.row(index));
            final Target target = band.target(index);
            pen.dim(lights.dimmed(target));
            if (lights.lit(target) || lights.found(target)) {
                pen.fill(row, 0, lights.lit(target) ? Token.ACCENT : Token.ACCENT_SOFT);
            }
            final int size = Math.clamp(row.height() - 2, 3, Brush.DOT);
            final LivePort port = band.port(index);
            pen.dot(row.x() + INSET, row.y() + (row.height() - size) / 2, size,
                    port.status().link() != LinkState.DISCONNECTED || size < 5, colour(port, lights.lit(target)));
        }
        pen.dim(false);
        final List<String> names = Arrays.stream(indices).mapToObj(index -> band.port(index).name()).toList();
        final int needs = pen.height(Face.SMALL);
        int free = Integer.MIN_VALUE;
        int column = Integer.MIN_VALUE;
        for (final Group group : labels(names, camera.toScreen(band.row(indices[0])).height() >= needs - 3)) {
            final Box row = camera.toScreen(band.row(indices[group.first()]));
            final Box last = camera.toScreen(band.row(indices[group.first() + group.count() - 1]));
            final int bottom = last.x() == row.x() ? last.bottom() : Integer.MAX_VALUE;
            free = row.x() == column ? free : Integer.MIN_VALUE;
            column = row.x();
            if (row.y() >= free && (bottom == Integer.MAX_VALUE || bottom - row.y() >= needs - 3)) {
                label(band, indices, group, row);
                free = row.y() + needs - 3;
            }
        }
    }

    /** Where a row is as high as a text each machine is named, else each group. */
    private static List<Group> labels(List<String> names, boolean each) {
        return !each ? Groups.of(names)
                : IntStream.range(0, names.size())
                        .mapToObj(i -> new Group("", names.get(i), i, 1)).toList();
    }

    private void label(Band band, int[] indices, Group group, Box row) {
        final int x = row.x() + INSET + Brush.DOT + 6;
        final boolean lit = group.count() == 1 && lights.lit(band.target(indices[group.first()]));
        pen.dim(group.count() == 1 && lights.dimmed(band.target(indices[group.first()])));
        final int room = row.right() - x - 4 - pen.width(group.times(), Face.SMALL);
        final String text = brush.fitted(group.name(), Face.SMALL, room) + group.times();
        final int y = row.height() >= pen.height(Face.SMALL) - 2 ? row.y() + (row.height() - pen.height(Face.SMALL)) / 2
                : row.y() - 2;
        pen.text(text, x, y, Face.SMALL, lit ? Token.ON_ACCENT : Token.TEXT2);
        pen.dim(false);
    }

    private static Token colour(LivePort port, boolean lit) {
        return lit ? Token.ON_ACCENT : port.rate().drops() > 0 ? Token.ERROR : Words.colour(port.status().link());
    }
}
