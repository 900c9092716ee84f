package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.signalbox.frame.ChecksumState;
import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameView;
import org.signalbox.frame.IcmpType;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.VlanTag;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * A machine behind a port. What it receives it answers within the call, into a queue that the switch fetches from; what
 * it does of its own accord it does when it is polled. Nothing that a frame says makes it throw or grow without bound.
 */
final class Guest implements Attachment {
    /** Where echo is served. Source: RFC 862. */
    static final int ECHO_PORT = 7;

    // an Ethernet header, a tag and 1500 bytes: longer ones a NIC would not take
    private static final int LONGEST_FRAME = 14 + 4 + 1500;
    private static final int FIRST_LOAD_PORT = 40_000;
    private static final long STATUS_NANOS = 1_000_000_000L;
    private static final IpAddress EVERYBODY = IpAddress.ofV4(-1);

    private final AttachmentContext context;
    private final Outbox outbox = new Outbox();
    private final Network network;
    private final Tcp tcp;
    private final Udp udp;
    private final DhcpClient dhcpClient;
    private final DhcpServer dhcpServer;
    private final List<PingActivity> pings = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();
    private final List<Timed> timed = new ArrayList<>();
    private long nowNanos;
    private long next = Long.MIN_VALUE;
    private long statusAt = Long.MIN_VALUE;
    private String status = "";

    Guest(final GuestSettings settings, final AttachmentContext context) {
        this.context = context;
        final MacAddress mac = context.mac().orElseGet(() -> ownMac(context.switchName() + "/" + context.portName()));
        // a guest that has the same address acts the same, whenever it is made
        final Random random = new Random(mac.value());
        network = new Network(mac, outbox, this::now);
        tcp = new Tcp(network, this::now, random);
        udp = new Udp(network, this::now, settings.serves().contains(GuestSettings.Service.ECHO_UDP));
        dhcpClient = settings.dhcp() ? new DhcpClient(network, this::now, random) : null;
        dhcpServer = settings.serves().contains(GuestSettings.Service.DHCP)
                ? new DhcpServer(settings, network, this::now) : null;
        if (settings.serves().contains(GuestSettings.Service.ECHO_TCP)) {
            tcp.listen(ECHO_PORT, EchoSession::new);
        }
        for (final GuestSettings.Ping ping : settings.ping()) {
            pings.add(new PingActivity(ping, network, this::now, random));
        }
        activities.addAll(pings);
        for (final GuestSettings.Load load : settings.load()) {
            activities.add(activity(load));
        }
        timed.add(network.neighbors());
        timed.add(tcp);
        if (dhcpClient != null) {
            timed.add(dhcpClient);
        }
        timed.addAll(activities);
        settings.addresses().forEach(network::add);
        context.wake();
    }

    private Activity activity(final GuestSettings.Load load) {
        if (load.protocol() == GuestSettings.Protocol.TCP) {
            return new TcpLoad(load, network, tcp, this::now);
        }
        final UdpLoad datagrams = new UdpLoad(load, network, this::now, FIRST_LOAD_PORT + activities.size());
        udp.add(datagrams);
        return datagrams;
    }

    /** A locally administered address that a port of this name always has. */
    private static MacAddress ownMac(final String name) {
        return new MacAddress(0x021A_0000_0000L | name.hashCode() & 0xFFFF_FFFFL);
    }

    private long now() {
        return nowNanos;
    }

    @Override
    public void receive(final ReceiveBuffer buffer, final long now) {
        if (now < next && outbox.isEmpty()) {
            return;
        }
        nowNanos = now;
        if (now >= statusAt) {
            report(now);
        }
        for (final Timed each : timed) {
            if (each.nextNanos() <= now) {
                each.tick();
            }
        }
        outbox.drainTo(buffer);
        plan();
    }

    private void plan() {
        next = outbox.isEmpty() ? statusAt : nowNanos;
        for (final Timed each : timed) {
            next = Math.min(next, each.nextNanos());
        }
    }

    @Override
    public long nextPollNanos() {
        return next;
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
            final long now) {
        nowNanos = now;
        if (length == wireLength && length <= LONGEST_FRAME) {
            take(new FrameView(memory, offset, length), memory, offset);
            plan();
        }
        return true;
    }

