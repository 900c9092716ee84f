package org.signalbox.workbench.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.workbench.Cmdlet;
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

    /** The command that changes keys of the policy, or adds it with them where there is none; others stay. */
    public Cmdlet change(Map<String, Object> keys) {
        return new PolicyOffers(switchName, Optional.of(port), List.of())
                .cmdlet(offer.current().isPresent() ? "Set" : "Add", offer.extension()).with("Policy", keys);
    }

    /** Whether it is of the same port as another one. */
    public boolean isOfSamePort(PortPolicy other) {
        return switchName.equals(other.switchName) && port.equals(other.port);
    }
}
