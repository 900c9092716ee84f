package org.signalbox.vswitch.engine.model;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchSpec;

/** Behind which port a station is. */
final class Addresses {
    private static final long SECOND = 1_000_000_000L;

    private final SwitchSpec spec;
    private final long ageingNanos;
    private final int places;
    private final Map<Station, Integer> fixed = new HashMap<>();
    private final Map<Station, Seen> learned = new HashMap<>();
    private boolean hasSearched;
    private long searchedNanos;

    /** An address in the VLAN under which it is learned. */
    private record Station(int table, long mac) {
    }

    /** Where and when a station last sent. */
    private record Seen(int port, long timeNanos) {
    }

    Addresses(final SwitchSpec spec, final Vlans vlans) {
        this.spec = spec;
        ageingNanos = spec.forwardingTable().ageing() * SECOND;
        int power = 1;
        while (power < spec.forwardingTable().limit()) {
            power *= 2;
        }
        places = power;
        for (int port = 0; port < spec.ports().size(); port++) {
            final PortSpec at = spec.ports().get(port);
            for (final StaticAddress address : at.staticAddresses()) {
                final int vlan = address.vlan().orElse(Vlans.ofUntagged(at.vlan()));
                fixed.put(new Station(vlans.table(vlan), address.mac().value()), port);
            }
        }
    }

    /** The port behind which a station is, if it is known and not forgotten. */
    OptionalInt find(final int table, final long mac, final long now) {
        final Station station = new Station(table, mac);
        if (fixed.containsKey(station)) {
            return OptionalInt.of(fixed.get(station));
        }
        final Seen seen = learned.get(station);
        return seen == null || isForgotten(seen, now) ? OptionalInt.empty() : OptionalInt.of(seen.port);
    }

    void learn(final int table, final long mac, final int port, final long now) {
        final Station station = new Station(table, mac);
        if (fixed.containsKey(station)) {
            return;
        }
        final Seen before = learned.get(station);
        final boolean refreshed = before != null && before.port == port && !isForgotten(before, now);
        if (!refreshed && isFull(port, now)) {
            return;
        }
        if (before == null && !hasPlace(now)) {
            return;
        }
        learned.put(station, new Seen(port, now));
    }

    /** Whether the port has as many addresses as it may. */
    private boolean isFull(final int port, final long now) {
        final int limit = spec.ports().get(port).limits().learned();
        return limit > 0 && learned.values().stream()
                .filter(seen -> seen.port == port && !isForgotten(seen, now)).count() >= limit;
    }

    /** Whether the table has a place, if need be one of a forgotten address; those are looked for once a second. */
    private boolean hasPlace(final long now) {
        if (isWholeTableFull() && (!hasSearched || now - searchedNanos >= SECOND)) {
            hasSearched = true;
            searchedNanos = now;
            learned.values().removeIf(seen -> isForgotten(seen, now));
        }
        return !isWholeTableFull();
    }

    private boolean isWholeTableFull() {
        return fixed.size() + learned.size() >= places;
    }

    private boolean isForgotten(final Seen seen, final long now) {
        return now - seen.timeNanos >= ageingNanos;
    }
}
