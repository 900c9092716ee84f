package org.signalbox.vswitch.engine.model;

/**
 * A frame that passed a port's edge.
 *
 * @param plain    its bytes without the tag that the edge took off; an inner tag stays
 * @param vlan     the class that it is in: the tag's VLAN, or what the port makes of untagged frames
 * @param tpid     the type of the tag it came with, 0x8100 if it came with none
 * @param priority the four bits in front of a tag's VLAN: three of priority and the drop eligible indicator
 */
record EdgeFrame(byte[] plain, int vlan, int tpid, int priority) {
    long destination() {
        return Bytes.u48(plain, 0);
    }

    long source() {
        return Bytes.u48(plain, 6);
    }

    boolean isToGroup() {
        return (plain[0] & 1) != 0;
    }

    boolean isFromGroup() {
        return (plain[6] & 1) != 0;
    }

    /** The frame tagged with its own VLAN, type and priority. */
    byte[] tagged() {
        return Bytes.tagged(plain, tpid, priority << 12 | vlan);
    }
}
