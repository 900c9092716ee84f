package org.signalbox.extension.tracing.packet;

import java.util.List;
import java.util.Optional;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/** A frame, in the names of its fields or out of a capture, and what is to be supposed of the switch that it enters. */
public record PacketParameters(
        @Doc("Name of the switch.") String switchName,
        @Doc("Name of the network adapter where the frame enters.") String vmNetworkAdapterName,
        @Doc("Name of the network adapter, or of the machine with one, that the frame is for.") Optional<String> to,
        @Doc("Source address; without it, that of the adapter where the frame enters.") Optional<MacAddress> sourceMac,
        @Doc("Destination address; without it, that of the adapter it is for, or of all for an ARP request.")
        Optional<MacAddress> destinationMac,
        @Doc("VLAN of its tag; without it, the frame has none.") @Range(min = 0, max = 4094) Optional<Integer> vlan,
        @Doc("Priority of its tag, IEEE 802.1p, 0-7; without it, 0.") Optional<Integer> priority,
        @Doc("ipv4, ipv6, arp, or a number such as 0x88cc; without it, as the addresses are.")
        Optional<String> etherType,
        @Doc("IP address of the sender; without it, the one that its adapter's attachment names.")
        Optional<IpAddress> sourceAddress,
        @Doc("IP address of the receiver; without it, the one that its adapter's attachment names.")
        Optional<IpAddress> destinationAddress,
        @Doc("tcp, udp, icmp, or a number; without it, tcp where there are ports, else icmp.")
        Optional<String> protocol,
        @Doc("Source port of TCP or UDP; without it, 49152.") @Range(min = 0, max = 65535)
        Optional<Integer> sourcePort,
        @Doc("Destination port of TCP or UDP.") @Range(min = 0, max = 65535) Optional<Integer> destinationPort,
        @Doc("Flags of TCP, such as syn,ack; without them, syn.") @Default("[]") List<TcpFlag> tcpFlags,
        @Doc("Type of the ICMP message; without it, an echo request.") @Range(min = 0, max = 255)
        Optional<Integer> icmpType,
        @Doc("Time to live or hop limit; without it, 64.") @Range(min = 0, max = 255) Optional<Integer> ttl,
        @Doc("Bytes of the frame from its destination address on; without it, as few as it takes, and 60 at least.")
        @Range(min = 14, max = 9216) Optional<Integer> length,
        @Doc("Capture file to take frames from, in place of describing one.") Optional<String> path,
        @Doc("Number of the frame in the capture, or several such as 3-10; without it, 1.")
        Optional<FrameRange> frame,
        @Doc("What if: values of the switch's document, such as ports.vm1.allowMacSpoofing=true.") @Default("[]")
        List<String> set,
        @Doc("What if: what is taken out of the switch's document, such as ports.vm1.limits.storm.") @Default("[]")
        List<String> remove,
        @Doc("What if: extensions that are taken out of the switch's stack.") @Default("[]")
        List<String> withoutExtension,
        @Doc("A line for each step of several frames; all of the smallest changes, in place of the first.")
        @Default("false") boolean detailed) {
    /** Whether something is to be supposed that is not so. */
    boolean isWhatIf() {
        return !set.isEmpty() || !remove.isEmpty() || !withoutExtension.isEmpty();
    }
}
