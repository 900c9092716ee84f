package org.signalbox.workbench.topology;

import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Rectangle;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;
import org.signalbox.workbench.topology.Scene.Band;

/** Draws the map. One painter draws one paint event. */
final class Painter {

    private static final URL SWITCH = Painter.class.getResource("/icons/switch.svg");
    private static final URL PORT = Painter.class.getResource("/icons/port.svg");
    private static final int INSET = 14;
    private static final int ARC = 12;
    private static final int DOT = 8;
    private static final int FIGURE = 92;
    private static final int MARK_GAP = 6;

    private final GC gc;
    private final Theme theme;
    private final Optional<Target> selected;
    private final Rectangle clip;

    /** @param clip the part of the scene that is on screen */
    Painter(GC gc, Theme theme, Optional<Target> selected, Rectangle clip) {
        this.gc = gc;
        this.theme = theme;
        this.selected = selected;
        this.clip = clip;
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
    }

    void draw(Scene scene) {
        caption("SWITCHES", Scene.MARGIN + 2);
        caption("PORTS", scene.portsLeft() + 2);
        for (final Band band : scene.bands()) {
            if (band.card().union(band.ports()).intersects(clip)) {
                links(band);
                card(band.card(), isSelected(band.target()));
                switchCard(band);
                card(band.ports(), false);
                ports(band);
            }
        }
    }

    private boolean isSelected(Target target) {
        return selected.filter(target::equals).isPresent();
    }

    private void caption(String text, int x) {
        text(text, x, Scene.CAPTIONS - 24, Face.CAPS, Token.TEXT3);
    }

    private void links(Band band) {
        final int x1 = band.card().x + band.card().width;
        final int y1 = band.card().y + Scene.HEAD + 12;
        for (int i = 0; i < band.live().ports().size(); i++) {
            final LivePort port = band.live().ports().get(i);
            final boolean chosen = isSelected(band.target(i));
            final int y2 = band.row(i).y + Scene.ROW / 2;
            final Token colour = chosen ? Token.ACCENT : port.rate().drops() > 0 ? Token.ERROR : switch (port.status()
                    .link()) {
                case UP -> port.rate().moves() ? Token.OK : Token.LINK;
                case DOWN -> Token.WARN;
                case DISCONNECTED -> Token.LINE;
            };
            final Path path = new Path(gc.getDevice());
            final int middle = (x1 + band.ports().x) / 2;
            path.moveTo(x1, y1);
            path.cubicTo(middle, y1, middle, y2, band.ports().x, y2);
            gc.setForeground(theme.color(colour));
            gc.setLineWidth(chosen ? 3 : port.rate().moves() ? 2 : 1);
            if (port.status().link() != LinkState.UP) {
                gc.setLineDash(new int[] {5, 4});
            }
            gc.drawPath(path);
            gc.setLineStyle(SWT.LINE_SOLID);
            gc.setLineWidth(1);
            path.dispose();
        }
    }

    private void card(Rectangle r, boolean chosen) {
        gc.setBackground(theme.color(Token.SURFACE));
        gc.fillRoundRectangle(r.x, r.y, r.width, r.height, ARC, ARC);
        gc.setForeground(theme.color(chosen ? Token.ACCENT : Token.LINE));
        gc.setLineWidth(chosen ? 2 : 1);
        gc.drawRoundRectangle(r.x, r.y, r.width, r.height, ARC, ARC);
        gc.setLineWidth(1);
    }

    private void head(Rectangle r, URL icon, String title, String right) {
        gc.drawImage(theme.icon(icon, Token.TEXT2), r.x + 12, r.y + 11);
        final int rightWidth = width(right, Face.SMALL);
        centred(fitted(title, Face.STRONG, r.width - 60 - rightWidth), r.x + 36, r.y, Scene.HEAD - 1, Face.STRONG,
                Token.TEXT);
        centred(right, r.x + r.width - INSET - rightWidth, r.y, Scene.HEAD - 1, Face.SMALL, Token.TEXT2);
        gc.setForeground(theme.color(Token.LINE));
        gc.drawLine(r.x + 1, r.y + Scene.HEAD - 1, r.x + r.width - 1, r.y + Scene.HEAD - 1);
    }

