package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.ForwardingTableSpec;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.Vlan.Private.Role;
import org.signalbox.vswitch.VlanRange;

/** A switch that an administrator could have asked for, and what its stations send; all of it by chance. */
final class RandomSwitch {
    private static final long SECOND = 1_000_000_000L;
    private static final int FRAMES = 400;
    private static final int[] TPIDS = {0x8100, 0x88a8};
    private static final int[] ORDINARY = {1, 10, 20, 4094};
    /** Two primaries, each with an isolated VLAN and two communities behind it. */
    private static final int[] PRIMARIES = {100, 200};
    private static final int[] REMOTE = {300, 301};
    private static final int[] ALL = {1, 10, 20, 100, 101, 102, 103, 200, 201, 202, 203, 300, 301, 4094};

    private final Random random;
    private final int stations;
    private final SwitchSpec spec;

    RandomSwitch(final Random random) {
        this.random = random;
        stations = random.nextInt(3) == 0 ? 60 : 8;
        spec = spec(random.nextInt(5) == 0 ? 33 : 2 + random.nextInt(10));
    }

    SwitchSpec spec() {
        return spec;
    }

    private SwitchSpec spec(final int count) {
        final SwitchType type = SwitchType.values()[random.nextInt(3)];
        final List<PortSpec> ports = new ArrayList<>();
        final Set<List<Long>> taken = new HashSet<>();
        for (int k = 0; k < count; k++) {
            final PortSpec port = port("p" + k, PortType.values()[random.nextInt(type.ordinal() + 1)]);
            ports.add(port.withStaticAddresses(staticAddresses(port, taken)));
        }
        return new SwitchSpec("test", type, List.of(), ports)
                .withForwardingTable(new ForwardingTableSpec(pick(1, 5, 300, 300), pick(16, 17, 1_024, 131_072)))
                .withMirrors(random.nextBoolean() ? mirrors(count) : List.of());
    }

    private PortSpec port(final String name, final PortType type) {
        final PortSpec port = Runs.port(name, random.nextInt(6) == 0 && type != PortType.MACHINE
                ? new Vlan.Trunk(0, List.of(new VlanRange(1, 4094))) : mode());
        return port.withType(type)
                .withMachine(rarely(2) ? Optional.of("m" + random.nextInt(2)) : Optional.empty())
                .withMac(rarely(3) ? Optional.of(mac(random.nextInt(stations))) : Optional.empty())
                .withAllowMacSpoofing(rarely(4))
                .withAllowTeaming(rarely(3))
                .withIeeePriorityTag(rarely(2))
                .withMirroring(rarely(4) ? PortMirroring.SOURCE
                        : rarely(8) ? PortMirroring.DESTINATION : PortMirroring.NONE)
                .withLimits(new PortLimits(rarely(5) ? 1 + random.nextInt(8) : 0,
                        rarely(4) ? 1 + random.nextInt(3) : 0, rarely(4) ? 1 + random.nextInt(3) : 0));
    }

    private Vlan mode() {
        return switch (random.nextInt(8)) {
            case 0 -> Vlan.UNTAGGED;
            case 1 -> new Vlan.Access(pick(ORDINARY));
            case 2, 3 -> new Vlan.Trunk(rarely(2) ? 0 : pick(Arrays.copyOf(ALL, 11)), ranges(3), ranges(2));
            case 4 -> {
                final int primary = pick(PRIMARIES);
                yield new Vlan.Private(primary, primary + 1, List.of(), Role.ISOLATED);
            }
            case 5, 6 -> {
                final int primary = pick(PRIMARIES);
                yield new Vlan.Private(primary, primary + 2 + random.nextInt(2), List.of(), Role.COMMUNITY);
            }
            default -> {
                final int primary = pick(PRIMARIES);
                final int first = primary + 1 + random.nextInt(3);
                yield new Vlan.Private(primary, 0,
                        List.of(new VlanRange(first, first + random.nextInt(primary + 4 - first))), Role.PROMISCUOUS);
            }
        };
    }

    private List<VlanRange> ranges(final int most) {
        return IntStream.range(0, random.nextInt(most)).mapToObj(_ -> {
            final int one = pick(ALL);
            final int other = pick(ALL);
            return rarely(3) ? new VlanRange(one, one) : new VlanRange(Math.min(one, other), Math.max(one, other));
        }).toList();
    }

