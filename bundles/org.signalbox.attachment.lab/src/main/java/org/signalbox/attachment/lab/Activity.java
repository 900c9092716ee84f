package org.signalbox.attachment.lab;

/** Something that a guest does of its own accord, with figures to show. */
interface Activity extends Timed {
    /** What it does and how that goes, as a part of the port's status; counts what happened since it was last asked. */
    String report(double seconds);
}
