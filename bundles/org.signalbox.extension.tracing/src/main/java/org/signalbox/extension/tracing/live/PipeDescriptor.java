package org.signalbox.extension.tracing.live;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** A named pipe opened to write without waiting for a reader, see open(2); the Java library has no option for it. */
final class PipeDescriptor {
    private static final boolean MAC = System.getProperty("os.name").startsWith("Mac");
    // fcntl.h: O_WRONLY, O_NONBLOCK, O_CLOEXEC
    private static final int FLAGS = MAC ? 0x1 | 0x4 | 0x1000000 : 0x1 | 0x800 | 0x80000;
    private static final MethodHandle OPEN = handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private PipeDescriptor() {
    }

    private static MethodHandle handle(String name, FunctionDescriptor shape, Linker.Option... options) {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape, options);
    }

    /** Opens it. A negative number when nobody reads it, or when it cannot be written at all. */
    static int open(Path pipe) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) OPEN.invokeExact(arena.allocateFrom(pipe.toString()), FLAGS);
        } catch (Throwable impossible) {
            throw new IllegalStateException("open", impossible);
        }
    }

    static void close(int descriptor) {
        try {
            final int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable impossible) {
            throw new IllegalStateException("close", impossible);
        }
    }
}
