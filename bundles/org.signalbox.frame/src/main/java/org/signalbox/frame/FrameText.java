package org.signalbox.frame;

/** One line about a frame, for people. */
final class FrameText {

    private FrameText() {
    }

    static String of(final FrameView frame) {
        if (frame.etherType() < 0) {
            return "frame of " + frame.length() + " bytes, too short for Ethernet";
        }
        final StringBuilder text = new StringBuilder()
                .append(frame.source().orElseThrow()).append(" > ").append(frame.destination().orElseThrow());
        for (int i = 0; i < frame.tagCount(); i++) {
            text.append(" vlan ").append(frame.tag(i).orElseThrow().id());
        }
        appendNetwork(text.append(' '), frame);
        return text.append(", ").append(frame.length()).append(" bytes").toString();
    }

    private static void appendNetwork(final StringBuilder text, final FrameView frame) {
        if (frame.arpOperation() >= 0) {
            appendArp(text, frame);
        } else if (frame.ipVersion() != 0) {
            text.append(frame.ipSource().orElseThrow()).append(" > ").append(frame.ipDestination().orElseThrow())
                    .append(' ');
            appendTransport(text, frame);
        } else if (frame.etherType() < EtherType.MINIMUM) {
            text.append("802.3");
        } else {
            text.append(String.format("type 0x%04x", frame.etherType()));
        }
        if (frame.flags() != 0) {
            text.append(" malformed");
        }
    }

    private static void appendArp(final StringBuilder text, final FrameView frame) {
        switch (frame.arpOperation()) {
            case 1 -> text.append("ARP who has ").append(frame.arpTarget().orElseThrow())
                    .append(" tell ").append(frame.arpSender().orElseThrow());
            case 2 -> text.append("ARP ").append(frame.arpSender().orElseThrow())
                    .append(" is at ").append(frame.arpSenderMac().orElseThrow());
            default -> text.append("ARP operation ").append(frame.arpOperation());
        }
    }

    private static void appendTransport(final StringBuilder text, final FrameView frame) {
        switch (frame.ipProtocol()) {
            case IpProtocol.TCP -> text.append("TCP");
            case IpProtocol.UDP -> text.append(frame.dhcp().isPresent() ? "DHCP" : "UDP");
            case IpProtocol.ICMP, IpProtocol.ICMPV6 -> appendIcmp(text, frame);
            case -1 -> text.append("IPv").append(frame.ipVersion());
            default -> text.append("protocol ").append(frame.ipProtocol());
        }
        if (frame.sourcePort() >= 0) {
            text.append(' ').append(frame.sourcePort()).append(" > ").append(frame.destinationPort());
        }
        if (frame.isFragment()) {
            text.append(" fragment at ").append(frame.fragmentOffset());
        }
    }

    private static void appendIcmp(final StringBuilder text, final FrameView frame) {
        text.append(frame.ipProtocol() == IpProtocol.ICMP ? "ICMP" : "ICMPv6");
        if (frame.echoIdentifier() >= 0) {
            final boolean request = frame.icmpType() == IcmpType.ECHO_REQUEST
                    || frame.icmpType() == Icmpv6Type.ECHO_REQUEST;
            text.append(request ? " echo request " : " echo reply ").append(frame.echoSequence());
        } else if (frame.icmpType() >= 0) {
            text.append(" type ").append(frame.icmpType()).append(" code ").append(frame.icmpCode());
        }
    }
}
