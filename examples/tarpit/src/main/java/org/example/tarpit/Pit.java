package org.example.tarpit;

import java.util.List;

import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * The policy of a port: what its stations cannot reach and are kept busy with.
 *
 * @param tcpPorts destination ports of TCP
 */
public record Pit(@Doc("TCP ports that are answered by the tarpit.") @Range(min = 1, max = 65_535)
        List<Integer> tcpPorts) {
    /** Copies the list. */
    public Pit {
        tcpPorts = List.copyOf(tcpPorts);
    }
}
