package org.signalbox.extension.filtering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.signalbox.extension.filtering.Packets.Packet;
import org.signalbox.extension.filtering.Packets.Shape;
import org.signalbox.frame.IpAddress;

/**
 * What an extended access list means, word by word and slowly: "Highest weight first, first match ends; no match is
 * allowed. Stateful entries admit the return flow, also where a deny would match it." One port, one list of flows.
 */
final class ExtendedModel {
    private static final long SECOND = 1_000_000_000L;

    private final List<Flow> flows = new ArrayList<>();
    private List<ExtendedAclEntry> acl = List.of();

    private static final class Flow {
        private final Packet first;
        private final ExtendedAclEntry entry;
        private String state = "opening";
        private long last;

        Flow(final Packet first, final ExtendedAclEntry entry, final long now) {
            this.first = first;
            this.entry = entry;
            this.last = now;
        }

        boolean isForward(final Packet packet) {
            return packet.inbound() == first.inbound();
        }

        boolean isOf(final Packet packet) {
            if (packet.protocol() != first.protocol() || !packet.local().equals(first.local())
                    || !packet.remote().equals(first.remote())) {
                return false;
            }
            if (packet.isIcmp()) {
                // a request is of a flow that begins its way, a reply of one that began the other way
                return packet.sourcePort() == first.sourcePort() && isForward(packet) == isRequest(packet);
            }
            return packet.protocol() != 6 && packet.protocol() != 17
                    || packet.localPort() == first.localPort() && packet.remotePort() == first.remotePort();
        }

        boolean isOver(final long now) {
            final boolean tcp = first.protocol() == 6;
            long seconds = entry.idleTimeout();
            if (tcp && isHalfOpen()) {
                seconds = Math.min(seconds, 30);
            } else if (state.endsWith("done")) {
                seconds = Math.min(seconds, 120);
            } else if (state.equals("reset")) {
                seconds = Math.min(seconds, 120);
            } else if (state.equals("closed")) {
                seconds = Math.min(seconds, 10);
            }
            return now - last > seconds * SECOND;
        }

        boolean isHalfOpen() {
            return state.equals("opening") || state.equals("answered");
        }

        void saw(final Packet packet, final long now) {
            last = now;
            final boolean forward = isForward(packet);
            if (packet.protocol() != 6) {
                state = forward ? state : "established";
                return;
            }
            final int flags = packet.detail();
            final boolean syn = (flags & 2) != 0;
            final boolean ack = (flags & 16) != 0;
            if ((flags & 4) != 0) {
                state = isHalfOpen() || state.equals("closed") ? "closed" : "reset";
                return;
            }
            if (state.equals("reset")) {
                // somebody is still there
                state = "established";
            }
            if ((flags & 1) != 0) {
                final String mine = forward ? "forward done" : "return done";
                final boolean open = state.equals("established") || state.equals(mine);
                state = open ? mine : "closed";
            } else if (state.equals("opening") && !forward && syn && ack) {
                state = "answered";
            } else if (state.equals("answered") && forward && ack) {
                state = "established";
            }
        }
    }

    void acl(final List<ExtendedAclEntry> entries) {
        acl = entries;
        flows.removeIf(flow -> !acl.contains(flow.entry));
    }

