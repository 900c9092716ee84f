package org.signalbox.workbench.trace.dissection;

import java.nio.charset.StandardCharsets;
import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.DhcpOption;

/** DHCP (RFC 2131) with its usual options (RFC 2132). */
final class DhcpHeaders {

    private static final int FIXED = 236;
    private static final int OPTIONS = 240;
    private static final int MOST_OPTIONS = 128;
    private static final long COOKIE = 0x6382_5363L;

    private DhcpHeaders() {
    }

    static boolean isPort(int port) {
        return port == DhcpMessage.SERVER_PORT || port == DhcpMessage.CLIENT_PORT;
    }

    /** @param room bytes of the datagram */
    static Field dhcp(Header dhcp, int room) {
        dhcp.number("dhcp.type", "Operation", 0, 1, value -> value == 1 ? "request" : value == 2 ? "reply" : "")
                .hex("dhcp.hw.type", "Hardware type", 1, 1).number("dhcp.hw.len", "Hardware length", 2, 1)
                .number("dhcp.hops", "Hops", 3, 1).hex("dhcp.id", "Transaction", 4, 4)
                .number("dhcp.secs", "Seconds", 8, 2).hex("dhcp.flags", "Flags", 10, 2)
                .under(flags -> flags.flag("dhcp.flags.bc", "Broadcast", 10, 2, 15))
                .ip4("dhcp.ip.client", "Client address", 12).ip4("dhcp.ip.your", "Your address", 16)
                .ip4("dhcp.ip.server", "Server address", 20).ip4("dhcp.ip.relay", "Relay address", 24);
        if (dhcp.u8(1) == 1 && dhcp.u8(2) == 6) {
            dhcp.mac("dhcp.hw.mac_addr", "Client MAC", 28);
        }
        if (dhcp.get(FIXED, 4) != COOKIE) {
            return dhcp.of(room, "");
        }
        String message = "";
        int at = OPTIONS;
        for (int count = 0; count < MOST_OPTIONS && dhcp.has(at, 1) && dhcp.u8(at) != DhcpOption.END; count++) {
            final int code = dhcp.u8(at);
            final int length = code == DhcpOption.PAD ? -1 : dhcp.u8(at + 1);
            if (code != DhcpOption.PAD) {
                if (!dhcp.has(at, 2 + length)) {
                    break;
                }
                message = code == DhcpOption.MESSAGE_TYPE ? Names.dhcp(dhcp.u8(at + 2)) : message;
                option(dhcp, code, at, length);
            }
            at += 2 + length;
        }
        return dhcp.of(room, message);
    }

    private static void option(Header dhcp, int code, int at, int length) {
        dhcp.add("dhcp.option.type", "Option", String.valueOf(code), "", at, 2 + length).under(option -> {
            switch (code) {
                case DhcpOption.MESSAGE_TYPE -> option.number("dhcp.option.dhcp", "Message", at + 2, 1, Names::dhcp);
                case DhcpOption.SUBNET_MASK -> address(option, "dhcp.option.subnet_mask", "Subnet mask", at, length);
                case DhcpOption.ROUTER -> address(option, "dhcp.option.router", "Router", at, length);
                case DhcpOption.DOMAIN_NAME_SERVER ->
                        address(option, "dhcp.option.domain_name_server", "Name server", at, length);
                case DhcpOption.REQUESTED_ADDRESS ->
                        address(option, "dhcp.option.requested_ip_address", "Requested address", at, length);
                case DhcpOption.SERVER_IDENTIFIER ->
                        address(option, "dhcp.option.dhcp_server_id", "Server", at, length);
                case DhcpOption.LEASE_TIME ->
                        option.number("dhcp.option.ip_address_lease_time", "Lease time", at + 2, 4, _ -> "s");
                case DhcpOption.HOST_NAME -> option.add("dhcp.option.hostname", "Host name",
                        text(option, at + 2, length), "", at + 2, length);
                default -> option.raw("dhcp.option.value", "Value", at + 2, length);
            }
        });
    }

    private static void address(Header option, String key, String name, int at, int length) {
        if (length >= 4) {
            option.ip4(key, name, at + 2);
        }
    }

    private static String text(Header option, int at, int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) option.u8(at + i);
        }
        return Names.printable(new String(bytes, StandardCharsets.UTF_8));
    }
}
