package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.workbench.topology.Live.LiveHost;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/**
 * Where everything stands on the map. Laid out in time proportional to the number of ports; the same fabric always
 * looks the same, and a port more moves nothing but what stands beside its own switch.
 */
final class Scene {

    static final int MARGIN = 24;
    static final int CAPTIONS = 48;
    static final int FRAME_HEAD = 56;
    static final int FRAME_INSET = 20;

    private static final int BAND_GAP = 28;
    private static final int FRAME_GAP = 36;
    private static final int TIER_GAP = 160;
    private static final double LEAST_ASPECT = 0.6;
    private static final double MOST_ASPECT = 4;
    /** Screens that are wider than this by their height have fewer rows and more columns of ports. */
    private static final double WIDE = 2.2;
    private static final int ROWS = 16;
    private static final int WIDE_ROWS = 8;
    /** So few switches stand below each other, and so their links do not cross. */
    private static final int FEW = 3;

    /** How the switches are grouped. */
    enum Arrangement {
        /** All uplinks, all switches, all machines. */
        TIERS,
        /** Each host with what is on it. */
        HOSTS
    }

    /** A host's frame. */
    record Frame(LiveHost host, Box box, List<Band> bands) {

        Target target() {
            return Target.host(host.name());
        }

        /** What it is called on the map. */
        String title() {
            return host.name().isEmpty() ? "This host" : host.name();
        }
    }

    /** A head above a column of cards. */
    record Caption(String text, int x) {
    }

    private final Arrangement arrangement;
    private final List<Band> bands = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Caption> captions = new ArrayList<>();
    private final Map<String, Band> byName = new HashMap<>();
    private final Live live;
    private final double aspect;
    private Box bounds = Box.NONE;

    /** @param aspect width by height of the screen that it is laid out for */
    Scene(Live live, Arrangement arrangement, double aspect) {
        this.live = live;
        this.arrangement = arrangement;
        this.aspect = Math.clamp(aspect, LEAST_ASPECT, MOST_ASPECT);
        if (live.switches().isEmpty()) {
            return;
        }
        if (arrangement == Arrangement.HOSTS) {
            hosts();
        } else {
            tiers();
        }
        bands.forEach(each -> byName.put(each.live().name(), each));
        bounds = new Box(0, 0, bounds.right() + MARGIN, bounds.bottom() + MARGIN);
    }

    private Band band(LiveSwitch each) {
        return new Band(each, aspect > WIDE ? WIDE_ROWS : ROWS);
    }

    /** How many cells of a size stand beside each other so that all together are as large as they can be. */
    private int across(int cells, double width, double height) {
        int best = 1;
        double largest = 0;
        for (int across = 1; across <= cells; across++) {
            final double zoom = Math.min(aspect / (across * width), 1 / (Math.ceilDiv(cells, across) * height));
            if (zoom > largest * 1.001) {
                largest = zoom;
                best = across;
            }
        }
        return best;
    }

    private static int widestPorts(List<Band> of) {
        return of.stream().mapToInt(Band::portsWidth).max().orElse(0);
    }

    private static int uplinksWidth(List<Band> of) {
        return of.stream().anyMatch(band -> band.uplinks().length > 0) ? Band.UPLINKS_WIDTH + Band.GAP : 0;
    }

    private void tiers() {
        live.switches().forEach(each -> bands.add(band(each)));
        final int uplinks = uplinksWidth(bands);
        final int ports = widestPorts(bands);
        final double height = bands.stream().mapToInt(Band::height).average().orElse(1) + BAND_GAP;
        final int across = bands.size() <= FEW ? 1
                : across(bands.size(), uplinks + Band.SWITCH_WIDTH + ports + TIER_GAP, height);
        final int cardsX = MARGIN + (uplinks == 0 ? 0 : across * (Band.UPLINKS_WIDTH + BAND_GAP) - BAND_GAP + TIER_GAP);
        final int portsX = cardsX + across * (Band.SWITCH_WIDTH + BAND_GAP) - BAND_GAP + TIER_GAP;
        if (uplinks > 0) {
            captions.add(new Caption("UPLINKS AND HOST", MARGIN));
        }
        captions.add(new Caption("SWITCHES", cardsX));
        captions.add(new Caption("MACHINES", portsX));
        int y = CAPTIONS;
        for (int first = 0; first < bands.size(); first += across) {
            final List<Band> row = bands.subList(first, Math.min(bands.size(), first + across));
            for (int i = 0; i < row.size(); i++) {
                row.get(i).place(MARGIN + i * (Band.UPLINKS_WIDTH + BAND_GAP),
                        cardsX + i * (Band.SWITCH_WIDTH + BAND_GAP), portsX + i * (ports + BAND_GAP), y);
                bounds = bounds.union(row.get(i).around());
            }
            y += row.stream().mapToInt(Band::height).max().orElse(0) + BAND_GAP;
        }
    }

