package org.signalbox.vswitch;

/**
 * What is behind a port. Source: Microsoft, {@code NDIS_SWITCH_PORT_TYPE} and {@code Add-VMNetworkAdapter
 * -ManagementOS}.
 */
public enum PortType {
    /** The NIC of a virtual machine. */
    MACHINE,
    /** A NIC of the host itself; on internal and external switches. */
    HOST,
    /** The way out, a physical NIC or a team; on external switches. */
    UPLINK
}
