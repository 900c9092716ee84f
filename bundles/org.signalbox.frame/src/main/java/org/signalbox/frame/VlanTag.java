package org.signalbox.frame;

/**
 * A VLAN tag, IEEE 802.1Q.
 *
 * @param tpid 0x8100 or 0x88A8
 * @param priority 0 to 7 (PCP)
 * @param dropEligible DEI
 * @param id VLAN id, 0 to 4095; 0 is a priority tag
 */
public record VlanTag(int tpid, int priority, boolean dropEligible, int id) {

    /** The tag with these sixteen bits of tag control information. */
    public static VlanTag of(final int tpid, final int tci) {
        return new VlanTag(tpid, tci >>> 13 & 7, (tci & 0x1000) != 0, tci & 0xFFF);
    }

    /** The sixteen bits of tag control information. */
    public int tci() {
        return priority << 13 | (dropEligible ? 0x1000 : 0) | id;
    }
}
