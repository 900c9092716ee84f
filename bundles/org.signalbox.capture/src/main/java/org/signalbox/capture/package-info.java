/**
 * Capture files: {@link org.signalbox.capture.CaptureReader} walks a memory-mapped pcap or pcapng file frame by frame,
 * {@link org.signalbox.capture.CaptureWriter} writes pcapng. Both know Ethernet only, both allocate nothing per frame,
 * and neither trusts a byte it reads: what is wrong with a file is a {@link org.signalbox.capture.CaptureException} of
 * one sentence. Formats: the IETF drafts draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng.
 */
@Export
@Version("1.1.0")
package org.signalbox.capture;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
