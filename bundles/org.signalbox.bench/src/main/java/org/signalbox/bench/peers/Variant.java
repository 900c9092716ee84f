package org.signalbox.bench.peers;

/** How a switch is set up. */
enum Variant {
    /** It learns and forwards; no offload anywhere. */
    PLAIN,
    /** One port in VLAN 10, the other a trunk, and the {@link AccessList}; no offload anywhere. */
    GUARDED,
    /** As {@link #PLAIN}, with the offloads that the kernel and the switch have. */
    OFFLOAD
}
