package org.signalbox.attachment.qemu;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What {@link Readiness} is for channels, for descriptors: the one thread that waits for the datagram sockets of all
 * ports, and says that one is ready, once for each time it was asked to. Safe to call from any thread.
 */
final class DatagramReadiness implements AutoCloseable {
    /** Datagrams can be read (EPOLLIN). */
    static final int READ = 1;
    /** Datagrams can be written (EPOLLOUT). */
    static final int WRITE = 4;

    private static final int ONE_SHOT = 1 << 30;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    /** A {@code struct epoll_event}, which x86 packs. */
    private static final int TOKEN = System.getProperty("os.arch").equals("amd64") ? 4 : 8;
    private static final int EVENT = TOKEN + 8;
    private static final int EVENTS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int epoll;
    private final int bell;
    private final Map<Long, Registration> registrations = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    DatagramReadiness() throws SystemCallException {
        epoll = Libc.epoll();
        try {
            bell = Libc.eventDescriptor();
        } catch (final SystemCallException e) {
            Libc.close(epoll);
            throw e;
        }
        try (Arena arena = Arena.ofConfined()) {
            final int refused = Libc.epollControl(arena.allocate(Libc.STATE), epoll, ADD, bell,
                    event(arena, READ, tokens.getAndIncrement()));
            if (refused < 0) {
                closeDescriptors();
                throw new SystemCallException(-refused);
            }
        }
        thread = Thread.ofPlatform().daemon().name("signalbox-qemu-datagrams").start(this::run);
    }

    private static MemorySegment event(final Arena arena, final int events, final long token) {
        final MemorySegment event = arena.allocate(EVENT, Long.BYTES);
        event.set(JAVA_INT, 0, events);
        event.set(JAVA_LONG_UNALIGNED, TOKEN, token);
        return event;
    }

    /**
     * Makes a descriptor one that can be waited for, and does not wait yet.
     *
     * @param arena for the registration's memory; it outlives the registration
     * @param ready runs on the waiting thread; short and without blocking
     */
    Registration register(final int descriptor, final Arena arena, final Runnable ready) throws SystemCallException {
        final long token = tokens.getAndIncrement();
        final Registration registration = new Registration(descriptor, token, ready, event(arena, ONE_SHOT, token),
                arena.allocate(Libc.STATE));
        registrations.put(token, registration);
        final int refused = registration.control(ADD);
        if (refused < 0) {
            registrations.remove(token);
            throw new SystemCallException(-refused);
        }
        return registration;
    }

    /** A descriptor that can be waited for. {@link #arm} and {@link #close} are of one thread at a time. */
    final class Registration implements AutoCloseable {
        private final int descriptor;
        private final long token;
        private final Runnable ready;
        private final MemorySegment event;
        private final MemorySegment state;
        private volatile boolean armed;

        private Registration(final int descriptor, final long token, final Runnable ready, final MemorySegment event,
                final MemorySegment state) {
            this.descriptor = descriptor;
            this.token = token;
            this.ready = ready;
            this.event = event;
            this.state = state;
        }

        private int control(final int operation) {
            return Libc.epollControl(state, epoll, operation, descriptor, event);
        }

        /** Asks to be told once when the descriptor is ready, which may be at once. */
        void arm(final int events) {
            event.set(JAVA_INT, 0, events | ONE_SHOT);
            armed = true;
            if (control(MODIFY) < 0) {
                armed = false;
            }
        }

        /** Whether it was asked and has not told yet. */
        boolean isArmed() {
            return armed;
        }

        /** Waits no more; the descriptor is still open. */
        @Override
        public void close() {
            registrations.remove(token);
            control(DELETE);
        }

        private void tell() {
            armed = false;
            ready.run();
        }
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(Libc.STATE);
            final MemorySegment events = arena.allocate((long) EVENTS * EVENT, Long.BYTES);
            while (!closed) {
                final int count = Libc.epollWait(state, epoll, events, EVENTS);
                if (count < 0 && count != -SystemCallException.EINTR) {
                    throw new IllegalStateException("epoll_wait: " + Libc.text(-count));
                }
                for (int k = 0; k < count; k++) {
                    // none of a registration that was closed since, and of the bell
                    final Registration ready =
                            registrations.get(events.get(JAVA_LONG_UNALIGNED, (long) k * EVENT + TOKEN));
                    if (ready != null) {
                        ready.tell();
                    }
                }
            }
        }
    }

    private void closeDescriptors() {
        Libc.close(bell);
        Libc.close(epoll);
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed = true;
        try {
            Libc.signal(bell);
            if (thread.join(PATIENCE)) {
                closeDescriptors();
            }
        } catch (final SystemCallException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
