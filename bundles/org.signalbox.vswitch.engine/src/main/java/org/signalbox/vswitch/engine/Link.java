package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.LinkState;

/** Whether frames pass at a port, and in one clause why not or to what. */
record Link(LinkState state, String reason) {
    static final Link DISCONNECTED = new Link(LinkState.DISCONNECTED, "no attachment");
}
