package org.signalbox.vswitch;

import java.util.List;

/**
 * A switch at one moment; immutable, so that any thread may show it.
 *
 * @param timeNanos when this was read, on the switch's own clock
 * @param spec      what was asked for
 * @param stages    its enabled extensions in the order in which a frame meets them on ingress
 * @param ports     its ports in the order of the spec
 * @param totals    the account of all frames
 * @param drops     all drops of all ports, by reason
 * @param learned   addresses in the forwarding table
 */
public record SwitchStatus(long timeNanos, SwitchSpec spec, List<StageStatus> stages, List<PortStatus> ports,
        FrameTotals totals, List<DropCount> drops, int learned) {
}
