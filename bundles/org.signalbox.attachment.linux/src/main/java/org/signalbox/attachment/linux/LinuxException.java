package org.signalbox.attachment.linux;

import java.io.IOException;

/** A system call that failed, or an interface that is not what was asked for; the message is one clause. */
final class LinuxException extends IOException {
    private final int errno;

    /** A system call that failed. */
    LinuxException(final String call, final int errno) {
        super(call + ": " + Libc.text(errno));
        this.errno = errno;
    }

    /** What stands in the way, in the words of whoever administers the interface. */
    LinuxException(final String clause, final LinuxException cause) {
        super(clause, cause);
        this.errno = cause == null ? 0 : cause.errno;
    }

    /** The kernel's number, one of {@link Errno}; 0 when no system call failed. */
    int errno() {
        return errno;
    }
}