    private void switchCard(Band band) {
        final LiveSwitch live = band.live();
        final Rectangle r = band.card();
        head(r, SWITCH, live.name(), Words.type(live.status().spec().type()));
        int y = r.y + Scene.HEAD + 8;
        if (live.status().stages().isEmpty()) {
            centred("no extension enabled", r.x + INSET, y, Scene.CHIP_ROW, Face.SMALL, Token.TEXT3);
            y += Scene.CHIP_ROW;
        }
        int order = 1;
        for (final StageStatus stage : live.status().stages()) {
            stage(stage, order++, r, y);
            y += Scene.CHIP_ROW;
        }
        y = r.y + Scene.HEAD + Scene.stagesHeight(live);
        gc.setForeground(theme.color(Token.LINE));
        gc.drawLine(r.x + INSET, y, r.x + r.width - INSET, y);
        text(Figures.rate(live.rate().framesOut()) + " frames/s", r.x + INSET, y + 8, Face.BODY, Token.TEXT);
        right(Figures.bits(live.rate().bitsOut()), r, y + 8, Face.BODY, Token.TEXT2);
        final long dropped = live.status().totals().dropped();
        text(Figures.counted(dropped, "drop", "drops"), r.x + INSET, y + 32, dropped > 0 ? Face.STRONG : Face.BODY,
                dropped > 0 ? Token.ERROR : Token.TEXT);
        if (live.rate().drops() > 0) {
            right(Figures.rate(live.rate().drops()) + " drops/s", r, y + 32, Face.STRONG, Token.ERROR);
        } else {
            right(Figures.counted(live.status().learned(), "address", "addresses"), r, y + 32, Face.BODY, Token.TEXT2);
        }
    }

    private void stage(StageStatus stage, int order, Rectangle r, int y) {
        final boolean runs = stage.state() == StageStatus.State.RUNNING;
        final String number = String.valueOf(order);
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
        final int stateWidth = width(state, Face.SMALL);
        centred(number, r.x + INSET, y, Scene.CHIP_ROW, Face.SMALL, Token.TEXT3);
        final int x = r.x + INSET + 16;
        final String name =
                fitted(Words.shortId(stage.extension()), Face.CAPS, r.width - 2 * INSET - 16 - 20 - stateWidth - 12);
        chip(name, x, y, Scene.CHIP_ROW, runs ? Token.EXTENSION_SOFT : Token.SELECTED_IDLE,
                runs ? Token.EXTENSION : Token.TEXT2);
        centred(state, r.x + r.width - INSET - stateWidth, y, Scene.CHIP_ROW, Face.SMALL, stateColour);
    }

    private int chipWidth(String word) {
        return width(word, Face.CAPS) + 16;
    }

    private void chip(String word, int x, int y, int height, Token ground, Token colour) {
        final int width = chipWidth(word);
        gc.setBackground(theme.color(ground));
        gc.fillRoundRectangle(x, y + (height - Scene.CHIP) / 2, width, Scene.CHIP, Scene.CHIP, Scene.CHIP);
        centred(word, x + 8, y, height, Face.CAPS, colour);
    }

    private void ports(Band band) {
        final LiveSwitch live = band.live();
        final Rectangle r = band.ports();
        final long up = live.ports().stream().filter(port -> port.status().link() == LinkState.UP).count();
        head(r, PORT, live.name() + " ports", live.ports().isEmpty() ? "none" : up + " of " + live.ports().size() + " up");
        if (live.ports().isEmpty()) {
            centred("no port yet", r.x + INSET, r.y + Scene.HEAD, Scene.ROW, Face.SMALL, Token.TEXT3);
        }
        for (int i = 0; i < live.ports().size(); i++) {
            final Rectangle row = band.row(i);
            if (row.intersects(clip)) {
                port(live.ports().get(i), row, isSelected(band.target(i)));
            }
        }
    }

