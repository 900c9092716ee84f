package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

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
 * The system calls that devices need. Those of the control path throw; those of the data path ({@link #readv},
 * {@link #writev}, {@link #sendmmsg}, {@link #epollControl}, {@link #enterRing}) return the negative error number, and
 * get memory for it from their caller. Addresses are numbers: whoever passes one keeps the memory alive during the
 * call.
 */
// Reading the error number behind each data-path call is two instructions beside a microsecond in the kernel, and
// asking for it afterwards would be wrong: the virtual machine may make calls of its own in between.
final class Libc {
    /** Memory that a call leaves its error number in. */
    static final StructLayout STATE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int LONGEST_TEXT = 256;

    private static final MethodHandle OPEN = handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SOCKET =
            handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND =
            handle("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETSOCKOPT = handle("setsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT = handle("getsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle IOCTL = handle("ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle MMAP = handle("mmap",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP =
            handle("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle SETNS = handle("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle EVENTFD = handle("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle EPOLL_CREATE =
            handle("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle EPOLL_CTL =
            handle("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle EPOLL_WAIT =
            handle("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle WRITE =
            handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle READV =
            handle("readv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle WRITEV =
            handle("writev", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SENDMMSG =
            handle("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));
    /** {@code long syscall(long number, ...)}, for calls that have no function of their own in the C library. */
    private static final MethodHandle SYSCALL_4 = handle("syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle SYSCALL_6 = handle("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG), Linker.Option.firstVariadicArg(1));
    // the same numbers on every architecture
    private static final long RING_SETUP = 425;
    private static final long RING_ENTER = 426;
    private static final long RING_REGISTER = 427;
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Libc() {
    }

    private static MethodHandle handle(final String name, final FunctionDescriptor of, final Linker.Option... more) {
        final Linker.Option[] options = new Linker.Option[more.length + 1];
        System.arraycopy(more, 0, options, 0, more.length);
        options[more.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), of, options);
    }

    /** A call of the control path. */
    @FunctionalInterface
    private interface Call {
        long make(Arena arena, MemorySegment state) throws Throwable;
    }

    private static long checked(final String name, final Call call) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(STATE);
            final long result = call.make(arena, state);
            if (result < 0) {
                throw new LinuxException(name, (int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (final LinuxException e) {
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

    /** Opens a file that is there; the descriptor is closed when another program is run. */
    static int open(final Path path, final int flags) throws LinuxException {
        return (int) checked("open " + path, (arena, state) ->
                (int) OPEN.invokeExact(state, arena.allocateFrom(path.toString()), flags | 0x80000)); // O_CLOEXEC
    }

    /** Closes a descriptor, which is gone whatever the kernel says. */
    static void close(final int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            final int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** A socket that does not block, in the network namespace of the thread. */
    static int socket(final int domain, final int type, final int protocol) throws LinuxException {
        return (int) checked("socket", (_, state) ->
                (int) SOCKET.invokeExact(state, domain, type | 0x80800, protocol)); // SOCK_CLOEXEC | SOCK_NONBLOCK
    }

    static void bind(final int socket, final MemorySegment address) throws LinuxException {
        checked("bind", (_, state) -> (int) BIND.invokeExact(state, socket, address, (int) address.byteSize()));
    }

    static void setOption(final int socket, final int level, final int name, final int... value)
            throws LinuxException {
        checked("setsockopt", (arena, state) -> (int) SETSOCKOPT.invokeExact(state, socket, level, name,
                arena.allocateFrom(JAVA_INT, value), value.length * Integer.BYTES));
    }

    static void setOption(final int socket, final int level, final int name, final MemorySegment value)
            throws LinuxException {
        checked("setsockopt", (_, state) ->
                (int) SETSOCKOPT.invokeExact(state, socket, level, name, value, (int) value.byteSize()));
    }

    /** The value of an option that has so many numbers. */
    static int[] options(final int socket, final int level, final int name, final int count) throws LinuxException {
        final int[] value = new int[count];
        checked("getsockopt", (arena, state) -> {
            final MemorySegment result = arena.allocate(JAVA_INT, count);
            final int returned = (int) GETSOCKOPT.invokeExact(state, socket, level, name, result,
                    arena.allocateFrom(JAVA_INT, count * Integer.BYTES));
            MemorySegment.copy(result, JAVA_INT, 0, value, 0, count);
            return returned;
        });
        return value;
    }

    static void control(final int descriptor, final long request, final MemorySegment argument)
            throws LinuxException {
        control(descriptor, request, argument.address());
    }

    static void control(final int descriptor, final long request, final long argument) throws LinuxException {
        checked("ioctl", (_, state) -> (int) IOCTL.invokeExact(state, descriptor, request, argument));
    }

    /** Maps a descriptor's memory for reading and writing; it is unmapped when the arena closes. */
    static MemorySegment map(final int descriptor, final long offset, final long bytes, final Arena arena)
            throws LinuxException {
        return map(1, descriptor, offset, bytes, arena); // MAP_SHARED
    }

    /** Memory of zeros that begins at a page and takes room only where it is written; it goes when the arena closes. */
    static MemorySegment reserve(final long bytes, final Arena arena) throws LinuxException {
        return map(0x22, -1, 0, bytes, arena); // MAP_PRIVATE | MAP_ANONYMOUS
    }

    private static MemorySegment map(final int kind, final int descriptor, final long offset, final long bytes,
            final Arena arena) throws LinuxException {
        final long address = checked("mmap", (_, state) -> // PROT_READ | PROT_WRITE
                (long) MMAP.invokeExact(state, 0L, bytes, 3, kind, descriptor, offset));
        return MemorySegment.ofAddress(address).reinterpret(bytes, arena, mapped -> unmap(mapped.address(), bytes));
    }

    private static void unmap(final long address, final long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            final int ignored = (int) MUNMAP.invokeExact(arena.allocate(STATE), address, bytes);
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** Moves the calling thread to the network namespace that a descriptor stands for. */
    static void enterNetwork(final int namespace) throws LinuxException {
        checked("setns", (_, state) -> (int) SETNS.invokeExact(state, namespace, 0x40000000)); // CLONE_NEWNET
    }

    static int eventDescriptor() throws LinuxException {
        return (int) checked("eventfd", (_, state) -> (int) EVENTFD.invokeExact(state, 0, 0x80000)); // EFD_CLOEXEC
    }

    /** Makes an event descriptor readable. */
    static void signal(final int eventDescriptor) throws LinuxException {
        checked("write", (arena, state) -> (long) WRITE.invokeExact(state, eventDescriptor,
                arena.allocateFrom(JAVA_LONG, 1L), (long) Long.BYTES));
    }

    static int epoll() throws LinuxException {
        return (int) checked("epoll_create1", (_, state) -> (int) EPOLL_CREATE.invokeExact(state, 0x80000));
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

    /** Bytes read into an array of {@code iovec} at an address, or the negative error number. */
    static long readv(final MemorySegment state, final int descriptor, final long vector, final int count) {
        try {
            final long result = (long) READV.invokeExact(state, descriptor, vector, count);
            return result < 0 ? negative(state) : result;
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** Bytes written from an array of {@code iovec} at an address, or the negative error number. */
    static long writev(final MemorySegment state, final int descriptor, final long vector, final int count) {
        try {
            final long result = (long) WRITEV.invokeExact(state, descriptor, vector, count);
            return result < 0 ? negative(state) : result;
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

    /** Makes an io_uring of so many entries, as its {@code struct io_uring_params} says and gets completed. */
    static int ring(final int entries, final MemorySegment parameters) throws LinuxException {
        return (int) checked("io_uring_setup", (_, state) -> (long) SYSCALL_4.invokeExact(state, RING_SETUP,
                (long) entries, parameters.address(), 0L, 0L));
    }

    /** Tells an io_uring something, or asks it. */
    static void register(final int ring, final int operation, final MemorySegment argument, final int count)
            throws LinuxException {
        checked("io_uring_register", (_, state) -> (long) SYSCALL_4.invokeExact(state, RING_REGISTER, (long) ring,
                (long) operation, argument.address(), (long) count));
    }

    /** Has an io_uring take entries and complete some; how many it took, or the negative error number. */
    static int enterRing(final MemorySegment state, final int ring, final int submit, final int complete,
            final int flags) {
        try {
            final long result = (long) SYSCALL_6.invokeExact(state, RING_ENTER, (long) ring, (long) submit,
                    (long) complete, (long) flags, 0L, 0L);
            return result < 0 ? negative(state) : (int) result;
        } catch (final Throwable thrown) {
            throw unexpected(thrown);
        }
    }
}
