package org.signalbox.extension.tracing.export;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.signalbox.frame.IpProtocol;

/** What is told of a flow, by what it is a flow of. RFC 7011, section 3.4.1: identifiers from 256. */
enum FlowTemplate {
    IPV4(256, transport(4)),
    IPV4_ICMP(257, icmp(4)),
    IPV6(258, transport(6)),
    IPV6_ICMP(259, icmp(6)),
    LAYER2(260, Stream.of());

    private final int id;
    private final List<Element> elements;
    private final int length;

    FlowTemplate(final int id, final Stream<Element> more) {
        this.id = id;
        this.elements = Stream.concat(Stream.of(Element.FLOW_START_MILLISECONDS, Element.FLOW_END_MILLISECONDS,
                Element.OCTET_DELTA_COUNT, Element.PACKET_DELTA_COUNT, Element.LAYER2_OCTET_DELTA_COUNT,
                Element.INGRESS_INTERFACE, Element.EGRESS_INTERFACE, Element.SOURCE_MAC_ADDRESS,
                Element.DESTINATION_MAC_ADDRESS, Element.VLAN_ID, Element.ETHERNET_TYPE, Element.FLOW_DIRECTION,
                Element.FLOW_END_REASON), more).toList();
        this.length = elements.stream().mapToInt(Element::length).sum();
    }

    private static Stream<Element> ip(final int version) {
        return Stream.concat(Stream.of(Element.IP_VERSION, Element.PROTOCOL_IDENTIFIER, Element.IP_CLASS_OF_SERVICE),
                version == 4 ? Stream.of(Element.SOURCE_IPV4_ADDRESS, Element.DESTINATION_IPV4_ADDRESS)
                        : Stream.of(Element.SOURCE_IPV6_ADDRESS, Element.DESTINATION_IPV6_ADDRESS));
    }

    private static Stream<Element> transport(final int version) {
        return Stream.concat(ip(version), Stream.of(Element.TCP_CONTROL_BITS, Element.SOURCE_TRANSPORT_PORT,
                Element.DESTINATION_TRANSPORT_PORT));
    }

    private static Stream<Element> icmp(final int version) {
        return Stream.concat(ip(version),
                Stream.of(version == 4 ? Element.ICMP_TYPE_CODE_IPV4 : Element.ICMP_TYPE_CODE_IPV6));
    }

    /** The one for a row. */
    static FlowTemplate of(final long[] row) {
        final int protocol = FlowKey.protocol(row);
        return switch (FlowKey.ipVersion(row)) {
            case 4 -> protocol == IpProtocol.ICMP ? IPV4_ICMP : IPV4;
            case 6 -> protocol == IpProtocol.ICMPV6 ? IPV6_ICMP : IPV6;
            default -> LAYER2;
        };
    }

    static List<FlowTemplate> all() {
        return Arrays.asList(values());
    }

    int id() {
        return id;
    }

    List<Element> elements() {
        return elements;
    }

    /** Of a record, in bytes. */
    int length() {
        return length;
    }
}
