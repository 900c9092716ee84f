package org.signalbox.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The calls of Linux that Java does not offer: other network namespaces, and frames to an interface, many at once. */
final class Libc {
    private static final int O_RDONLY = 0;
    private static final int CLONE_NEWNET = 0x4000_0000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_VALUE = Linker.Option.captureStateLayout()
            .varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERRNO,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), ERRNO);
    private static final MethodHandle SETNS = handle("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT),
            ERRNO);
    private static final MethodHandle INDEX = handle("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS), ERRNO);
    private static final MethodHandle SOCKET = handle("socket",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), ERRNO);
    private static final MethodHandle BIND = handle("bind",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), ERRNO);
    private static final MethodHandle SETSOCKOPT = handle("setsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), ERRNO);
    private static final MethodHandle SENDMMSG = handle("sendmmsg",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));

    private Libc() {
    }

    private static MethodHandle handle(final String name, final FunctionDescriptor shape,
            final Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
    }

    private interface Call {
        int on(MemorySegment state, Arena arena) throws Throwable;
    }

    /** What the call returns; below {@code least} it has failed. */
    private static int checked(final String what, final int least, final Call call) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            final int result = call.on(state, arena);
            if (result < least) {
                throw new IllegalStateException(what + " failed with errno " + (int) ERRNO_VALUE.get(state, 0L));
            }
            return result;
        } catch (final RuntimeException | Error thrown) {
            throw thrown;
        } catch (final Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The calling thread, and what it opens from now on, is in the network namespace that this file stands for. */
    static void join(final String file) {
        final int fd = checked("open " + file, 0, (state, arena) ->
                (int) OPEN.invokeExact(state, arena.allocateFrom(file), O_RDONLY));
        try {
            checked("setns " + file, 0, (state, _) -> (int) SETNS.invokeExact(state, fd, CLONE_NEWNET));
        } finally {
            close(fd);
        }
    }

    static void close(final int fd) {
        checked("close", 0, (state, _) -> (int) CLOSE.invokeExact(state, fd));
    }

    /** The index of an interface in the calling thread's namespace. */
    static int index(final String name) {
        return checked("if_nametoindex " + name, 1, (state, arena) ->
                (int) INDEX.invokeExact(state, arena.allocateFrom(name)));
    }

    static int socket(final int domain, final int type, final int protocol) {
        return checked("socket", 0, (state, _) -> (int) SOCKET.invokeExact(state, domain, type, protocol));
    }

    static void bind(final int fd, final MemorySegment address) {
        checked("bind", 0, (state, _) -> (int) BIND.invokeExact(state, fd, address, (int) address.byteSize()));
    }

    static void option(final int fd, final int level, final int name, final int value) {
        checked("setsockopt " + name, 0, (state, arena) -> (int) SETSOCKOPT.invokeExact(state, fd, level, name,
                arena.allocateFrom(JAVA_INT, value), (int) JAVA_INT.byteSize()));
    }

    /** How many of the messages were sent, or -1. */
    static int sendMany(final int fd, final long messages, final int count, final int flags) {
        try {
            return (int) SENDMMSG.invokeExact(fd, messages, count, flags);
        } catch (final Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
