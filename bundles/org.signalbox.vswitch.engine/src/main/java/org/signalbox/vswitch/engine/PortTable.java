package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * The ports of a switch as the hot path asks for them: columns by port index, and who may get what from whom.
 * Immutable.
 *
 * <p>Every frame has a class, the VLAN that it would be tagged with on a trunk: 0 for the domain of the untagged ports,
 * the secondary VLAN for what isolated and community ports send, the primary one for what promiscuous ports send. A
 * port carries the classes that it may get. Addresses are learned by the domain of a class: itself, or its primary
 * VLAN.
 */
final class PortTable {
    private static final int VLANS = 4_096;
    private static final int WORDS = VLANS / Long.SIZE;
    private static final long ANY_MAC = -1;
    /** The domain of a VLAN that carries mirrored frames: nothing is learned there. */
    static final int NO_DOMAIN = -1;
    private static final int[] NOBODY = {};

    // beside the VLAN of untagged frames, so that the edge asks once
    private static final int VLAN = VLANS - 1;
    private static final int TRUNK = 1 << 12;
    private static final int UPLINK = 1 << 13;
    private static final int MACHINE = 1 << 14;
    private static final int PROMISCUOUS = 1 << 15;
    private static final int KEEPS_PRIORITY = 1 << 16;
    private static final int LIMITS_ADDRESSES = 1 << 17;
    private static final int LIMITS_SOURCES = 1 << 18;

    private final List<Port> ports;
    private final Port[] byIndex;
    private final Map<String, Port> byName = new HashMap<>();
    private final int[] flags;
    private final int[] secondary;
    private final long[] mac;
    private final long[][] siblings;
    private final int[] stormLimit;
    private final long[] carried;
    private final int[] domain = new int[VLANS];
    private final boolean plain;
    private final int[][] members;

    /** A table without mirrors. */
    PortTable(final List<Port> ports) {
        this(ports, List.of());
    }

    /**
     * @param ports   in the order of the spec; each index once
     * @param mirrors those of the spec
     */
    PortTable(final List<Port> ports, final List<MirrorSpec> mirrors) {
        this.ports = List.copyOf(ports);
        final int size = ports.stream().mapToInt(port -> port.index() + 1).max().orElse(0);
        byIndex = new Port[size];
        flags = new int[size];
        secondary = new int[size];
        mac = new long[size];
        siblings = new long[size][];
        stormLimit = new int[size];
        carried = new long[size * WORDS];
        Arrays.setAll(domain, vlan -> vlan);
        for (final Port port : ports) {
            place(port);
        }
        placeSiblings();
        mirrors.forEach(this::placeRspan);
        plain = ports.stream().noneMatch(port -> port.spec().vlan() instanceof Vlan.Private)
                && ports.stream().filter(port -> port.spec().type() == PortType.UPLINK).count() < 2;
        members = members();
    }

    private void placeRspan(final MirrorSpec mirror) {
        if (mirror.to() instanceof MirrorSpec.Analyser.Rspan remote) {
            domain[remote.vlan()] = NO_DOMAIN;
        }
    }

    private void place(final Port port) {
        final int index = port.index();
        final PortSpec spec = port.spec();
        byIndex[index] = port;
        byName.put(port.name(), port);
        mac[index] = spec.mac().isPresent() && !spec.allowMacSpoofing() ? spec.mac().get().value() : ANY_MAC;
        stormLimit[index] = spec.limits().storm();
        flags[index] = (spec.type() == PortType.UPLINK ? UPLINK : 0) | (spec.type() == PortType.MACHINE ? MACHINE : 0)
                | (spec.ieeePriorityTag() ? KEEPS_PRIORITY : 0)
                | (spec.limits().dynamicIp() > 0 ? LIMITS_ADDRESSES : 0)
                | (mac[index] == ANY_MAC ? 0 : LIMITS_SOURCES) | spec.vlan().untaggedId();
        switch (spec.vlan()) {
            case Vlan.Untagged _ -> carry(index, 0);
            case Vlan.Access access -> carry(index, access.id());
            case Vlan.Trunk trunk -> {
                flags[index] |= TRUNK;
                carryAll(index, trunk.allowed());
                for (final VlanRange range : trunk.pruned()) {
                    for (int vlan = range.first(); vlan <= range.last(); vlan++) {
                        carried[word(index, vlan)] &= ~(1L << vlan);
                    }
                }
                carry(index, trunk.nativeId());
            }
            case Vlan.Private role -> place(index, role);
        }
    }

