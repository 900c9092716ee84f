package org.signalbox.vswitch.engine.model;

import java.util.Set;

import org.signalbox.vswitch.ExtensionKind;

/**
 * An extension as a bundle offers it.
 *
 * @param serial tells two offers of the same from each other
 * @param before ids that it declares to run before
 * @param after  ids that it declares to run after
 */
public record StackOffer(int serial, String id, ExtensionKind kind, int version, Set<String> before,
        Set<String> after) {
    /** In which of its calls it is to fail. */
    public enum Fault {
        CREATE, PORT, INGRESS, INGRESS_AFTER_CLONE, FORWARD, EGRESS, ORIGINATE, CLOSE, SAVE, RESTORE
    }

    boolean precedes(final StackOffer other) {
        return kind == other.kind && !id.equals(other.id) && (before.contains(other.id) || other.after.contains(id));
    }

    @Override
    public String toString() {
        return id + " v" + version + (before.isEmpty() ? "" : " before " + before)
                + (after.isEmpty() ? "" : " after " + after);
    }
}
