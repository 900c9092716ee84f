package org.signalbox.extension.tracing.export;

/** How a collector is told. */
public enum ExportProtocol {
    /** Flows, counted frame by frame: RFC 7011. */
    IPFIX,
    /** Sampled frames and the counters of ports: sFlow version 5, sflow.org. */
    SFLOW
}
