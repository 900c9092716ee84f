package org.signalbox.extension.tracing.export;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import org.signalbox.frame.IpAddress;

/**
 * Where a collector listens, such as {@code 10.0.0.9:4739} or {@code [2001:db8::9]:4739}. Names are refused, so that
 * nothing is ever looked up.
 *
 * @param host address of the collector
 * @param port UDP port, 1-65535
 */
public record CollectorAddress(IpAddress host, int port) {
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if the port is out of its range */
    public CollectorAddress {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("found the port " + port + ", expected one from 1 to " + MAX_PORT);
        }
    }

    /**
     * Reads {@code ADDRESS:PORT}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if the text is nothing of the kind
     */
    public static CollectorAddress parse(final String text) {
        final int colon = text.lastIndexOf(':');
        final String host = colon < 0 ? "" : text.substring(0, colon);
        final boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            final IpAddress address = IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host);
            if (bracketed == (address.version() == 6)) {
                return new CollectorAddress(address, Integer.parseInt(text.substring(colon + 1)));
            }
        } catch (final IllegalArgumentException _) {
            // told below, with the whole text
        }
        throw new IllegalArgumentException("found \"" + text
                + "\", expected an IP address and a UDP port such as 10.0.0.9:4739 or [2001:db8::9]:4739");
    }

    InetSocketAddress socketAddress() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host.toBytes()), port);
        } catch (final UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public String toString() {
        return (host.version() == 6 ? "[" + host + "]" : host.toString()) + ":" + port;
    }
}
