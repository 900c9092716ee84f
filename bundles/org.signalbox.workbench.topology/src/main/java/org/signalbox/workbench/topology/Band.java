package org.signalbox.workbench.topology;

import java.util.List;
import java.util.stream.IntStream;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortType;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/**
 * A switch on the map: the card of its uplinks and the host's own NICs at the left, its own card in the middle, the
 * card of the machines' ports at the right, in several columns when they are many.
 */
final class Band {

    static final int HEAD = 39;
    static final int ROW = 28;
    static final int CHIP_ROW = 26;
    static final int UPLINKS_WIDTH = 244;
    static final int SWITCH_WIDTH = 292;
    static final int GAP = 72;

    private static final int ONE_COLUMN = 400;
    private static final int COLUMN = 312;
    private static final int FOOT = 4;
    private static final int FIGURES = 64;

    private final LiveSwitch live;
    private final int[] uplinks;
    private final int[] machines;
    /** Of each port its place among the uplinks or the machines. */
    private final int[] places;
    private final int rows;
    private Box uplinksCard = Box.NONE;
    private Box card = Box.NONE;
    private Box portsCard = Box.NONE;

    /** @param mostRows ports that stand below each other at most */
    Band(LiveSwitch live, int mostRows) {
        this.live = live;
        uplinks = of(false);
        machines = of(true);
        places = new int[live.ports().size()];
        for (int i = 0; i < uplinks.length; i++) {
            places[uplinks[i]] = i;
        }
        for (int i = 0; i < machines.length; i++) {
            places[machines[i]] = i;
        }
        rows = Math.max(1, Math.ceilDiv(machines.length, Math.max(1, Math.ceilDiv(machines.length, mostRows))));
    }

    private int[] of(boolean machine) {
        return IntStream.range(0, live.ports().size()).filter(i -> isMachine(i) == machine).toArray();
    }

    /** Places the cards, each with its top at the same height as far as it is as high as the others. */
    void place(int uplinksX, int cardX, int portsX, int y) {
        final int height = height();
        final int least = Math.min(uplinksHeight(), cardHeight());
        uplinksCard = uplinks.length == 0 ? Box.NONE
                : new Box(uplinksX, y + Math.min(height - uplinksHeight(), ROW), UPLINKS_WIDTH, uplinksHeight());
        card = new Box(cardX, y + Math.min(height - Math.max(least, cardHeight()), ROW), SWITCH_WIDTH, cardHeight());
        portsCard = new Box(portsX, y, portsWidth(), portsHeight());
    }

    LiveSwitch live() {
        return live;
    }

    Box uplinksCard() {
        return uplinksCard;
    }

    Box card() {
        return card;
    }

    Box portsCard() {
        return portsCard;
    }

    Box around() {
        return uplinksCard.union(card).union(portsCard);
    }

    int[] uplinks() {
        return uplinks;
    }

    int[] machines() {
        return machines;
    }

    boolean isMachine(int index) {
        return port(index).status().spec().type() == PortType.MACHINE;
    }

    /** How many of some ports are up, in words. */
    String up(int[] indices) {
        return IntStream.of(indices).filter(i -> port(i).status().link() == LinkState.UP).count() + " of "
                + indices.length + " up";
    }

    LivePort port(int index) {
        return live.ports().get(index);
    }

    Target target() {
        return Target.of(live.name());
    }

    Target target(int index) {
        return Target.of(live.name(), port(index).name());
    }

    /** Ports that stand below each other before a new column begins. */
    int rows() {
        return rows;
    }

    private int columns() {
        return Math.max(1, Math.ceilDiv(machines.length, rows));
    }

    int portsWidth() {
        return columns() == 1 ? ONE_COLUMN : columns() * COLUMN;
    }

    int height() {
        return Math.max(portsHeight(), Math.max(uplinksHeight(), cardHeight()));
    }

    private int portsHeight() {
        return HEAD + rows * ROW + FOOT;
    }

    private int uplinksHeight() {
        return uplinks.length == 0 ? 0 : HEAD + uplinks.length * ROW + FOOT;
    }

    private int cardHeight() {
        return HEAD + stagesHeight(live) + FIGURES;
    }

    /** The height of the rows of stages; a switch without extensions has one row that says so. */
    static int stagesHeight(LiveSwitch live) {
        return 12 + Math.max(1, live.status().stages().size()) * CHIP_ROW;
    }

    /** The row of a port. */
    Box row(int index) {
        final int place = places[index];
        if (!isMachine(index)) {
            return new Box(uplinksCard.x(), uplinksCard.y() + HEAD + place * ROW, uplinksCard.width(), ROW);
        }
        final int width = portsCard.width() / columns();
        return new Box(portsCard.x() + place / rows * width, portsCard.y() + HEAD + place % rows * ROW, width, ROW);
    }

    /** What lies at a point, or null: a port, or the switch itself. */
    Target at(double x, double y) {
        if (uplinksCard.contains(x, y)) {
            final int place = (int) Math.floor((y - uplinksCard.y() - HEAD) / ROW);
            return place >= 0 && place < uplinks.length ? target(uplinks[place]) : target();
        }
        if (portsCard.contains(x, y)) {
            final int row = (int) Math.floor((y - portsCard.y() - HEAD) / ROW);
            final int place = (int) ((x - portsCard.x()) / (portsCard.width() / columns())) * rows + row;
            return row >= 0 && row < rows && place < machines.length ? target(machines[place]) : target();
        }
        return card.contains(x, y) ? target() : null;
    }

    /** The ports in the order of the keyboard. */
    List<Target> targets() {
        return IntStream.range(0, live.ports().size()).mapToObj(this::target).toList();
    }
}
