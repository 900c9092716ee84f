package org.signalbox.attachment.qemu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * The system calls of Linux behind Unix datagram sockets, which {@code java.nio} does not have. Those that make
 * something throw; those of the data path ({@link #recv}, {@link #sendmmsg}, {@link #epollControl}) return the negative
 * error number and get memory for it from their caller. Addresses are numbers: whoever passes one keeps the memory
 * alive during the call.
 */
final class Libc {
    /** Memory that a call leaves its error number in. */
    static final StructLayout STATE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int LONGEST_TEXT = 256;
    private static final short UNIX = 1;
    /** SOCK_DGRAM, SOCK_CLOEXEC, SOCK_NONBLOCK. */
    private static final int DATAGRAM = 2 | 0x80000 | 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;

    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SOCKET =
            handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND =
            handle("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CONNECT =
            handle("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV =
            handle("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECVFROM = handle("recvfrom",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SENDMMSG =
            handle("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));
    private static final MethodHandle EVENTFD = handle("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle WRITE =
            handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle EPOLL_CREATE =
            handle("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle EPOLL_CTL =
            handle("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle EPOLL_WAIT =
            handle("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Libc() {
    }

    private static MethodHandle handle(final String name, final FunctionDescriptor of) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), of,
                Linker.Option.captureCallState("errno"));
    }

    /** A call that throws. */
    @FunctionalInterface
    private interface Call {
        long make(Arena arena, MemorySegment state) throws Throwable;
    }

    private static long checked(final Call call) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(STATE);
            final long result = call.make(arena, state);
            if (result < 0) {
                throw new SystemCallException((int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (final SystemCallException e) {
            throw e;
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** A handle throws nothing but errors of the virtual machine, whatever its signature says. */
    private static IllegalStateException unexpected(final Throwable thrown) {
        if (thrown instanceof final Error error) {
            throw error;
        }
        return new IllegalStateException(thrown);
    }

    private static int negative(final MemorySegment state) {
        return -(int) ERRNO.get(state, 0L);
    }

    /** The kernel's words for an error number. */
    static String text(final int errno) {
        try {
            return ((MemorySegment) STRERROR.invokeExact(errno)).reinterpret(LONGEST_TEXT).getString(0);
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** A Unix datagram socket that does not block. */
    static int datagramSocket() throws SystemCallException {
        return (int) checked((_, state) -> (int) SOCKET.invokeExact(state, (int) UNIX, DATAGRAM, 0));
    }

    /** Closes a descriptor, which is gone whatever the kernel says. */
    static void close(final int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            final int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** @param path at most 107 bytes */
    static void bind(final int socket, final Path path) throws SystemCallException {
        checked((arena, state) -> {
            final MemorySegment address = address(arena, path);
            return (int) BIND.invokeExact(state, socket, address, (int) address.byteSize());
        });
    }

    /**
     * Says whom the socket sends to, and receives from: nobody else any more. What waits from whom it was connected to
     * before is lost; what waits from others because it was connected to nobody is not.
     *
     * @param path at most 107 bytes
     */
    static void connect(final int socket, final Path path) throws SystemCallException {
        checked((arena, state) -> {
            final MemorySegment address = address(arena, path);
            return (int) CONNECT.invokeExact(state, socket, address, (int) address.byteSize());
        });
    }

    /** Undoes {@link #connect}; what waits is lost. */
    static void disconnect(final int socket) throws SystemCallException {
        checked((arena, state) -> // AF_UNSPEC
                (int) CONNECT.invokeExact(state, socket, arena.allocate(JAVA_SHORT), Short.BYTES));
    }

    /** A {@code struct sockaddr_un}. */
    static MemorySegment address(final Arena arena, final Path path) {
        final MemorySegment text = arena.allocateFrom(path.toString());
        final MemorySegment address = arena.allocate(Short.BYTES + text.byteSize(), Short.BYTES);
        address.set(JAVA_SHORT, 0, UNIX);
        MemorySegment.copy(text, 0, address, Short.BYTES, text.byteSize());
        return address;
    }

    /** Length of a datagram, of which so many bytes at most were read to an address, or the negative error number. */
    static int recv(final MemorySegment state, final int socket, final long address, final long bytes) {
        try { // MSG_TRUNC
            final long result = (long) RECV.invokeExact(state, socket, address, bytes, 0x20);
            return result < 0 ? negative(state) : (int) result;
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /**
     * Like {@link #recv}, with the sender's address.
     *
     * @param from       gets as much of the address as it has room for
     * @param fromLength gets the length of the whole address, an int
     */
    static int recvFrom(final MemorySegment state, final int socket, final long address, final long bytes,
            final MemorySegment from, final MemorySegment fromLength) {
        try { // MSG_TRUNC
            fromLength.set(JAVA_INT, 0, (int) from.byteSize());
            final long result = (long) RECVFROM.invokeExact(state, socket, address, bytes, 0x20, from, fromLength);
            return result < 0 ? negative(state) : (int) result;
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** Messages sent from an array of {@code mmsghdr} at an address, or the negative error number. */
    static int sendmmsg(final MemorySegment state, final int socket, final long messages, final int count) {
        try {
            final int result = (int) SENDMMSG.invokeExact(state, socket, messages, count, 0);
            return result < 0 ? negative(state) : result;
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int eventDescriptor() throws SystemCallException {
        return (int) checked((_, state) -> (int) EVENTFD.invokeExact(state, 0, CLOSE_ON_EXEC));
    }

    /** Makes an event descriptor readable. */
    static void signal(final int eventDescriptor) throws SystemCallException {
        checked((arena, state) -> (long) WRITE.invokeExact(state, eventDescriptor,
                arena.allocateFrom(JAVA_LONG, 1L), (long) Long.BYTES));
    }

    static int epoll() throws SystemCallException {
        return (int) checked((_, state) -> (int) EPOLL_CREATE.invokeExact(state, CLOSE_ON_EXEC));
    }

    /** 0, or the negative error number. */
    static int epollControl(final MemorySegment state, final int epoll, final int operation, final int descriptor,
            final MemorySegment event) {
        try {
            final int result = (int) EPOLL_CTL.invokeExact(state, epoll, operation, descriptor, event.address());
            return result < 0 ? negative(state) : result;
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** Waits without end for events; how many there are, or the negative error number. */
    static int epollWait(final MemorySegment state, final int epoll, final MemorySegment events, final int count) {
        try {
            final int result = (int) EPOLL_WAIT.invokeExact(state, epoll, events, count, -1);
            return result < 0 ? negative(state) : result;
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }
}
