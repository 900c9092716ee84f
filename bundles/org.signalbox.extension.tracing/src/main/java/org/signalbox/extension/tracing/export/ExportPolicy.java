package org.signalbox.extension.tracing.export;

import java.util.HashSet;
import java.util.List;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;

/**
 * What an administrator sets for a switch under {@code org.signalbox.extension.tracing}: who is told of its flows.
 *
 * @param collectors told the same each; of one protocol or both
 */
@Doc("Export of flows and samples.")
public record ExportPolicy(
        @Doc("Who is told.") List<Collector> collectors,
        @Doc("How flows are counted and told.") @Default("{}") IpfixSettings ipfix,
        @Doc("How frames are sampled and counters told.") @Default("{}") SflowSettings sflow) {
    private static final int MAX_COLLECTORS = 8;

    /** @throws IllegalArgumentException for the same collector twice, or more of them than there may be */
    public ExportPolicy {
        collectors = List.copyOf(collectors);
        if (collectors.size() > MAX_COLLECTORS) {
            throw new IllegalArgumentException("found " + collectors.size() + " collectors, expected at most "
                    + MAX_COLLECTORS);
        }
        final HashSet<Collector> known = new HashSet<>();
        for (final Collector each : collectors) {
            if (!known.add(each)) {
                throw new IllegalArgumentException("found the collector " + each.address()
                        + " twice, expected each collector once");
            }
        }
    }

    /** Whether anybody is told by this protocol. */
    boolean uses(final ExportProtocol protocol) {
        return collectors.stream().anyMatch(each -> each.protocol() == protocol);
    }
}