    private void place(final int index, final Vlan.Private port) {
        carry(index, port.primary());
        if (port.role() == Vlan.Private.Role.PROMISCUOUS) {
            flags[index] |= PROMISCUOUS;
            carryAll(index, port.secondaries());
            port.secondaries().forEach(range -> Arrays.fill(domain, range.first(), range.last() + 1, port.primary()));
        } else {
            if (port.role() == Vlan.Private.Role.COMMUNITY) {
                carry(index, port.secondary());
            }
            secondary[index] = port.secondary();
            domain[port.secondary()] = port.primary();
        }
    }

    private void carryAll(final int port, final List<VlanRange> ranges) {
        for (final VlanRange range : ranges) {
            for (int vlan = range.first(); vlan <= range.last(); vlan++) {
                carry(port, vlan);
            }
        }
    }

    private void carry(final int port, final int vlan) {
        carried[word(port, vlan)] |= 1L << vlan;
    }

    private static int word(final int port, final int vlan) {
        return port * WORDS + (vlan >>> 6);
    }

    /** Ports that may send from the addresses of their machine's other ports. */
    private void placeSiblings() {
        final Map<String, List<PortSpec>> machines = new HashMap<>();
        ports.forEach(port -> port.spec().machine().ifPresent(name ->
                machines.computeIfAbsent(name, _ -> new ArrayList<>()).add(port.spec())));
        for (final Port port : ports) {
            if (port.spec().allowTeaming() && port.spec().machine().isPresent()) {
                siblings[port.index()] = machines.get(port.spec().machine().get()).stream()
                        .flatMap(spec -> spec.mac().stream()).mapToLong(MacAddress::value).toArray();
            }
        }
    }

    // VLANs with the same ports share one list. Two sums of random numbers, one for each port, tell whether they have
    // the same ports, at the cost of the VLANs that are carried and not of all that there are.
    private int[][] members() {
        final SplittableRandom random = new SplittableRandom(1);
        final long[] first = new long[VLANS];
        final long[] second = new long[VLANS];
        final int[] counts = new int[VLANS];
        for (int port = 0; port < byIndex.length; port++) {
            final long one = random.nextLong();
            final long two = random.nextLong();
            visitCarried(port, vlan -> {
                first[vlan] += one;
                second[vlan] += two;
                counts[vlan]++;
            });
        }
        record Signature(long first, long second) {
        }
        final Map<Signature, Integer> owners = new HashMap<>();
        final int[] owner = new int[VLANS];
        final int[][] lists = new int[VLANS][];
        for (int vlan = 0; vlan < VLANS; vlan++) {
            owner[vlan] = owners.putIfAbsent(new Signature(first[vlan], second[vlan]), vlan) instanceof Integer known
                    ? known : vlan;
            lists[vlan] = owner[vlan] == vlan ? new int[counts[vlan]] : null;
        }
        Arrays.fill(counts, 0);
        for (int port = 0; port < byIndex.length; port++) {
            final int index = port;
            visitCarried(port, vlan -> {
                if (owner[vlan] == vlan) {
                    lists[vlan][counts[vlan]++] = index;
                }
            });
        }
        Arrays.setAll(lists, vlan -> counts[owner[vlan]] == 0 ? NOBODY : lists[owner[vlan]]);
        return lists;
    }

    private interface VlanVisitor {
        void visit(int vlan);
    }

