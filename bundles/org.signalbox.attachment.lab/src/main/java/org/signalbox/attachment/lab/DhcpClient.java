package org.signalbox.attachment.lab;

import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;

import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.DhcpOption;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/**
 * Gets the guest an address and keeps it: discover, request, renew at half of the lease, rebind at seven eighths. It
 * asks again after one second and then ever more seldom up to 64, sooner than a machine on a large network would.
 * Source: RFC 2131 section 4.4.
 */
final class DhcpClient implements Timed {
    private static final int RENEWAL_TIME = 58;
    private static final int REBINDING_TIME = 59;
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_RETRY = 64 * SECOND;
    private static final int REQUESTS = 4;
    private static final long SHORTEST_LEASE = 10;
    private static final long LONGEST_LEASE = 0xFFFF_FFFFL;
    private static final int NETWORK_IF_NOT_TOLD = 24;
    private static final IpAddress NOBODY = IpAddress.ofV4(0);
    private static final IpAddress EVERYBODY = IpAddress.ofV4(-1);

    private enum State {
        SELECTING, REQUESTING, BOUND, RENEWING, REBINDING
    }

    private final Network network;
    private final LongSupplier clock;
    private final Random random;
    private State state;
    private int transaction;
    private int tries;
    private long next = Long.MIN_VALUE;
    private IpAddress server;
    private IpAddress wanted;
    private InterfaceAddress lease;
    private long rebindAt;
    private long expiresAt;

    DhcpClient(final Network network, final LongSupplier clock, final Random random) {
        this.network = network;
        this.clock = clock;
        this.random = random;
    }

    boolean hasAddress() {
        return lease != null;
    }

    @Override
    public long nextNanos() {
        return next;
    }

    @Override
    public void tick() {
        final long now = clock.getAsLong();
        if (lease != null && now >= expiresAt) {
            release();
        }
        if (lease == null) {
            if (state == State.REQUESTING && tries < REQUESTS) {
                request();
            } else if (state == State.SELECTING) {
                discover();
            } else {
                restart();
            }
        } else if (now >= rebindAt) {
            renew(State.REBINDING, expiresAt);
        } else {
            renew(State.RENEWING, rebindAt);
        }
    }

    private void release() {
        network.remove(lease);
        lease = null;
        state = null;
    }

    private void restart() {
        state = State.SELECTING;
        tries = 0;
        transaction = random.nextInt();
        discover();
    }

    private void discover() {
        retryLater();
        broadcast(DhcpMessage.fromClient(DhcpMessage.DISCOVER, transaction, network.mac()));
    }

    private void request() {
        retryLater();
        broadcast(DhcpMessage.fromClient(DhcpMessage.REQUEST, transaction, network.mac())
                .with(DhcpOption.ofAddress(DhcpOption.REQUESTED_ADDRESS, wanted))
                .with(DhcpOption.ofAddress(DhcpOption.SERVER_IDENTIFIER, server)));
    }

    private void retryLater() {
        next = clock.getAsLong() + Math.min(SECOND << Math.min(tries, 6), LONGEST_RETRY);
        tries++;
    }

    /** Asks to keep the address: its own server, later any; again after half of the time left until the deadline. */
    private void renew(final State how, final long deadline) {
        if (state != how) {
            state = how;
            transaction = random.nextInt();
        }
        final long now = clock.getAsLong();
        next = Math.min(deadline, now + Math.max((deadline - now) / 2, SECOND));
        final DhcpMessage fresh = DhcpMessage.fromClient(DhcpMessage.REQUEST, transaction, network.mac());
        final DhcpMessage message = new DhcpMessage(fresh.operation(), 0, transaction, 0, 0, lease.address(), NOBODY,
                NOBODY, NOBODY, network.mac(), fresh.options());
        if (how == State.RENEWING && lease.reaches(server)) {
            network.send(lease.address(), server,
                    frame -> frame.udp(DhcpMessage.CLIENT_PORT, DhcpMessage.SERVER_PORT).dhcp(message));
        } else {
            network.sendTo(MacAddress.BROADCAST, 0, lease.address(), EVERYBODY,
                    frame -> frame.udp(DhcpMessage.CLIENT_PORT, DhcpMessage.SERVER_PORT).dhcp(message));
        }
    }

    private void broadcast(final DhcpMessage message) {
        network.sendTo(MacAddress.BROADCAST, 0, NOBODY, EVERYBODY,
                frame -> frame.udp(DhcpMessage.CLIENT_PORT, DhcpMessage.SERVER_PORT).dhcp(message));
    }

    /** Takes a server's message. */
    void take(final DhcpMessage message) {
        if (message.operation() != DhcpMessage.BOOT_REPLY || message.transaction() != transaction
                || !message.hardware().equals(network.mac())) {
            return;
        }
        final int type = message.messageType();
        if (type == DhcpMessage.OFFER && state == State.SELECTING) {
            takeOffer(message);
        } else if (state == State.REQUESTING || state == State.RENEWING || state == State.REBINDING) {
            if (type == DhcpMessage.ACK) {
                takeLease(message);
            } else if (type == DhcpMessage.NAK) {
                if (lease != null) {
                    release();
                }
                state = null;
                next = clock.getAsLong() + SECOND;
            }
        }
    }

    private void takeOffer(final DhcpMessage offer) {
        final Optional<IpAddress> from = offer.address(DhcpOption.SERVER_IDENTIFIER);
        if (from.isPresent() && isUsable(offer.your())) {
            server = from.get();
            wanted = offer.your();
            state = State.REQUESTING;
            tries = 0;
            request();
        }
    }

    private static boolean isUsable(final IpAddress address) {
        return address.v4() != 0 && !address.isMulticast() && address.v4() != -1;
    }

    private void takeLease(final DhcpMessage message) {
        if (!isUsable(message.your())) {
            return;
        }
        final InterfaceAddress given = new InterfaceAddress(message.your(), prefix(message), 0);
        if (!given.equals(lease)) {
            if (lease != null) {
                release();
            }
            lease = given;
            network.add(given);
        }
        server = message.address(DhcpOption.SERVER_IDENTIFIER).orElse(server);
        final long now = clock.getAsLong();
        final long seconds = Math.max(SHORTEST_LEASE, seconds(message, DhcpOption.LEASE_TIME, LONGEST_LEASE));
        expiresAt = now + seconds * SECOND;
        rebindAt = now + Math.min(seconds, seconds(message, REBINDING_TIME, seconds * 7 / 8)) * SECOND;
        next = Math.min(rebindAt, now + seconds(message, RENEWAL_TIME, seconds / 2) * SECOND);
        state = State.BOUND;
    }

    private static long seconds(final DhcpMessage message, final int option, final long otherwise) {
        final long told = message.option(option).map(DhcpOption::asInt).orElse(-1L);
        return told < 1 ? otherwise : told;
    }

    private static int prefix(final DhcpMessage message) {
        final int mask = message.address(DhcpOption.SUBNET_MASK).map(IpAddress::v4).orElse(0);
        final int ones = Integer.numberOfLeadingZeros(~mask);
        return ones == 0 || Integer.bitCount(mask) != ones ? NETWORK_IF_NOT_TOLD : ones;
    }
}
