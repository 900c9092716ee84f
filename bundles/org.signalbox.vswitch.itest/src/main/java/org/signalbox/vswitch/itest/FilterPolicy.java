package org.signalbox.vswitch.itest;

import java.util.List;

/**
 * What may pass between the port {@code guest}, which has it as its policy, and the only other port, {@code world}; in
 * the words of a switch and of referees.
 */
interface FilterPolicy {

    /** The policy of the port, in YAML, eight blanks deep. */
    String yaml();

    /** The flows of a bridge with the two ports. */
    List<String> openFlow();

    /** What nft reads. Of devices of the two names, bridged, frames are to go from each to the other. */
    String nftables();
}
