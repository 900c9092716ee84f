/** Capture files: a memory-mapped reader for pcap and pcapng, and a pcapng writer. */
@Export
@Version("1.0.0")
package org.signalbox.capture;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
