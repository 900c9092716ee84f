package org.signalbox.verify;

import java.util.List;

/**
 * What an extension's stage did with one frame, in words that can be compared.
 *
 * @param dropped  why its way ended on ingress; empty if it went on
 * @param excluded destinations that its copies were kept from, and why
 * @param other    its bytes afterwards, what was made on its account, and the destinations that were chosen
 * @param said     what was given as reasons, drops aside; none unless somebody listened
 */
record Fate(String dropped, List<String> excluded, String other, List<String> said) {
    /** Whether two frames met the same, whatever was said of it. */
    boolean isSame(final Fate that) {
        return isDroppedLike(that) && other.equals(that.other);
    }

    /** Whether the same was let pass. */
    boolean isDroppedLike(final Fate that) {
        return dropped.equals(that.dropped) && excluded.equals(that.excluded);
    }

    /** In a few words. */
    String inWords() {
        return !dropped.isEmpty() ? "dropped (" + dropped + ")"
                : !excluded.isEmpty() ? "kept from " + String.join(", ", excluded) : "let go on";
    }
}
