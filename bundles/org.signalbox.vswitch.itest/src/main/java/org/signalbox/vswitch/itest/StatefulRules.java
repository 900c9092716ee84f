package org.signalbox.vswitch.itest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some stateful entries, and below them nothing passes, in the words of a fabric document, of OpenFlow and of nftables.
 * The machine is in 10.0.0.0/16 and 2001:db8::/48, all others are not.
 */
record StatefulRules(List<Entry> entries) implements FilterPolicy {
    /** Seconds. */
    static final int IDLE = 60;

    /**
     * What may begin.
     *
     * @param protocol {@code tcp}, {@code udp} or {@code icmp}
     * @param service  the port of the side that is spoken to, or 0 for any
     */
    record Entry(boolean inbound, String protocol, int service) {
        String yaml(final int weight) {
            return "{ action: allow, direction: %s, protocol: %s, %s: %s, weight: %d, stateful: true, idleTimeout: %d }"
                    .formatted(inbound ? "inbound" : "outbound", protocol, inbound ? "localPort" : "remotePort",
                            service == 0 ? "any" : "" + service, weight, IDLE);
        }

        /** What begins something that is remembered. */
        Stream<String> openFlow() {
            return switch (protocol) {
                case "tcp" -> Stream.of("tcp", "tcp6").map(type -> type + ",tcp_flags=+syn-ack-rst-fin" + port());
                case "udp" -> Stream.of("udp", "udp6").map(type -> type + port());
                default -> Stream.of("icmp,icmp_type=8", "icmp6,icmp_type=128");
            };
        }

        private String port() {
            return service == 0 ? "" : ",tp_dst=" + service;
        }

        /** Every packet of UDP and ICMP, those of TCP that begin a connection. */
        Stream<String> nftables() {
            final String side = inbound ? "daddr" : "saddr";
            final String port = service == 0 ? "" : " th dport " + service;
            return Stream.of("ip " + side + " 10.0.0.0/16", "ip6 " + side + " 2001:db8::/48")
                    .map(packet -> packet + switch (protocol) {
                        case "tcp" -> " tcp flags & (fin|syn|rst|ack) == syn" + port + " ct state new";
                        case "udp" -> " meta l4proto udp" + port;
                        default -> " meta l4proto " + (packet.startsWith("ip6") ? "ipv6-icmp" : "icmp");
                    } + " accept");
        }
    }

    static StatefulRules random(final Random random) {
        return new StatefulRules(Stream.generate(() -> {
            final String protocol = List.of("tcp", "tcp", "udp", "icmp").get(random.nextInt(4));
            return new Entry(random.nextBoolean(), protocol,
                    protocol.equals("icmp") || random.nextBoolean() ? 0 : Conversations.service(random));
        }).limit(1 + random.nextInt(6)).toList());
    }

    @Override
    public String yaml() {
        final List<String> lines = new ArrayList<>();
        for (int k = 0; k < entries.size(); k++) {
            lines.add(entries.get(k).yaml(100 - k));
        }
        lines.add("{ action: deny, direction: inbound, weight: 1 }");
        lines.add("{ action: deny, direction: outbound, weight: 1 }");
        return "        extendedAcl:\n" + lines.stream().map(line -> "          - " + line + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public List<String> openFlow() {
        final List<String> flows = new ArrayList<>();
        for (final boolean inbound : List.of(true, false)) {
            final int table = inbound ? 1 : 2;
            final String pass = "output:" + (inbound ? "guest" : "world");
            for (final String version : List.of("ip", "ipv6")) {
                flows.add("table=0,in_port=%s,%s,actions=ct(table=%d)"
                        .formatted(inbound ? "world" : "guest", version, table));
                for (final String known : List.of("+trk+est-inv", "+trk+rel-inv")) {
                    flows.add("table=%d,priority=20,%s,ct_state=%s,actions=%s".formatted(table, version, known, pass));
                }
            }
            entries.stream().filter(entry -> entry.inbound() == inbound).flatMap(Entry::openFlow).distinct()
                    .forEach(match -> flows.add("table=%d,priority=10,%s,ct_state=+trk+new-inv,actions=ct(commit),%s"
                            .formatted(table, match, pass)));
            // an entry allows all that it matches, and remembers echo requests
            entries.stream().filter(entry -> entry.inbound() == inbound && entry.protocol().equals("icmp")).limit(1)
                    .flatMap(_ -> Stream.of("icmp", "icmp6"))
                    .forEach(match -> flows.add("table=%d,priority=5,%s,actions=%s".formatted(table, match, pass)));
        }
        return flows;
    }

    @Override
    public String nftables() {
        return "table inet t {\nchain forward {\n  type filter hook forward priority 0; policy drop;\n"
                + "  ct state established,related accept\n"
                + entries.stream().flatMap(Entry::nftables).map(match -> "  " + match + "\n")
                        .collect(Collectors.joining()) + "}\n}\n";
    }
}
