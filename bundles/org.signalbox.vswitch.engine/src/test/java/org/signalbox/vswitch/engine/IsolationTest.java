package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signalbox.vswitch.Vlan.Private.Role.COMMUNITY;
import static org.signalbox.vswitch.Vlan.Private.Role.ISOLATED;
import static org.signalbox.vswitch.Vlan.Private.Role.PROMISCUOUS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.ForwardingTableSpec;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/**
 * Who gets whose frames: every pair of port roles, every form of tag, every kind of destination, and switches made by
 * chance. More of those by {@code -Dsignalbox.seeds=N}; one of them again by {@code -Dsignalbox.seed=S} and one seed.
 */
class IsolationTest {
    private static final int A = 1;
    private static final int B = 2;
    private static final int MULTICAST = 254;
    private static final int NOBODY = 99;
    private static final int REMOTE = 300;
    /** As usual, but quick to make: many thousands of switches are. */
    private static final ForwardingTableSpec SMALL = new ForwardingTableSpec(300, 64);

    /** Every VLAN mode in all its kinds; 100 is a primary with the secondaries 101 (isolated), 102 and 103. */
    private static final List<Vlan> ROLES = List.of(
            Vlan.UNTAGGED,
            new Vlan.Access(10),
            new Vlan.Access(20),
            trunk(0, "", ""),
            trunk(0, "10 20", ""),
            trunk(10, "20", ""),
            trunk(10, "10-30", "10 20"),
            trunk(20, "1-4094", ""),
            trunk(0, "1-4094", "10 100"),
            trunk(0, "1-4094", "101"),
            trunk(100, "101-102", ""),
            trunk(101, "100", ""),
            trunk(102, "100-103", "103"),
            trunk(0, "100", ""),
            new Vlan.Private(100, 101, List.of(), ISOLATED),
            new Vlan.Private(100, 102, List.of(), COMMUNITY),
            new Vlan.Private(100, 103, List.of(), COMMUNITY),
            new Vlan.Private(100, 0, ranges("101-103"), PROMISCUOUS),
            new Vlan.Private(100, 0, ranges("102"), PROMISCUOUS),
            new Vlan.Private(100, 0, ranges("101 103"), PROMISCUOUS),
            new Vlan.Private(200, 201, List.of(), ISOLATED),
            new Vlan.Private(200, 0, ranges("201"), PROMISCUOUS));

    /** Ports that look on, so that what a pair may not exchange is seen to go elsewhere. */
    private static final List<Vlan> WITNESSES = List.of(
            trunk(0, "1-4094", ""),
            new Vlan.Private(100, 0, ranges("101-103"), PROMISCUOUS),
            new Vlan.Private(100, 101, List.of(), ISOLATED),
            new Vlan.Private(100, 102, List.of(), COMMUNITY));

    private static final int[] TAGS = {0, 0x5000, 10, 0xF00A, 20, 21, 100, 101, 102, 0x2067, 200, 201, REMOTE, 4095};

    /** Which part the ports of a pair and those that look on have in mirroring. */
    enum Mirroring {
        FROM_SENDER, FROM_RECEIVER, FROM_WITNESS, TO_SENDER, TO_RECEIVER, REMOTE, REMOTE_PACKETS, ALL
    }

    @ParameterizedTest
    @EnumSource
    void shouldIsolateEveryPairOfRolesLikeTheModel(final PortType type) {
        for (final Vlan from : ROLES) {
            for (final Vlan to : ROLES) {
                for (final PortType other : PortType.values()) {
                    final List<PortSpec> pair = List.of(Runs.port("a", from).withType(type),
                            Runs.port("b", to).withType(other));
                    final String what = type + " " + from.text() + " to " + other + " " + to.text();
                    final SwitchSpec spec = external(pair, List.of());
                    Judge.compare(spec, exchange(spec), what);
                }
            }
        }
    }

