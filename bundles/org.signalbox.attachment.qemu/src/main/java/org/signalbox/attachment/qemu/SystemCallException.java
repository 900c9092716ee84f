package org.signalbox.attachment.qemu;

import java.io.IOException;

/** A system call that failed; the message is the kernel's words. */
final class SystemCallException extends IOException {
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENOTCONN = 107;
    static final int ECONNRESET = 104;
    static final int ECONNREFUSED = 111;

    private final int errno;

    SystemCallException(final int errno) {
        super(Libc.text(errno));
        this.errno = errno;
    }

    /** Whether it says that nobody has the socket at the other end. */
    boolean isNobodyThere() {
        return isNobodyThere(errno);
    }

    static boolean isNobodyThere(final int errno) {
        return errno == ENOENT || errno == ENOTCONN || errno == ECONNRESET || errno == ECONNREFUSED;
    }
}
