package org.signalbox.extension.filtering;

import java.util.Locale;
import java.util.Optional;

import org.signalbox.schema.Doc;

/**
 * One entry of an access list. It names exactly one side: the machine's own ({@code local}) or the other's
 * ({@code remote}). Source: Microsoft, {@code Add-VMNetworkAdapterAcl}.
 *
 * @param action what becomes of frames that match
 * @param direction which frames are looked at, as the machine sees it
 * @param local the machine's own address
 * @param remote the address at the other end
 */
public record AclEntry(
        @Doc("What becomes of frames that match: allow, deny, or meter, which only counts.") Action action,
        @Doc("inbound: to the machine; outbound: from it; both makes an entry of each.") Direction direction,
        @Doc("The machine's own address: an IP prefix or a MAC address.") Optional<Peer> local,
        @Doc("The other end's address: an IP prefix or a MAC address.") Optional<Peer> remote) {

    /** What becomes of frames that an entry matches. */
    public enum Action {
        ALLOW,
        DENY,
        /** They are counted, whatever other entries decide. */
        METER
    }

    /** Which frames an entry looks at. */
    public enum Direction {
        /** Towards the machine. */
        INBOUND,
        /** From the machine. */
        OUTBOUND,
        /** Two entries in one. */
        BOTH;

        /** Whether an entry for this direction is one for {@code other}, too. */
        boolean covers(final Direction other) {
            return this == BOTH || this == other;
        }

        /** As it is written. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException unless exactly one side is named, by IP where it is metered */
    public AclEntry {
        if (local.isPresent() == remote.isPresent()) {
            throw new IllegalArgumentException("found "
                    + (local.isPresent() ? "both 'local' and" : "neither 'local' nor")
                    + " 'remote', expected one of them");
        }
        if (action == Action.METER && remote.or(() -> local).get() instanceof Peer.Station station) {
            throw new IllegalArgumentException("found a meter by the MAC address " + station
                    + ", expected an IP prefix");
        }
    }

    /** The address that decides, whichever side it is on. */
    Peer peer() {
        return remote.or(() -> local).orElseThrow();
    }

    /** Whether the address that decides is the frame's source, for frames of one direction. */
    boolean isSource(final Direction frames) {
        return remote.isPresent() == (frames == Direction.INBOUND);
    }

    /** The entry in words, seen from one direction: {@code deny inbound remote 10.0.0.0/8}. */
    String text(final Direction frames) {
        return action.name().toLowerCase(Locale.ROOT) + " " + frames.word() + " "
                + (remote.isPresent() ? "remote " : "local ") + peer();
    }
}
