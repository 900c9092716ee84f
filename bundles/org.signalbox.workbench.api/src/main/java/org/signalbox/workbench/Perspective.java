package org.signalbox.workbench;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.signalbox.workbench.ViewPlace.Area;

/**
 * A choice of views for one kind of work. Register it as a service; it can be chosen while the service is there. Which
 * views show, and where, is the user's to change and is remembered for each perspective. Methods are called on the user
 * interface's thread, must not block, and give the same each time.
 */
@ConsumerType
public interface Perspective {

    /** The perspective that is there at the first start, and in which a view shows that names no other. */
    String ADMIN = "admin";

    /** The perspective's identity in the remembered layout: {@code [A-Za-z0-9._-]+}, unique in the workbench. */
    String id();

    /** The title in the tool bar and the menu, a word or two. */
    String title();

    /** The order in the tool bar, lowest first; equal orders stand by title. */
    default int order() {
        return 100;
    }

    /**
     * The views, by id, that stand in an area at first, the one in front first; a view that is not there is left out.
     * Views that name this perspective in their {@link ViewPlace#perspectives} come behind them.
     */
    List<String> views(Area area);
}
