package org.signalbox.vswitch.engine;

import java.util.BitSet;
import java.util.List;

import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortMirroring;

/**
 * Who mirrors what, by port index. Immutable.
 *
 * @param sources      ports with {@link PortMirroring#SOURCE}
 * @param destinations ports with {@link PortMirroring#DESTINATION}, ascending
 * @param sessions     mirrors to remote analysers, in the order of the spec
 * @param watched      ports at which a delivery matters: sources of any kind, and destinations
 */
record MirrorPlan(BitSet sources, int[] destinations, List<Session> sessions, BitSet watched) {
    /**
     * A mirror to a remote analyser.
     *
     * @param port where ERSPAN leaves, -1 for RSPAN
     */
    record Session(String name, BitSet sources, MirrorSpec.Analyser analyser, int port) {
    }

    /** The plan of a table's ports and their switch's mirrors; null when nothing is mirrored. */
    static MirrorPlan of(final PortTable ports, final List<MirrorSpec> mirrors) {
        final BitSet sources = with(ports, PortMirroring.SOURCE);
        final BitSet destinations = with(ports, PortMirroring.DESTINATION);
        final List<Session> sessions = mirrors.stream().map(mirror -> session(ports, mirror)).toList();
        if (sessions.isEmpty() && (sources.isEmpty() || destinations.isEmpty())) {
            return null;
        }
        final BitSet watched = (BitSet) sources.clone();
        watched.or(destinations);
        sessions.forEach(session -> watched.or(session.sources()));
        return new MirrorPlan(sources, destinations.stream().toArray(), sessions, watched);
    }

    private static BitSet with(final PortTable ports, final PortMirroring part) {
        final BitSet set = new BitSet();
        ports.ports().stream().filter(port -> port.spec().mirroring() == part).forEach(port -> set.set(port.index()));
        return set;
    }

    private static Session session(final PortTable ports, final MirrorSpec mirror) {
        final BitSet sources = new BitSet();
        mirror.sources().forEach(name -> sources.set(ports.port(name).index()));
        final int port = mirror.to() instanceof MirrorSpec.Analyser.Erspan tunnel ? ports.port(tunnel.port()).index()
                : -1;
        return new Session(mirror.name(), sources, mirror.to(), port);
    }
}
