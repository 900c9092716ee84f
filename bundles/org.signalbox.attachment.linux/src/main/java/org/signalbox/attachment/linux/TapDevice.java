package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * A TAP device, one frame a call: what the host sends through the interface is read, what is written the host gets.
 * Frames are read into the burst and written from it without a copy of ours.
 */
final class TapDevice implements Device {
    private static final Path CONTROL = Path.of("/dev/net/tun");
    private static final int READ_WRITE_NON_BLOCKING = 0x802;
    private static final int INTERNET = 2;
    private static final int DATAGRAM = 2;
    private static final long SET_INTERFACE = 0x400454caL;
    private static final long GET_INTERFACE = 0x800454d2L;
    /** IFF_TAP, and IFF_NO_PI: no protocol information before a frame. */
    private static final short TAP = 0x1002;
    private static final int FLAGS = 16;

    private final String name;
    private final Arena arena = Arena.ofShared();
    private final int tap;
    private final int socket;
    private final InterfaceQuery query;
    private final Listener listener;
    private final Polling polling;
    private final MemorySegment state = arena.allocate(Libc.STATE);
    private final MemorySegment vector = arena.allocate(2 * Long.BYTES, Long.BYTES);
    private volatile boolean failing;

    /** In the interface's namespace. */
    private TapDevice(final TapSettings settings, final Readiness readiness, final Listener listener)
            throws LinuxException {
        this.name = settings.name();
        this.listener = listener;
        this.socket = Libc.socket(INTERNET, DATAGRAM, 0);
        this.query = new InterfaceQuery(socket, name);
        int opened = -1;
        boolean complete = false;
        try {
            final boolean exists = exists(query);
            if (!exists && !settings.create()) {
                throw new LinuxException("there is no interface " + name, null);
            }
            opened = Libc.open(CONTROL, READ_WRITE_NON_BLOCKING);
            attach(opened);
            if (!exists) {
                query.setUp();
            }
            this.polling = new Polling(readiness, opened, arena, listener);
            complete = true;
        } finally {
            if (!complete) {
                close(opened);
            }
        }
        this.tap = opened;
    }

    private void close(final int descriptor) {
        if (descriptor >= 0) {
            Libc.close(descriptor);
        }
        Libc.close(socket);
        arena.close();
    }

    /**
     * Opens the interface, or says in the administrator's words why not.
     *
     * @param listener told what happens to the device
     */
    static TapDevice open(final TapSettings settings, final Readiness readiness, final Listener listener)
            throws LinuxException {
        final String name = settings.name();
        try {
            return Namespace.of(settings.namespace()).run(() -> new TapDevice(settings, readiness, listener));
        } catch (final LinuxException e) {
            throw switch (e.errno()) {
                case Errno.EPERM, Errno.EACCES -> new LinuxException(
                        "may not open the TAP device " + name + " (needs CAP_NET_ADMIN, or to own the device)", e);
                case Errno.EBUSY -> new LinuxException("somebody else has the TAP device " + name, e);
                case Errno.EINVAL -> new LinuxException("interface " + name + " is no TAP device", e);
                default -> e;
            };
        }
    }

    private static boolean exists(final InterfaceQuery query) throws LinuxException {
        try {
            query.index();
            return true;
        } catch (final LinuxException e) {
            if (e.errno() == Errno.ENODEV) {
                return false;
            }
            throw e;
        }
    }

    private void attach(final int descriptor) throws LinuxException {
        try (Arena call = Arena.ofConfined()) {
            final MemorySegment request = InterfaceQuery.request(call, name);
            request.set(JAVA_SHORT, FLAGS, TAP);
            Libc.control(descriptor, SET_INTERFACE, request);
        }
    }

    @Override
    public String description() {
        return "TAP device " + name;
    }

    @Override
    public void receive(final ReceiveBuffer buffer) {
        if (!polling.asks() || failing) {
            return;
        }
        boolean found = false;
        for (int at = buffer.reserve(LONGEST); at >= 0; at = buffer.reserve(LONGEST)) {
            vector.set(JAVA_LONG, 0, buffer.memory().address() + at);
            vector.set(JAVA_LONG, Long.BYTES, LONGEST);
            final long read = Libc.readv(state, tap, vector.address(), 1);
            if (read <= 0) {
                if (read != -Errno.EAGAIN) {
                    fail();
                }
                polling.asked(found);
                return;
            }
            found = true;
            buffer.commit((int) read, (int) read);
        }
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length) {
        vector.set(JAVA_LONG, 0, memory.address() + offset);
        vector.set(JAVA_LONG, Long.BYTES, length);
        final boolean written = Libc.writev(state, tap, vector.address(), 1) >= 0;
        if (!written) {
            fail();
        }
        return written;
    }

    private void fail() {
        if (!failing) {
            failing = true;
            listener.failed();
        }
    }

    @Override
    public void flush() {
        // each frame was written at once
    }

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public boolean isBusy() {
        return polling.asks() && !failing;
    }

    @Override
    public String obstacle() throws LinuxException {
        try (Arena call = Arena.ofConfined()) {
            Libc.control(tap, GET_INTERFACE, InterfaceQuery.request(call, name));
        } catch (final LinuxException e) {
            throw new LinuxException("the TAP device " + name + " was removed", e);
        }
        final String obstacle = query.obstacle();
        failing = false;
        return obstacle;
    }

    @Override
    public void close() {
        polling.close();
        close(tap);
    }
}
