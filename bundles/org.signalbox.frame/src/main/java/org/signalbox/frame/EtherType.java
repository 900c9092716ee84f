package org.signalbox.frame;

/** EtherType values (IEEE 802 numbers, IANA's list); smaller numbers than {@link #MINIMUM} are 802.3 lengths. */
public final class EtherType {

    /** The smallest EtherType; what is smaller is the length of an 802.3 frame. */
    public static final int MINIMUM = 0x0600;
    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    /** Customer VLAN tag, IEEE 802.1Q. */
    public static final int VLAN = 0x8100;
    public static final int IPV6 = 0x86DD;
    public static final int SLOW_PROTOCOLS = 0x8809;
    /** Service VLAN tag, IEEE 802.1ad. */
    public static final int SERVICE_VLAN = 0x88A8;
    public static final int LLDP = 0x88CC;

    private EtherType() {
    }

    /** Whether the type announces a VLAN tag: 0x8100 or 0x88A8. */
    public static boolean isTag(final int type) {
        return type == VLAN || type == SERVICE_VLAN;
    }
}
