package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/**
 * What a switch without extensions does, written down once more, slowly and frame by frame, from the pages on
 * semantics: the judge of the engine's answers. Shares no code with the engine.
 */
final class SwitchModel {
    private static final HexFormat HEX = HexFormat.of();

    /** Where an address was seen. */
    private record Seen(int port, long timeNanos) {
    }

    private final List<PortSpec> ports;
    private final Map<String, Seen> table = new HashMap<>();
    private final List<String> deliveries = new ArrayList<>();
    private final Map<String, Long> drops = new TreeMap<>();
    private long copies;

    SwitchModel(final SwitchSpec spec) {
        ports = spec.ports();
    }

    void enter(final int port, final long timeNanos, final byte[] frame) {
        final PortSpec source = ports.get(port);
        if (frame.length < 14) {
            drop(source, "runt", "INGRESS");
            return;
        }
        final int type = u16(frame, 12);
        int vlan = pvid(source.vlan());
        int tpid = 0x8100;
        byte[] plain = frame;
        if (type == 0x8100 || type == 0x88a8) {
            if (frame.length < 18) {
                drop(source, "runt", "INGRESS");
                return;
            }
            final int id = u16(frame, 14) & 4095;
            if (id != 0) {
                final boolean allowed = source.vlan() instanceof Vlan.Trunk trunk
                        && (id == trunk.nativeId() || trunk.allowed().stream().anyMatch(r ->
                                r.first() <= id && id <= r.last()));
                if (!allowed) {
                    drop(source, "vlan", "INGRESS");
                    return;
                }
                vlan = id;
            }
            tpid = type;
            plain = new byte[frame.length - 4];
            System.arraycopy(frame, 0, plain, 0, 12);
            System.arraycopy(frame, 16, plain, 12, frame.length - 16);
        }
        final String from = HEX.formatHex(plain, 6, 12);
        final String to = HEX.formatHex(plain, 0, 6);
        if (source.mac().isPresent() && !source.allowMacSpoofing()
                && !source.mac().get().toString().replace(":", "").equals(from)) {
            drop(source, "macSpoofing", "INGRESS");
            return;
        }
        if (to.equals("0180c2000000") || to.equals("0180c2000008")) {
            drop(source, "bpduGuard", "INGRESS");
            return;
        }
        if ((plain[6] & 1) == 0) {
            table.put(vlan + "/" + from, new Seen(port, timeNanos));
        }
        final Seen seen = table.get(vlan + "/" + to);
        final boolean known = (plain[0] & 1) == 0 && seen != null && timeNanos - seen.timeNanos < 300_000_000_000L;
        if (known && seen.port == port) {
            drop(source, "samePort", "INGRESS");
            return;
        }
        int count = 0;
        for (int destination = 0; destination < ports.size(); destination++) {
            final boolean chosen = known ? destination == seen.port
                    : destination != port && gets(ports.get(destination).vlan(), vlan);
            if (chosen) {
                count++;
                deliver(destination, timeNanos, plain, vlan, tpid);
            }
        }
        if (count == 0) {
            drop(source, "noDestination", "INGRESS");
        }
    }

    private void deliver(final int port, final long timeNanos, final byte[] plain, final int vlan, final int tpid) {
        copies++;
        byte[] out = plain;
        if (vlan != pvid(ports.get(port).vlan())) {
            out = new byte[plain.length + 4];
            System.arraycopy(plain, 0, out, 0, 12);
            out[12] = (byte) (tpid >> 8);
            out[13] = (byte) tpid;
            out[14] = (byte) (vlan >> 8);
            out[15] = (byte) vlan;
            System.arraycopy(plain, 12, out, 16, plain.length - 12);
        }
        deliveries.add(delivery(port, timeNanos, out));
    }

    static String delivery(final int port, final long timeNanos, final byte[] frame) {
        return timeNanos + " " + port + " " + HEX.formatHex(frame);
    }

    private static int pvid(final Vlan vlan) {
        return switch (vlan) {
            case Vlan.Access access -> access.id();
            case Vlan.Trunk trunk -> trunk.nativeId();
            default -> 0;
        };
    }

    private static boolean gets(final Vlan mode, final int vlan) {
        return vlan == pvid(mode) || mode instanceof Vlan.Trunk trunk
                && trunk.allowed().stream().anyMatch(range -> range.first() <= vlan && vlan <= range.last());
    }

    private void drop(final PortSpec port, final String rule, final String direction) {
        copies++;
        drops.merge("switch " + rule + " " + port.name() + " " + direction, 1L, Long::sum);
    }

    private static int u16(final byte[] bytes, final int at) {
        return (bytes[at] & 255) << 8 | bytes[at + 1] & 255;
    }

    List<String> deliveries() {
        return deliveries;
    }

    Map<String, Long> drops() {
        return drops;
    }

    long copies() {
        return copies;
    }

    @Override
    public String toString() {
        return Arrays.toString(ports.stream().map(port -> port.name() + " " + port.vlan().text()).toArray());
    }
}
