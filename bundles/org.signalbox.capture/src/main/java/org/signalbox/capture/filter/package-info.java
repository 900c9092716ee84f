/**
 * Filter expressions as libpcap reads them, and with it tcpdump and Wireshark; see {@code pcap-filter(7)}. The machine's
 * libpcap compiles them.
 */
@Export
@Version("1.0.0")
package org.signalbox.capture.filter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
