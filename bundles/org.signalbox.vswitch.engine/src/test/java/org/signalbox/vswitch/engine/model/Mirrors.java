package org.signalbox.vswitch.engine.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/** The copies of a frame for analysers. */
final class Mirrors {
    private final SwitchSpec spec;
    private final Vlans vlans;
    private final Map<String, Integer> sequences = new HashMap<>();

    /** What leaves at a port. */
    record Out(int port, byte[] bytes) {
    }

    Mirrors(final SwitchSpec spec, final Vlans vlans) {
        this.spec = spec;
        this.vlans = vlans;
    }

    /**
     * All mirror copies of a frame that passed the edge.
     *
     * @param entry     where it entered
     * @param delivered where a normal copy was delivered, ascending
     */
    List<Out> copies(final EdgeFrame frame, final int entry, final List<Integer> delivered) {
        final List<Out> copies = new ArrayList<>();
        if (vlans.isOfMirrors(frame.vlan())) {
            return copies;
        }
        final List<Integer> seenAt = new ArrayList<>(List.of(entry));
        seenAt.addAll(delivered);
        first(seenAt, port -> port.mirroring() == PortMirroring.SOURCE).ifPresent(source -> {
            for (int port = 0; port < spec.ports().size(); port++) {
                if (spec.ports().get(port).mirroring() == PortMirroring.DESTINATION && !seenAt.contains(port)) {
                    copies.add(new Out(port, form(frame, source)));
                }
            }
        });
        for (final MirrorSpec mirror : spec.mirrors()) {
            first(seenAt, port -> mirror.sources().contains(port.name())).ifPresent(source -> {
                switch (mirror.to()) {
                    case MirrorSpec.Analyser.Rspan rspan -> remote(frame, entry, rspan.vlan(), copies);
                    case MirrorSpec.Analyser.Erspan erspan ->
                            copies.add(encapsulated(frame, source, erspan, nextOf(mirror)));
                }
            });
        }
        return copies;
    }

    /** How a port gets a frame: a trunk tagged, except in its native VLAN; every other port without a tag. */
    static byte[] form(final EdgeFrame frame, final PortSpec port) {
        return port.vlan() instanceof Vlan.Trunk trunk && frame.vlan() != trunk.nativeId()
                ? frame.tagged() : frame.plain();
    }

    private Optional<PortSpec> first(final List<Integer> seenAt, final Predicate<PortSpec> isSource) {
        return seenAt.stream().map(spec.ports()::get).filter(isSource).findFirst();
    }

    private int nextOf(final MirrorSpec mirror) {
        return sequences.merge(mirror.name(), 1, Integer::sum) - 1;
    }

    private void remote(final EdgeFrame frame, final int entry, final int vlan, final List<Out> copies) {
        for (int port = 0; port < spec.ports().size(); port++) {
            final boolean carries = spec.ports().get(port).vlan() instanceof Vlan.Trunk trunk
                    && trunk.nativeId() != vlan && Vlans.carries(trunk, vlan);
            if (carries && port != entry && !vlans.areUplinks(entry, port)) {
                copies.add(new Out(port, Bytes.tagged(frame.plain(), 0x8100, vlan)));
            }
        }
    }

    private Out encapsulated(final EdgeFrame frame, final PortSpec source, final MirrorSpec.Analyser.Erspan erspan,
            final int sequence) {
        final byte[] mirrored = form(frame, source);
        final boolean isTagged = mirrored.length != frame.plain().length;
        final ByteBuffer packet = ByteBuffer.allocate(14 + 20 + 8 + 8 + mirrored.length);
        putMac(packet, erspan.destinationMac().value());
        putMac(packet, erspan.sourceMac().value());
        packet.putShort((short) 0x0800);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (packet.capacity() - 14));
        packet.putShort((short) sequence).putShort((short) 0x4000);
        packet.put((byte) 64).put((byte) 47).putShort((short) 0);
        packet.putInt(erspan.source().v4()).putInt(erspan.destination().v4());
        packet.putShort(24, checksum(packet.array(), 14, 20));
        packet.putShort((short) 0x1000).putShort((short) 0x88BE).putInt(sequence);
        packet.putShort((short) (1 << 12 | frame.vlan()));
        packet.putShort((short) (frame.priority() >> 1 << 13 | (isTagged ? 3 : 0) << 11 | erspan.session()));
        packet.putInt(0);
        packet.put(mirrored);
        return new Out(indexOf(erspan.port()), packet.array());
    }

    private int indexOf(final String port) {
        return spec.ports().stream().map(PortSpec::name).toList().indexOf(port);
    }

    private static void putMac(final ByteBuffer packet, final long mac) {
        packet.putShort((short) (mac >> 32)).putInt((int) mac);
    }

    /** The Internet checksum of a header whose own checksum is 0 (RFC 1071). */
    private static short checksum(final byte[] bytes, final int from, final int length) {
        int sum = 0;
        for (int at = from; at < from + length; at += 2) {
            sum += Bytes.u16(bytes, at);
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return (short) ~sum;
    }
}
