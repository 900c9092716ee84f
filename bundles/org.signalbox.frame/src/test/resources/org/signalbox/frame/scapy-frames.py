"""Builds scapy-frames.pcap, the frames that ScapyTest builds as well, in the same order.

Run with Debian's python3-scapy: /usr/bin/python3 scapy-frames.py
"""
import os

from scapy.all import (ARP, BOOTP, DHCP, ICMP, IP, IPOption_NOP, IPv6, LLC, TCP, UDP, Dot1AD, Dot1Q, Dot3, Ether,
                       ICMPv6EchoReply, ICMPv6EchoRequest, ICMPv6ND_NA, ICMPv6ND_NS, ICMPv6NDOptDstLLAddr,
                       ICMPv6NDOptSrcLLAddr, IPv6ExtHdrDestOpt, IPv6ExtHdrFragment, IPv6ExtHdrHopByHop,
                       IPv6ExtHdrRouting, PadN, Padding, Raw, wrpcap)

A, B = "02:00:00:00:00:01", "02:00:00:00:00:02"
E = Ether(src=A, dst=B)
V4 = IP(src="10.0.0.1", dst="192.168.255.254", id=0)
V6 = IPv6(src="2001:db8::1", dst="fe80::ffff:2")
odd = Raw(bytes(range(1, 100)))

discover = BOOTP(op=1, xid=0x12345678, flags=0x8000, chaddr=bytes.fromhex("020000000001")) / DHCP(options=[
    ("message-type", "discover"), ("hostname", "guest"), ("param_req_list", [1, 3, 6]), "end"])
offer = BOOTP(op=2, xid=0x12345678, flags=0x8000, yiaddr="10.0.0.7", chaddr=bytes.fromhex("020000000001")) / DHCP(
    options=[("message-type", "offer"), ("server_id", "10.0.0.254"), ("lease_time", 3600),
             ("subnet_mask", "255.255.255.0"), ("router", "10.0.0.254"), "end"])


def padded(message):
    return Raw(bytes(message).ljust(300, b"\0"))


frames = [
    Ether(src=A, dst="ff:ff:ff:ff:ff:ff") / ARP(op=1, hwsrc=A, psrc="10.0.0.1", pdst="10.0.0.2"),
    E / Dot1Q(vlan=10, prio=5) / ARP(op=2, hwsrc=A, psrc="10.0.0.1", hwdst=B, pdst="10.0.0.2"),
    E / V4 / ICMP(type=8, id=0x1234, seq=7) / odd,
    E / Dot1AD(vlan=100, prio=1, id=1) / Dot1Q(vlan=4094) / V4 / ICMP(type=0, id=0x1234, seq=7) / odd,
    E / IP(src="10.0.0.1", dst="10.0.0.2", ttl=3, tos=0xB9, flags="DF", id=0) / UDP(sport=68, dport=67) / odd,
    E / V4 / UDP(sport=1, dport=65535, chksum=0) / odd,
    E / V4 / TCP(sport=80, dport=40000, seq=0xFFFFFFFF, ack=0x80000000, flags="SEC", window=65535,
                 options=[("MSS", 1460), ("NOP", None), ("WScale", 7)]),
    E / V4 / TCP(sport=80, dport=40000, seq=1, ack=2, flags="PA", window=512) / odd,
    E / IP(src="10.0.0.1", dst="10.0.0.2", id=0, options=[IPOption_NOP()] * 8) / UDP(sport=5, dport=6) / odd,
    E / IP(src="10.0.0.1", dst="10.0.0.2", id=77, flags="MF") / UDP(sport=5, dport=6, len=32, chksum=0x4321)
    / Raw(bytes(24)),
    E / IP(src="10.0.0.1", dst="10.0.0.2", id=77, frag=4, proto=17) / odd,
    E / V6 / UDP(sport=5, dport=6) / odd,
    E / IPv6(src="2001:db8::1", dst="fe80::2", tc=0xAB, fl=0x12345, hlim=1)
    / TCP(sport=80, dport=40000, seq=1, ack=2, flags="FR", window=512) / odd,
    E / V6 / ICMPv6EchoRequest(id=1, seq=2, data=bytes(range(33))),
    E / V6 / ICMPv6EchoReply(id=1, seq=2),
    E / V6 / ICMPv6ND_NS(tgt="fe80::1234") / ICMPv6NDOptSrcLLAddr(lladdr=A),
    E / V6 / ICMPv6ND_NA(tgt="fe80::1234", R=0, S=1, O=1) / ICMPv6NDOptDstLLAddr(lladdr=A),
    E / V6 / IPv6ExtHdrHopByHop(options=[PadN(optdata=bytes(4))]) / IPv6ExtHdrDestOpt(options=[PadN(optdata=bytes(12))])
    / UDP(sport=5, dport=6) / odd,
    E / V6 / IPv6ExtHdrRouting(type=0, segleft=2, addresses=["2001:db8::7", "2001:db8::8"])
    / TCP(sport=80, dport=40000, seq=1, ack=2, flags="A", window=512) / odd,
    E / V6 / IPv6ExtHdrRouting(type=0, segleft=0, addresses=["2001:db8::7", "2001:db8::8"])
    / UDP(sport=5, dport=6) / odd,
    E / V6 / IPv6ExtHdrFragment(id=0xCAFEBABE, offset=3, m=1, nh=17) / Raw(bytes(range(48))),
    Ether(src=A, dst="ff:ff:ff:ff:ff:ff") / IP(src="0.0.0.0", dst="255.255.255.255", id=0) / UDP(sport=68, dport=67)
    / padded(discover),
    Ether(src=A, dst="ff:ff:ff:ff:ff:ff") / IP(src="10.0.0.254", dst="255.255.255.255", id=0) / UDP(sport=67, dport=68)
    / padded(offer),
    Dot3(src=A, dst="01:80:c2:00:00:00") / LLC(dsap=0x42, ssap=0x42, ctrl=3) / Raw(bytes(35)),
    E / V4 / ICMP(type=8, id=1, seq=1) / Padding(bytes(18)),
]
wrpcap(os.path.join(os.path.dirname(os.path.abspath(__file__)), "scapy-frames.pcap"), [bytes(f) for f in frames],
       linktype=1)
