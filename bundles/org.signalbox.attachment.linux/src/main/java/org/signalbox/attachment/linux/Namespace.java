package org.signalbox.attachment.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A network namespace, by the file that stands for it; without one, the namespace of this process. */
record Namespace(Optional<Path> file) {
    private static final Path NAMED = Path.of("/run/netns");
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");

    /** The namespace of a name that {@code ip netns} knows, or of a file such as {@code /proc/PID/ns/net}. */
    static Namespace of(final Optional<String> name) {
        return new Namespace(name.map(NAMED::resolve));
    }

    /** What is done in a namespace. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws LinuxException;
    }

    /**
     * Has the calling thread do something there, and come back.
     *
     * @throws LinuxException as the task does, or when there is no such namespace or it may not be entered
     */
    <T> T run(final Task<T> task) throws LinuxException {
        if (file.isEmpty()) {
            return task.run();
        }
        final int home = Libc.open(OWN, 0);
        try {
            enter();
            try {
                return task.run();
            } finally {
                Libc.enterNetwork(home);
            }
        } finally {
            Libc.close(home);
        }
    }

    private void enter() throws LinuxException {
        final Path path = file.orElseThrow();
        try {
            final int there = Libc.open(path, 0);
            try {
                Libc.enterNetwork(there);
            } finally {
                Libc.close(there);
            }
        } catch (final LinuxException e) {
            throw switch (e.errno()) {
                case Errno.ENOENT, Errno.EINVAL -> new LinuxException("there is no network namespace " + path, e);
                case Errno.EPERM, Errno.EACCES -> new LinuxException("may not enter the network namespace " + path
                        + " (needs CAP_SYS_ADMIN)", e);
                default -> e;
            };
        }
    }

    /** What tells it from a later one of the same name; empty for that of the process, or when it is gone. */
    Optional<Object> identity() {
        return file.flatMap(path -> {
            try {
                return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            } catch (final IOException e) {
                return Optional.empty(); // gone, as its absence says
            }
        });
    }
}
