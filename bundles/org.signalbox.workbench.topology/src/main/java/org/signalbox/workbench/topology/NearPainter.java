package org.signalbox.workbench.topology;

import java.net.URL;
import java.util.List;
import java.util.stream.Stream;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.MapDecoration.Badge;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/** Draws the map from near: names, stages, policies, rates. Positions are the map's. */
final class NearPainter {

    private static final URL HOST = NearPainter.class.getResource("/icons/host.svg");
    private static final URL UPLINK = NearPainter.class.getResource("/icons/uplink.svg");
    private static final URL SWITCH = NearPainter.class.getResource("/icons/switch.svg");
    private static final URL PORT = NearPainter.class.getResource("/icons/port.svg");
    private static final int INSET = Brush.INSET;
    private static final int DOT = Brush.DOT;
    private static final int FRAME_ARC = 16;
    private static final int FIGURE = 84;
    private static final int MARK_GAP = 6;
    private static final int LEFT = 30;

    private final Pen pen;
    private final Brush brush;
    private final Lights lights;
    private final Box shown;
    private Badges badges = Badges.NONE;

    NearPainter(Pen pen, Lights lights, Box shown) {
        this.pen = pen;
        this.brush = new Brush(pen);
        this.lights = lights;
        this.shown = shown;
    }

    void draw(Scene scene, Links links) {
        final Camera still = new Camera();
        badges = scene.live().badges();
        scene.captions().forEach(each ->
                pen.text(each.text(), each.x() + 2, Scene.CAPTIONS - 24, Face.CAPS, Token.TEXT3));
        scene.frames().stream().filter(frame -> frame.box().intersects(shown)).forEach(this::frame);
        final List<Band> bands = scene.bands().stream().filter(band -> band.around().intersects(shown)).toList();
        bands.forEach(band -> links.draw(band, still));
        links.way(scene, still);
        bands.forEach(this::band);
    }

    private void frame(Scene.Frame frame) {
        final Box box = frame.box();
        final boolean lit = lights.lit(frame.target());
        final Health health = Health.of(frame.host().switches());
        pen.begin(frame.target());
        pen.dim(lights.dimmed(frame.target()));
        pen.fill(box, FRAME_ARC, Token.RAISED);
        pen.outline(box, FRAME_ARC, lit ? Token.ACCENT : Token.LINE, lit ? 2 : 1);
        pen.icon(HOST, box.x() + Scene.FRAME_INSET, box.y() + 20, Token.TEXT2);
        brush.centred(frame.title(), box.x() + Scene.FRAME_INSET + 24, box.y(), Scene.FRAME_HEAD, Face.STRONG,
                Token.TEXT);
        brush.centredEnd(health.words(), box.right() - Scene.FRAME_INSET, box.y(), Scene.FRAME_HEAD, Face.SMALL,
                health.colour());
        brush.badges(badges.at(frame.target()), box);
        pen.dim(false);
        pen.end();
    }

    private void band(Band band) {
        final LiveSwitch live = band.live();
        pen.begin(band.target());
        switchCard(band);
        if (band.uplinks().length > 0) {
            brush.card(band.uplinksCard(), false);
            brush.head(band.uplinksCard(), UPLINK, "Uplinks", band.up(band.uplinks()), Token.TEXT2);
        }
        brush.card(band.portsCard(), false);
        brush.head(band.portsCard(), PORT, live.ownName() + " ports",
                band.machines().length == 0 ? "none" : band.up(band.machines()), Token.TEXT2);
        if (band.machines().length == 0) {
            brush.centred("no machine yet", band.portsCard().x() + INSET, band.portsCard().y() + Band.HEAD, Band.ROW,
                    Face.SMALL, Token.TEXT3);
        }
        pen.end();
        for (int i = 0; i < live.ports().size(); i++) {
            final Box row = band.row(i);
            if (row.intersects(shown)) {
                port(band, i, row);
            }
        }
    }

    private void switchCard(Band band) {
        final LiveSwitch live = band.live();
        final Box r = band.card();
        pen.dim(lights.dimmed(band.target()));
        brush.card(r, lights.lit(band.target()) || lights.found(band.target()));
        brush.head(r, SWITCH, live.ownName(), Words.type(live.status().spec().type()), Token.TEXT2);
        int y = r.y() + Band.HEAD + 8;
        if (live.status().stages().isEmpty()) {
            brush.centred("no extension enabled", r.x() + INSET, y, Band.CHIP_ROW, Face.SMALL, Token.TEXT3);
        }
        int order = 1;
        for (final StageStatus stage : live.status().stages()) {
            stage(stage, order++, r, y);
            y += Band.CHIP_ROW;
        }
        y = r.y() + Band.HEAD + Band.stagesHeight(live);
        pen.line(r.x() + INSET, y, r.right() - INSET, y, Token.LINE);
        final int right = r.right() - INSET;
        pen.text(Figures.rate(live.rate().framesOut()) + " frames/s", r.x() + INSET, y + 8, Face.BODY, Token.TEXT);
        pen.textEnd(Figures.bits(live.rate().bitsOut()), right, y + 8, Face.BODY, Token.TEXT2);
        final long dropped = live.status().totals().dropped();
        pen.text(Figures.counted(dropped, "drop", "drops"), r.x() + INSET, y + 32,
                dropped > 0 ? Face.STRONG : Face.BODY, dropped > 0 ? Token.ERROR : Token.TEXT);
        if (live.rate().drops() > 0) {
            pen.textEnd(Figures.rate(live.rate().drops()) + " drops/s", right, y + 32, Face.STRONG, Token.ERROR);
        } else {
            pen.textEnd(Figures.counted(live.status().learned(), "address", "addresses"), right, y + 32, Face.BODY,
                    Token.TEXT2);
        }
        brush.badges(badges.at(band.target()), r);
        pen.dim(false);
    }

