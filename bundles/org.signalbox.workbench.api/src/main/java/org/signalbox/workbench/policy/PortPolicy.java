package org.signalbox.workbench.policy;

import java.util.List;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.workbench.policy.PolicyOffers.Offer;

/**
 * A policy of one port at one moment; immutable.
 *
 * @param switchName name of the live switch
 * @param port       name of the port
 * @param offer      the policy's keys as they are now, those at their default left out
 * @param counts     how often its rules decided, as far as its extension counts them
 */
public record PortPolicy(String switchName, String port, Offer offer, List<RuleCount> counts) {

    /** Copies the counts. */
    public PortPolicy {
        counts = List.copyOf(counts);
    }

    /** Whether it is of the same port as another one. */
    public boolean isOfSamePort(PortPolicy other) {
        return switchName.equals(other.switchName) && port.equals(other.port);
    }
}
