package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/**
 * The ports of a switch as the hot path asks for them: columns by port index, and the ports of each VLAN. Immutable.
 * VLAN 0 is the domain of the untagged ports.
 */
final class PortTable {
    private static final int VLANS = 4_096;
    private static final int WORDS = VLANS / Long.SIZE;
    private static final long ANY_MAC = -1;
    private static final int[] NOBODY = {};

    private final List<Port> ports;
    private final Port[] byIndex;
    private final Map<String, Port> byName = new HashMap<>();
    private final int[] untaggedVlan;
    private final boolean[] trunk;
    private final long[] mac;
    private final long[] carried;
    private final int[][] members;

    /** @param ports in the order of the spec; each index once */
    PortTable(final List<Port> ports) {
        this.ports = List.copyOf(ports);
        final int size = ports.stream().mapToInt(port -> port.index() + 1).max().orElse(0);
        byIndex = new Port[size];
        untaggedVlan = new int[size];
        trunk = new boolean[size];
        mac = new long[size];
        carried = new long[size * WORDS];
        members = new int[VLANS][];
        Arrays.fill(members, NOBODY);
        for (final Port port : ports) {
            place(port);
        }
        fillMembers();
    }

    private void place(final Port port) {
        final int index = port.index();
        final PortSpec spec = port.spec();
        byIndex[index] = port;
        byName.put(port.name(), port);
        mac[index] = spec.mac().isPresent() && !spec.allowMacSpoofing() ? spec.mac().get().value() : ANY_MAC;
        switch (spec.vlan()) {
            case Vlan.Untagged _ -> untaggedVlan[index] = 0;
            case Vlan.Access access -> untaggedVlan[index] = access.id();
            case Vlan.Trunk modes -> {
                trunk[index] = true;
                untaggedVlan[index] = modes.nativeId();
                for (final VlanRange range : modes.allowed()) {
                    for (int vlan = range.first(); vlan <= range.last(); vlan++) {
                        carry(index, vlan);
                    }
                }
            }
            case Vlan.Private _ -> throw new IllegalArgumentException(
                    "found a private VLAN at port " + port.name() + ", expected another mode");
        }
        carry(index, untaggedVlan[index]);
    }

    private void carry(final int port, final int vlan) {
        carried[port * WORDS + (vlan >>> 6)] |= 1L << vlan;
    }

    /** VLANs with the same ports share one list. */
    private void fillMembers() {
        final Map<BitSet, int[]> lists = new HashMap<>();
        for (int vlan = 0; vlan < VLANS; vlan++) {
            final BitSet set = new BitSet(byIndex.length);
            for (final Port port : ports) {
                set.set(port.index(), carries(port.index(), vlan));
            }
            if (!set.isEmpty()) {
                members[vlan] = lists.computeIfAbsent(set, of -> of.stream().toArray());
            }
        }
    }

    /** In the order of the spec. */
    List<Port> ports() {
        return ports;
    }

    /** One more than the highest index. */
    int size() {
        return byIndex.length;
    }

    boolean exists(final int port) {
        return port >= 0 && port < byIndex.length && byIndex[port] != null;
    }

    /** The port of an index that {@link #exists}. */
    Port port(final int index) {
        return byIndex[index];
    }

    /** The port of a name, or null. */
    Port port(final String name) {
        return byName.get(name);
    }

    /** The VLAN of frames that the port sends without a tag, and of those it gets without one. */
    int untaggedVlan(final int port) {
        return untaggedVlan[port];
    }

    /** Whether the port may send frames with the tag of this VLAN. */
    boolean acceptsTag(final int port, final int vlan) {
        return trunk[port] && carries(port, vlan);
    }

    /** Whether the port gets frames of this VLAN. */
    boolean carries(final int port, final int vlan) {
        return (carried[port * WORDS + (vlan >>> 6)] >>> vlan & 1) != 0;
    }

    /** Whether the port may send from this address. */
    boolean mayUse(final int port, final long source) {
        return mac[port] == ANY_MAC || mac[port] == source;
    }

    /** Indices of the ports that get frames of this VLAN, ascending. */
    int[] members(final int vlan) {
        return members[vlan];
    }

    /** The lowest indices that none of these ports has, for new ports. */
    static List<Integer> freeIndices(final List<Port> taken, final int count) {
        final BitSet used = new BitSet();
        taken.forEach(port -> used.set(port.index()));
        final List<Integer> free = new ArrayList<>(count);
        for (int index = used.nextClearBit(0); free.size() < count; index = used.nextClearBit(index + 1)) {
            free.add(index);
        }
        return free;
    }
}
