package org.signalbox.fabric.cmdlet;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.signalbox.command.RefusedException;
import org.signalbox.frame.IpPrefix;
import org.signalbox.schema.Schema;

/** Extended port ACLs as they stand in a document, under {@code extendedAcl} of the filtering extension's policy. */
final class ExtendedAclEntries {
    static final String ANY = "any";

    private static final String PORTS = "[0-9]{1,5}(-[0-9]{1,5})?";
    private static final String NUMBER = "[0-9]+";

    /** Source: Microsoft, {@code VMNetworkAdapterExtendedAclAction}. */
    enum Action {
        ALLOW, DENY
    }

    /** Source: Microsoft, {@code VMNetworkAdapterExtendedAclDirection}. */
    enum Direction {
        INBOUND, OUTBOUND
    }

    private ExtendedAclEntries() {
    }

    /** The entry that parameters ask for; what is any is left out. @throws RefusedException with one sentence */
    static Map<String, Object> of(AddVMNetworkAdapterExtendedAcl.Parameters given) throws RefusedException {
        final Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("action", Schema.word(given.action()));
        entry.put("direction", Schema.word(given.direction()));
        put(entry, "protocol", given.protocol(), ExtendedAclEntries::protocol);
        put(entry, "localAddress", given.localIPAddress(), text -> IpPrefix.parse(text).toString());
        put(entry, "remoteAddress", given.remoteIPAddress(), text -> IpPrefix.parse(text).toString());
        put(entry, "localPort", given.localPort(), ExtendedAclEntries::ports);
        put(entry, "remotePort", given.remotePort(), ExtendedAclEntries::ports);
        entry.put("weight", (long) given.weight());
        if (given.stateful()) {
            entry.put("stateful", true);
        }
        given.idleSessionTimeout().ifPresent(seconds -> entry.put("idleTimeout", (long) seconds));
        return entry;
    }

    private static void put(Map<String, Object> entry, String key, Optional<String> given, UnaryOperator<String> read)
            throws RefusedException {
        if (given.isPresent() && !given.get().equalsIgnoreCase(ANY)) {
            try {
                final String text = read.apply(given.get());
                entry.put(key, text.matches(NUMBER) ? (Object) Long.valueOf(text) : text);
            } catch (IllegalArgumentException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }

    private static String protocol(String text) {
        final String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches("tcp|udp|icmp|[0-9]{1,3}")) {
            return lower;
        }
        throw new IllegalArgumentException("found protocol '" + text
                + "', expected ANY, TCP, UDP, ICMP or a number from 0 to 255");
    }

    private static String ports(String text) {
        if (text.matches(PORTS)) {
            return text;
        }
        throw new IllegalArgumentException("found port '" + text
                + "', expected ANY, a port from 0 to 65535, or a range such as 49152-65535");
    }

    /** Whether an entry is the one of a weight in a direction, by which Microsoft's cmdlets name it. */
    static boolean is(FilteringKeys.Placed placed, Direction direction, int weight) {
        return placed.text("direction", "").equals(Schema.word(direction)) && placed.number("weight", 0) == weight;
    }
}