    /** What decides: "none", "hidden", or the entry's place with what it is to the packet. */
    String judge(final Packet packet, final long now) {
        flows.removeIf(flow -> flow.isOver(now));
        final boolean asks = acl.stream().anyMatch(entry -> entry.isInbound() == packet.inbound()
                && (!entry.protocol().toString().equals("any") || !entry.localPort().toString().equals("any")
                        || !entry.remotePort().toString().equals("any")));
        if (asks && (packet.shape() == Shape.TINY || packet.shape() == Shape.CHAINED)) {
            return "hidden";
        }
        final boolean whole = packet.shape() == Shape.WHOLE || packet.shape() == Shape.FIRST;
        final boolean begins = packet.protocol() != 6 || (packet.detail() & 0b10111) == 2;
        if (whole && !(packet.protocol() == 6 && begins) && !(packet.isIcmp() && !isReply(packet))) {
            for (final Flow flow : flows) {
                if (flow.isOf(packet) && !flow.isForward(packet)) {
                    flow.saw(packet, now);
                    return acl.indexOf(flow.entry) + " returns";
                }
            }
        }
        final List<ExtendedAclEntry> byWeight = new ArrayList<>(acl);
        byWeight.sort(Comparator.comparingInt(ExtendedAclEntry::weight).reversed());
        for (final ExtendedAclEntry entry : byWeight) {
            if (!matches(entry, packet, whole)) {
                continue;
            }
            if (!entry.stateful() || !whole || packet.isIcmp() && !isRequest(packet)) {
                return acl.indexOf(entry) + " matches";
            }
            if (begins) {
                begin(packet, entry, now);
                return acl.indexOf(entry) + " matches";
            }
            for (final Flow flow : flows) {
                if (flow.isOf(packet) && flow.isForward(packet)) {
                    flow.saw(packet, now);
                    return acl.indexOf(entry) + " matches";
                }
            }
        }
        return "none";
    }

    private void begin(final Packet packet, final ExtendedAclEntry entry, final long now) {
        for (final Flow flow : List.copyOf(flows)) {
            if (flow.isOf(packet)) {
                final boolean halfOpen = flow.isHalfOpen();
                if (flow.state.equals("closed") || halfOpen && !flow.isForward(packet)) {
                    flows.remove(flow);
                    continue;
                }
                if (flow.isForward(packet) && (halfOpen || packet.protocol() != 6)) {
                    flow.last = now;
                }
                return;
            }
        }
        flows.add(new Flow(packet, entry, now));
    }

    private static boolean isRequest(final Packet packet) {
        return packet.isIcmp() && packet.detail() == (packet.source().version() == 4 ? 8 : 128);
    }

    private static boolean isReply(final Packet packet) {
        return packet.isIcmp() && packet.detail() == (packet.source().version() == 4 ? 0 : 129);
    }

    private static boolean matches(final ExtendedAclEntry entry, final Packet packet, final boolean whole) {
        if (entry.isInbound() != packet.inbound() || !in(entry.localAddress().toString(), packet.local())
                || !in(entry.remoteAddress().toString(), packet.remote())) {
            return false;
        }
        final boolean known = packet.shape() != Shape.CHAINED
                && (packet.shape() != Shape.TINY || packet.source().version() == 4);
        final String protocol = entry.protocol().toString();
        if (!protocol.equals("any") && (!known || !named(protocol, packet))) {
            return false;
        }
        final boolean ports = whole && (packet.protocol() == 6 || packet.protocol() == 17);
        return inRange(entry.localPort().toString(), ports, packet.localPort())
                && inRange(entry.remotePort().toString(), ports, packet.remotePort());
    }

    private static boolean named(final String protocol, final Packet packet) {
        return switch (protocol.toLowerCase(Locale.ROOT)) {
            case "tcp" -> packet.protocol() == 6;
            case "udp" -> packet.protocol() == 17;
            case "icmp" -> packet.isIcmp();
            default -> Integer.parseInt(protocol) == packet.protocol();
        };
    }

    private static boolean in(final String prefix, final IpAddress address) {
        if (prefix.equals("any")) {
            return true;
        }
        final int slash = prefix.indexOf('/');
        final IpAddress network = IpAddress.parse(prefix.substring(0, slash));
        if (network.version() != address.version()) {
            return false;
        }
        final int length = Integer.parseInt(prefix.substring(slash + 1));
        for (int bit = 0; bit < length; bit++) {
            final int mask = 0x80 >> bit % 8;
            if ((network.toBytes()[bit / 8] & mask) != (address.toBytes()[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static boolean inRange(final String ports, final boolean known, final int port) {
        if (ports.equals("any")) {
            return true;
        }
        final String[] ends = ports.split("-");
        return known && port >= Integer.parseInt(ends[0]) && port <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** Flows that are there at a time. */
    int size(final long now) {
        flows.removeIf(flow -> flow.isOver(now));
        return flows.size();
    }
}
