package org.signalbox.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.Perspective;
import org.signalbox.workbench.ViewPlace.Area;
import org.signalbox.workbench.shell.dock.Layout;
import org.signalbox.workbench.shell.dock.Node.Stack;

/** Which views a perspective shows at first, and where. */
class ArrangementTest {

    private static Room room(String id, Area area, int order, String... perspectives) {
        return new Room(id, id, Optional.empty(), area, List.of(perspectives), order, Room.VIEW_MENU,
                (parent, context) -> null);
    }

    private static final List<Room> ROOMS = List.of(room("topology", Area.MAIN, 10, "admin"),
            room("trace", Area.MAIN, 20, "admin"), room("extensions", Area.BOTTOM, 10, "admin"),
            room("console", Area.BOTTOM, 20, "admin"), room("disks", Area.SIDE, 10, "storage"));

    @Test
    void shouldShowWhatNamesItAndPutTheRestAway() {
        final Layout layout = Arrangement.complete(Layout.EMPTY, Arrangement.ADMIN, ROOMS);
        assertThat(layout.hidden()).containsExactly("disks");
        assertThat(layout.stack("topology")).containsExactly("topology", "trace");
        assertThat(layout.stack("console")).containsExactly("extensions", "console");
    }

    @Test
    void shouldPutTheViewsThatItNamesInItsOwnOrderAndPlace() {
        final Layout trace = Arrangement.complete(Layout.EMPTY, Arrangement.TRACE, ROOMS);
        assertThat(trace.stack("trace")).containsExactly("trace", "topology");
        assertThat(trace.hidden()).containsExactly("disks", "extensions");
        final Layout extensions = Arrangement.complete(Layout.EMPTY, Arrangement.EXTENSIONS, ROOMS);
        assertThat(extensions.stack("extensions")).startsWith("extensions", "topology");
        assertThat(extensions.hidden()).containsExactly("disks", "trace");
    }

    @Test
    void shouldLeaveWhatTheUserHasPlaced() {
        final Layout own = new Layout(Optional.of(new Stack(List.of("console", "topology"), "topology")),
                List.of("console"));
        final Layout layout = Arrangement.complete(own, Arrangement.ADMIN, ROOMS.subList(0, 4));
        assertThat(layout.hidden()).containsExactly("console");
        assertThat(layout.stack("console")).startsWith("console", "topology");
        assertThat(Arrangement.complete(layout, Arrangement.ADMIN, ROOMS.subList(0, 4))).isEqualTo(layout);
    }

    @Test
    void shouldOfferThoseOfBundlesInTheirOrderAndEachIdOnce() {
        final Perspective storage = perspective("storage", "Storage", 100);
        assertThat(Arrangement.all(
                List.of(perspective("lab", "QA lab", 15), storage, perspective("trace", "Other", 1)))).extracting(Perspective::title).containsExactly("Admin", "QA lab", "Trace", "Extensions", "Storage");
        assertThat(Arrangement.complete(Layout.EMPTY, storage, ROOMS).hidden()).doesNotContain("disks", "console")
                .contains("topology");
    }

    private static Perspective perspective(String id, String title, int order) {
        return new Perspective() {
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
                return order;
            }

            @Override
            public List<String> views(Area area) {
                return area == Area.BOTTOM ? List.of("console") : List.of();
            }
        };
    }
}
