package org.signalbox.extension.tracing.packet;

import java.lang.foreign.ValueLayout;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureReader;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IcmpType;
import org.signalbox.frame.Icmpv6Type;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.PortSpec;

/** Makes the frames that parameters describe, or finds them in a capture. */
final class PacketSource {
    private static final int SHORTEST = 60;
    private static final int FIRST_DYNAMIC_PORT = 49152;
    private static final int USUAL_TTL = 64;
    private static final int WINDOW = 65535;
    private static final int PRIORITY_SHIFT = 13;
    private static final int MOST_PRIORITY = 7;
    private static final MacAddress NOBODY = new MacAddress(0);
    private static final Map<String, Integer> TYPES =
            Map.of("ipv4", EtherType.IPV4, "ipv6", EtherType.IPV6, "arp", EtherType.ARP);
    private static final Map<String, Integer> PROTOCOLS = Map.of("tcp", IpProtocol.TCP, "udp", IpProtocol.UDP, "icmp",
            IpProtocol.ICMP, "icmpv6", IpProtocol.ICMPV6, "sctp", IpProtocol.SCTP, "igmp", IpProtocol.IGMP, "gre",
            IpProtocol.GRE);

    private final PacketParameters given;
    private final LiveSwitchView view;
    private final PortSpec from;
    private final Optional<PortSpec> to;

    /** @throws RefusedException with one sentence, when a port is not there */
    PacketSource(PacketParameters given, LiveSwitchView view) throws RefusedException {
        this.given = given;
        this.view = view;
        this.from = view.port(given.vmNetworkAdapterName());
        this.to = given.to().isPresent() ? Optional.of(view.port(given.to().get())) : Optional.empty();
    }

    /** Where frames enter. */
    PortSpec from() {
        return from;
    }

    /** What they are for. */
    Optional<PortSpec> to() {
        return to;
    }

    /**
     * The frames in their order.
     *
     * @param port      index of the port where they enter
     * @param timeNanos when the first does; others follow as far apart as in the capture
     * @throws RefusedException with one sentence
     */
    List<TracedFrame> frames(int port, long timeNanos) throws RefusedException {
        if (given.path().isPresent()) {
            refuseBoth();
            return captured(port, timeNanos, given.frame().orElse(new FrameRange(1, 1)));
        }
        if (given.frame().isPresent()) {
            throw new RefusedException("found -Frame without -Path, expected a capture that the frame is in");
        }
        final byte[] frame = described();
        return List.of(new TracedFrame(port, timeNanos, frame, frame.length));
    }

    private void refuseBoth() throws RefusedException {
        if (Stream.of(given.sourceMac(), given.destinationMac(), given.vlan(), given.priority(), given.etherType(),
                given.sourceAddress(), given.destinationAddress(), given.protocol(), given.sourcePort(),
                given.destinationPort(), given.icmpType(), given.ttl(), given.length()).anyMatch(Optional::isPresent)
                || !given.tcpFlags().isEmpty()) {
            throw new RefusedException("found -Path and fields of a frame, expected one of them");
        }
    }

    private List<TracedFrame> captured(int port, long timeNanos, FrameRange range) throws RefusedException {
        final String path = given.path().orElseThrow();
        final List<TracedFrame> frames = new ArrayList<>();
        int number = 0;
        long first = 0;
        long latest = timeNanos;
        try (CaptureReader reader = CaptureReader.open(Path.of(path))) {
            while (number < range.last() && reader.next()) {
                number++;
                if (number >= range.first()) {
                    first = number == range.first() ? reader.timeNanos() : first;
                    // the clock of a switch does not go back
                    latest = Math.max(latest, timeNanos + (reader.timeNanos() - first));
                    frames.add(new TracedFrame(port, latest, reader.memory().asSlice(reader.offset(),
                            reader.length()).toArray(ValueLayout.JAVA_BYTE), reader.wireLength()));
                }
            }
        } catch (CaptureException fault) {
            throw new RefusedException(path + ": found a capture that cannot be used (" + fault.getMessage()
                    + "), expected one of Ethernet frames", fault);
        } catch (InvalidPathException nonsense) {
            throw new RefusedException("found " + SchemaException.describe(path) + ", expected the path of a file",
                    nonsense);
        }
        if (number < range.last()) {
            throw new RefusedException(path + ": found " + number + (number == 1 ? " frame" : " frames")
                    + ", expected frame " + range.last() + " to be there");
        }
        return frames;
    }

    private byte[] described() throws RefusedException {
        final int type = etherType();
        final FrameBuilder frame = new FrameBuilder().ethernet(destinationMac(type), sourceMac());
        if (given.priority().filter(priority -> priority < 0 || priority > MOST_PRIORITY).isPresent()) {
            throw new RefusedException("-Priority: found " + given.priority().get() + ", expected 0 to " + MOST_PRIORITY);
        }
        if (given.vlan().isPresent() || given.priority().isPresent()) {
            frame.tag(EtherType.VLAN, given.priority().orElse(0) << PRIORITY_SHIFT | given.vlan().orElse(0));
        }
        try {
            switch (type) {
                case EtherType.IPV4 -> packet(frame.ipv4(sender(4), receiver(4)), false);
                case EtherType.IPV6 -> packet(frame.ipv6(sender(6), receiver(6)), true);
                case EtherType.ARP -> frame.arp(1, sourceMac(), sender(4), NOBODY, receiver(4));
                default -> frame.etherType(type);
            }
        } catch (IllegalArgumentException refused) {
            throw new RefusedException("the frame: " + refused.getMessage(), refused);
        }
        return filled(frame);
    }

