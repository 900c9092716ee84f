package org.signalbox.extension.filtering;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/**
 * What a port access list means, word by word and slowly: "The longest prefix wins within a direction. Local and
 * remote compete by prefix length, on a tie deny wins. MAC entries apply only where no IP entry matches. IP entries do
 * not look at ARP. No match: allowed. Inbound: remote = source." Addresses are compared as texts of bits.
 */
final class AclModel {

    private AclModel() {
    }

    /** A frame; the addresses are null for one without an IP header. */
    record Packet(MacAddress sourceMac, MacAddress destinationMac, IpAddress source, IpAddress destination) {
    }

    private record Match(int length, boolean deny, int index) {
        boolean beats(final Match other) {
            if (length != other.length) {
                return length > other.length;
            }
            return deny != other.deny ? deny : index < other.index;
        }
    }

    static String judge(final List<AclEntry> acl, final boolean inbound, final Packet packet) {
        final String decides = decides(acl, inbound, packet);
        return decides.contains("deny") ? decides : "pass";
    }

    /** The entry that decides, or the word none. */
    static String decides(final List<AclEntry> acl, final boolean inbound, final Packet packet) {
        final List<Match> byIp = new ArrayList<>();
        final List<Match> byMac = new ArrayList<>();
        for (int i = 0; i < acl.size(); i++) {
            final AclEntry entry = acl.get(i);
            final boolean deny = entry.action() == AclEntry.Action.DENY;
            final String direction = entry.direction().name();
            if (!direction.equals("BOTH") && direction.equals("INBOUND") != inbound) {
                continue;
            }
            // inbound: remote = source; outbound: remote = destination
            final boolean source = inbound ? entry.remote().isPresent() : entry.local().isPresent();
            final Peer peer = entry.remote().isPresent() ? entry.remote().get() : entry.local().get();
            if (peer instanceof Peer.Network network) {
                final IpAddress address = source ? packet.source() : packet.destination();
                final String wanted = bits(network.prefix().address()).substring(0, network.prefix().length());
                if (address != null && address.version() == network.prefix().address().version()
                        && bits(address).startsWith(wanted)) {
                    byIp.add(new Match(wanted.length(), deny, i));
                }
            } else if (((Peer.Station) peer).address().equals(source ? packet.sourceMac() : packet.destinationMac())) {
                byMac.add(new Match(0, deny, i));
            }
        }
        Match best = null;
        for (final Match match : byIp.isEmpty() ? byMac : byIp) {
            best = best == null || match.beats(best) ? match : best;
        }
        if (best == null) {
            return "none";
        }
        final AclEntry entry = acl.get(best.index());
        return "acl[" + best.index() + "] " + (best.deny() ? "deny " : "allow ") + (inbound ? "inbound " : "outbound ")
                + (entry.remote().isPresent() ? "remote " + entry.remote().get() : "local " + entry.local().get());
    }

    private static String bits(final IpAddress address) {
        final String digits = new BigInteger(1, address.toBytes()).toString(2);
        return "0".repeat(address.bits() - digits.length()) + digits;
    }
}
