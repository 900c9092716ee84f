package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/**
 * Where everything stands on the map, in pixels at zoom 1: one band per switch, the switch's card at the left, the card
 * of its ports at the right. Takes time proportional to the number of ports.
 */
final class Scene {

    static final int MARGIN = 24;
    static final int CAPTIONS = 48;
    static final int SWITCH_WIDTH = 292;
    static final int PORTS_WIDTH = 400;
    static final int HEAD = 39;
    static final int ROW = 28;
    static final int CHIP = 18;
    static final int CHIP_ROW = 26;

    private static final int BAND_GAP = 28;
    private static final int LEAST_GAP = 72;
    private static final int MOST_GAP = 520;
    private static final int FOOT = 4;
    private static final int FIGURES = 64;

    /** A switch's card and the card of its ports. */
    record Band(LiveSwitch live, Rectangle card, Rectangle ports) {

        /** The row of a port. */
        Rectangle row(int index) {
            return new Rectangle(ports.x, ports.y + HEAD + index * ROW, ports.width, ROW);
        }

        Target target() {
            return Target.of(live.name());
        }

        Target target(int index) {
            return Target.of(live.name(), live.ports().get(index).name());
        }
    }

    private final List<Band> bands = new ArrayList<>();
    private final Point size;

    /** Lays the switches out for a map of the given width. */
    Scene(Live live, int width) {
        final int free = width - 2 * MARGIN - SWITCH_WIDTH - PORTS_WIDTH;
        final int gap = Math.clamp(free, LEAST_GAP, MOST_GAP);
        final int right = MARGIN + SWITCH_WIDTH + gap;
        int y = CAPTIONS;
        for (final LiveSwitch each : live.switches()) {
            final int ports = HEAD + Math.max(1, each.ports().size()) * ROW + FOOT;
            final int card = HEAD + stagesHeight(each) + FIGURES;
            final int height = Math.max(ports, card);
            bands.add(new Band(each, new Rectangle(MARGIN, y + Math.min(height - card, BAND_GAP), SWITCH_WIDTH, card),
                    new Rectangle(right, y, PORTS_WIDTH, ports)));
            y += height + BAND_GAP;
        }
        size = new Point(right + PORTS_WIDTH + MARGIN, y - BAND_GAP + MARGIN);
    }

    /** The height of the rows of stages; a switch without extensions has one row that says so. */
    static int stagesHeight(LiveSwitch live) {
        return 12 + Math.max(1, live.status().stages().size()) * CHIP_ROW;
    }

    List<Band> bands() {
        return bands;
    }

    Point size() {
        return size;
    }

    /** The left edge of the ports' cards. */
    int portsLeft() {
        return bands.isEmpty() ? MARGIN : bands.getFirst().ports().x;
    }

    /** What lies at a point. */
    Optional<Target> at(int x, int y) {
        for (final Band band : bands) {
            if (band.card().contains(x, y)) {
                return Optional.of(band.target());
            }
            final int row = Math.floorDiv(y - band.ports().y - HEAD, ROW);
            if (band.ports().contains(x, y)) {
                return Optional.of(row >= 0 && row < band.live().ports().size() ? band.target(row) : band.target());
            }
        }
        return Optional.empty();
    }

    /** Where a target stands. */
    Optional<Rectangle> bounds(Target target) {
        for (final Band band : bands) {
            if (band.live().name().equals(target.switchName())) {
                if (target.port().isEmpty()) {
                    return Optional.of(band.card());
                }
                final List<LivePort> ports = band.live().ports();
                for (int i = 0; i < ports.size(); i++) {
                    if (ports.get(i).name().equals(target.port().get())) {
                        return Optional.of(band.row(i));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** All targets in the order of the keyboard: each switch, then its ports. */
    List<Target> order() {
        final List<Target> order = new ArrayList<>();
        for (final Band band : bands) {
            order.add(band.target());
            for (int i = 0; i < band.live().ports().size(); i++) {
                order.add(band.target(i));
            }
        }
        return order;
    }
}
