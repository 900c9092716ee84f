package org.signalbox.workbench.wizards;

/** What a physical NIC can do beyond sending and receiving, as far as a host's design depends on it. */
enum NicFeature {
    /** Virtual machine queues: a queue of the NIC for each machine's address. */
    VMQ("VMQ"),
    /** Receive side scaling: the host's own connections are spread over its cores. */
    RSS("RSS"),
    /** Single root I/O virtualization: machines have a part of the NIC and go past the switch. */
    SR_IOV("SR-IOV"),
    /** Remote direct memory access: SMB Direct. */
    RDMA("RDMA"),
    /** Data center bridging: the NIC shares out bandwidth by class of traffic. */
    DCB("DCB");

    final String label;

    NicFeature(String label) {
        this.label = label;
    }
}
