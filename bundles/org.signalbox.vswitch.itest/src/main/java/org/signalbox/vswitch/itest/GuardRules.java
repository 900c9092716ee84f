package org.signalbox.vswitch.itest;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.itest.FilterRounds.Frame;

/** The guards of a port, and frames that they are about or nearly about. */
record GuardRules(boolean dhcp, boolean router) implements FilterPolicy {
    private static final MacAddress GUEST = MacAddress.parse("02:00:00:00:01:01");
    private static final MacAddress WORLD = MacAddress.parse("02:00:00:00:02:01");
    private static final List<Integer> ICMP = List.of(0, 3, 4, 5, 6, 8, 9, 10, 11);
    private static final int LEAST_V6 = 128;
    private static final int DHCP_TYPES = 14;

    @Override
    public String yaml() {
        return "        dhcpGuard: " + dhcp + "\n        routerGuard: " + router + "\n";
    }

    @Override
    public List<String> openFlow() {
        throw new UnsupportedOperationException("a flow does not look into a DHCP message");
    }

    @Override
    public String nftables() {
        return "table netdev t {\nchain outbound {\n"
                + (dhcp ? "udp sport 67 @th,64,8 2 drop\nudp sport 547 @th,64,8 { 2, 7, 10 } drop\n" : "")
                + (router ? "icmp type { 5, 9 } drop\nicmpv6 type { 134, 137 } drop\n" : "") + """
                }
                chain world { type filter hook ingress device world priority 0; fwd to guest; }
                chain guest { type filter hook ingress device guest priority 0; jump outbound; fwd to world; }
                }
                """;
    }

    /** What servers, clients and routers say, from the machine and to it; each a little different. */
    static List<Frame> frames(final Random random, final int count) {
        return Stream.iterate(1, k -> k + 1).limit(count).map(k -> {
            final boolean inbound = random.nextInt(4) == 0;
            final FrameBuilder builder = new FrameBuilder().ethernet(inbound ? GUEST : WORLD, inbound ? WORLD : GUEST);
            if (random.nextInt(4) == 0) {
                builder.vlan(2 + random.nextInt(3));
            }
            final boolean v4 = random.nextBoolean();
            if (v4) {
                builder.ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"));
            } else {
                builder.ipv6(IpAddress.parse("fe80::1"), IpAddress.parse("fe80::2"));
                if (random.nextInt(3) == 0) {
                    builder.extension(IpProtocol.DESTINATION_OPTIONS, new byte[6]);
                }
            }
            if (random.nextBoolean()) {
                builder.icmp(v4 ? ICMP.get(random.nextInt(ICMP.size())) : LEAST_V6 + random.nextInt(12), 0, k);
            } else {
                message(builder, v4, random);
            }
            return new Frame(inbound, builder.payload(new byte[] {(byte) (k >> 8), k.byteValue()}).build());
        }).toList();
    }

    /** One of DHCP; a client's own port it has only as a client. */
    private static void message(final FrameBuilder builder, final boolean v4, final Random random) {
        final int server = v4 ? 67 : 547;
        final int client = v4 ? 68 : 546;
        if (random.nextInt(3) > 0) {
            builder.udp(server, random.nextBoolean() ? client : server);
        } else {
            builder.udp(client, server);
        }
        builder.payload(new byte[] {(byte) (v4 ? 1 + random.nextInt(2) : 1 + random.nextInt(DHCP_TYPES))});
    }
}
