package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * An interface that is there already, through a packet socket: it gets every frame that arrives at the interface, and
 * sends frames out of it.
 */
// What is sent goes past the host's queues only where nothing is left to be done: on that way the kernel drops a frame
// that it would have to cut for an interface that cannot. Both ways side by side would change the order of frames.
final class PacketDevice implements Device {
    private static final int PACKET = 17;
    private static final int RAW = 3;
    private static final int EVERY_PROTOCOL = 3;
    private static final int ADDRESS = 20;
    // levels and options of the socket
    private static final int SOCKET_LEVEL = 1;
    private static final int LAST_ERROR = 4;
    private static final int SEND_BUFFER = 32;
    private static final int RECEIVE_BUFFER = 33;
    /** Room for what the socket keeps whole: a hundred frames of 64 KiB and their keeping. */
    private static final int BUFFER_BYTES = 1 << 23;
    private static final int PACKET_LEVEL = 263;
    private static final int MEMBERSHIP = 1;
    private static final int PROMISCUOUS = 1;
    private static final int OFFLOAD_HEADER = 15;
    private static final int QUEUE_BYPASS = 20;
    private static final int IGNORE_OUTGOING = 23;

    private final String name;
    private final Arena arena = Arena.ofShared();
    private final int socket;
    private final InterfaceQuery query;
    private final int index;
    private final Listener listener;
    private final ReceiveRing ring;
    private final SendQueue queue;
    private final Polling polling;
    private long missed;
    private boolean blocked;

    /** In the interface's namespace. */
    private PacketDevice(final PacketSettings settings, final Readiness readiness, final Listener listener)
            throws LinuxException {
        this.name = settings.name();
        this.listener = listener;
        this.socket = Libc.socket(PACKET, RAW, 0);
        this.query = new InterfaceQuery(socket, name);
        boolean complete = false;
        try {
            this.index = query.index();
            final int type = query.hardwareType();
            if (type != InterfaceQuery.ETHERNET && type != InterfaceQuery.LOOPBACK) {
                throw new LinuxException("interface " + name + " is not Ethernet but of type " + type, null);
            }
            Libc.setOption(socket, PACKET_LEVEL, OFFLOAD_HEADER, 1);
            Libc.setOption(socket, PACKET_LEVEL, QUEUE_BYPASS, settings.offload() ? 0 : 1);
            Libc.setOption(socket, PACKET_LEVEL, IGNORE_OUTGOING, 1);
            Libc.setOption(socket, SOCKET_LEVEL, SEND_BUFFER, BUFFER_BYTES);
            Libc.setOption(socket, SOCKET_LEVEL, RECEIVE_BUFFER, BUFFER_BYTES);
            this.ring = new ReceiveRing(socket, query.mtu(), arena);
            this.queue = new SendQueue(socket, arena);
            bind();
            this.polling = new Polling(readiness, socket, arena, listener);
            complete = true;
        } catch (final LinuxException e) {
            throw query.explained(e);
        } finally {
            if (!complete) {
                closeMemoryAndSocket();
            }
        }
    }

    private void closeMemoryAndSocket() {
        arena.close();
        Libc.close(socket);
    }

    /**
     * Opens the interface, or says in the administrator's words why not.
     *
     * @param listener told what happens to the device
     */
    static PacketDevice open(final PacketSettings settings, final Readiness readiness, final Listener listener)
            throws LinuxException {
        try {
            return Namespace.of(settings.namespace()).run(() -> new PacketDevice(settings, readiness, listener));
        } catch (final LinuxException e) {
            throw e.errno() == Errno.EPERM ? new LinuxException(
                    "may not open the interface " + settings.name() + " (needs CAP_NET_RAW and CAP_NET_ADMIN)", e) : e;
        }
    }

    private void bind() throws LinuxException {
        try (Arena call = Arena.ofConfined()) {
            final MemorySegment address = call.allocate(ADDRESS, Integer.BYTES);
            address.set(JAVA_SHORT, 0, (short) PACKET);
            address.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) EVERY_PROTOCOL);
            address.set(JAVA_INT, 4, index);
            Libc.bind(socket, address);
        }
        Libc.setOption(socket, PACKET_LEVEL, MEMBERSHIP, index, PROMISCUOUS, 0, 0);
    }

    @Override
    public String description() {
        return "interface " + name + (missed == 0 ? "" : "; " + missed + " frames came faster than they were taken");
    }

    @Override
    public void receive(final ReceiveBuffer buffer) {
        if (blocked && polling.asks()) {
            flush();
        }
        polling.asked(ring.drainTo(buffer));
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length, final long offload) {
        if (queue.add(memory, offset, length, offload)) {
            return true;
        }
        flush();
        return queue.add(memory, offset, length, offload);
    }

    @Override
    public void flush() {
        blocked = queue.send(this::refused);
        if (blocked) {
            polling.await(Readiness.READ | Readiness.WRITE);
        }
    }

    private void refused(final int errno) {
        switch (errno) {
            case Errno.EMSGSIZE -> listener.lost(1, "longer than interface " + name + " sends");
            case Errno.ENOBUFS -> listener.lost(1, "interface " + name + " sends no faster");
            default -> {
                listener.lost(1, "refused by interface " + name);
                listener.failed();
            }
        }
    }

    @Override
    public int pending() {
        return queue.pending();
    }

    @Override
    public void sleep() {
        polling.sleep();
    }

    @Override
    public void release() {
        // nothing runs on the worker's thread but its calls
    }

    @Override
    public String obstacle() throws LinuxException {
        // reading the error takes it off the socket, which would report it for ever
        Libc.options(socket, SOCKET_LEVEL, LAST_ERROR, 1);
        missed += ring.missed();
        try {
            if (query.index() == index) {
                return query.obstacle();
            }
        } catch (final LinuxException e) {
            if (e.errno() != Errno.ENODEV) {
                throw e;
            }
        }
        throw new LinuxException("interface " + name + " was removed", null);
    }

    @Override
    public void close() {
        polling.close();
        closeMemoryAndSocket();
    }
}
