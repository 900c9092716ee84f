package org.signalbox.extension.tracing.export;

import org.signalbox.schema.Doc;

/** A program that takes what a switch exports. */
public record Collector(
        @Doc("ipfix: flows; sflow: sampled frames and counters of ports.") ExportProtocol protocol,
        @Doc("IP address and UDP port, such as 10.0.0.9:4739 (IPFIX) or 10.0.0.9:6343 (sFlow).")
        CollectorAddress address) {
}
