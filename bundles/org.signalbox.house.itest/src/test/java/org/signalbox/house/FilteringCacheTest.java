package org.signalbox.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.signalbox.extension.filtering.FilteringService;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.engine.Engine;

/**
 * Filtering does with the flow cache what it does without it: random lists, meters, guards and stateful entries at every
 * port, and conversations through them. More by {@code -Dsignalbox.seeds=N}.
 */
class FilteringCacheTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final int PORTS = 4;
    private static final int FRAMES = 3_000;
    private static final long SECOND = 1_000_000_000;

    /** What came of a run. */
    private record Outcome(List<String> delivered, List<Object> status, List<RuleCount> rules) {
    }

    @Test
    void shouldFilterWithTheCacheAsWithoutIt() {
        final int seeds = Integer.getInteger("signalbox.seeds", Boolean.getBoolean("signalbox.nightly") ? 500 : 40);
        long counted = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            final SwitchSpec spec = spec(new Random(seed));
            final Outcome on = run(spec.withFlowCache(true), new Random(seed));
            final Outcome off = run(spec.withFlowCache(false), new Random(seed));
            assertEquals(off.delivered, on.delivered, "seed " + seed);
            assertEquals(off.status, on.status, "seed " + seed);
            assertEquals(off.rules, on.rules, "seed " + seed);
            counted += on.rules.stream().mapToLong(RuleCount::frames).sum();
        }
        assertTrue(counted > 500L * seeds, () -> "the rules of all runs are to have decided, or nothing was shown");
    }

    private static Outcome run(final SwitchSpec spec, final Random random) {
        final List<String> delivered = new ArrayList<>();
        final Engine engine = new Engine();
        engine.add(FILTERING, new FilteringService());
        try (Simulation simulation = engine.open(spec, (port, time, memory, offset, length, _) -> delivered.add(port
                + " at " + time + ": " + HexFormat.of().formatHex(memory.asSlice(offset, length)
                        .toArray(ValueLayout.JAVA_BYTE))), null)) {
            long nanos = 0;
            for (int k = 0; k < FRAMES; k++) {
                nanos += random.nextInt(400) == 0 ? random.nextLong(40 * SECOND) : random.nextLong(SECOND / 100);
                final int port = random.nextInt(PORTS);
                final byte[] frame = frame(random, port);
                simulation.enter(port, nanos, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
            simulation.flush();
            final SwitchStatus status = simulation.status();
            return new Outcome(delivered, List.of(status.totals(), status.drops(), status.stages(), status.ports()
                    .stream().map(port -> List.of(port.received(), port.delivered(), port.drops())).toList()),
                    simulation.ruleCounts().stream()
                            .sorted(Comparator.comparing(RuleCount::port).thenComparing(RuleCount::text)).toList());
        } finally {
            engine.close();
        }
    }

    /** From one of few stations and ports to another, so that flows come again in both directions. */
    private static byte[] frame(final Random random, final int port) {
        final int to = Math.floorMod(port + 1 + random.nextInt(PORTS - 1), PORTS);
        final FrameBuilder builder = new FrameBuilder().ethernet(mac(to), mac(port));
        if (random.nextInt(5) > 0) {
            builder.ipv4(IpAddress.ofV4(0x0A00_0001 | port << 8), IpAddress.ofV4(0x0A00_0001 | to << 8));
        } else {
            builder.ipv6(v6(port), v6(to));
        }
        if (random.nextInt(30) == 0) {
            builder.fragment(1, random.nextInt(2) * 8, true);
        }
        // the larger of the two is the client's
        final int server = 80 + random.nextInt(2);
        final int client = 4_000 + random.nextInt(2);
        final boolean forth = random.nextBoolean();
        final int source = forth ? client : server;
        final int destination = forth ? server : client;
        return switch (random.nextInt(4)) {
            case 0, 1 -> builder.tcp(source, destination, 1, 1, flags(random, forth), 100).build();
            case 2 -> builder.udp(random.nextInt(9) == 0 ? 67 : source, destination)
                    .payload(new byte[] {2, 1, 6, 0, 0, 0, 0, 0}).build();
            default -> builder.echo(forth, random.nextInt(2), 1).payload(new byte[16]).build();
        };
    }

    private static int flags(final Random random, final boolean forth) {
        return switch (random.nextInt(6)) {
            case 0 -> forth ? 2 : 18;
            case 1 -> 17;
            case 2 -> random.nextInt(4) == 0 ? 4 : 16;
            default -> 16;
        };
    }

    private static IpAddress v6(final int port) {
        return IpAddress.ofV6(0x2001_0DB8L << 32, 1 + port);
    }

    private static MacAddress mac(final int port) {
        return new MacAddress(0x0200_0000_0001L | port << 8);
    }

    private static SwitchSpec spec(final Random random) {
        final List<PortSpec> ports = new ArrayList<>();
        for (int port = 0; port < PORTS; port++) {
            ports.add(new PortSpec("port" + port, Optional.empty(), Vlan.UNTAGGED, true, Map.of(),
                    Map.of(FILTERING, policy(random))));
        }
        return new SwitchSpec("test", SwitchType.PRIVATE, List.of(FILTERING), ports);
    }

    private static Map<String, Object> policy(final Random random) {
        final List<Object> acl = new ArrayList<>();
        for (int k = random.nextInt(5); k > 0; k--) {
            acl.add(aclEntry(random));
        }
        final List<Object> extended = new ArrayList<>();
        for (int k = random.nextInt(6); k > 0; k--) {
            extended.add(extendedEntry(random, k));
        }
        return Map.of("acl", acl, "extendedAcl", extended, "dhcpGuard", random.nextBoolean(), "routerGuard",
                random.nextBoolean());
    }

    private static Map<String, Object> aclEntry(final Random random) {
        final int octet = random.nextInt(PORTS);
        final String action = List.of("allow", "deny", "meter").get(random.nextInt(3));
        final String peer = switch (random.nextInt(4)) {
            case 0 -> "10.0." + octet + ".0/24";
            case 1 -> "10.0.0.0/" + (8 + random.nextInt(16));
            case 2 -> "2001:db8::/" + (32 + random.nextInt(96));
            default -> action.equals("meter") ? "0.0.0.0/0" : "02:00:00:00:0" + octet + ":01";
        };
        return Map.of("action", action, "direction", List.of("inbound", "outbound", "both").get(random.nextInt(3)),
                random.nextBoolean() ? "local" : "remote", peer);
    }

    private static Map<String, Object> extendedEntry(final Random random, final int weight) {
        final Map<String, Object> entry = new LinkedHashMap<>();
        final String protocol = List.of("any", "tcp", "udp", "icmp").get(random.nextInt(4));
        entry.put("action", random.nextBoolean() ? "allow" : "deny");
        entry.put("direction", random.nextBoolean() ? "inbound" : "outbound");
        entry.put("protocol", protocol);
        entry.put("weight", (long) weight);
        if (random.nextInt(3) == 0) {
            entry.put("remoteAddress", "10.0." + random.nextInt(PORTS) + ".0/24");
        }
        if ((protocol.equals("tcp") || protocol.equals("udp")) && random.nextBoolean()) {
            entry.put(random.nextBoolean() ? "localPort" : "remotePort", random.nextBoolean() ? 80L : "80-81");
        }
        if (entry.get("action").equals("allow") && random.nextBoolean()) {
            entry.put("stateful", true);
        }
        return entry;
    }
}
