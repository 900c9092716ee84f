package org.signalbox.vswitch.engine;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.signalbox.attachment.lab.LabAttachments;
import org.signalbox.extension.filtering.FilteringService;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/**
 * What a live switch with many ports holds: {@code HeapOfPorts PORTS}, a process of its own, with the heap that it may
 * have. Behind each port is a built-in guest that pings the next one, and each has an access list of eight entries. It
 * prints the megabytes that are in use after a collection when all guests are known to the switch.
 */
public final class HeapOfPorts {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final int RULES = 8;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final int LOOK_MILLIS = 200;

    private HeapOfPorts() {
    }

    /** @param arguments the number of ports */
    public static void main(final String[] arguments) throws InterruptedException {
        final int count = Integer.parseInt(arguments[0]);
        final Engine engine = new Engine();
        engine.add(new InstalledExtension(FILTERING, "1", "", new FilteringService()));
        engine.addAttachmentProvider(new LabAttachments(), Map.of(AttachmentProvider.KIND, "lab"));
        final List<PortSpec> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(port(i, count));
        }
        engine.apply(List.of(new SwitchSpec("bench", SwitchType.PRIVATE, List.of(FILTERING), ports)));
        final long end = System.nanoTime() + PATIENCE_NANOS;
        for (int heard = 0; heard < count; heard = engine.forwardingTable("bench").size()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("of " + count + " guests only " + heard + " were heard");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        System.gc();
        System.out.println(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        engine.close();
    }

    private static PortSpec port(final int index, final int count) {
        final Map<String, Object> guest = Map.of("addresses", List.of(address(index) + "/8"), "ping",
                List.of(Map.of("to", address((index + 1) % count), "every", "10s")));
        final List<Object> acl = new ArrayList<>();
        for (int rule = 0; rule < RULES; rule++) {
            acl.add(Map.of("action", "deny", "direction", "both", "remote",
                    IpAddress.ofV4(0xAC10_0000 | index << 6 | rule).toString()));
        }
        return new PortSpec("port" + index, Optional.of(new MacAddress(0x0200_0000_0000L | index)), Vlan.UNTAGGED,
                false, Map.of("lab", guest), Map.of(FILTERING, Map.of("acl", acl)));
    }

    private static String address(final int index) {
        return IpAddress.ofV4(0x0A00_0001 + index).toString();
    }
}
