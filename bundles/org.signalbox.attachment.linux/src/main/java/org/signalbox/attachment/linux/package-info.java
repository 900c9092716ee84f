/**
 * Interfaces of the Linux kernel behind a port: TAP devices, and interfaces that are there already through packet
 * sockets. System calls are made by {@code java.lang.foreign}, without native code of our own. Constants and
 * structures are those of the kernel's user API for 64-bit machines (linux/if_tun.h, linux/if_packet.h).
 *
 * <p>Three kinds of threads meet at a {@link org.signalbox.attachment.linux.LinuxPort}. The switch's worker receives
 * and transmits. One thread for all ports opens, looks after and closes devices
 * ({@link org.signalbox.attachment.linux.Interfaces}), since these calls wait for locks of the kernel. One waits for
 * frames where the worker found none ({@link org.signalbox.attachment.linux.Readiness}).
 */
package org.signalbox.attachment.linux;
