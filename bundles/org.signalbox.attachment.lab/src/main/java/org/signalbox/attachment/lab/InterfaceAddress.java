package org.signalbox.attachment.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.signalbox.frame.IpAddress;

/**
 * A guest's IPv4 address with its network, written {@code 10.0.0.1/24}; behind a trunk {@code 10.0.0.1/24 vlan 10}.
 *
 * @param prefix leading bits that the network's addresses share, 1 to 32
 * @param vlan   VLAN that the guest itself tags with; 0: untagged
 */
public record InterfaceAddress(IpAddress address, int prefix, int vlan) {
    private static final Pattern TEXT = Pattern.compile("([0-9.]{7,15})/(\\d{1,2})(?: vlan (\\d{1,4}))?");
    private static final String EXPECTED = ", expected an address such as 10.0.0.1/24 or 10.0.0.1/24 vlan 10";

    public InterfaceAddress {
        if (address.version() != 4 || address.isMulticast() || address.v4() == 0 || prefix < 1 || prefix > 32
                || vlan < 0 || vlan > 4094) {
            throw new IllegalArgumentException("found \"" + text(address, prefix, vlan) + "\"" + EXPECTED);
        }
    }

    /** The address that a text names. */
    public static InterfaceAddress parse(final String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("found \"" + text + "\"" + EXPECTED);
        }
        return new InterfaceAddress(IpAddress.parse(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
    }

    /** Whether an address is of the same network. */
    boolean reaches(final IpAddress other) {
        return other.version() == 4 && ((other.v4() ^ address.v4()) & mask()) == 0;
    }

    int mask() {
        return -1 << 32 - prefix;
    }

    /** Whether this is the address of everybody in the network; networks of one or two have none (RFC 3021). */
    boolean isBroadcast(final IpAddress other) {
        return prefix < 31 && reaches(other) && (other.v4() | mask()) == -1;
    }

    private static String text(final IpAddress address, final int prefix, final int vlan) {
        return address + "/" + prefix + (vlan == 0 ? "" : " vlan " + vlan);
    }

    @Override
    public String toString() {
        return text(address, prefix, vlan);
    }
}
