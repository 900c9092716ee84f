package org.example.protocolfilter;

import java.util.List;

import org.signalbox.schema.Doc;
import org.signalbox.vswitch.extension.PolicyVersion;

/**
 * The policy of a port: what its station may not send. Version 1 was a list {@code etherTypes} of numbers alone.
 *
 * @param deny in any order
 */
@PolicyVersion(2)
public record PortRules(@Doc("What the port's station may not send.") List<Denied> deny) {
    /** Copies the list. */
    public PortRules {
        deny = List.copyOf(deny);
    }
}
