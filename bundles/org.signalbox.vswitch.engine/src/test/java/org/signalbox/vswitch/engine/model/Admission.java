package org.signalbox.vswitch.engine.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;

/** What a port's edge lets in. */
final class Admission {
    private static final long RESERVED = 0x0180_C200_0000L;
    private static final Set<String> NO_SENDER = Set.of("00000000", "0".repeat(32));

    private final List<PortSpec> ports;
    private final Map<Integer, Set<String>> senders = new HashMap<>();

    /** What became of a frame: the rule that dropped it, or the frame as it goes on. */
    record Verdict(Optional<String> rule, Optional<EdgeFrame> frame) {
        private static Verdict drop(final String rule) {
            return new Verdict(Optional.of(rule), Optional.empty());
        }
    }

    Admission(final List<PortSpec> ports) {
        this.ports = ports;
    }

    Verdict admit(final int port, final byte[] bytes) {
        final PortSpec spec = ports.get(port);
        if (bytes.length < 14 || Bytes.isTag(Bytes.u16(bytes, 12)) && bytes.length < 18) {
            return Verdict.drop("runt");
        }
        final boolean tagged = Bytes.isTag(Bytes.u16(bytes, 12));
        final int tag = tagged ? Bytes.u16(bytes, 14) & 0xFFF : 0;
        if (tag != 0 && !Vlans.maySend(spec.vlan(), tag)) {
            return Verdict.drop("vlan");
        }
        final EdgeFrame frame = new EdgeFrame(
                tagged ? Bytes.untagged(bytes) : bytes,
                tag == 0 ? Vlans.ofUntagged(spec.vlan()) : tag,
                tagged ? Bytes.u16(bytes, 12) : 0x8100,
                tagged && spec.ieeePriorityTag() ? Bytes.u16(bytes, 14) >> 12 : 0);
        if (isSpoofed(port, frame.source())) {
            return Verdict.drop("macSpoofing");
        }
        if ((frame.destination() & ~0xFL) == RESERVED) {
            final boolean isBpdu = frame.destination() == RESERVED || frame.destination() == RESERVED + 8;
            return Verdict.drop(isBpdu && spec.type() == PortType.MACHINE ? "bpduGuard" : "linkLocal");
        }
        if (isOneSenderTooMany(port, frame.plain())) {
            return Verdict.drop("dynamicIpLimit");
        }
        return new Verdict(Optional.empty(), Optional.of(frame));
    }

    private boolean isSpoofed(final int port, final long source) {
        final PortSpec spec = ports.get(port);
        if (spec.mac().isEmpty() || spec.allowMacSpoofing() || spec.mac().get().value() == source) {
            return false;
        }
        return !spec.allowTeaming() || ports.stream().noneMatch(sibling -> sibling != spec
                && spec.machine().isPresent() && sibling.machine().equals(spec.machine())
                && sibling.mac().isPresent() && sibling.mac().get().value() == source);
    }

    private boolean isOneSenderTooMany(final int port, final byte[] plain) {
        final int limit = ports.get(port).limits().dynamicIp();
        final Optional<String> sender = sender(plain).filter(address -> !NO_SENDER.contains(address));
        if (limit == 0 || sender.isEmpty()) {
            return false;
        }
        final Set<String> known = senders.computeIfAbsent(port, _ -> new HashSet<>());
        if (known.size() == limit && !known.contains(sender.get())) {
            return true;
        }
        known.add(sender.get());
        return false;
    }

    /** The IP address that sends, in hexadecimal: of an IPv4 or IPv6 packet, or of ARP for IPv4, behind all tags. */
    static Optional<String> sender(final byte[] plain) {
        int at = 12;
        while (at + 2 <= plain.length && Bytes.isTag(Bytes.u16(plain, at))) {
            at += 4;
        }
        if (at + 2 >= plain.length) {
            return Optional.empty();
        }
        final byte[] packet = Arrays.copyOfRange(plain, at + 2, plain.length);
        return switch (Bytes.u16(plain, at)) {
            case 0x0800 -> packet.length >= 20 && packet[0] >> 4 == 4 && (packet[0] & 15) >= 5
                    ? address(packet, 12, 4) : Optional.empty();
            case 0x86DD -> packet.length >= 40 && packet[0] >> 4 == 6 ? address(packet, 8, 16) : Optional.empty();
            case 0x0806 -> packet.length >= 28 && Bytes.u48(packet, 0) == 0x0001_0800_0604L
                    ? address(packet, 14, 4) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> address(final byte[] packet, final int at, final int length) {
        return Optional.of(HexFormat.of().formatHex(packet, at, at + length));
    }
}
