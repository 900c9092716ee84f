package org.signalbox.vswitch;

import java.util.List;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;

/**
 * The stack of a switch as somebody approved it. It changes nothing by itself: what differs is told.
 *
 * @param extensions the enabled ones, top first
 */
public record OrderLock(
        @Doc("The enabled extensions as they were approved, top first.") @Default("[]")
        List<LockedExtension> extensions) {
    public OrderLock {
        extensions = List.copyOf(extensions);
    }
}
