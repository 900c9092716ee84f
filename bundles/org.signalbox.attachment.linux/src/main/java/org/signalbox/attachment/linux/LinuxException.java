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

    /** What stands in the way, in the words of whoever administers the interface; nobody has to explain it any more. */
    LinuxException(final String clause, final LinuxException cause) {
        super(clause, cause);
        this.errno = 0;
    }

    /** The kernel's number, one of {@link Errno}; 0 when the message says what it means. */
    int errno() {
        return errno;
    }
}
