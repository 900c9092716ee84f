package org.signalbox.workbench.counters;

import java.util.Locale;
import org.signalbox.workbench.Figures;

/** What a chart shows. */
enum Metric {
    /** Frames that enter and leave. */
    FRAMES("Frames/s", "frames/s", true),
    /** Their bits. */
    BITS("Bits/s", "b/s", true),
    /** Drops, by reason. */
    DROPS("Drops/s by reason", "drops/s", true),
    /** Frames whose way the switch's flow caches knew or did not. */
    FLOW_CACHE("Flow cache", "frames/s", true),
    /** What an extension costs, as the switch measures it. */
    COST("Cost of extensions", "ns/frame", false);

    private static final int PLAIN = 1000;

    private final String title;
    private final String unit;
    private final boolean counted;

    Metric(String title, String unit, boolean counted) {
        this.title = title;
        this.unit = unit;
        this.counted = counted;
    }

    String title() {
        return title;
    }

    /** Of its values. */
    String unit() {
        return unit;
    }

    /** Whether its values are the growth of a counter a second, rather than what is read. */
    boolean isCounted() {
        return counted;
    }

    /** A value as it is read, without its unit but for bits. */
    String words(double value) {
        return this == BITS ? Figures.bits(value) : Figures.rate(value);
    }

    /** A value beside an axis. */
    String tick(double value) {
        return this == BITS ? Figures.bits(value) : value < PLAIN && value != Math.rint(value)
                ? String.format(Locale.ROOT, "%.1f", value) : Figures.grouped(Math.round(value));
    }
}
