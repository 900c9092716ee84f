package org.signalbox.attachment.lab;

/** A part of a guest that acts when its time has come. */
interface Timed {
    /** When to be called next, on the switch's clock; {@link Long#MAX_VALUE} for not at all. */
    long nextNanos();

    /** Does what is due. */
    void tick();
}
