package org.signalbox.extension.tracing.packet;

/**
 * A frame that enters a twin.
 *
 * @param port       index of the port where it enters
 * @param timeNanos  when it does, since the epoch
 * @param wireLength its length on the wire in bytes, more than there are of one that a capture cut
 */
record TracedFrame(int port, long timeNanos, byte[] bytes, int wireLength) {
}
