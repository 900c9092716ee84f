package org.signalbox.attachment.lab;

import java.util.List;

import org.signalbox.frame.IpAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * What a built-in guest is and does.
 *
 * @param addresses its own addresses
 * @param dhcp      whether it asks for one more, untagged
 * @param serves    what it answers besides ARP and ping
 * @param pool      what its DHCP service leases
 * @param lease     for how long
 * @param ping      whom it pings
 * @param load      whom it sends traffic to
 */
@Doc("A built-in guest: answers ARP and ping, and what else it is told to.")
public record GuestSettings(
        @Doc("Addresses with their networks: 10.0.0.1/24, or behind a trunk 10.0.0.1/24 vlan 10.")
        List<InterfaceAddress> addresses,
        @Doc("Whether to ask for an address by DHCP.") @Default("false") boolean dhcp,
        @Doc("Services that it offers: echo-udp and echo-tcp on port 7, dhcp.") List<Service> serves,
        @Doc("Addresses that its dhcp service leases, such as 10.0.0.100-10.0.0.199.") List<AddressRange> pool,
        @Doc("How long a lease lasts.") @Default("1h") Interval lease,
        @Doc("Whom it pings.") List<Ping> ping,
        @Doc("Whom it sends traffic to.") List<Load> load) {
    public GuestSettings {
        addresses = List.copyOf(addresses);
        serves = List.copyOf(serves);
        pool = List.copyOf(pool);
        ping = List.copyOf(ping);
        load = List.copyOf(load);
        if (addresses.isEmpty() && !dhcp) {
            throw new IllegalArgumentException(
                    "found a guest without an address, expected 'addresses' or 'dhcp: true'");
        }
        if (serves.contains(Service.DHCP) == pool.isEmpty()) {
            throw new IllegalArgumentException("found a guest with only one of 'serves: [dhcp]' and 'pool', "
                    + "expected both or none");
        }
        for (final AddressRange range : pool) {
            if (addresses.stream().noneMatch(own -> own.reaches(range.first()) && own.reaches(range.last()))) {
                throw new IllegalArgumentException("found the pool \"" + range
                        + "\", expected addresses of a network that the guest is in");
            }
        }
    }

    /** What a guest can offer. */
    public enum Service {
        /** Sends each datagram back. Source: RFC 862. */
        ECHO_UDP,
        /** Sends each byte back. Source: RFC 862. */
        ECHO_TCP,
        /** Leases addresses. Source: RFC 2131. */
        DHCP
    }

    /** A ping that never ends. */
    @Doc("An echo request at regular times.")
    public record Ping(
            @Doc("IPv4 address to ping.") IpAddress to,
            @Doc("Time from one to the next.") @Default("1s") Interval every) {
        public Ping {
            requireV4(to);
        }
    }

    /** Traffic at a steady rate. */
    @Doc("Datagrams, or segments of one connection, at a steady rate.")
    public record Load(
            @Doc("IPv4 address to send to.") IpAddress to,
            @Doc("udp or tcp.") @Default("udp") Protocol protocol,
            @Doc("Port to send to; 7 is the echo service.") @Range(min = 1, max = 65_535) @Default("7") int port,
            @Doc("Frames per second.") @Range(min = 1, max = 100_000) @Default("100") int rate,
            @Doc("Bytes of payload in a frame.") @Range(min = 1, max = 1_400) @Default("64") int size) {
        public Load {
            requireV4(to);
        }

        /** What it is in one clause, such as {@code udp 10.0.0.2:7}. */
        String label() {
            return (protocol == Protocol.UDP ? "udp " : "tcp ") + to + ":" + port;
        }
    }

    /** How load is carried. */
    public enum Protocol {
        UDP, TCP
    }

    private static void requireV4(final IpAddress address) {
        if (address.version() != 4 || address.isMulticast() || address.v4() == 0) {
            throw new IllegalArgumentException("found \"" + address + "\", expected the IPv4 address of a guest");
        }
    }
}