    private List<StaticAddress> staticAddresses(final PortSpec port, final Set<List<Long>> taken) {
        final List<StaticAddress> addresses = new ArrayList<>();
        for (int k = rarely(4) ? 1 + random.nextInt(2) : 0; k > 0; k--) {
            final int untagged = switch (port.vlan()) {
                case Vlan.Untagged _ -> 0;
                case Vlan.Access access -> access.id();
                case Vlan.Trunk trunk -> trunk.nativeId();
                case Vlan.Private p -> p.role() == Role.PROMISCUOUS ? p.primary() : p.secondary();
            };
            final int other = pick(ALL);
            final boolean isOther = port.vlan() instanceof Vlan.Trunk trunk && trunk.carries(other);
            final int vlan = isOther ? other : untagged;
            final MacAddress mac = mac(random.nextInt(stations));
            // whether or not a port makes it a secondary, a VLAN of a hundred counts as one table
            if (taken.add(List.of(vlan / 100 > 0 && vlan < 300 ? vlan / 100 * 100L : vlan, mac.value()))) {
                addresses.add(new StaticAddress(mac,
                        vlan == untagged && random.nextBoolean() ? Optional.empty() : Optional.of(vlan)));
            }
        }
        return addresses;
    }

    private List<MirrorSpec> mirrors(final int ports) {
        final List<MirrorSpec> mirrors = new ArrayList<>();
        for (int k = 0; k < 1 + random.nextInt(3); k++) {
            final List<String> sources = random.ints(1 + random.nextInt(3), 0, ports).distinct()
                    .mapToObj(port -> "p" + port).toList();
            mirrors.add(new MirrorSpec("m" + k, sources, k < 2 && random.nextBoolean()
                    ? new MirrorSpec.Analyser.Rspan(REMOTE[k])
                    : new MirrorSpec.Analyser.Erspan("p" + random.nextInt(ports), mac(90), mac(random.nextInt(100)),
                            IpAddress.ofV4(random.nextInt()), IpAddress.ofV4(random.nextInt()),
                            random.nextInt(1_024))));
        }
        return mirrors;
    }

    List<Runs.Entry> frames() {
        final List<Runs.Entry> entries = new ArrayList<>();
        long time = 1_000 + random.nextLong(SECOND);
        for (int k = 0; k < FRAMES; k++) {
            final int port = random.nextInt(spec.ports().size());
            entries.add(new Runs.Entry(port, time, frame(spec.ports().get(port))));
            time += switch (random.nextInt(40)) {
                case 0 -> spec.forwardingTable().ageing() * SECOND - random.nextInt(3);
                case 1 -> random.nextLong(2 * SECOND);
                case 2 -> SECOND - time % SECOND - random.nextInt(2);
                default -> random.nextInt(3);
            };
        }
        return entries;
    }

    private byte[] frame(final PortSpec port) {
        final MacAddress from = port.mac().isPresent() && !rarely(4) ? port.mac().get() : mac(random.nextInt(stations));
        byte[] frame = packet(rarely(8) ? MacAddress.BROADCAST : mac(random.nextInt(stations)), from);
        switch (random.nextInt(20)) {
            case 0 -> frame[6] |= 1;
            case 1 -> frame[0] |= 1;
            case 2 -> System.arraycopy(new byte[] {1, (byte) 0x80, (byte) 0xC2, 0, 0, (byte) random.nextInt(18)}, 0,
                    frame, 0, 6);
            default -> { }
        }
        final int tags = port.vlan() instanceof Vlan.Trunk ? pick(0, 1, 1, 2) : pick(0, 0, 0, 0, 0, 1, 2);
        for (int k = 0; k < tags; k++) {
            final int vlan = port.vlan() instanceof Vlan.Trunk ? pick(ALL) : pick(0, 0, 0, 10, 100);
            frame = Runs.tagged(frame, TPIDS[random.nextInt(2)],
                    rarely(8) ? random.nextInt(65_536) : random.nextInt(16) << 12 | vlan);
        }
        return rarely(40) ? Arrays.copyOf(frame, random.nextInt(60)) : frame;
    }

    private byte[] packet(final MacAddress to, final MacAddress from) {
        final FrameBuilder builder = new FrameBuilder().ethernet(to, from);
        final int sender = random.nextInt(6);
        final IpAddress v4 = IpAddress.ofV4(sender == 0 ? 0 : 0x0A00_0000 + sender);
        final IpAddress v6 = IpAddress.ofV6(sender == 0 ? 0 : 0xFE80L << 48, sender);
        return switch (random.nextInt(4)) {
            case 0 -> builder.ipv4(v4, IpAddress.ofV4(0x0A00_0009)).udp(7, 9).pad(60).build();
            case 1 -> builder.ipv6(sender == 0 ? IpAddress.ofV6(0, 0) : v6, IpAddress.ofV6(0, 1)).udp(7, 9).pad(60)
                    .build();
            case 2 -> builder.arp(1, from, v4, new MacAddress(0), IpAddress.ofV4(0x0A00_0009)).pad(60).build();
            default -> builder.etherType(0x88B5).pad(60 + random.nextInt(4)).build();
        };
    }

    private static MacAddress mac(final int station) {
        return new MacAddress(0x0200_0000_0000L | station);
    }

    /** Once in so many times. */
    private boolean rarely(final int times) {
        return random.nextInt(times) == 0;
    }

    private int pick(final int... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }
}
