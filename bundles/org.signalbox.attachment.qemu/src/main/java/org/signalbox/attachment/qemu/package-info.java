/**
 * Real virtual machines behind a port: QEMU's {@code -netdev stream} over a Unix socket, where each frame follows its
 * length in four bytes, big-endian. One thread waits for all sockets and wakes the workers, which read and write
 * without blocking.
 */
package org.signalbox.attachment.qemu;
