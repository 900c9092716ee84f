package org.example.observer;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FrameBatch;

/** What a frame carries. New ones go to the end: saved counts are told apart by their place here. */
public enum Protocol {
    ARP, ICMP, TCP, UDP, OTHER_IP, OTHER;

    /** The protocol of a frame of a batch. */
    static Protocol of(final FrameBatch frames, final int frame) {
        if (frames.ipVersion(frame) == 0) {
            return frames.etherType(frame) == EtherType.ARP ? ARP : OTHER;
        }
        return switch (frames.ipProtocol(frame)) {
            case IpProtocol.ICMP, IpProtocol.ICMPV6 -> ICMP;
            case IpProtocol.TCP -> TCP;
            case IpProtocol.UDP -> UDP;
            default -> OTHER_IP;
        };
    }
}
