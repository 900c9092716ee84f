package org.signalbox.extension.filtering;

import java.util.regex.Pattern;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.MacAddress;

/** Who an entry is about: stations by their IP prefix, or one by its MAC address. */
public sealed interface Peer {

    /** Stations whose IP address is in a prefix. */
    record Network(IpPrefix prefix) implements Peer {
        @Override
        public String toString() {
            return prefix.toString();
        }
    }

    /** One station by its MAC address. */
    record Station(MacAddress address) implements Peer {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** What {@link MacAddress#parse} takes, and no IP prefix is. */
    Pattern MAC = Pattern.compile(
            "[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}([.][0-9A-Fa-f]{4}){2}");

    /**
     * Reads an IP prefix, an IP address or a MAC address.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    static Peer parse(final String text) {
        if (MAC.matcher(text).matches()) {
            return new Station(MacAddress.parse(text));
        }
        if (text.indexOf('/') >= 0) {
            return new Network(IpPrefix.parse(text));
        }
        try {
            return new Network(IpPrefix.host(IpAddress.parse(text)));
        } catch (final IllegalArgumentException noAddress) {
            throw new IllegalArgumentException("found \"" + text
                    + "\", expected an IP prefix such as 10.0.0.0/8 or a MAC address such as 02:00:00:00:00:01",
                    noAddress);
        }
    }
}
