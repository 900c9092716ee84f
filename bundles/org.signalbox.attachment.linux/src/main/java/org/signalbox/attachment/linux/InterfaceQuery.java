package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What the kernel says of the interface that has a name now, in the network namespace of a socket. Any thread.
 *
 * @param socket any socket; its owner closes it
 */
record InterfaceQuery(int socket, String name) {
    /** Ethernet, as {@link #hardwareType} has it (ARPHRD_ETHER). */
    static final int ETHERNET = 1;
    /** The loopback interface, whose frames have Ethernet headers too. */
    static final int LOOPBACK = 772;

    private static final int GET_FLAGS = 0x8913;
    private static final int SET_FLAGS = 0x8914;
    private static final int GET_MTU = 0x8921;
    private static final int GET_HARDWARE_ADDRESS = 0x8927;
    private static final int GET_INDEX = 0x8933;
    private static final int UP = 1;
    private static final int RUNNING = 0x40;
    /** Size of a {@code struct ifreq}, and of the name at its front. */
    private static final int REQUEST = 40;
    private static final int NAME = 16;

    /** Its number, which no other interface of the namespace gets as long as it is there. */
    int index() throws LinuxException {
        return asked(GET_INDEX);
    }

    /** Bytes of a packet at most. */
    int mtu() throws LinuxException {
        return asked(GET_MTU);
    }

    /** What kind of headers its frames have. */
    int hardwareType() throws LinuxException {
        return asked(GET_HARDWARE_ADDRESS) & 0xFFFF;
    }

    /** Why no frame can pass; empty when frames can. */
    String obstacle() throws LinuxException {
        final int flags = asked(GET_FLAGS);
        if ((flags & UP) == 0) {
            return "interface " + name + " is down";
        }
        return (flags & RUNNING) == 0 ? "interface " + name + " has no carrier" : "";
    }

    /** Sets it up, as an administrator does. */
    void setUp() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment request = request(arena, name);
            Libc.control(socket, GET_FLAGS, request);
            request.set(JAVA_SHORT, NAME, (short) (request.get(JAVA_SHORT, NAME) | UP));
            Libc.control(socket, SET_FLAGS, request);
        }
    }

    private int asked(final int what) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment request = request(arena, name);
            Libc.control(socket, what, request);
            return request.get(JAVA_INT, NAME);
        }
    }

    /** A {@code struct ifreq} with a name of at most 15 bytes. */
    static MemorySegment request(final Arena arena, final String name) {
        final MemorySegment request = arena.allocate(REQUEST, Long.BYTES);
        request.setString(0, name);
        return request;
    }

    /** An exception that says in the administrator's words why an interface could not be asked. */
    LinuxException explained(final LinuxException cause) {
        return cause.errno() == Errno.ENODEV ? new LinuxException("there is no interface " + name, cause) : cause;
    }
}
