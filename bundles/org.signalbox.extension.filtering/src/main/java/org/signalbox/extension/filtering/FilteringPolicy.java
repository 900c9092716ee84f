package org.signalbox.extension.filtering;

import java.util.List;

import org.signalbox.schema.Doc;

/**
 * What an administrator sets for one port under {@code org.signalbox.extension.filtering}.
 *
 * @param acl the access list; the order does not matter, but drop reasons name entries by it
 */
@Doc("Port access list.")
public record FilteringPolicy(
        @Doc("Entries; in each direction the longest matching prefix wins, then deny; what nothing matches may pass.")
        List<AclEntry> acl) {

    /** @throws IllegalArgumentException for more entries than a rank can number */
    public FilteringPolicy {
        acl = List.copyOf(acl);
        if (acl.size() > Rank.MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "found " + acl.size() + " entries, expected at most " + Rank.MAX_ENTRIES);
        }
    }
}
