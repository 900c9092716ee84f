package org.signalbox.extension.tracing.packet;

import java.util.List;

import org.signalbox.frame.TcpFlags;

/** A flag of TCP. Source: RFC 9293 section 3.1. */
public enum TcpFlag {
    FIN(TcpFlags.FIN), SYN(TcpFlags.SYN), RST(TcpFlags.RST), PSH(TcpFlags.PSH), ACK(TcpFlags.ACK), URG(TcpFlags.URG),
    ECE(TcpFlags.ECE), CWR(TcpFlags.CWR);

    private final int bit;

    TcpFlag(int bit) {
        this.bit = bit;
    }

    /** The flags as a header has them; those of a connection's first segment when there are none. */
    static int bits(List<TcpFlag> flags) {
        return flags.isEmpty() ? TcpFlags.SYN : flags.stream().mapToInt(flag -> flag.bit).reduce(0, (a, b) -> a | b);
    }
}