    @Test
    void shouldIsolateEveryPairOfRolesBesideOthersLikeTheModel() {
        for (final Vlan from : ROLES) {
            for (final Vlan to : ROLES) {
                final SwitchSpec spec = external(withWitnesses(Runs.port("a", from), Runs.port("b", to)), List.of());
                Judge.compare(spec, exchange(spec), from.text() + " to " + to.text() + " beside others");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldMirrorEveryPairOfRolesLikeTheModel(final Mirroring mirroring) {
        for (final Vlan from : ROLES) {
            for (final Vlan to : ROLES) {
                for (final PortType type : List.of(PortType.MACHINE, PortType.UPLINK)) {
                    final SwitchSpec spec = mirrored(mirroring, withWitnesses(Runs.port("a", from).withType(type)
                            .withIeeePriorityTag(true), Runs.port("b", to)));
                    Judge.compare(spec, exchange(spec),
                            mirroring + " " + type + " " + from.text() + " to " + to.text());
                }
            }
        }
    }

    @Test
    void shouldDropWhatAForwardingExtensionSendsWhereItMayNotGo() {
        for (final Vlan from : ROLES) {
            for (final PortType type : PortType.values()) {
                final SwitchSpec spec = mirrored(Mirroring.ALL,
                        withWitnesses(Runs.port("a", from).withType(type), Runs.port("b", Vlan.UNTAGGED)));
                Judge.compare(spec, time -> named(time, spec.ports().size()), exchange(spec),
                        type + " " + from.text() + " to what an extension names");
            }
        }
    }

    /** Ports by the time's milliseconds, as bits; none of them as zero, and a flood as the bit behind them. */
    private static Optional<SortedSet<Integer>> named(final long timeNanos, final int ports) {
        final long bits = timeNanos / 1_000_000 * 0x9E37L >>> 3;
        return (bits >> ports & 7) == 1 ? Optional.empty() : Optional.of(IntStream.range(0, ports)
                .filter(port -> (bits >> port & 1) != 0).boxed().collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The matrix of the guide, written by hand: who gets a broadcast of whom. */
    @ParameterizedTest
    @CsvSource({
        "isolated1, 0, promiscuous trunk",
        "isolated2, 0, promiscuous trunk",
        "a1, 0, a2 promiscuous ofA trunk",
        "a2, 0, a1 promiscuous ofA trunk",
        "b1, 0, promiscuous trunk",
        "promiscuous, 0, isolated1 isolated2 a1 a2 b1 ofA trunk",
        "ofA, 0, a1 a2 promiscuous trunk",
        "trunk, 100, isolated1 isolated2 a1 a2 b1 promiscuous ofA",
        "trunk, 101, promiscuous",
        "trunk, 102, a1 a2 promiscuous ofA",
        "trunk, 103, b1 promiscuous",
    })
    void shouldKeepTheMatrixOfPrivateVlans(final String from, final int tag, final String to) {
        final SwitchSpec spec = external(List.of(
                Runs.port("isolated1", new Vlan.Private(100, 101, List.of(), ISOLATED)),
                Runs.port("isolated2", new Vlan.Private(100, 101, List.of(), ISOLATED)),
                Runs.port("a1", new Vlan.Private(100, 102, List.of(), COMMUNITY)),
                Runs.port("a2", new Vlan.Private(100, 102, List.of(), COMMUNITY)),
                Runs.port("b1", new Vlan.Private(100, 103, List.of(), COMMUNITY)),
                Runs.port("promiscuous", new Vlan.Private(100, 0, ranges("101-103"), PROMISCUOUS)),
                Runs.port("ofA", new Vlan.Private(100, 0, ranges("102"), PROMISCUOUS)),
                Runs.port("trunk", trunk(1, "100-103", ""))), List.of());
        final List<String> names = spec.ports().stream().map(PortSpec::name).toList();
        final byte[] plain = Runs.frame(255, A);
        final byte[] frame = tag == 0 ? plain : Runs.tagged(plain, 0x8100, tag);
        final Runs.Outcome outcome = Runs.run(spec, List.of(), 1,
                List.of(new Runs.Entry(names.indexOf(from), 0, frame)), false);
        assertThat(String.join(" ", outcome.deliveries().stream()
                .map(delivery -> names.get(Integer.parseInt(delivery.split(" ")[1]))).toList())).isEqualTo(to);
    }

    @Test
    void shouldDoAsTheModelDoesOnRandomSwitches() {
        final int seeds = Integer.getInteger("signalbox.seeds", Boolean.getBoolean("signalbox.nightly") ? 5_000 : 200);
        final long first = Long.getLong("signalbox.seed", System.nanoTime());
        for (long seed = first; seed < first + seeds; seed++) {
            final RandomSwitch random = new RandomSwitch(new Random(seed));
            final SwitchSpec spec = random.spec();
            Judge.compare(spec, random.frames(), "seed " + seed);
        }
    }

    /** The stations that look on are heard once; then the pair speaks in every form to everybody. */
    private static List<Runs.Entry> exchange(final SwitchSpec spec) {
        final List<Runs.Entry> entries = new ArrayList<>();
        final List<Integer> destinations = new ArrayList<>(List.of(255, MULTICAST, NOBODY, A, B));
        for (int port = 2; port < spec.ports().size(); port++) {
            final byte[] greeting = Runs.frame(255, port + 1);
            entries.add(new Runs.Entry(port, 0, greeting));
            entries.add(new Runs.Entry(port, 0, Runs.tagged(greeting, 0x8100, 100)));
            destinations.add(port + 1);
        }
        addSpeech(entries, 1, B, destinations);
        addSpeech(entries, 0, A, destinations);
        addSpeech(entries, 1, B, destinations.subList(3, 5));
        return entries;
    }

    private static void addSpeech(final List<Runs.Entry> entries, final int port, final int from,
            final List<Integer> destinations) {
        for (final int to : destinations) {
            final byte[] plain = Runs.frame(to, from);
            if (to == MULTICAST) {
                plain[0] = 1;
            }
            final List<byte[]> forms = new ArrayList<>(List.of(plain));
            for (final int tag : TAGS) {
                forms.add(Runs.tagged(plain, 0x8100, tag));
            }
            forms.add(Runs.tagged(plain, 0x88a8, 0x6064));
            forms.add(Runs.tagged(Runs.tagged(plain, 0x8100, 101), 0x8100, 0));
            forms.add(Runs.tagged(Runs.tagged(plain, 0x8100, 10), 0x88a8, 102));
            forms.forEach(form -> entries.add(new Runs.Entry(port, entries.size() * 1_000_000L, form)));
        }
        final byte[] reserved = Runs.frame(255, from);
        System.arraycopy(new byte[] {1, (byte) 0x80, (byte) 0xC2, 0, 0}, 0, reserved, 0, 5);
        for (int last = 0; last <= 16; last++) {
            final byte[] frame = reserved.clone();
            frame[5] = (byte) last;
            entries.add(new Runs.Entry(port, entries.size() * 1_000_000L, frame));
        }
    }

    private static List<PortSpec> withWitnesses(final PortSpec a, final PortSpec b) {
        final List<PortSpec> ports = new ArrayList<>(List.of(a, b));
        for (int k = 0; k < WITNESSES.size(); k++) {
            ports.add(Runs.port("w" + k, WITNESSES.get(k)));
        }
        ports.add(Runs.port("up", trunk(10, "1-4094", "20")).withType(PortType.UPLINK));
        return ports;
    }

    private static SwitchSpec mirrored(final Mirroring mirroring, final List<PortSpec> ports) {
        final List<MirrorSpec> remote = List.of(new MirrorSpec("r", List.of("b", "w0"),
                new MirrorSpec.Analyser.Rspan(REMOTE)));
        final List<MirrorSpec> packets = List.of(erspan("e", "w1", 1, "a", "up"), erspan("f", "a", 1023, "b"));
        return switch (mirroring) {
            case FROM_SENDER -> external(with(ports, 0, 2, 3, 6), List.of());
            case FROM_RECEIVER -> external(with(ports, 1, 0, 2, 4), List.of());
            case FROM_WITNESS -> external(with(ports, 2, 1, 3, 5), List.of());
            case TO_SENDER -> external(with(ports, 1, 0), List.of());
            case TO_RECEIVER -> external(with(ports, 0, 1), List.of());
            case REMOTE -> external(ports, remote);
            case REMOTE_PACKETS -> external(ports, packets);
            case ALL -> external(with(ports, 2, 1, 6), Stream.concat(packets.stream(), remote.stream()).toList());
        };
    }

    private static List<PortSpec> with(final List<PortSpec> ports, final int source, final int... destinations) {
        final List<PortSpec> mirrored = new ArrayList<>(ports);
        mirrored.set(source, ports.get(source).withMirroring(PortMirroring.SOURCE));
        for (final int destination : destinations) {
            mirrored.set(destination, ports.get(destination).withMirroring(PortMirroring.DESTINATION));
        }
        return mirrored;
    }

    private static MirrorSpec erspan(final String name, final String port, final int session,
            final String... sources) {
        return new MirrorSpec(name, List.of(sources), new MirrorSpec.Analyser.Erspan(port,
                MacAddress.parse("02:aa:00:00:00:01"), MacAddress.parse("02:aa:00:00:00:02"),
                IpAddress.parse("192.0.2.1"), IpAddress.parse("198.51.100.254"), session));
    }

    private static SwitchSpec external(final List<PortSpec> ports, final List<MirrorSpec> mirrors) {
        return new SwitchSpec("test", SwitchType.EXTERNAL, List.of(), ports).withForwardingTable(SMALL)
                .withMirrors(mirrors);
    }

    private static Vlan trunk(final int nativeId, final String allowed, final String pruned) {
        return new Vlan.Trunk(nativeId, ranges(allowed), ranges(pruned));
    }

    private static List<VlanRange> ranges(final String text) {
        return Stream.of(text.split(" ")).filter(range -> !range.isEmpty()).map(VlanRange::parse).toList();
    }
}
