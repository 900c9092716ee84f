package org.signalbox.bench.peers;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** vde_switch of Virtual Distributed Ethernet. */
final class Vde implements Peer {
    @Override
    public String name() {
        return "vde_switch";
    }

    @Override
    public String version() throws IOException, InterruptedException {
        return Tool.run("vde_switch", "--version").lines().findFirst().orElse("").strip();
    }

    @Override
    public boolean offers(final Link link, final Variant variant) {
        return link == Link.TAP && variant == Variant.PLAIN;
    }

    @Override
    public List<Process> start(final Lane lane, final Variant variant) throws IOException, InterruptedException {
        return List.of(lane.bed().start(lane.folder().resolve("log"), Map.of(), lane.middle().command("vde_switch",
                "-sock", lane.folder().resolve("ctl").toString(), "-tap", Lane.PORT_A, "-tap", Lane.PORT_B)));
    }
}
