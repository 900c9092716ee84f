package org.signalbox.workbench.wizards;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Physical NICs that serve one purpose, and which of their features go with it. Sources, all for Windows Server
 * 2012: Microsoft, "NIC Teaming (LBFO) Deployment and Management" (SR-IOV and RDMA do not go with a team); J.
 * Howard, "Everything you wanted to know about SR-IOV in Hyper-V", parts 1 and 7 (a team does not pass SR-IOV on;
 * what has it goes past the switch); Microsoft, "Remote Direct Memory Access (RDMA) and Switch Embedded Teaming
 * (SET)" (before 2016 no RDMA on a NIC under a switch); J. Savill, "Why you skip the first core when configuring
 * RSS and VMQ" (both want the NIC's queues).
 *
 * @param purpose what it is for, such as {@code storage}
 */
record NicGroup(String purpose, Place place, List<String> nics) {

    /** Where NICs are. */
    enum Place {
        /** The host's own, under no switch. */
        OWN,
        /** The uplink of a switch. */
        SWITCH,
        /** Members of a team that is the uplink of a switch. */
        TEAM
    }

    NicGroup {
        nics = List.copyOf(nics);
    }

    /** The features that are of use here without one excluding another. */
    Set<NicFeature> used(Set<NicFeature> can, boolean policies) {
        final Set<NicFeature> used = EnumSet.noneOf(NicFeature.class);
        used.addAll(can);
        used.removeAll(leftOff(can, policies).keySet());
        return used;
    }

    /** The features that the NICs have and that do not go here, each with the reason. */
    Map<NicFeature, String> leftOff(Set<NicFeature> can, boolean policies) {
        final Map<NicFeature, String> off = new EnumMap<>(NicFeature.class);
        can.forEach(feature -> reason(feature, can, policies).ifPresent(why -> off.put(feature, why)));
        return off;
    }

    private Optional<String> reason(NicFeature feature, Set<NicFeature> can, boolean policies) {
        return Optional.ofNullable(switch (feature) {
            case VMQ -> place == Place.OWN ? "there is no switch above that could use its queues" : null;
            case RSS -> place == Place.OWN ? null : can.contains(NicFeature.VMQ)
                    ? "RSS and VMQ want the same queues of a NIC, and under a switch they are VMQ's"
                    : "a NIC under a switch has no connections of its own to spread";
            case SR_IOV -> switch (place) {
                case OWN -> "no machine is behind it";
                case TEAM -> "a team under a switch does not pass SR-IOV on; teaming in the machine does";
                case SWITCH -> policies
                        ? "what has SR-IOV goes past the switch, and so past port policies and extensions" : null;
            };
            case RDMA -> switch (place) {
                case OWN -> null;
                case TEAM -> "what RDMA moves goes past the team";
                case SWITCH -> "a NIC under a switch cannot do RDMA";
            };
            case DCB -> null;
        });
    }
}
