package org.signalbox.workbench.itest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;

/** 63 hosts with 4,000 machines, of which a thousand a second count on; all else is the engine that runs. */
final class LargeFabric {

    static final int HOSTS = 63;
    static final int MACHINES = 4_000;

    private static final double CHANGES_PER_SECOND = 1_000;
    private static final double NANOS = 1e9;

    private final long start = System.nanoTime();
    private final List<SwitchSpec> specs = new ArrayList<>();

    private LargeFabric() {
        for (int host = 1; host <= HOSTS; host++) {
            final List<PortSpec> ports = new ArrayList<>();
            for (int i = host - 1; i < MACHINES; i += HOSTS) {
                ports.add(new PortSpec(String.format("vm%04d", i + 1),
                        Optional.of(MacAddress.parse(String.format("02:00:00:00:%02x:%02x", i >> 8, i & 255))),
                        new Vlan.Access(100 + i % 40), false, Map.of("lab", Map.of()), Map.of()));
            }
            specs.add(new SwitchSpec("H" + host + "/prod", SwitchType.EXTERNAL, List.of(), ports));
        }
    }

    /** A service that has this fabric in place of its own. */
    static VirtualSwitches over(VirtualSwitches engine) {
        final LargeFabric fabric = new LargeFabric();
        return (VirtualSwitches) Proxy.newProxyInstance(LargeFabric.class.getClassLoader(),
                new Class<?>[] {VirtualSwitches.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("switches")) {
                        return fabric.switches();
                    }
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private List<SwitchStatus> switches() {
        final long now = System.nanoTime();
        final double changes = (now - start) / NANOS * CHANGES_PER_SECOND;
        final List<SwitchStatus> all = new ArrayList<>();
        for (int host = 0; host < specs.size(); host++) {
            final List<PortStatus> ports = new ArrayList<>();
            int number = host;
            for (final PortSpec spec : specs.get(host).ports()) {
                // each counts on when its turn comes, the one after the other
                final long turns = (long) Math.max(0, (changes - number) / MACHINES + 1);
                final Traffic traffic = new Traffic(turns * 100, turns * 90_000);
                ports.add(new PortStatus(spec, number % 97 == 0 ? LinkState.DOWN : LinkState.UP, "guest", traffic,
                        traffic, List.of()));
                number += HOSTS;
            }
            all.add(new SwitchStatus(now, specs.get(host), List.of(), ports, new FrameTotals(0, 0, 0, 0, 0), List.of(),
                    ports.size()));
        }
        return all;
    }
}
