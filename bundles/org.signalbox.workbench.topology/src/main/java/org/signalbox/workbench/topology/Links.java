package org.signalbox.workbench.topology;

import java.util.Arrays;
import org.signalbox.vswitch.LinkState;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Pen.Stroke;

/** The lines between cards. Ports of a card with several columns share one line as far as they are alike. */
record Links(Pen pen, Lights lights) {

    private static final int LIT = 3;

    /** The lines of one switch: to its uplinks, and to its machines. */
    void draw(Band band, Camera camera) {
        final Box card = camera.toScreen(band.card());
        for (final int index : band.uplinks()) {
            final Box row = camera.toScreen(band.row(index));
            link(row.right(), row.middleY(), card.x(), card.middleY(), band, index);
        }
        final int[] machines = band.machines();
        final int columns = Math.ceilDiv(Math.max(1, machines.length), band.rows());
        for (int i = 0; i < Math.min(band.rows(), machines.length); i++) {
            final Box row = camera.toScreen(band.row(machines[i]));
            link(card.right(), card.middleY(), row.x(), row.middleY(), band, columns == 1 ? machines[i]
                    : strongest(band, i));
        }
    }

    /** Of the ports in one row of several columns the one whose line says most. */
    private int strongest(Band band, int row) {
        int best = band.machines()[row];
        for (int i = row; i < band.machines().length; i += band.rows()) {
            if (weight(band, band.machines()[i]) > weight(band, best)) {
                best = band.machines()[i];
            }
        }
        return best;
    }

    private int weight(Band band, int index) {
        final LivePort port = band.port(index);
        return lights.lit(band.target(index)) ? 4 : port.rate().drops() > 0 ? 3 : port.rate().moves() ? 2
                : port.status().link() == LinkState.UP ? 1 : 0;
    }

    private void link(int x1, int y1, int x2, int y2, Band band, int index) {
        pen.curve(x1, y1, x2, y2, stroke(band.port(index), lights.lit(band.target(index))));
    }

    /** One line for a whole switch, where machines are dots. */
    void bundle(Band band, Camera camera) {
        final Box card = camera.toScreen(band.card());
        final Box uplinks = camera.toScreen(band.uplinksCard());
        final Box ports = camera.toScreen(band.portsCard());
        if (band.uplinks().length > 0) {
            pen.curve(uplinks.right(), uplinks.middleY(), card.x(), card.middleY(), stroke(band, band.uplinks()));
        }
        if (band.machines().length > 0) {
            pen.curve(card.right(), card.middleY(), ports.x(), ports.middleY(), stroke(band, band.machines()));
        }
    }

    private Stroke stroke(Band band, int[] indices) {
        int best = indices[0];
        for (final int index : indices) {
            if (weight(band, index) > weight(band, best)) {
                best = index;
            }
        }
        return stroke(band.port(best), lights.lit(band.target(best)));
    }

    private static Stroke stroke(LivePort port, boolean lit) {
        final boolean up = port.status().link() == LinkState.UP;
        final Token colour = lit ? Token.ACCENT : port.rate().drops() > 0 ? Token.ERROR : switch (port.status()
                .link()) {
            case UP -> port.rate().moves() ? Token.OK : Token.LINK;
            case DOWN -> Token.WARN;
            case DISCONNECTED -> Token.LINE;
        };
        return new Stroke(colour, lit ? LIT : port.rate().moves() ? 2 : 1, !up);
    }

    /** The way from one switch to another, which leaves the map by an uplink and comes back by another. */
    void way(Scene scene, Camera camera) {
        if (lights.way().size() > LIT) {
            Box before = null;
            for (final Target target : lights.route().orElseThrow().lit()) {
                final boolean uplink = target.kind() == Target.Kind.PORT && scene.band(target).filter(band ->
                        Arrays.stream(band.uplinks()).anyMatch(i -> band.target(i).equals(target))).isPresent();
                if (uplink) {
                    final Box now = camera.toScreen(scene.bounds(target).orElseThrow());
                    if (before != null) {
                        pen.curve(before.x(), before.middleY(), now.x(), now.middleY(),
                                new Stroke(Token.ACCENT, LIT, false));
                    }
                    before = now;
                }
            }
        }
    }
}
