package org.signalbox.console;

import java.util.List;

/** What a stage gives to the next, or to the screen. */
sealed interface Flow {
    /** Items or plain values. */
    record Objects(List<Object> values) implements Flow {
    }

    /** A text ready to be shown; it ends a pipe. */
    record Text(String text) implements Flow {
    }
}
