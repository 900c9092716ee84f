package org.signalbox.vswitch.itest;

import java.util.List;
import java.util.Random;

/**
 * An entry of a port access list, in the words of a fabric document, of OpenFlow and of nftables.
 *
 * @param direction {@code inbound}, {@code outbound} or {@code both}
 * @param remote    whether it is about the other end, else about the machine's own
 * @param peer      an IP prefix with its length, or a MAC address
 */
record AclRule(boolean allow, String direction, boolean remote, String peer) {

    static AclRule random(final FilterTerms terms) {
        final Random random = terms.random();
        return new AclRule(random.nextBoolean(), List.of("both", "inbound", "outbound").get(random.nextInt(3)),
                random.nextBoolean(), random.nextInt(6) == 0 ? terms.station(random.nextBoolean()).toString()
                        : terms.prefix());
    }

    String yaml() {
        return "{ action: %s, direction: %s, %s: \"%s\" }".formatted(allow ? "allow" : "deny", direction,
                remote ? "remote" : "local", peer);
    }

    boolean covers(final boolean inbound) {
        return direction.equals("both") || direction.equals("inbound") == inbound;
    }

    private boolean isStation() {
        return !peer.contains("/");
    }

    private boolean isV4() {
        return !isStation() && peer.contains(".");
    }

    /** The greater the earlier: longer prefixes, then denials; behind all of them stations in the same order. */
    int strength() {
        final int length = isStation() ? 0 : 10 + Integer.parseInt(peer.substring(peer.indexOf('/') + 1));
        return 2 * length + (allow ? 2 : 3);
    }

    /** Whether the address that it is about is a frame's source. */
    private boolean isSource(final boolean inbound) {
        return remote == inbound;
    }

    String openFlow(final boolean inbound) {
        final String end = isSource(inbound) ? "src" : "dst";
        return isStation() ? "dl_" + end + "=" + peer
                : isV4() ? "ip,nw_" + end + "=" + peer : "ipv6,ipv6_" + end + "=" + peer;
    }

    String nftables(final boolean inbound) {
        final String end = isSource(inbound) ? "saddr " : "daddr ";
        if (isStation()) {
            return "ether " + end + peer;
        }
        final String packet = isV4() ? "meta protocol ip " : "meta protocol ip6 ";
        return packet + (peer.endsWith("/0") ? "" : (isV4() ? "ip " : "ip6 ") + end + peer);
    }
}
