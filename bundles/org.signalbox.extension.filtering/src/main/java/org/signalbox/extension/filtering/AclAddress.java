package org.signalbox.extension.filtering;

import java.util.Optional;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;

/**
 * The addresses at one end of what an extended entry matches.
 *
 * @param prefix their prefix; empty for all IPv4 and IPv6 addresses
 */
public record AclAddress(Optional<IpPrefix> prefix) {
    /** All of them. */
    static final AclAddress ANY = new AclAddress(Optional.empty());

    /**
     * Reads {@code any}, an IP prefix or an IP address.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    static AclAddress parse(final String text) {
        if (text.equalsIgnoreCase("any")) {
            return ANY;
        }
        if (text.indexOf('/') >= 0) {
            return new AclAddress(Optional.of(IpPrefix.parse(text)));
        }
        try {
            return new AclAddress(Optional.of(IpPrefix.host(IpAddress.parse(text))));
        } catch (final IllegalArgumentException noAddress) {
            throw new IllegalArgumentException("found \"" + text
                    + "\", expected any or an IP prefix such as 10.0.0.0/8", noAddress);
        }
    }

    boolean isAny() {
        return prefix.isEmpty();
    }

    /** Whether packets of an IP version, 4 or 6, have such addresses. */
    boolean isOf(final int version) {
        return isAny() || prefix.get().address().version() == version;
    }

    boolean contains(final IpAddress address) {
        return isAny() || prefix.get().contains(address);
    }

    @Override
    public String toString() {
        return prefix.map(IpPrefix::toString).orElse("any");
    }
}
