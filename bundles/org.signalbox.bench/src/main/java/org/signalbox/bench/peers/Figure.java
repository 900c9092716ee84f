package org.signalbox.bench.peers;

/** What is measured of a switch. */
enum Figure {
    RATE("rate", "kframes/s", "small frames delivered", true),
    CPU("cpu", "ns/frame", "CPU per delivered small frame", false),
    GUARDED_RATE("guardedRate", "kframes/s", "small frames delivered, VLANs and 100-entry access list", true),
    GUARDED_CPU("guardedCpu", "ns/frame", "CPU per delivered small frame, VLANs and 100-entry access list", false),
    TCP("tcp", "Gbit/s", "TCP without offload", true),
    TCP_OFFLOAD("tcpOffload", "Gbit/s", "TCP with offload", true),
    RTT_P50("rttP50", "µs", "round trip, median", false),
    RTT_P99("rttP99", "µs", "round trip, 99th percentile", false);

    private final String key;
    private final String unit;
    private final String meaning;
    private final boolean moreIsBetter;

    Figure(final String key, final String unit, final String meaning, final boolean moreIsBetter) {
        this.key = key;
        this.unit = unit;
        this.meaning = meaning;
        this.moreIsBetter = moreIsBetter;
    }

    /** Its name in JSON. */
    String key() {
        return key;
    }

    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }

    boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** A value with about three digits. */
    String text(final double value) {
        return value < 10 ? String.format("%.2f", value) : value < 100 ? String.format("%.1f", value)
                : String.format("%,.0f", value);
    }
}