    private void visitCarried(final int port, final VlanVisitor visitor) {
        for (int word = 0; word < WORDS; word++) {
            for (long left = carried[port * WORDS + word]; left != 0; left &= left - 1) {
                visitor.visit(word * Long.SIZE + Long.numberOfTrailingZeros(left));
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

    /** The class of frames that the port sends without a tag. */
    int untaggedVlan(final int port) {
        return flags[port] & VLAN;
    }

    /** Whether the port may send frames with the tag of this VLAN. */
    boolean acceptsTag(final int port, final int vlan) {
        return (flags[port] & TRUNK) != 0 && carries(port, vlan);
    }

    /** Whether the port gets frames of this class with a tag. */
    boolean tags(final int port, final int vlan) {
        return (flags[port] & TRUNK) != 0 && vlan != untaggedVlan(port);
    }

    /** Whether the port may get frames of this class from some port. */
    boolean carries(final int port, final int vlan) {
        return (carried[word(port, vlan)] >>> vlan & 1) != 0;
    }

    /** Whether every port of a class reaches every other port that carries it: no private VLANs, one uplink at most. */
    boolean isPlain() {
        return plain;
    }

    /** The VLAN that addresses of a class are learned in, or {@link #NO_DOMAIN}. */
    int domain(final int vlan) {
        return domain[vlan];
    }

    /** Whether it is an uplink; that of a frame without a source port is none. */
    boolean isUplink(final int port) {
        return port != FrameSlots.NO_PORT && (flags[port] & UPLINK) != 0;
    }

    boolean isMachine(final int port) {
        return (flags[port] & MACHINE) != 0;
    }

    boolean keepsPriority(final int port) {
        return (flags[port] & KEEPS_PRIORITY) != 0;
    }

    /**
     * Whether a frame of this class from one port, or from none, may be delivered at another: -1, or the reason why
     * not.
     */
    int refusal(final int from, final int vlan, final int to) {
        if (!carries(to, vlan)) {
            return DropReasons.NOT_IN_VLAN;
        }
        if (isUplink(from) && isUplink(to)) {
            return DropReasons.UPLINK_LOOP;
        }
        final boolean unlisted = from != FrameSlots.NO_PORT && (flags[from] & PROMISCUOUS) != 0 && secondary[to] != 0
                && !carries(from, secondary[to]);
        return unlisted ? DropReasons.ISOLATED : -1;
    }

    /** Whether the port may send from this address. */
    boolean mayUse(final int port, final long source) {
        return (flags[port] & LIMITS_SOURCES) == 0 || mac[port] == source
                || siblings[port] != null && isSibling(port, source);
    }

    private boolean isSibling(final int port, final long source) {
        for (final long sibling : siblings[port]) {
            if (sibling == source) {
                return true;
            }
        }
        return false;
    }

    /** Flooded frames that the port may send in a second; 0 is no limit, as for a frame without a source port. */
    int stormLimit(final int port) {
        return port == FrameSlots.NO_PORT ? 0 : stormLimit[port];
    }

    /** Whether there is a limit to the IP addresses that the port may send from. */
    boolean limitsAddresses(final int port) {
        return (flags[port] & LIMITS_ADDRESSES) != 0;
    }

    /** Static addresses, by {@link ForwardingTable#address}, and the ports that they are behind. */
    Map<Long, Integer> staticAddresses() {
        final Map<Long, Integer> all = new HashMap<>();
        for (final Port port : ports) {
            for (final StaticAddress fixed : port.spec().staticAddresses()) {
                final int vlan = fixed.vlan().orElse(untaggedVlan(port.index()));
                all.put(ForwardingTable.address(domain[vlan], fixed.mac().value()), port.index());
            }
        }
        return all;
    }

    /** Indices of the ports that carry this class, ascending. */
    int[] members(final int vlan) {
        return members[vlan];
    }

    /** The ports of specs; those that were there before keep their indices. */
    static List<Port> place(final List<PortSpec> specs, final List<Port> old) {
        final Map<String, Port> known = new HashMap<>();
        old.forEach(port -> known.put(port.name(), port));
        final List<PortSpec> added = specs.stream().filter(spec -> !known.containsKey(spec.name())).toList();
        final Iterator<Integer> free = freeIndices(old, added.size()).iterator();
        return specs.stream().map(spec -> {
            final Port port = known.get(spec.name());
            return port == null ? new Port(free.next(), spec)
                    : port.spec().equals(spec) ? port : new Port(port.index(), spec);
        }).toList();
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
