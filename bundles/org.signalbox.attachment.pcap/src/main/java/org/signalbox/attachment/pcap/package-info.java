/**
 * The attachment {@code pcap}: a port that is fed from a capture file in real time, writes what was delivered to it
 * into one, or both.
 */
package org.signalbox.attachment.pcap;
