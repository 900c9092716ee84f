package org.signalbox.workbench.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.signalbox.workbench.Perspective;
import org.signalbox.workbench.ViewPlace.Area;
import org.signalbox.workbench.shell.dock.Layout;

/** The perspectives that the workbench brings itself, and how a perspective places the views at first. */
enum Arrangement implements Perspective {

    ADMIN(Perspective.ADMIN, "Admin", List.of(), List.of()),
    TRACE("trace", "Trace", List.of("trace", "topology"), List.of("console", "journal")),
    EXTENSIONS("extensions", "Extensions", List.of("extensions", "topology"), List.of("console", "journal"));

    private final String id;
    private final String title;
    private final List<String> main;
    private final List<String> bottom;

    Arrangement(String id, String title, List<String> main, List<String> bottom) {
        this.id = id;
        this.title = title;
        this.main = main;
        this.bottom = bottom;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int order() {
        return 10 * (ordinal() + 1);
    }

    @Override
    public List<String> views(Area area) {
        return switch (area) {
            case MAIN -> main;
            case SIDE -> List.of();
            case BOTTOM -> bottom;
        };
    }

    /** Own and brought ones, each id once, in the order of the tool bar. */
    static List<Perspective> all(Collection<Perspective> brought) {
        final Map<String, Perspective> byId = new HashMap<>();
        Stream.concat(Stream.of(values()), brought.stream()).forEach(each -> byId.putIfAbsent(each.id(), each));
        return byId.values().stream()
                .sorted(Comparator.comparingInt(Perspective::order).thenComparing(Perspective::title)).toList();
    }

    /**
     * Gives every view a place that has none yet, and puts those away that the perspective does not show at first. What
     * the user has placed stays.
     */
    static Layout complete(Layout layout, Perspective perspective, Collection<Room> rooms) {
        final Map<String, Area> areas = new HashMap<>();
        rooms.forEach(room -> areas.put(room.id(), place(perspective, room).orElse(room.area())));
        // the column at the right comes last, so that it is as high as the window
        final Comparator<Room> order = Comparator.comparing((Room room) -> areas.get(room.id()) == Area.SIDE)
                .thenComparing(room -> areas.get(room.id()))
                .thenComparingInt(room -> rank(perspective.views(areas.get(room.id())), room.id()))
                .thenComparing(Room.ORDER);
        Layout next = layout;
        for (final Room room : rooms.stream().sorted(order).toList()) {
            if (!next.knows(room.id())) {
                final boolean shown = room.perspectives().contains(perspective.id())
                        || place(perspective, room).isPresent();
                next = next.place(room.id(), areas);
                next = shown ? next : next.hide(room.id());
            }
        }
        return next;
    }

    private static Optional<Area> place(Perspective perspective, Room room) {
        return Stream.of(Area.values()).filter(area -> perspective.views(area).contains(room.id())).findFirst();
    }

    private static int rank(List<String> named, String id) {
        final int index = named.indexOf(id);
        return index < 0 ? Integer.MAX_VALUE : index;
    }
}
