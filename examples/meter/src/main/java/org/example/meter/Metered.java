package org.example.meter;

import java.util.HashSet;
import java.util.List;

import org.signalbox.frame.IpPrefix;
import org.signalbox.schema.Doc;

/**
 * The policy of a port: what is counted apart there.
 *
 * @param prefixes of remote addresses; the first one that has an address counts it, {@value #MOST} at most
 */
public record Metered(
        @Doc("Prefixes of remote addresses; the first that has an address counts it.") List<IpPrefix> prefixes) {
    static final int MOST = 32;

    /** @throws IllegalArgumentException for too many prefixes, or one that is there twice */
    public Metered {
        prefixes = List.copyOf(prefixes);
        if (prefixes.size() > MOST) {
            throw new IllegalArgumentException("found " + prefixes.size() + " prefixes, expected at most " + MOST);
        }
        if (new HashSet<>(prefixes).size() < prefixes.size()) {
            throw new IllegalArgumentException("found a prefix twice in " + prefixes + ", expected each once");
        }
    }
}
