/**
 * Real virtual machines behind a port, over Unix sockets: QEMU's {@code -netdev stream}, where each frame follows its
 * length in four bytes, big-endian, and its {@code -netdev dgram}, where each frame is a datagram. One thread for each
 * of the two waits for all sockets and wakes the workers, which read and write without blocking.
 */
package org.signalbox.attachment.qemu;
