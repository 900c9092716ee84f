package org.signalbox.bench.peers;

import java.io.IOException;
import java.util.List;

/** The kernel's own bridge, which works within whoever sends. */
final class LinuxBridge implements Peer {
    @Override
    public String name() {
        return "Linux bridge";
    }

    @Override
    public String version() {
        // the kernel's, which is told for all
        return "";
    }

    @Override
    public boolean offers(final Link link, final Variant variant) {
        return link == Link.VETH && variant != Variant.GUARDED;
    }

    @Override
    public List<Process> start(final Lane lane, final Variant variant) throws IOException, InterruptedException {
        final Netns middle = lane.middle();
        middle.ip("link", "add", "bridge", "type", "bridge", "stp_state", "0", "forward_delay", "0",
                "mcast_snooping", "0");
        middle.ip("link", "set", Lane.PORT_A, "master", "bridge");
        middle.ip("link", "set", Lane.PORT_B, "master", "bridge");
        middle.ip("link", "set", "bridge", "up");
        return List.of();
    }
}
