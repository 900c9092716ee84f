package org.signalbox.workbench.wizards;

import java.util.List;
import org.signalbox.workbench.wizards.NicGroup.Place;

/** Ways to lay out the network of a host of virtual machines. */
enum HostDesign {
    FOUR_NICS("Four NICs, physically isolated", 4, 1,
            "Each kind of traffic has a NIC of its own; nothing is shared, nothing survives the loss of its NIC."),
    TWO_NICS("Two NICs, host and machines apart", 2, 1,
            "One NIC for all that is the host's, one under the switch of the machines."),
    CONVERGED("One converged 10 GbE NIC", 1, 10,
            "All traffic shares one NIC; the host's NICs are ports of the switch, each in a VLAN of its own."),
    TEAMED("Two teamed 10 GbE NICs with quality of service", 2, 10,
            "As converged, on a team that survives the loss of a NIC; the host's priorities are kept."),
    STORAGE_PAIR("Storage on a pair of its own", 4, 10,
            "Two teamed NICs under the switch, and two that are not teamed for storage alone.");

    final String label;
    /** How many NICs it takes, no more and no less. */
    final int nics;
    /** The least speed of each, in Gb/s. */
    final int gigabits;
    final String meaning;

    HostDesign(String label, int nics, int gigabits, String meaning) {
        this.label = label;
        this.nics = nics;
        this.gigabits = gigabits;
        this.meaning = meaning;
    }

    boolean isTeamed() {
        return this == TEAMED || this == STORAGE_PAIR;
    }

    /** Whether ports of the switch are NICs of the host. */
    boolean isConverged() {
        return this == CONVERGED || isTeamed();
    }

    boolean hasStoragePort() {
        return this == CONVERGED || this == TEAMED;
    }

    /** What each NIC is for. @param names as many as the design takes */
    List<NicGroup> groups(List<String> names) {
        return switch (this) {
            case FOUR_NICS -> List.of(own("management", names, 0, 1), own("cluster and live migration", names, 1, 2),
                    own("storage", names, 2, 3), new NicGroup("machines", Place.SWITCH, names.subList(3, 4)));
            case TWO_NICS -> List.of(own("the host", names, 0, 1),
                    new NicGroup("machines", Place.SWITCH, names.subList(1, 2)));
            case CONVERGED -> List.of(new NicGroup("all traffic", Place.SWITCH, names));
            case TEAMED -> List.of(new NicGroup("all traffic", Place.TEAM, names));
            case STORAGE_PAIR -> List.of(new NicGroup("all but storage", Place.TEAM, names.subList(0, 2)),
                    own("storage", names, 2, 4));
        };
    }

    private static NicGroup own(String purpose, List<String> names, int from, int to) {
        return new NicGroup(purpose, Place.OWN, names.subList(from, to));
    }
}
