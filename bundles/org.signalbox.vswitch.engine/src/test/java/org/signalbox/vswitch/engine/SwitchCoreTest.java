package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/** The switch without extensions, judged by {@link Judge}. */
class SwitchCoreTest {
    private static final int[] VLANS = {1, 10, 20, 21, 4094};
    private static final int[] TPIDS = {0x8100, 0x88a8};

    private static final List<Vlan> MODES = List.of(Vlan.UNTAGGED, new Vlan.Access(10), new Vlan.Access(20),
            new Vlan.Trunk(0, List.of(VlanRange.parse("10-20"))), new Vlan.Trunk(10, List.of(VlanRange.parse("20"))),
            new Vlan.Trunk(20, List.of(VlanRange.parse("1-4094"))), new Vlan.Trunk(1, List.of()));

    @Test
    void shouldTreatEveryPairOfModesAndEveryFormOfTagLikeTheModel() {
        for (final Vlan from : MODES) {
            for (final Vlan to : MODES) {
                final SwitchSpec spec = Runs.spec(List.of(), Runs.port("a", from), Runs.port("b", to),
                        Runs.port("c", Vlan.UNTAGGED));
                final List<Runs.Entry> entries = new ArrayList<>();
                long time = 0;
                for (final int destination : new int[] {255, 2, 1}) {
                    entries.add(new Runs.Entry(0, time++, Runs.frame(destination, 1)));
                    for (final int tpid : TPIDS) {
                        for (final int tci : new int[] {0, 0xE000, 1, 10, 0x300A, 20, 21, 4094, 4095}) {
                            final byte[] once = Runs.tagged(Runs.frame(destination, 1), tpid, tci);
                            entries.add(new Runs.Entry(0, time++, once));
                            entries.add(new Runs.Entry(0, time++, Runs.tagged(once, 0x8100, 10)));
                            entries.add(new Runs.Entry(1, time++, Runs.frame(1, 2)));
                        }
                    }
                }
                Judge.compare(spec, entries, "from " + from.text() + " to " + to.text());
            }
        }
    }

    @Test
    void shouldDoAsTheModelDoesOnRandomSwitches() {
        final long first = System.nanoTime();
        for (long seed = first; seed < first + 150; seed++) {
            final Random random = new Random(seed);
            final SwitchSpec spec = randomSwitch(random);
            Judge.compare(spec, randomFrames(random, spec.ports().size()), "seed " + seed);
        }
    }

    @Test
    void shouldDropWhatIsShorterThanItsHeaders() {
        final SwitchSpec spec = Runs.spec(List.of(), Runs.port("a", Vlan.UNTAGGED), Runs.port("b", Vlan.UNTAGGED));
        final List<Runs.Entry> entries = new ArrayList<>();
        for (int length = 0; length < 20; length++) {
            entries.add(new Runs.Entry(0, length, Arrays.copyOf(Runs.frame(255, 1), length)));
            entries.add(new Runs.Entry(0, length, Arrays.copyOf(Runs.tagged(Runs.frame(255, 1), 0x8100, 0), length)));
        }
        Judge.compare(spec, entries, "runts");
    }

    @Test
    void shouldForgetAfterThreeHundredSecondsOfFrameTime() {
        final SwitchSpec spec = Runs.spec(List.of(), Runs.port("a", Vlan.UNTAGGED), Runs.port("b", Vlan.UNTAGGED),
                Runs.port("c", Vlan.UNTAGGED));
        for (final long after : new long[] {299_999_999_999L, 300_000_000_000L, 300_000_000_001L}) {
            Judge.compare(spec,
                    List.of(new Runs.Entry(0, 5, Runs.frame(255, 1)), new Runs.Entry(1, 5 + after, Runs.frame(1, 2))),
                    "after " + after);
        }
    }

    private static SwitchSpec randomSwitch(final Random random) {
        final PortSpec[] ports = new PortSpec[1 + random.nextInt(12)];
        for (int k = 0; k < ports.length; k++) {
            final Optional<MacAddress> mac = random.nextInt(3) == 0
                    ? Optional.of(new MacAddress(0x0200_0000_0000L | random.nextInt(6))) : Optional.empty();
            ports[k] = new PortSpec("p" + k, mac, randomMode(random), random.nextInt(4) == 0, Map.of(), Map.of());
        }
        return Runs.spec(List.of(), ports);
    }

    private static Vlan randomMode(final Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Vlan.UNTAGGED;
            case 1, 2 -> new Vlan.Access(VLANS[random.nextInt(VLANS.length)]);
            default -> {
                final List<VlanRange> allowed = new ArrayList<>();
                for (int k = random.nextInt(3); k > 0; k--) {
                    final int one = VLANS[random.nextInt(VLANS.length)];
                    final int two = VLANS[random.nextInt(VLANS.length)];
                    allowed.add(new VlanRange(Math.min(one, two), Math.max(one, two)));
                }
                yield new Vlan.Trunk(random.nextBoolean() ? 0 : VLANS[random.nextInt(VLANS.length)], allowed);
            }
        };
    }

    private static List<Runs.Entry> randomFrames(final Random random, final int ports) {
        final List<Runs.Entry> entries = new ArrayList<>();
        long time = random.nextInt(1_000);
        for (int k = 0; k < 400; k++) {
            byte[] frame = Runs.frame(random.nextInt(8) == 0 ? 255 : random.nextInt(6), random.nextInt(6));
            switch (random.nextInt(20)) {
                case 0 -> frame[6] |= 1;
                case 1 -> frame[0] |= 1;
                case 2 -> System.arraycopy(new byte[] {1, (byte) 0x80, (byte) 0xc2, 0, 0,
                    (byte) (random.nextInt(3) * 8)}, 0, frame, 0, 6);
                default -> { }
            }
            for (int tags = Math.max(0, random.nextInt(6) - 3); tags > 0; tags--) {
                frame = Runs.tagged(frame, TPIDS[random.nextInt(2)], random.nextInt(4) == 0 ? random.nextInt(65_536)
                        : VLANS[random.nextInt(VLANS.length)]);
            }
            frame = Arrays.copyOf(frame, random.nextInt(30) == 0 ? random.nextInt(24) : frame.length);
            entries.add(new Runs.Entry(random.nextInt(ports), time, frame));
            time += random.nextInt(50) == 0 ? 299_000_000_000L + random.nextInt(2) * 1_000_000_000L : random.nextInt(3);
        }
        return entries;
    }
}
