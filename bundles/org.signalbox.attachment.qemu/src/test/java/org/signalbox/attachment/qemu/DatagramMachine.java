package org.signalbox.attachment.qemu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A machine's end of {@code -netdev dgram}, as QEMU does it: binds its path, over a file that stands there, sends to
 * the switch's path by name, and leaves its file behind. Neither call waits.
 */
final class DatagramMachine implements AutoCloseable {
    private static final int LONGEST = 70_000;
    private static final MethodHandle SENDTO = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("sendto"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(Libc.STATE);
    private final MemorySegment bytes = arena.allocate(LONGEST);
    private final MemorySegment to;
    private final int socket;

    DatagramMachine(final Path local, final Path remote) throws IOException {
        Files.deleteIfExists(local);
        final byte[] path = remote.toString().getBytes();
        to = arena.allocate(Short.BYTES + path.length + 1);
        to.set(JAVA_SHORT, 0, (short) 1);
        MemorySegment.copy(path, 0, to, JAVA_BYTE, Short.BYTES, path.length);
        socket = Libc.datagramSocket();
        Libc.bind(socket, local);
    }

    /** Takes datagrams from whoever has a path now, and from nobody else any more. */
    void connect(final Path path) throws IOException {
        Libc.connect(socket, path);
    }

    /** Whether the socket at the other end took it. */
    boolean send(final byte[] frame) {
        MemorySegment.copy(frame, 0, bytes, JAVA_BYTE, 0, frame.length);
        try {
            return (long) SENDTO.invokeExact(socket, bytes, (long) frame.length, 0, to, (int) to.byteSize()) >= 0;
        } catch (final Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    /** What came next, if anything did. */
    Optional<byte[]> read() {
        final int length = Libc.recv(state, socket, bytes.address(), LONGEST);
        return length < 0 ? Optional.empty() : Optional.of(bytes.asSlice(0, length).toArray(JAVA_BYTE));
    }

    @Override
    public void close() {
        Libc.close(socket);
        arena.close();
    }
}
