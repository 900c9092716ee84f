package org.signalbox.extension.filtering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;

/**
 * What an administrator sets for one port under {@code org.signalbox.extension.filtering}.
 *
 * @param acl         the access list; the order does not matter, but drop reasons name entries by it
 * @param extendedAcl the extended access list; the same
 */
@Doc("Port access lists and guards.")
public record FilteringPolicy(
        @Doc("Entries; in each direction the longest matching prefix wins, then deny; what nothing matches may pass.")
        List<AclEntry> acl,
        @Doc("Extended entries; in each direction the highest weight that matches wins; what nothing matches may pass.")
        List<ExtendedAclEntry> extendedAcl,
        @Doc("Drops what only a DHCP server sends, from the machine.") @Default("false") boolean dhcpGuard,
        @Doc("Drops router advertisements and redirects from the machine.") @Default("false") boolean routerGuard) {

    /** @throws IllegalArgumentException for more entries than a rank can number, and for a weight that stands twice */
    public FilteringPolicy {
        acl = List.copyOf(acl);
        extendedAcl = List.copyOf(extendedAcl);
        requireNumbered(acl);
        requireNumbered(extendedAcl);
        final Map<Integer, Integer> inbound = new HashMap<>();
        final Map<Integer, Integer> outbound = new HashMap<>();
        for (int i = 0; i < extendedAcl.size(); i++) {
            final ExtendedAclEntry entry = extendedAcl.get(i);
            final Integer other = (entry.isInbound() ? inbound : outbound).putIfAbsent(entry.weight(), i);
            if (other != null) {
                throw new IllegalArgumentException("found weight " + entry.weight() + " at extendedAcl[" + i
                        + "], which extendedAcl[" + other + "] has for the same direction, expected another one");
            }
        }
    }

    private static void requireNumbered(final List<?> entries) {
        if (entries.size() > Rank.MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "found " + entries.size() + " entries, expected at most " + Rank.MAX_ENTRIES);
        }
    }

    /** An access list alone. */
    FilteringPolicy(final List<AclEntry> acl) {
        this(acl, List.of(), false, false);
    }
}
