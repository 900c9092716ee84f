package org.signalbox.vswitch;

/** What a switch connects. Source: Microsoft, {@code New-VMSwitch -SwitchType} and {@code -NetAdapterName}. */
public enum SwitchType {
    /** Virtual machines only. */
    PRIVATE,
    /** Virtual machines and NICs of the host. */
    INTERNAL,
    /** Virtual machines, NICs of the host, and uplinks, which exchange nothing among themselves. */
    EXTERNAL
}