    private void port(LivePort port, Rectangle row, boolean chosen) {
        if (chosen) {
            gc.setBackground(theme.color(Token.SELECTED));
            gc.fillRectangle(row.x + 1, row.y, row.width - 1, row.height);
            gc.setBackground(theme.color(Token.ACCENT));
            gc.fillRectangle(row.x + 1, row.y, 3, row.height);
        }
        final LinkState link = port.status().link();
        gc.setBackground(theme.color(Words.colour(link)));
        if (link == LinkState.DISCONNECTED) {
            gc.setForeground(theme.color(Token.TEXT3));
            gc.drawOval(row.x + INSET, row.y + (row.height - DOT) / 2, DOT, DOT);
        } else {
            gc.fillOval(row.x + INSET, row.y + (row.height - DOT) / 2, DOT, DOT);
        }
        final String figure = figure(port);
        final int figureWidth = width(figure, Face.SMALL);
        final String vlan = fitted(Words.vlan(port.status().spec().vlan()), Face.SMALL, 150);
        final int vlanRight = row.x + row.width - INSET - Math.max(figureWidth, FIGURE) - 16;
        final int vlanWidth = width(vlan, Face.SMALL);
        final Face face = chosen ? Face.STRONG : Face.BODY;
        final List<String> marks = Words.marks(port.status().spec());
        final int markWidth = marks.stream().mapToInt(mark -> chipWidth(mark) + MARK_GAP).sum();
        final String name = fitted(port.name(), face, vlanRight - vlanWidth - 12 - row.x - 30 - markWidth);
        centred(name, row.x + 30, row.y, row.height, face, chosen ? Token.ON_SELECTED : Token.TEXT);
        int x = row.x + 30 + width(name, face) + MARK_GAP;
        for (final String mark : marks) {
            chip(mark, x, row.y, row.height, Token.SELECTED_IDLE, Token.TEXT2);
            x += chipWidth(mark) + MARK_GAP;
        }
        centred(vlan, vlanRight - vlanWidth, row.y, row.height, Face.SMALL, Token.TEXT2);
        centred(figure, row.x + row.width - INSET - figureWidth, row.y, row.height, Face.SMALL,
                port.rate().drops() > 0 ? Token.ERROR : link == LinkState.DOWN ? Token.WARN : Token.TEXT2);
    }

    private static String figure(LivePort port) {
        if (port.rate().drops() > 0) {
            return Figures.rate(port.rate().drops()) + " drops/s";
        }
        return switch (port.status().link()) {
            case UP -> Figures.rate(port.rate().framesIn() + port.rate().framesOut()) + " frames/s";
            case DOWN -> "down";
            case DISCONNECTED -> "not connected";
        };
    }

    private void text(String text, int x, int y, Face face, Token colour) {
        gc.setFont(theme.font(face));
        gc.setForeground(theme.color(colour));
        gc.drawText(text, x, y, true);
    }

    private void right(String text, Rectangle r, int y, Face face, Token colour) {
        text(text, r.x + r.width - INSET - width(text, face), y, face, colour);
    }

    private void centred(String text, int x, int y, int height, Face face, Token colour) {
        gc.setFont(theme.font(face));
        text(text, x, y + (height - gc.getFontMetrics().getHeight()) / 2, face, colour);
    }

    private int width(String text, Face face) {
        final Font font = theme.font(face);
        if (!font.equals(gc.getFont())) {
            gc.setFont(font);
        }
        return gc.textExtent(text).x;
    }

    /** A text cut so that it fits, with an ellipsis for what was cut. */
    private String fitted(String text, Face face, int room) {
        return Figures.fitted(text, room, each -> width(each, face));
    }
}
