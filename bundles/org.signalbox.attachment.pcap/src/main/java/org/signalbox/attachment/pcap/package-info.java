/** Ports that are fed from capture files and write what was delivered to them. */
package org.signalbox.attachment.pcap;
