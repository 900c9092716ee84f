package org.signalbox.attachment.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** A guest's addresses, ARP, and how its packets become frames. It knows no router, its own networks only. */
final class Network {
    private static final int ARP_REQUEST = 1;
    private static final int ARP_REPLY = 2;
    private static final MacAddress NOBODY = new MacAddress(0);

    private final MacAddress mac;
    private final Outbox outbox;
    private final Neighbors neighbors;
    private final FrameBuilder builder = new FrameBuilder();
    private final List<InterfaceAddress> addresses = new ArrayList<>();

    Network(final MacAddress mac, final Outbox outbox, final LongSupplier clock) {
        this.mac = mac;
        this.outbox = outbox;
        this.neighbors = new Neighbors(clock, outbox, this::ask);
    }

    MacAddress mac() {
        return mac;
    }

    Neighbors neighbors() {
        return neighbors;
    }

    List<InterfaceAddress> addresses() {
        return addresses;
    }

    /** Takes an address, and says so to everybody (RFC 5227 section 2.3). */
    void add(final InterfaceAddress address) {
        addresses.add(address);
        outbox.add(ethernet(MacAddress.BROADCAST, address.vlan())
                .arp(ARP_REQUEST, mac, address.address(), NOBODY, address.address()).build());
    }

    void remove(final InterfaceAddress address) {
        addresses.remove(address);
    }

    /** The own address in a VLAN that is this one. */
    Optional<InterfaceAddress> own(final int vlan, final IpAddress address) {
        return addresses.stream().filter(own -> own.vlan() == vlan && own.address().equals(address)).findFirst();
    }

    /** The own address to talk from to another one. */
    Optional<InterfaceAddress> toward(final IpAddress other) {
        return addresses.stream().filter(own -> own.reaches(other) && !own.address().equals(other)).findFirst();
    }

    /** Takes an ARP packet. */
    void arp(final int vlan, final int operation, final MacAddress senderMac, final IpAddress sender,
            final IpAddress target) {
        if (senderMac.isMulticast() || senderMac.equals(mac) || sender.isMulticast() || sender.v4() == 0) {
            return;
        }
        final boolean forUs = own(vlan, target).isPresent();
        neighbors.heard(vlan, sender.v4(), senderMac, forUs);
        if (forUs && operation == ARP_REQUEST) {
            outbox.add(ethernet(senderMac, vlan).arp(ARP_REPLY, mac, target, senderMac, sender).build());
        }
    }

    private void ask(final int vlan, final int address) {
        final IpAddress target = IpAddress.ofV4(address);
        addresses.stream().filter(own -> own.vlan() == vlan && own.reaches(target)).findFirst().ifPresent(own ->
                outbox.add(ethernet(MacAddress.BROADCAST, vlan).arp(ARP_REQUEST, mac, own.address(), NOBODY, target)
                        .build()));
    }

    /** Sends a packet to a neighbour from one of the guest's addresses; to anywhere else it is lost. */
    void send(final IpAddress source, final IpAddress destination, final Consumer<FrameBuilder> transport) {
        for (final InterfaceAddress own : addresses) {
            if (own.address().equals(source) && own.reaches(destination)) {
                neighbors.send(own.vlan(), destination.v4(),
                        packet(NOBODY, own.vlan(), source, destination, transport));
                return;
            }
        }
    }

    /** Sends a packet to a station that is known, as DHCP must. */
    void sendTo(final MacAddress station, final int vlan, final IpAddress source, final IpAddress destination,
            final Consumer<FrameBuilder> transport) {
        outbox.add(packet(station, vlan, source, destination, transport));
    }

    private byte[] packet(final MacAddress station, final int vlan, final IpAddress source,
            final IpAddress destination, final Consumer<FrameBuilder> transport) {
        transport.accept(ethernet(station, vlan).ipv4(source, destination).dontFragment());
        return builder.build();
    }

    private FrameBuilder ethernet(final MacAddress station, final int vlan) {
        builder.ethernet(station, mac);
        return vlan == 0 ? builder : builder.vlan(vlan);
    }
}
