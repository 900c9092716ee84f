package org.signalbox.workbench;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that a user can have done from the menu, by a key, from the tool bar and from quick access (Ctrl+3), all of
 * which are drawn from it. Register it as a service with an {@link ActionPlace}; it is there while the service is. All
 * methods are called on the user interface's thread and must not block.
 */
@ConsumerType
public interface Action {

    /**
     * Does it. The fabric is changed by {@link ActionContext#run} alone, with the command that
     * {@link ActionPlace#command} names; an action that names none concerns the window.
     */
    void run(ActionContext context);

    /** Whether it can be done now; asked twice a second. */
    default boolean enabled() {
        return true;
    }

    /** What it would be done to now, which stands behind the label; empty where the label says it all. */
    default String detail() {
        return "";
    }

    /** Whether it is switched on, for one that is switched on and off; empty for one that is not. */
    default Optional<Boolean> checked() {
        return Optional.empty();
    }
}
