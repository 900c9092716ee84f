package org.signalbox.workbench.shell;

import java.net.URL;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** A view as its bundle announced it. */
record Room(String id, String title, Optional<URL> icon, Area area, int order, View view) {

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
        final String icon = text(reference, "icon").orElse("");
        final Area area = Stream.of(Area.values())
                .filter(each -> each.name().equals(text(reference, "area").orElse(""))).findFirst().orElse(Area.BOTTOM);
        final int order =
                reference.getProperty(ViewPlace.PREFIX_ + "order") instanceof Integer number ? number : 100;
        return new Room(required(reference, "id"), required(reference, "title"),
                icon.isEmpty() ? Optional.empty() : Optional.ofNullable(reference.getBundle().getEntry(icon)), area,
                order, view);
    }

    private static Optional<String> text(ServiceReference<View> reference, String name) {
        return reference.getProperty(ViewPlace.PREFIX_ + name) instanceof String text && !text.isBlank()
                ? Optional.of(text) : Optional.empty();
    }

    private static String required(ServiceReference<View> reference, String name) {
        return text(reference, name).orElseThrow(() -> new IllegalArgumentException("the view of bundle "
                + reference.getBundle().getSymbolicName() + " has no property " + ViewPlace.PREFIX_ + name));
    }
}
