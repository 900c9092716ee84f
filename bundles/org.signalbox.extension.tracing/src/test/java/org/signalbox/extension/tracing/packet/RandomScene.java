package org.signalbox.extension.tracing.packet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.engine.LiveLab;

/** A random small switch, and a frame for it: from port {@code p0} to port {@code p1}. */
final class RandomScene {
    private static final int PORTS = 3;

    private final SplittableRandom random;

    RandomScene(long seed) {
        random = new SplittableRandom(seed);
    }

    private boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    static MacAddress mac(int station) {
        return new MacAddress(0x0200_0000_0000L + station);
    }

    SwitchSpec spec() {
        final List<String> extensions = any(List.of(List.of(TracePacketTest.FILTERING, "gate"),
                List.of("gate", TracePacketTest.FILTERING), List.of("gate"), List.of(TracePacketTest.FILTERING)));
        final List<PortSpec> ports = new ArrayList<>();
        for (int port = 0; port < PORTS; port++) {
            final Map<String, Object> policies = new LinkedHashMap<>();
            if (port < 2 && once(4)) {
                policies.put(TracePacketTest.FILTERING, acl());
            }
            if (port < 2 && once(5)) {
                policies.put("gate", gate());
            }
            final PortSpec plain = new PortSpec("p" + port, Optional.of(mac(port)), vlan(), once(3),
                    Map.of(LiveLab.KIND, Map.of()), policies);
            ports.add(plain.withLimits(new PortLimits(0, once(6) ? 1 : 0, 0))
                    .withStaticAddresses(port == 2 && once(20)
                            ? List.of(new StaticAddress(mac(1), Optional.empty())) : List.of()));
        }
        return new SwitchSpec("s", SwitchType.PRIVATE, extensions, ports)
                .withPolicies(extensions.contains("gate") && once(14) ? Map.of("gate", whole()) : Map.of());
    }

    private Vlan vlan() {
        return switch (random.nextInt(24)) {
            case 0 -> new Vlan.Access(20);
            case 1 -> new Vlan.Trunk(10, List.of());
            case 2 -> new Vlan.Trunk(0, List.of(new VlanRange(10, 10)));
            default -> new Vlan.Access(10);
        };
    }

    private Map<String, Object> acl() {
        final List<Object> entries = new ArrayList<>();
        for (int k = random.nextInt(2); k >= 0; k--) {
            entries.add(Map.of("action", any(List.of("allow", "deny", "deny")), "direction",
                    any(List.of("inbound", "outbound", "both")), any(List.of("local", "remote")),
                    any(List.of("10.0.0.0/8", "10.0.0.1", "10.0.0.2/32", "10.0.0.0/24"))));
        }
        return Map.of("acl", entries);
    }

    private Map<String, Object> gate() {
        final Map<String, Object> policy = new LinkedHashMap<>();
        if (once(5)) {
            policy.put("mode", any(List.of("open", "in", "out")));
        }
        if (once(8)) {
            policy.put("shut", true);
        }
        if (once(3)) {
            policy.put("bars", bars());
        }
        if (once(6)) {
            policy.put("named", Map.of("one", bar()));
        }
        if (once(6)) {
            policy.put("least", any(List.of(10L, 100L)));
        }
        return policy;
    }

    private Map<String, Object> whole() {
        return once(3) ? Map.of("shut", true) : Map.of("bars", bars());
    }

    private List<Object> bars() {
        return once(2) ? List.of(bar()) : List.of(bar(), bar());
    }

    private Map<String, Object> bar() {
        return once(3) ? Map.of("protocol", any(List.of(6L, 17L)), "lifted", true)
                : Map.of("protocol", any(List.of(6L, 17L)));
    }

    byte[] frame() {
        final FrameBuilder frame = new FrameBuilder().ethernet(mac(1), mac(once(12) ? 9 : 0));
        if (once(30)) {
            frame.vlan(any(List.of(10, 20)));
        }
        frame.ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"));
        return (once(2) ? frame.udp(1, 2) : frame.tcp(1, 2, 0, 0, 2, 0)).pad(60).build();
    }
}
