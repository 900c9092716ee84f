/**
 * Built-in guests, so that a lab is alive without root and on any system. A guest lives behind one port and runs in
 * its worker's calls: it has no thread and no clock of its own, and the same frames at the same times make it send the
 * same frames. It speaks ARP, IPv4 without fragments, ICMP echo, UDP, TCP and DHCP.
 */
package org.signalbox.attachment.lab;
