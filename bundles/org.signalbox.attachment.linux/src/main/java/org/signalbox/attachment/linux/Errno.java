package org.signalbox.attachment.linux;

/** Error numbers of the kernel that a device tells apart (asm-generic/errno.h). */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int EMSGSIZE = 90;
    static final int ENOBUFS = 105;
    static final int ECANCELED = 125;

    private Errno() {
    }
}
