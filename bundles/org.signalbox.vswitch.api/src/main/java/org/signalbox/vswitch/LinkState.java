package org.signalbox.vswitch;

/** Whether frames can pass between a port and what it is attached to. */
public enum LinkState {
    /** The port names no attachment. */
    DISCONNECTED,
    /** The attachment cannot pass frames now; the status says why, and it recovers by itself when it can. */
    DOWN,
    /** Frames pass. */
    UP
}
