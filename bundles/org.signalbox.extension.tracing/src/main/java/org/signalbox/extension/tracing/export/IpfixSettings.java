package org.signalbox.extension.tracing.export;

import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * How flows are counted and told. Time-outs and the refresh of templates have the ranges and defaults of Cisco's
 * Flexible NetFlow ({@code cache timeout active|inactive}, {@code template data timeout}).
 *
 * @param observationDomain the number under which a collector files what this switch tells; empty: made of the switch's
 *                          name, so that switches of one process differ
 */
public record IpfixSettings(
        @Doc("Seconds after which a flow that goes on is told.") @Range(min = 1, max = 604_800) @Default("1800")
        int activeTimeout,
        @Doc("Seconds without a frame after which a flow is told.") @Range(min = 1, max = 604_800) @Default("15")
        int inactiveTimeout,
        @Doc("Flows that are counted at once, of each worker; rounded up to a power of two. One takes 132 bytes.")
        @Range(min = 1_024, max = 1_048_576) @Default("16384") int cacheEntries,
        @Doc("Seconds after which templates are told again.") @Range(min = 1, max = 86_400) @Default("600")
        int templateRefresh,
        @Doc("Observation domain; without it, made of the switch's name.") @Range(min = 0, max = 4_294_967_295L)
        Optional<Long> observationDomain) {
}
