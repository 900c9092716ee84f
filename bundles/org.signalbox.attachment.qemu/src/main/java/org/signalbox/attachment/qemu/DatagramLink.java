package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.function.IntConsumer;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * A Unix datagram socket that carries a frame in each datagram. While it is connected it takes datagrams from that
 * socket alone. For the port's worker.
 */
final class DatagramLink implements AutoCloseable {
    /** Reads in vain before the socket is waited for: while traffic flows, asking costs less than waking. */
    private static final int READS_IN_VAIN = 4;
    private static final int BURST = 64;
    private static final int LONGEST = FrameReader.LONGEST;
    /** Bytes of a {@code struct sockaddr_un}. */
    private static final int ADDRESS_BYTES = 110;

    private final SocketFile file;
    private final Arena arena = Arena.ofShared();
    private final int socket;
    private final DatagramReadiness.Registration registration;
    private final MemorySegment state = arena.allocate(Libc.STATE);
    private final DatagramQueue queue;
    private final MemorySegment sender = arena.allocate(ADDRESS_BYTES);
    private final MemorySegment senderLength = arena.allocate(ValueLayout.JAVA_INT);
    // the address to take frames from; null when only such frames can wait
    private MemorySegment expected;
    private volatile boolean woken;
    private int readsInVain;

    /** Binds a socket to a path; the message of what is thrown says as a clause why that cannot be. */
    DatagramLink(final SocketFile file, final Path path, final DatagramReadiness readiness, final Runnable wake)
            throws IOException {
        this.file = file;
        socket = Libc.datagramSocket();
        boolean complete = false;
        try {
            file.bind(() -> Libc.bind(socket, path));
            registration = readiness.register(socket, arena, () -> {
                woken = true;
                wake.run();
            });
            complete = true;
        } finally {
            if (!complete) {
                Libc.close(socket);
                arena.close();
            }
        }
        queue = new DatagramQueue(socket, arena);
    }

    /** Whether the socket became ready since this was asked last. */
    boolean wasWoken() {
        final boolean was = woken;
        if (was) {
            woken = false;
            readsInVain = 0;
        }
        return was;
    }

    /**
     * Turns to whoever has the socket at a path now.
     *
     * @throws SystemCallException when there is no such socket, or it may not be sent to
     */
    // from the connection on the kernel keeps others out, but what they sent before may wait
    void connect(final Path peer) throws SystemCallException {
        Libc.connect(socket, peer);
        expected = Libc.address(Arena.ofAuto(), peer);
    }

    /** Turns to nobody; what waits in either direction is lost. */
    void disconnect() {
        queue.clear();
        try {
            Libc.disconnect(socket);
        } catch (final SystemCallException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads frames while there are some, and room.
     *
     * @return whether none waits any more
     * @throws SystemCallException when nobody has the socket at the other end
     */
    boolean receive(final ReceiveBuffer buffer) throws SystemCallException {
        if (!isBusy()) {
            return true;
        }
        for (int at = buffer.reserve(LONGEST); at >= 0; at = buffer.reserve(LONGEST)) {
            final long place = buffer.memory().address() + at;
            final int length = expected == null ? Libc.recv(state, socket, place, LONGEST)
                    : Libc.recvFrom(state, socket, place, LONGEST, sender, senderLength);
            if (length < 0) {
                expected = null;
                readInVain(-length);
                return true;
            }
            readsInVain = 0;
            if (length > 0 && length <= LONGEST && isExpected()) {
                buffer.commit(length, length);
            }
        }
        return false;
    }

    private boolean isExpected() {
        return expected == null || senderLength.get(ValueLayout.JAVA_INT, 0) == expected.byteSize()
                && sender.asSlice(0, expected.byteSize()).mismatch(expected) < 0;
    }

    /** Reads what waits, a burst at most, and forgets it. */
    void discard() throws SystemCallException {
        for (int k = 0; k < BURST && isBusy(); k++) {
            final int length = Libc.recv(state, socket, state.address(), 0);
            if (length < 0) {
                readsInVain = READS_IN_VAIN;
                readInVain(-length);
            }
        }
    }

    private void readInVain(final int errno) throws SystemCallException {
        if (errno != SystemCallException.EAGAIN) {
            throw new SystemCallException(errno);
        }
        if (++readsInVain >= READS_IN_VAIN) {
            registration.arm(DatagramReadiness.READ);
        }
    }

    /** Whether to be polled again though nobody wakes the worker. */
    boolean isBusy() {
        return !registration.isArmed();
    }

    /** Takes a frame over; false when there is no room for it. */
    boolean transmit(final MemorySegment memory, final long offset, final int length) {
        return queue.add(memory, offset, length);
    }

    /**
     * Sends what waits, as far as the socket takes it.
     *
     * @param refused told the error number when the kernel refuses a frame, which is given up
     * @throws SystemCallException when nobody has the socket at the other end
     */
    void flush(final IntConsumer refused) throws SystemCallException {
        if (queue.send(refused)) {
            registration.arm(DatagramReadiness.READ | DatagramReadiness.WRITE);
        }
    }

    /** Frames that wait to be sent. */
    int pending() {
        return queue.pending();
    }

    @Override
    public void close() throws IOException {
        registration.close();
        Libc.close(socket);
        arena.close();
        file.delete();
    }
}
