package org.signalbox.vswitch;

/**
 * The account of all frames of a switch, those that entered and those that extensions made: a frame becomes one copy
 * for each chosen destination, and one if it is stopped before the forwarding decision or the decision finds no
 * destination. Always {@code copies = delivered + dropped + held}.
 *
 * @param in        frames that entered at a port
 * @param made      frames that extensions cloned, injected or originated
 * @param copies    what they became
 * @param delivered copies that an attachment took and passed on
 * @param dropped   copies that were dropped, each for a reason counted in a {@link DropCount}
 * @param held      copies that an attachment took and has not passed on yet
 */
public record FrameTotals(long in, long made, long copies, long delivered, long dropped, long held) {
    /** An account without frames that extensions made. */
    public FrameTotals(long in, long copies, long delivered, long dropped, long held) {
        this(in, 0, copies, delivered, dropped, held);
    }
}