    private void hosts() {
        final List<LiveHost> hosts = live.hosts();
        final List<List<Band>> all =
                hosts.stream().map(host -> host.switches().stream().map(this::band).toList()).toList();
        final List<Band> every = all.stream().flatMap(List::stream).toList();
        final int uplinks = uplinksWidth(every);
        final int width = uplinks + Band.SWITCH_WIDTH + Band.GAP + widestPorts(every) + 2 * FRAME_INSET;
        final double height = all.stream().mapToInt(Scene::frameHeight).average().orElse(1) + FRAME_GAP;
        final int across = across(hosts.size(), width + FRAME_GAP, height);
        int y = MARGIN;
        for (int first = 0; first < hosts.size(); first += across) {
            int highest = 0;
            for (int i = first; i < Math.min(hosts.size(), first + across); i++) {
                final Box box = new Box(MARGIN + (i - first) * (width + FRAME_GAP), y, width, frameHeight(all.get(i)));
                frames.add(new Frame(hosts.get(i), box, all.get(i)));
                fill(box, all.get(i), uplinks);
                highest = Math.max(highest, box.height());
                bounds = bounds.union(box);
            }
            y += highest + FRAME_GAP;
        }
        bands.addAll(every);
    }

    private static int frameHeight(List<Band> bands) {
        return FRAME_HEAD + bands.stream().mapToInt(band -> band.height() + BAND_GAP).sum() - BAND_GAP + FRAME_INSET;
    }

    private static void fill(Box frame, List<Band> bands, int uplinks) {
        final int x = frame.x() + FRAME_INSET;
        int y = frame.y() + FRAME_HEAD;
        for (final Band band : bands) {
            band.place(x, x + uplinks, x + uplinks + Band.SWITCH_WIDTH + Band.GAP, y);
            y += band.height() + BAND_GAP;
        }
    }

    Arrangement arrangement() {
        return arrangement;
    }

    Live live() {
        return live;
    }

    List<Band> bands() {
        return bands;
    }

    /** The frames of the hosts; none by tiers. */
    List<Frame> frames() {
        return frames;
    }

    /** The heads of the columns; none by hosts. */
    List<Caption> captions() {
        return captions;
    }

    /** All of it with a margin around. */
    Box bounds() {
        return bounds;
    }

    Optional<Band> band(Target target) {
        return target.kind() == Target.Kind.HOST ? Optional.empty()
                : Optional.ofNullable(byName.get(target.switchName()));
    }

    /** What lies at a point. */
    Optional<Target> at(double x, double y) {
        for (final Frame frame : frames) {
            if (frame.box().contains(x, y)) {
                return Optional.of(at(frame.bands(), x, y).orElse(frame.target()));
            }
        }
        return at(bands, x, y);
    }

    private static Optional<Target> at(List<Band> among, double x, double y) {
        return among.stream().flatMap(band -> Optional.ofNullable(band.at(x, y)).stream()).findFirst();
    }

    /** Where a target stands; a host without a frame stands around its switches. */
    Optional<Box> bounds(Target target) {
        return switch (target.kind()) {
            case HOST -> frames.stream().filter(frame -> frame.target().equals(target)).map(Frame::box).findFirst()
                    .or(() -> bands.stream().filter(band -> band.live().host().equals(target.switchName()))
                            .map(Band::card).reduce(Box::union));
            case SWITCH -> band(target).map(Band::card);
            case PORT -> band(target).flatMap(band -> {
                for (int i = 0; i < band.live().ports().size(); i++) {
                    if (band.port(i).name().equals(target.name())) {
                        return Optional.of(band.row(i));
                    }
                }
                return Optional.empty();
            });
        };
    }

    /** All targets in the order of the keyboard: each host that has a name, its switches, and their ports. */
    List<Target> order() {
        final List<Target> order = new ArrayList<>();
        for (final LiveHost host : live.hosts()) {
            if (!host.name().isEmpty()) {
                order.add(Target.host(host.name()));
            }
            for (final LiveSwitch each : host.switches()) {
                order.add(Target.of(each.name()));
                order.addAll(byName.get(each.name()).targets());
            }
        }
        return order;
    }

    /** What a target is part of; empty for what is part of nothing. */
    static Optional<Target> owner(Target target) {
        final int slash = target.switchName().indexOf('/');
        return switch (target.kind()) {
            case PORT -> Optional.of(Target.of(target.switchName()));
            case SWITCH -> slash < 0 ? Optional.empty()
                    : Optional.of(Target.host(target.switchName().substring(0, slash)));
            case HOST -> Optional.empty();
        };
    }
}
