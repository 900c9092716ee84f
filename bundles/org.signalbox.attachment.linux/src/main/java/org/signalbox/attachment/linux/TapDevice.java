package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

import org.signalbox.frame.Offload;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** A TAP device: what the host sends through the interface is read, what is written the host gets. */
final class TapDevice implements Device {
    private static final Path CONTROL = Path.of("/dev/net/tun");
    private static final int READ_WRITE_NON_BLOCKING = 0x802;
    private static final int INTERNET = 2;
    private static final int DATAGRAM = 2;
    private static final long SET_INTERFACE = 0x400454caL;
    private static final long GET_INTERFACE = 0x800454d2L;
    private static final long SET_OFFLOAD = 0x400454d0L;
    private static final long SET_HEADER_BYTES = 0x400454d8L;
    /** IFF_TAP; IFF_VNET_HDR: a struct virtio_net_hdr before each frame; IFF_NO_PI: and nothing else. */
    private static final short TAP = 0x5002;
    /** TUN_F_CSUM, TUN_F_TSO4, TUN_F_TSO6, TUN_F_TSO_ECN. */
    private static final int CHECKSUM_AND_TCP = 0xF;
    /** TUN_F_USO4, TUN_F_USO6; a kernel before 6.2 knows neither. */
    private static final int UDP = 0x60;
    private static final int FLAGS = 16;

    private final String name;
    private final Arena arena = Arena.ofShared();
    private final int tap;
    private final int socket;
    private final InterfaceQuery query;
    private final Listener listener;
    private final TapChannel channel;
    private volatile boolean failing;

    /** In the interface's namespace. */
    private TapDevice(final TapSettings settings, final boolean ring, final Readiness readiness,
            final Listener listener) throws LinuxException {
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
            attach(opened, settings.offload());
            if (!exists) {
                query.setUp();
            }
            this.channel = ring ? new RingChannel(opened, readiness, arena, listener)
                    : new DirectChannel(opened, readiness, arena, listener);
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
     * @param ring     whether frames are read and written by io_uring
     * @param listener told what happens to the device
     */
    static TapDevice open(final TapSettings settings, final boolean ring, final Readiness readiness,
            final Listener listener) throws LinuxException {
        final String name = settings.name();
        try {
            return Namespace.of(settings.namespace()).run(() -> new TapDevice(settings, ring, readiness, listener));
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

    /** Takes the interface, and says what the host may leave to us: a device keeps what its last owner said. */
    private void attach(final int descriptor, final boolean offload) throws LinuxException {
        try (Arena call = Arena.ofConfined()) {
            final MemorySegment request = InterfaceQuery.request(call, name);
            request.set(JAVA_SHORT, FLAGS, TAP);
            Libc.control(descriptor, SET_INTERFACE, request);
            Libc.control(descriptor, SET_HEADER_BYTES, call.allocateFrom(JAVA_INT, Offload.HEADER));
        }
        try {
            Libc.control(descriptor, SET_OFFLOAD, offload ? CHECKSUM_AND_TCP | UDP : 0);
        } catch (final LinuxException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            Libc.control(descriptor, SET_OFFLOAD, CHECKSUM_AND_TCP);
        }
    }

    @Override
    public String description() {
        return "TAP device " + name;
    }

    @Override
    public void receive(final ReceiveBuffer buffer) {
        if (!failing && !channel.receive(buffer)) {
            fail();
        }
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length, final long offload) {
        channel.transmit(memory, offset, length, offload);
        return true;
    }

    @Override
    public void flush() {
        final int refused = channel.flush();
        if (refused > 0) {
            listener.lost(refused, "refused by the TAP device " + name);
            fail();
        }
    }

    private void fail() {
        if (!failing) {
            failing = true;
            listener.failed();
        }
    }

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public void sleep() {
        if (!failing) {
            channel.sleep();
        }
    }

    @Override
    public void release() {
        channel.release();
    }

    @Override
    public String obstacle() throws LinuxException {
        try (Arena call = Arena.ofConfined()) {
            Libc.control(tap, GET_INTERFACE, InterfaceQuery.request(call, name));
        } catch (final LinuxException e) {
            throw new LinuxException("the TAP device " + name + " was removed", e);
        }
        try {
            final String obstacle = query.obstacle();
            failing = false;
            return obstacle;
        } catch (final LinuxException e) {
            throw new LinuxException("the TAP device " + name + " was moved or got another name", e);
        }
    }

    @Override
    public void close() {
        channel.close();
        close(tap);
    }
}
