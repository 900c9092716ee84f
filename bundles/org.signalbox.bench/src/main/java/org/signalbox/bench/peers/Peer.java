package org.signalbox.bench.peers;

import java.io.IOException;
import java.util.List;

/** A switch that is compared. */
interface Peer {
    /** What it is called in tables. */
    String name();

    /** What it says about its version; empty if that is the kernel's. */
    String version() throws IOException, InterruptedException;

    /** Whether it can be set up so. */
    boolean offers(Link link, Variant variant);

    /**
     * Sets it up in the lane's middle, between the two ports there.
     *
     * @return the processes whose CPU time is the switch's
     */
    List<Process> start(Lane lane, Variant variant) throws IOException, InterruptedException;
}
