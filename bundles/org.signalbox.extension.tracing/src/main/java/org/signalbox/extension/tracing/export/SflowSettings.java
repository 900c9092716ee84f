package org.signalbox.extension.tracing.export;

import java.util.Optional;

import org.signalbox.frame.IpAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * How frames are sampled and counters told. Defaults are those of InMon's reference agent, which Open vSwitch has, too.
 *
 * @param agent the address by which a collector knows this switch; empty: the one that it sends from
 */
public record SflowSettings(
        @Doc("One frame in so many is sampled, at random; 1: every one.") @Range(min = 1, max = 16_777_215)
        @Default("400") int samplingRate,
        @Doc("Bytes of a sampled frame that are told.") @Range(min = 14, max = 512) @Default("128") int headerBytes,
        @Doc("Seconds between two counters of a port; 0: none.") @Range(min = 0, max = 86_400) @Default("30")
        int pollingInterval,
        @Doc("Address of the agent; without it, the one that is sent from.") Optional<IpAddress> agent) {
}
