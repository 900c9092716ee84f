package org.signalbox.vswitch.itest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.signalbox.frame.IpAddress;

/**
 * A stateless entry of an extended access list, in the words of a fabric document, of OpenFlow and of nftables.
 *
 * @param protocol   {@code any}, {@code tcp}, {@code udp}, {@code icmp} or a number
 * @param local      the machine's addresses: {@code any} or a prefix; both prefixes are of one IP version
 * @param remote     the other end's, the same
 * @param localPort  the machine's TCP or UDP ports
 * @param remotePort the other end's
 */
record ExtendedRule(boolean allow, boolean inbound, String protocol, String local, String remote, Ports localPort,
        Ports remotePort, int weight) {

    private static final List<String> PROTOCOLS = List.of("any", "tcp", "tcp", "udp", "udp", "icmp", "47", "200");

    /** Ports from one to another, or any where the first is 0. */
    record Ports(int first, int last) {
        private static final Ports ANY = new Ports(0, 65_535);

        private static Ports random(final FilterTerms terms) {
            final int one = terms.port();
            final int other = terms.port();
            return switch (terms.random().nextInt(4)) {
                case 0 -> new Ports(one, one);
                case 1 -> new Ports(Math.min(one, other), Math.max(one, other));
                default -> ANY;
            };
        }

        boolean isAny() {
            return first == 0;
        }

        @Override
        public String toString() {
            return isAny() ? "any" : first == last ? "" + first : first + "-" + last;
        }

        /** The same as values and masks, in one of which every port is. */
        List<String> masked(final String field) {
            if (isAny()) {
                return List.of("");
            }
            final List<String> parts = new ArrayList<>();
            for (int from = first; from <= last;) {
                int size = Integer.lowestOneBit(from);
                while (from + size - 1 > last) {
                    size /= 2;
                }
                parts.add("," + field + "=" + from + "/0x" + Integer.toHexString(0x10000 - size));
                from += size;
            }
            return parts;
        }

        String nftables(final String field) {
            return isAny() ? "" : "th " + field + " " + this + " ";
        }
    }

    static ExtendedRule random(final FilterTerms terms, final int weight) {
        final Random random = terms.random();
        final String protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        final boolean ports = List.of("any", "tcp", "udp").contains(protocol);
        String local = random.nextInt(3) == 0 ? terms.prefix() : "any";
        final String remote = random.nextInt(2) == 0 ? terms.prefix() : "any";
        while (!local.equals("any") && !remote.equals("any") && isV4(local) != isV4(remote)) {
            local = FilterTerms.prefix(terms.address(), random.nextInt(25));
        }
        return new ExtendedRule(random.nextBoolean(), random.nextBoolean(), protocol, local, remote,
                ports ? Ports.random(terms) : Ports.ANY, ports ? Ports.random(terms) : Ports.ANY, weight);
    }

    private static boolean isV4(final String prefix) {
        return IpAddress.parse(prefix.substring(0, prefix.indexOf('/'))).version() == 4;
    }

    String yaml() {
        return ("{ action: %s, direction: %s, protocol: \"%s\", localAddress: \"%s\", remoteAddress: \"%s\", "
                + "localPort: \"%s\", remotePort: \"%s\", weight: %d }").formatted(allow ? "allow" : "deny",
                inbound ? "inbound" : "outbound", protocol, local, remote, localPort, remotePort, weight);
    }

    /** The IP versions of what it matches. */
    private Stream<Integer> versions() {
        return Stream.of(4, 6).filter(version -> Stream.of(local, remote)
                .allMatch(side -> side.equals("any") || isV4(side) == (version == 4)));
    }

    private boolean hasPorts() {
        return !(localPort.isAny() && remotePort.isAny());
    }

    /** The protocols of what it matches as numbers, for one IP version; 0 for all. */
    private Stream<Integer> protocols(final int version) {
        return switch (protocol) {
            case "any" -> hasPorts() ? Stream.of(6, 17) : Stream.of(0);
            case "tcp" -> Stream.of(6);
            case "udp" -> Stream.of(17);
            case "icmp" -> Stream.of(version == 4 ? 1 : 58);
            default -> Stream.of(Integer.valueOf(protocol));
        };
    }

    private String source() {
        return inbound ? remote : local;
    }

    private String destination() {
        return inbound ? local : remote;
    }

    /** Matches that together are this rule's. */
    List<String> openFlow() {
        final List<String> matches = new ArrayList<>();
        versions().forEach(version -> protocols(version).forEach(number -> {
            final String addresses = openFlow(version, "src", source()) + openFlow(version, "dst", destination());
            for (final String from : (inbound ? remotePort : localPort).masked("tp_src")) {
                for (final String to : (inbound ? localPort : remotePort).masked("tp_dst")) {
                    matches.add((version == 4 ? "ip" : "ipv6") + addresses
                            + (number == 0 ? "" : ",nw_proto=" + number) + from + to);
                }
            }
        }));
        return matches;
    }

    private static String openFlow(final int version, final String end, final String prefix) {
        return prefix.equals("any") ? "" : "," + (version == 4 ? "nw_" : "ipv6_") + end + "=" + prefix;
    }

    /**
     * Matches that together are this rule's. Where they are about ports they say that only the first fragment has some:
     * at the hook of a device the kernel takes what stands there in any other for ports.
     */
    List<String> nftables() {
        return versions().flatMap(version -> protocols(version).flatMap(number -> {
            final String family = version == 4 ? "ip" : "ip6";
            final String match = "meta protocol " + family + " " + nftables(family + " saddr ", source())
                    + nftables(family + " daddr ", destination())
                    + (number == 0 ? "" : "meta l4proto " + number + " ")
                    + (inbound ? remotePort : localPort).nftables("sport")
                    + (inbound ? localPort : remotePort).nftables("dport");
            return !hasPorts() ? Stream.of(match)
                    : version == 4 ? Stream.of(match + "ip frag-off & 0x1fff 0 ")
                    : Stream.of(match + "exthdr frag missing ", match + "frag frag-off 0 ");
        })).toList();
    }

    private static String nftables(final String field, final String prefix) {
        return prefix.equals("any") || prefix.endsWith("/0") ? "" : field + prefix + " ";
    }
}
