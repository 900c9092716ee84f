package org.signalbox.bench.peers;

/** How a switch reaches the two ends. */
enum Link {
    /** The switch's end of a veth pair, by AF_PACKET where the switch is a process. */
    VETH("AF_PACKET"),
    /** The file of a tap device whose kernel end is the other end, as with a virtual machine. */
    TAP("tap");

    private final String label;

    Link(final String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
