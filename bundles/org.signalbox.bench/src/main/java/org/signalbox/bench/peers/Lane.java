package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Two ends and the place for a switch between them, each in a namespace of its own. The ends' interfaces are
 * {@value #END}; on the switch's side {@link #PORT_A} and {@link #PORT_B} lead to them.
 */
final class Lane {
    static final String END = "eth0";
    static final String PORT_A = "pa";
    static final String PORT_B = "pb";
    static final String ADDRESS_A = "10.99.0.1";
    static final String ADDRESS_B = "10.99.0.2";
    private static final String MAC_A = "02:00:00:00:00:0a";
    private static final String MAC_B = "02:00:00:00:00:0b";
    private static final int TRIES = 200;
    private static final int TRY_MILLIS = 100;
    /** What {@code ethtool -k} calls the offloads that matter here. */
    private static final List<String> OFFLOADS = List.of("tx-checksumming", "tcp-segmentation-offload",
            "generic-segmentation-offload", "generic-receive-offload");

    private final Bed bed;
    private final Path folder;
    private final Link link;
    private final Netns a;
    private final Netns b;
    private final Netns middle;

    Lane(final Bed bed, final String name, final Link link) throws IOException, InterruptedException {
        this.bed = bed;
        this.link = link;
        folder = bed.folder(name);
        a = bed.namespace(name + "a");
        b = bed.namespace(name + "b");
        middle = bed.namespace(name + "s");
        if (link == Link.VETH) {
            wire(PORT_A, a);
            wire(PORT_B, b);
        }
    }

    private void wire(final String port, final Netns end) throws IOException, InterruptedException {
        middle.ip("link", "add", port, "type", "veth", "peer", "name", END, "netns", end.name());
        middle.ip("link", "set", port, "up");
    }

    Bed bed() {
        return bed;
    }

    /** Where the switch's files are. */
    Path folder() {
        return folder;
    }

    Link link() {
        return link;
    }

    Netns a() {
        return a;
    }

    Netns b() {
        return b;
    }

    /** Where the switch is. */
    Netns middle() {
        return middle;
    }

    /** Makes the ends ready, once the switch, which these processes are, has its ports. */
    void join(final List<Process> processes, final boolean offload) throws IOException, InterruptedException {
        if (link == Link.TAP) {
            adopt(processes, PORT_A, a);
            adopt(processes, PORT_B, b);
        }
        address(a, MAC_A, ADDRESS_A);
        address(b, MAC_B, ADDRESS_B);
        a.ip("neigh", "replace", ADDRESS_B, "lladdr", MAC_B, "nud", "permanent", "dev", END);
        b.ip("neigh", "replace", ADDRESS_A, "lladdr", MAC_A, "nud", "permanent", "dev", END);
        if (!offload) {
            withoutOffload(a, END);
            withoutOffload(b, END);
            if (link == Link.VETH) {
                withoutOffload(middle, PORT_A);
                withoutOffload(middle, PORT_B);
            }
        }
    }

    /** A tap device that the switch made beside itself moves to its end, as if a virtual machine were there. */
    private void adopt(final List<Process> processes, final String port, final Netns end)
            throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (has(end, END)) {
                return;
            }
            if (has(middle, port)) {
                middle.ip("link", "set", port, "netns", end.name(), "name", END);
                return;
            }
            Trial.checkAlive(processes);
            Thread.sleep(TRY_MILLIS);
        }
        throw new IllegalStateException("the switch made no tap device " + port);
    }

    private static boolean has(final Netns netns, final String device) throws IOException, InterruptedException {
        return netns.exec("ip", "-o", "link").contains(" " + device + ":");
    }

    private static void address(final Netns end, final String mac, final String address)
            throws IOException, InterruptedException {
        end.ip("link", "set", END, "address", mac);
        end.ip("link", "set", END, "mtu", "1500", "up");
        end.ip("address", "add", address + "/24", "dev", END);
    }

    /** Switches off what can be, and fails if something is on after that. */
    private static void withoutOffload(final Netns netns, final String device)
            throws IOException, InterruptedException {
        for (final String feature : List.of("tx", "rx", "sg", "tso", "gso", "gro")) {
            try {
                netns.exec("ethtool", "-K", device, feature, "off");
            } catch (final IllegalStateException fixed) {
                // some devices do not have some features; what counts is asked for below
                continue;
            }
        }
        final String features = netns.exec("ethtool", "-k", device);
        for (final String feature : OFFLOADS) {
            if (!features.contains(feature + ": off")) {
                throw new IllegalStateException(feature + " of " + device + " could not be switched off");
            }
        }
    }
}
