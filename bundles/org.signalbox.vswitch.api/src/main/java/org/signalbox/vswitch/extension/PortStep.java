package org.signalbox.vswitch.extension;

/**
 * The life of a port, in the order in which its steps come. The first three can be vetoed, the others happen. A NIC is
 * disconnected and connected again, which nobody is asked about, as extensions that the port requires go and come; that
 * one of them fails is no step. Source: Microsoft, Hyper-V extensible switch port and network adapter states,
 * {@code OID_SWITCH_PORT_CREATE} and what follows.
 */
public enum PortStep {
    /** The port comes to be. */
    CREATE_PORT,
    /** A NIC, which the port's attachment stands for, comes to be. */
    CREATE_NIC,
    /** The NIC is connected to the port: frames can pass from now on. */
    CONNECT_NIC,
    /** The NIC is taken off the port: no frame passes any more. */
    DISCONNECT_NIC,
    /** The NIC is gone. */
    DELETE_NIC,
    /** The port is about to go; nothing refers to it any more. */
    TEARDOWN_PORT,
    /** The port is gone; its index may be given to another one. */
    DELETE_PORT;

    /** Whether an extension may refuse it. */
    public boolean canBeVetoed() {
        return this == CREATE_PORT || this == CREATE_NIC || this == CONNECT_NIC;
    }
}
