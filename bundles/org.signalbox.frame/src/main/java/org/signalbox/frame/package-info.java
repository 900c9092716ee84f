/**
 * Ethernet frames as they stand in memory: addresses, where headers begin, and reading, building and rewriting them.
 * <p>
 * Frames are byte ranges of a {@link java.lang.foreign.MemorySegment}. Whatever the bytes say, nothing here
 * throws because of them or reads outside the frame: a length that lies or a header that is cut is reported as a flag
 * or as an absent value. {@link org.signalbox.frame.HeaderTable} and {@link org.signalbox.frame.FrameRewriter} serve
 * the hot path and allocate nothing; {@link org.signalbox.frame.FrameView}, {@link org.signalbox.frame.FrameBuilder}
 * and {@link org.signalbox.frame.DhcpMessage} serve everybody else.
 */
@Export
@Version("1.1.0")
package org.signalbox.frame;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