    private void stage(StageStatus stage, int order, Box r, int y) {
        final boolean runs = stage.state() == StageStatus.State.RUNNING;
        final String kind = stage.kind().map(Words::kind).orElse("unknown");
        final String state = switch (stage.state()) {
            case RUNNING -> stage.drops() > 0 ? Figures.counted(stage.drops(), "drop", "drops") : kind;
            case ABSENT -> "absent";
            case FAULTED -> "faulted";
        };
        final Token stateColour = switch (stage.state()) {
            case RUNNING -> stage.drops() > 0 ? Token.ERROR : Token.TEXT2;
            case ABSENT -> Token.WARN;
            case FAULTED -> Token.ERROR;
        };
        brush.centred(String.valueOf(order), r.x() + INSET, y, Band.CHIP_ROW, Face.SMALL, Token.TEXT3);
        final int room = r.width() - 2 * INSET - 48 - pen.width(state, Face.SMALL);
        final String name = brush.fitted(Words.shortId(stage.extension()), Face.CAPS, room);
        brush.chip(name, r.x() + INSET + 16, y, Band.CHIP_ROW,
                runs ? Token.EXTENSION_SOFT : Token.SELECTED_IDLE, runs ? Token.EXTENSION : Token.TEXT2);
        brush.centredEnd(state, r.right() - INSET, y, Band.CHIP_ROW, Face.SMALL, stateColour);
    }

    private void port(Band band, int index, Box row) {
        final Target target = band.target(index);
        final LivePort port = band.port(index);
        pen.begin(target);
        pen.dim(lights.dimmed(target));
        if (lights.lit(target) || lights.found(target)) {
            pen.fill(new Box(row.x() + 1, row.y(), row.width() - 1, row.height()), 0,
                    lights.lit(target) ? Token.SELECTED : Token.ACCENT_SOFT);
        }
        if (lights.lit(target)) {
            pen.fill(new Box(row.x() + 1, row.y(), 3, row.height()), 0, Token.ACCENT);
        }
        final LinkState link = port.status().link();
        pen.dot(row.x() + INSET, row.y() + (row.height() - DOT) / 2, DOT, link != LinkState.DISCONNECTED,
                Words.colour(link));
        texts(port, row, lights.lit(target), band.isMachine(index), badges.at(target));
        pen.dim(false);
        pen.end();
    }

    private void texts(LivePort port, Box row, boolean lit, boolean machine, List<Badge> given) {
        final String figure = figure(port);
        final int figureWidth = pen.width(figure, Face.SMALL);
        final int right = row.right() - INSET;
        final int vlanRight = right - Math.max(figureWidth, machine ? FIGURE : 0) - 12;
        final String vlan = machine ? brush.fitted(Words.vlan(port.status().spec().vlan()), Face.SMALL, 150) : "";
        final Face face = lit ? Face.STRONG : Face.BODY;
        final List<String> marks = Words.marks(port.status().spec());
        final int markWidth = Stream.concat(marks.stream(), given.stream().map(Badge::text))
                .mapToInt(mark -> brush.chipWidth(mark) + MARK_GAP).sum();
        final int room = vlanRight - pen.width(vlan, Face.SMALL) - 12 - row.x() - LEFT - markWidth;
        final String name = brush.fitted(port.name(), face, room);
        brush.centred(name, row.x() + LEFT, row.y(), row.height(), face, lit ? Token.ON_SELECTED : Token.TEXT);
        int x = row.x() + LEFT + pen.width(name, face) + MARK_GAP;
        for (final String mark : marks) {
            brush.chip(mark, x, row.y(), row.height(), Token.SELECTED_IDLE, Token.TEXT2);
            x += brush.chipWidth(mark) + MARK_GAP;
        }
        for (final Badge badge : given) {
            brush.badge(badge, x, row.y(), row.height());
            x += brush.chipWidth(badge.text()) + MARK_GAP;
        }
        brush.centredEnd(vlan, vlanRight, row.y(), row.height(), Face.SMALL, Token.TEXT2);
        final boolean down = port.status().link() == LinkState.DOWN;
        brush.centredEnd(figure, right, row.y(), row.height(), Face.SMALL,
                port.rate().drops() > 0 ? Token.ERROR : down ? Token.WARN : Token.TEXT2);
    }

    static String figure(LivePort port) {
        if (port.rate().drops() > 0) {
            return Figures.rate(port.rate().drops()) + " drops/s";
        }
        return switch (port.status().link()) {
            case UP -> Figures.rate(port.rate().framesIn() + port.rate().framesOut()) + " frames/s";
            case DOWN -> "down";
            case DISCONNECTED -> "not connected";
        };
    }
}