    private byte[] filled(FrameBuilder frame) throws RefusedException {
        final int least = frame.build().length;
        final int length = given.length().orElse(Math.max(SHORTEST, least));
        if (length < least) {
            throw new RefusedException("-Length: found " + length + ", expected at least " + least
                    + " for the headers of this frame");
        }
        return frame.payload(new byte[length - least]).build();
    }

    private void packet(FrameBuilder frame, boolean six) throws RefusedException {
        frame.ttl(given.ttl().orElse(USUAL_TTL));
        final int protocol = protocol(six);
        switch (protocol) {
            case IpProtocol.TCP -> frame.tcp(given.sourcePort().orElse(FIRST_DYNAMIC_PORT), destinationPort(), 0, 0,
                    TcpFlag.bits(given.tcpFlags()), WINDOW);
            case IpProtocol.UDP -> frame.udp(given.sourcePort().orElse(FIRST_DYNAMIC_PORT), destinationPort());
            case IpProtocol.ICMP, IpProtocol.ICMPV6 -> {
                if (six == (protocol == IpProtocol.ICMPV6)) {
                    frame.icmp(given.icmpType().orElse(six ? Icmpv6Type.ECHO_REQUEST : IcmpType.ECHO_REQUEST), 0, 0);
                } else {
                    frame.protocol(protocol);
                }
            }
            default -> frame.protocol(protocol);
        }
    }

    private int destinationPort() throws RefusedException {
        return given.destinationPort().orElseThrow(() -> new RefusedException(
                "found no -DestinationPort, expected one for a packet of TCP or UDP"));
    }

    private int protocol(boolean six) throws RefusedException {
        final int icmp = six ? IpProtocol.ICMPV6 : IpProtocol.ICMP;
        if (given.protocol().isPresent()) {
            final int number = number("-Protocol", given.protocol().get(), PROTOCOLS, 255,
                    "tcp, udp, icmp or a number to 255");
            return number == IpProtocol.ICMP ? icmp : number;
        }
        return given.sourcePort().isPresent() || given.destinationPort().isPresent() || !given.tcpFlags().isEmpty()
                ? IpProtocol.TCP : icmp;
    }

    private int etherType() throws RefusedException {
        if (given.etherType().isPresent()) {
            return number("-EtherType", given.etherType().get(), TYPES, 0xFFFF, "ipv4, ipv6, arp or a number to 0xffff");
        }
        return Stream.of(given.sourceAddress(), given.destinationAddress()).flatMap(Optional::stream)
                .anyMatch(address -> address.version() == 6) ? EtherType.IPV6 : EtherType.IPV4;
    }

    private static int number(String parameter, String text, Map<String, Integer> words, int most, String expected)
            throws RefusedException {
        try {
            final Integer word = words.get(text.toLowerCase(Locale.ROOT));
            final int number = word == null ? Integer.decode(text) : word;
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException nonsense) {
            // said below
        }
        throw new RefusedException(parameter + ": found " + SchemaException.describe(text) + ", expected " + expected);
    }

    private MacAddress sourceMac() throws RefusedException {
        return given.sourceMac().or(() -> view.mac(from)).orElseThrow(() -> new RefusedException(
                "found no -SourceMac, expected one, since adapter '" + from.name()
                        + "' has no address and none was seen there"));
    }

    private MacAddress destinationMac(int type) throws RefusedException {
        final Optional<MacAddress> known = given.destinationMac().or(() -> type == EtherType.ARP
                ? Optional.of(MacAddress.BROADCAST) : to.flatMap(view::mac));
        return known.orElseThrow(() -> new RefusedException(to.isPresent()
                ? "found no -DestinationMac, expected one, since adapter '" + to.get().name()
                        + "' has no address and none was seen there"
                : "found neither -To nor -DestinationMac, expected one of them"));
    }

    private IpAddress sender(int version) throws RefusedException {
        return address("-SourceAddress", given.sourceAddress(), Optional.of(from), version);
    }

    private IpAddress receiver(int version) throws RefusedException {
        return address("-DestinationAddress", given.destinationAddress(), to, version);
    }

    private static IpAddress address(String parameter, Optional<IpAddress> given, Optional<PortSpec> port, int version)
            throws RefusedException {
        return given.or(() -> port.flatMap(known -> LiveSwitchView.address(known, version)))
                .orElseThrow(() -> new RefusedException("found no " + parameter + ", expected an IPv" + version
                        + " address" + port.map(known -> ", since the attachment of adapter '" + known.name()
                                + "' names none").orElse("")));
    }
}
