package org.signalbox.extension.filtering;

import java.util.Locale;

import org.signalbox.frame.IpProtocol;
import org.signalbox.schema.WholeAllowed;

/**
 * The IP protocol of what an extended entry matches.
 *
 * @param number 0 to 255; {@link #ANY_NUMBER} for all of them and for packets whose protocol is not known;
 *               {@link #ICMP_NUMBER} for ICMP in IPv4 and ICMPv6 in IPv6
 */
@WholeAllowed
public record AclProtocol(int number) {
    /** In the place of a protocol's number: whatever it is. */
    static final int ANY_NUMBER = -1;
    /** In the place of a protocol's number: ICMP of the packet's IP version. */
    static final int ICMP_NUMBER = -2;
    static final AclProtocol ANY = new AclProtocol(ANY_NUMBER);

    private static final int MOST = 255;

    /**
     * Reads {@code any}, {@code tcp}, {@code udp}, {@code icmp} or a number.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    static AclProtocol parse(final String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "any":
                return ANY;
            case "tcp":
                return new AclProtocol(IpProtocol.TCP);
            case "udp":
                return new AclProtocol(IpProtocol.UDP);
            case "icmp":
                return new AclProtocol(ICMP_NUMBER);
            default:
                if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= MOST) {
                    return new AclProtocol(Integer.parseInt(text));
                }
                throw new IllegalArgumentException("found \"" + text
                        + "\", expected any, tcp, udp, icmp or a protocol's number from 0 to 255");
        }
    }

    boolean isAny() {
        return number == ANY_NUMBER;
    }

    /** Whether there are packets of it that have ports to match. */
    boolean hasPorts() {
        return isAny() || number == IpProtocol.TCP || number == IpProtocol.UDP;
    }

    /** The least number that packets of an IP version, 4 or 6, have in their protocol field, -1 for any. */
    int least(final int version) {
        return number != ICMP_NUMBER ? number : version == 4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    }

    /** The greatest number of such packets. */
    int greatest(final int version) {
        return isAny() ? MOST : least(version);
    }

    @Override
    public String toString() {
        return switch (number) {
            case ANY_NUMBER -> "any";
            case ICMP_NUMBER -> "icmp";
            case IpProtocol.TCP -> "tcp";
            case IpProtocol.UDP -> "udp";
            default -> Integer.toString(number);
        };
    }
}
