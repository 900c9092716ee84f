package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one thread that waits for the descriptors of all ports. It reads and writes nothing: it says that a descriptor is
 * ready, once for each time it was asked to.
 */
final class Readiness implements AutoCloseable {
    /** Frames can be read (EPOLLIN). */
    static final int READ = 1;
    /** Frames can be written (EPOLLOUT). */
    static final int WRITE = 4;

    private static final int FAILED = 8 | 16; // EPOLLERR | EPOLLHUP
    private static final int ONE_SHOT = 1 << 30;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    /** A {@code struct epoll_event}, which x86 packs. */
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
    private static final int TOKEN = PACKED ? 4 : 8;
    private static final int EVENT = TOKEN + 8;
    private static final int EVENTS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int epoll;
    private final int bell;
    private final Map<Long, Registration> registrations = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    Readiness() throws LinuxException {
        epoll = Libc.epoll();
        try {
            bell = Libc.eventDescriptor();
        } catch (final LinuxException e) {
            Libc.close(epoll);
            throw e;
        }
        try (Arena arena = Arena.ofConfined()) {
            final int refused = Libc.epollControl(arena.allocate(Libc.STATE), epoll, ADD, bell,
                    event(arena, READ, tokens.getAndIncrement()));
            if (refused < 0) {
                closeDescriptors();
                throw new LinuxException("epoll_ctl", -refused);
            }
        }
        thread = Thread.ofPlatform().daemon().name("signalbox-linux-readiness").start(this::run);
    }

    private static MemorySegment event(final Arena arena, final int events, final long token) {
        final MemorySegment event = arena.allocate(EVENT, Long.BYTES);
        event.set(JAVA_INT, 0, events);
        event.set(JAVA_LONG_UNALIGNED, TOKEN, token);
        return event;
    }

    /** Told on the waiting thread that a descriptor is ready, or has failed; short and without blocking. */
    @FunctionalInterface
    interface Listener {
        void ready(boolean failed);
    }

    /**
     * Makes a descriptor one that can be waited for, and does not wait yet.
     *
     * @param arena for the registration's memory; it outlives the registration
     */
    Registration register(final int descriptor, final Arena arena, final Listener listener) throws LinuxException {
        final long token = tokens.getAndIncrement();
        final Registration registration = new Registration(descriptor, token, listener,
                event(arena, ONE_SHOT, token), arena.allocate(Libc.STATE));
        registrations.put(token, registration);
        final int refused = registration.control(ADD);
        if (refused < 0) {
            registrations.remove(token);
            throw new LinuxException("epoll_ctl", -refused);
        }
        return registration;
    }

    /** A descriptor that can be waited for. {@link #arm} and {@link #close} are of one thread at a time. */
    final class Registration implements AutoCloseable {
        private final int descriptor;
        private final long token;
        private final Listener listener;
        private final MemorySegment event;
        private final MemorySegment state;
        private volatile boolean armed;

        private Registration(final int descriptor, final long token, final Listener listener,
                final MemorySegment event, final MemorySegment state) {
            this.descriptor = descriptor;
            this.token = token;
            this.listener = listener;
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

        private void tell(final boolean failed) {
            armed = false;
            listener.ready(failed);
        }
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(Libc.STATE);
            final MemorySegment events = arena.allocate((long) EVENTS * EVENT, Long.BYTES);
            while (!closed) {
                final int count = Libc.epollWait(state, epoll, events, EVENTS);
                if (count < 0 && count != -Errno.EINTR) {
                    throw new IllegalStateException("epoll_wait: " + Libc.text(-count));
                }
                for (int k = 0; k < count; k++) {
                    final long at = (long) k * EVENT;
                    // none of a registration that was closed since, and of the bell
                    final Registration ready = registrations.get(events.get(JAVA_LONG_UNALIGNED, at + TOKEN));
                    if (ready != null) {
                        ready.tell((events.get(JAVA_INT_UNALIGNED, at) & FAILED) != 0);
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
        } catch (final LinuxException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