    private void take(final FrameView frame, final MemorySegment memory, final long offset) {
        final boolean toUs = frame.destination().filter(network.mac()::equals).isPresent();
        final boolean toAll = frame.destination().filter(MacAddress::isBroadcast).isPresent();
        if (!toUs && !toAll || frame.tagCount() > 1) {
            return;
        }
        final int vlan = frame.tag(0).map(VlanTag::id).orElse(0);
        if (frame.etherType() == EtherType.ARP) {
            takeArp(frame, vlan);
        } else if (frame.ipVersion() == 4 && isSound(frame)) {
            final IpAddress destination = frame.ipDestination().orElseThrow();
            take(new Packet(frame, memory, offset, vlan, frame.ipSource().orElseThrow(), destination,
                    toUs && network.own(vlan, destination).isPresent()));
        }
    }

    private void takeArp(final FrameView frame, final int vlan) {
        if (frame.arpSender().isPresent() && frame.arpTarget().isPresent() && frame.arpSenderMac().isPresent()) {
            network.arp(vlan, frame.arpOperation(), frame.arpSenderMac().get(), frame.arpSender().get(),
                    frame.arpTarget().get());
        }
    }

    private static boolean isSound(final FrameView frame) {
        final ChecksumState transport = frame.transportChecksum();
        return frame.flags() == 0 && !frame.isFragment() && frame.transportOffset() >= 0
                && frame.ipChecksum() == ChecksumState.GOOD
                && (transport == ChecksumState.GOOD || transport == ChecksumState.ABSENT);
    }

    private void take(final Packet packet) {
        if (packet.frame().ipProtocol() == IpProtocol.UDP && takeDhcp(packet)) {
            return;
        }
        if (packet.source().isMulticast() || packet.source().v4() == 0 || packet.source().equals(EVERYBODY)) {
            return;
        }
        switch (packet.frame().ipProtocol()) {
            case IpProtocol.ICMP -> takeIcmp(packet);
            case IpProtocol.UDP -> udp.take(packet);
            case IpProtocol.TCP -> tcp.take(packet);
            default -> {
                // a protocol that this guest does not speak
            }
        }
    }

    /** Whether a packet is DHCP's, which has its own idea of addresses. */
    private boolean takeDhcp(final Packet packet) {
        final int port = packet.frame().destinationPort();
        if (port == DhcpMessage.CLIENT_PORT && dhcpClient != null && packet.vlan() == 0) {
            packet.frame().dhcp().ifPresent(dhcpClient::take);
            return true;
        }
        if (port == DhcpMessage.SERVER_PORT && dhcpServer != null) {
            packet.frame().dhcp().ifPresent(message -> dhcpServer.take(message, packet.vlan()));
            return true;
        }
        return port == DhcpMessage.CLIENT_PORT || port == DhcpMessage.SERVER_PORT;
    }

    private void takeIcmp(final Packet packet) {
        final FrameView frame = packet.frame();
        if (packet.toUs() && frame.echoSequence() >= 0) {
            if (frame.icmpType() == IcmpType.ECHO_REQUEST) {
                network.send(packet.destination(), packet.source(),
                        answer -> answer.echo(false, frame.echoIdentifier(), frame.echoSequence())
                                .payload(packet.memory(), packet.payload(), packet.payloadLength()));
            } else {
                pings.forEach(ping -> ping.answer(packet));
            }
        }
    }

    private void report(final long now) {
        final double seconds = statusAt == Long.MIN_VALUE ? 1 : (now - statusAt + STATUS_NANOS) / 1e9;
        statusAt = now + STATUS_NANOS;
        final String addresses = network.addresses().isEmpty() ? "asks for an address by DHCP"
                : network.addresses().stream().map(own -> own.address().toString()).collect(Collectors.joining(", "));
        final String text = Stream.concat(Stream.of(addresses), activities.stream().map(a -> a.report(seconds)))
                .collect(Collectors.joining(", "));
        if (!text.equals(status)) {
            status = text;
            context.status(LinkState.UP, text);
        }
    }

    /** What it holds that frames could make grow. */
    int held() {
        return network.neighbors().size() + tcp.size() + (dhcpServer == null ? 0 : dhcpServer.size());
    }

    List<PingActivity> pings() {
        return pings;
    }

    Network network() {
        return network;
    }

    Tcp tcp() {
        return tcp;
    }

    @Override
    public void close() {
        // holds nothing that outlives it
    }
}
