package org.signalbox.attachment.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.DhcpOption;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/**
 * Leases the addresses of its pool to stations of its own networks; no relays, no INFORM. The same station gets the
 * same address while nobody else took it. Source: RFC 2131 section 4.3.
 */
final class DhcpServer {
    private static final long OFFER_NANOS = 60_000_000_000L;
    private static final int BROADCAST_FLAG = 0x8000;
    private static final IpAddress NOBODY = IpAddress.ofV4(0);
    private static final IpAddress EVERYBODY = IpAddress.ofV4(-1);
    private static final MacAddress UNKNOWN = new MacAddress(0);

    private final Network network;
    private final LongSupplier clock;
    private final List<AddressRange> pool;
    private final Interval lease;
    private final Map<IpAddress, Lease> leases = new HashMap<>();

    private record Lease(MacAddress station, long until) {
    }

    DhcpServer(final GuestSettings settings, final Network network, final LongSupplier clock) {
        this.network = network;
        this.clock = clock;
        this.pool = settings.pool();
        this.lease = settings.lease();
    }

    /** Takes a client's message that came in a VLAN. */
    void take(final DhcpMessage message, final int vlan) {
        if (message.operation() != DhcpMessage.BOOT_REQUEST || message.relay().v4() != 0
                || message.hardware().isMulticast()) {
            return;
        }
        network.addresses().stream()
                .filter(own -> own.vlan() == vlan && pool.stream().anyMatch(range -> own.reaches(range.first())))
                .findFirst()
                .ifPresent(own -> take(message, own));
    }

    private void take(final DhcpMessage message, final InterfaceAddress own) {
        switch (message.messageType()) {
            case DhcpMessage.DISCOVER -> offer(message, own);
            case DhcpMessage.REQUEST -> grant(message, own);
            case DhcpMessage.DECLINE -> message.address(DhcpOption.REQUESTED_ADDRESS)
                    .filter(address -> isOffered(address, own) && isFor(message.hardware(), address))
                    .ifPresent(address -> note(address, UNKNOWN, lease.nanos()));
            case DhcpMessage.RELEASE -> leases.computeIfPresent(message.client(),
                    (_, held) -> held.station().equals(message.hardware()) ? null : held);
            default -> {
                // nothing that is served here
            }
        }
    }

    private void offer(final DhcpMessage message, final InterfaceAddress own) {
        addressFor(message, own).ifPresent(address -> {
            if (!isHeld(address)) {
                note(address, message.hardware(), OFFER_NANOS);
            }
            send(message, own, withLease(message.answer(DhcpMessage.OFFER, address, own.address()), own), address);
        });
    }

    private Optional<IpAddress> addressFor(final DhcpMessage message, final InterfaceAddress own) {
        final MacAddress station = message.hardware();
        for (final Map.Entry<IpAddress, Lease> entry : leases.entrySet()) {
            if (entry.getValue().station().equals(station) && isOffered(entry.getKey(), own)
                    && isFor(station, entry.getKey())) {
                return Optional.of(entry.getKey());
            }
        }
        final Optional<IpAddress> asked = message.address(DhcpOption.REQUESTED_ADDRESS)
                .filter(address -> isOffered(address, own) && isFor(station, address));
        return asked.isPresent() ? asked : free(own, station);
    }

    private Optional<IpAddress> free(final InterfaceAddress own, final MacAddress station) {
        for (final AddressRange range : pool) {
            for (long bits = range.first().low(); bits <= range.last().low() && own.reaches(range.first()); bits++) {
                final IpAddress address = IpAddress.ofV4((int) bits);
                if (isOffered(address, own) && isFor(station, address)) {
                    return Optional.of(address);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isOffered(final IpAddress address, final InterfaceAddress own) {
        return own.reaches(address) && !own.isBroadcast(address) && !own.address().equals(address)
                && pool.stream().anyMatch(range -> range.contains(address));
    }

    private boolean isHeld(final IpAddress address) {
        final Lease held = leases.get(address);
        return held != null && held.until() > clock.getAsLong();
    }

    private boolean isFor(final MacAddress station, final IpAddress address) {
        return !isHeld(address) || leases.get(address).station().equals(station);
    }

    private void note(final IpAddress address, final MacAddress station, final long nanos) {
        leases.put(address, new Lease(station, clock.getAsLong() + nanos));
    }

    private void grant(final DhcpMessage message, final InterfaceAddress own) {
        final Optional<IpAddress> chosen = message.address(DhcpOption.SERVER_IDENTIFIER);
        if (chosen.isPresent() && !chosen.get().equals(own.address())) {
            return; // it takes another server's offer
        }
        final IpAddress address = message.address(DhcpOption.REQUESTED_ADDRESS).orElse(message.client());
        if (isOffered(address, own) && isFor(message.hardware(), address)) {
            note(address, message.hardware(), lease.nanos());
            send(message, own, withLease(message.answer(DhcpMessage.ACK, address, own.address()), own), address);
        } else {
            sendTo(MacAddress.BROADCAST, own, message.answer(DhcpMessage.NAK, NOBODY, own.address()), EVERYBODY);
        }
    }

    private DhcpMessage withLease(final DhcpMessage answer, final InterfaceAddress own) {
        return answer.with(DhcpOption.ofInt(DhcpOption.LEASE_TIME, (int) lease.seconds()))
                .with(DhcpOption.ofAddress(DhcpOption.SUBNET_MASK, IpAddress.ofV4(own.mask())));
    }

    /** A station without an address gets the answer at its MAC unless it asked for a broadcast. */
    private void send(final DhcpMessage request, final InterfaceAddress own, final DhcpMessage answer,
            final IpAddress address) {
        final boolean toAll = request.client().v4() == 0 && (request.flags() & BROADCAST_FLAG) != 0;
        sendTo(toAll ? MacAddress.BROADCAST : request.hardware(), own, answer, toAll ? EVERYBODY : address);
    }

    private void sendTo(final MacAddress station, final InterfaceAddress own, final DhcpMessage answer,
            final IpAddress destination) {
        network.sendTo(station, own.vlan(), own.address(), destination,
                frame -> frame.udp(DhcpMessage.SERVER_PORT, DhcpMessage.CLIENT_PORT).dhcp(answer));
    }

    int size() {
        return leases.size();
    }
}
