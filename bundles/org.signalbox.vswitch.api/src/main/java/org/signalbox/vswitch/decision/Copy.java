package org.signalbox.vswitch.decision;

import java.util.List;

import org.signalbox.schema.Doc;

/**
 * What became of the copy of a frame for one destination.
 *
 * @param port  the destination
 * @param steps the egress stages in the order in which it met them; the last one says DELIVER or DROP
 */
@Doc("The copy of a frame for one destination.")
public record Copy(
        @Doc("The destination port.") String port,
        @Doc("The egress stages in the order in which it met them; the last says deliver or drop.") List<Step> steps) {
    public Copy {
        steps = List.copyOf(steps);
    }

    /** Whether the attachment of the destination took it. */
    public boolean isDelivered() {
        return steps.getLast().verdict() == Verdict.DELIVER;
    }
}
