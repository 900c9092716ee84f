package org.signalbox.workbench.shell;

import java.net.URL;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.signalbox.workbench.Perspective;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** A view as its bundle announced it. */
record Room(String id, String title, Optional<URL> icon, Area area, List<String> perspectives, int order, String menu,
        View view) {

    /** The menu of a view that names none. */
    static final String VIEW_MENU = "View";

    /** The order of first places and menu entries. */
    static final Comparator<Room> ORDER =
            Comparator.comparing(Room::area).thenComparingInt(Room::order).thenComparing(Room::title);

    /**
     * Reads a view's service properties; where the optional ones are missing or make no sense, the defaults of
     * {@link ViewPlace} hold.
     *
     * @throws IllegalArgumentException if the view has no id or no title
     */
    static Room of(ServiceReference<View> reference, View view) {
        final Announced place = new Announced(reference, ViewPlace.PREFIX_);
        return new Room(place.required("id"), place.required("title"), place.entry("icon"),
                place.choice("area", Area.values(), Area.BOTTOM),
                place.texts("perspectives").orElse(List.of(Perspective.ADMIN)), place.number("order", 100),
                place.text("menu").orElse(VIEW_MENU), view);
    }
}
