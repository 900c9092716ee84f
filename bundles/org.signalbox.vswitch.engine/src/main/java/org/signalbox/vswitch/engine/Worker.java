package org.signalbox.vswitch.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.signalbox.frame.Segmenter;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * The thread that runs a live switch: it takes bursts from the ports' attachments in turn, runs each through the
 * core, and lets the attachments send at the end of the burst. Everything else that touches the switch's state is a
 * task that it does between two batches.
 */
// It polls some fifty turns without work before it blocks. A flag that is lowered before polling and raised by wake()
// keeps a call in between from being lost, and makes wake() one volatile read while the worker is busy.
final class Worker implements Outlet {
    private static final int IDLE_TURNS = 50;
    private static final int MEMORY_BYTES = 1 << 20;
    /** The longest IP packet, its Ethernet header and tags: with less room left a burst is full. */
    private static final int ROOM_BYTES = 1 << 16 | 64;

    private final Arena arena = Arena.ofShared();
    private final SwitchCore core;
    private final ReceiveBuffer buffer;
    private final Segmenter segmenter = new Segmenter();
    private final MemorySegment segment;
    private final LongSupplier clock;
    private final FaultLog log;
    private final String name;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean woken;
    private volatile boolean stopping;
    // of the thread
    private PortLink[] links = {};
    private PortLink[] polled = {};
    private PortLink[] toFlush = {};
    private int flushes;
    private int next;
    private long nowNanos;

    /** @param clock nanoseconds since the epoch */
    Worker(final String name, final LongSupplier clock, final FaultLog log) {
        this.name = name;
        this.clock = clock;
        this.log = log;
        this.core = new SwitchCore(arena.allocate(MEMORY_BYTES, Long.BYTES), SwitchCore.BATCH, this, null);
        this.segment = arena.allocate(ROOM_BYTES, Long.BYTES);
        this.buffer = new ReceiveBuffer(core.slots());
        this.thread = Thread.ofPlatform().daemon().name("switch " + name).inheritInheritableThreadLocals(false)
                .unstarted(this::work);
        // whoever makes a switch may be of a bundle that leaves
        thread.setContextClassLoader(Worker.class.getClassLoader());
    }

    /** Begins to work; the core has a program. */
    void start() {
        thread.start();
    }

    /** The core; once the worker has started, its state belongs to the worker's tasks. */
    SwitchCore core() {
        return core;
    }

    /**
     * Has a task done between two batches and waits for it.
     *
     * @return false when it was not done in time; it still may be
     */
    boolean between(final Runnable task, final long timeoutNanos) {
        return await(post(task), timeoutNanos);
    }

    /** Has a task done between two batches; the latch says when. */
    CountDownLatch post(final Runnable task) {
        final CountDownLatch done = new CountDownLatch(1);
        tasks.add(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        wake();
        return done;
    }

    /** Waits through interrupts, since half a change is worse than a late one. */
    static boolean await(final CountDownLatch done, final long timeoutNanos) {
        final long end = System.nanoTime() + timeoutNanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (final InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes the worker poll soon. Any thread; never blocks. */
    void wake() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread after the batch it is in, at most so long from now. */
    void stop(final long timeoutNanos) {
        stopping = true;
        wake();
        try {
            if (thread.join(Duration.ofNanos(timeoutNanos))) {
                arena.close();
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** In a task: gives a port its link. */
    void link(final PortLink link) {
        final int index = link.port().index();
        if (index >= links.length) {
            links = Arrays.copyOf(links, index + 1);
        }
        links[index] = link;
        poll();
    }

    /** In a task: nothing calls the link's attachment any more, though what it holds is still counted. */
    void detach(final PortLink link) {
        link.detach();
        poll();
    }

    /** In a task: the account of a detached link is closed; what its attachment holds is lost. */
    void settle(final PortLink link) {
        final int index = link.port().index();
        final long lost = pending(link);
        if (lost > 0) {
            core.counters().lost(index, lost, DropReasons.DETACHED);
        }
        links[index] = null;
    }

    /** In a task, or before the start: the time, and what was counted. */
    SwitchSnapshot snapshot() {
        tick();
        final int size = Math.max(links.length, core.program().ports().size());
        final Link[] states = new Link[size];
        final long[] pending = new long[size];
        Arrays.fill(states, Link.DISCONNECTED);
        for (final PortLink link : links) {
            if (link != null) {
                states[link.port().index()] = link.link();
                pending[link.port().index()] = pending(link);
            }
        }
        return SwitchSnapshot.of(core, nowNanos, states, pending);
    }

    /** Copies that wait in a link's attachment; it counts segments, of which a copy may have become many. */
    private long pending(final PortLink link) {
        return Math.min(link.pending(), core.counters().deliveredFrames(link.port().index()));
    }

    private void poll() {
        polled = Arrays.stream(links).filter(link -> link != null && link.isUsable()).toArray(PortLink[]::new);
        toFlush = Arrays.copyOf(toFlush, links.length);
        next = 0;
    }

    private void work() {
        int idle = 0;
        while (!stopping) {
            woken = false;
            doTasks();
            idle = turn() ? 0 : idle + 1;
            if (idle >= IDLE_TURNS) {
                rest();
            } else if (idle > 0) {
                Thread.onSpinWait();
            }
        }
        doTasks();
    }

    private void doTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (final Throwable thrown) {
                log.failed("the engine", name, thrown);
            }
        }
    }

    /** Takes one burst through the switch; false when there was none. */
    private boolean turn() {
        tick();
        receive();
        final boolean any = core.slots().count() > 0;
        if (any) {
            try {
                core.run();
            } catch (final Throwable thrown) {
                core.slots().clear();
                log.failed("the engine", name, thrown);
            }
            flush();
        }
        return any;
    }

    /** Time never stands still from one burst to the next. */
    private void tick() {
        nowNanos = Math.max(clock.getAsLong(), nowNanos + 1);
    }

    // Whose frames did not all fit begins the next burst, unless it began this one: else a port with long frames would
    // fill the memory each time before its neighbour's turn.
    private void receive() {
        final FrameSlots slots = core.slots();
        for (int k = 0; k < polled.length && hasRoom(slots); k++) {
            final PortLink link = polled[next];
            if (link.isUsable()) {
                buffer.from(link.port().index(), nowNanos, slots.capacity() - slots.count());
                link.receive(buffer, nowNanos);
            }
            if (k == 0 || hasRoom(slots)) {
                next = next + 1 == polled.length ? 0 : next + 1;
            }
        }
    }

    private static boolean hasRoom(final FrameSlots slots) {
        return slots.reserve(ROOM_BYTES) >= 0;
    }

    @Override
    public int deliver(final int port, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final long offload) {
        final PortLink link = port < links.length ? links[port] : null;
        if (link == null) {
            return DropReasons.DISCONNECTED;
        }
        return offload == 0 || link.takesOffloads()
                ? transmit(link, timeNanos, memory, offset, length, wireLength, offload)
                : finish(link, timeNanos, memory, offset, length, offload);
    }

    private int transmit(final PortLink link, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final long offload) {
        final int refused = link.transmit(memory, offset, length, wireLength, offload, timeNanos);
        if (refused < 0 && link.needsFlush()) {
            toFlush[flushes++] = link;
        }
        return refused;
    }

    /** Delivers a copy as the segments that it stands for; it is delivered when all of them are. */
    private int finish(final PortLink link, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final long offload) {
        if (length > segment.byteSize() || !segmenter.begin(memory, offset, length, offload)) {
            return DropReasons.UNFINISHED;
        }
        int refused = -1;
        while (refused < 0 && segmenter.hasNext()) {
            final int bytes = segmenter.next(segment, 0);
            refused = transmit(link, timeNanos, segment, 0, bytes, bytes, 0);
        }
        return refused;
    }

    private void flush() {
        for (int k = 0; k < flushes; k++) {
            toFlush[k].flush();
            toFlush[k] = null;
        }
        flushes = 0;
    }

    private void rest() {
        long soonest = Long.MAX_VALUE;
        for (final PortLink link : polled) {
            if (link.isUsable()) {
                soonest = Math.min(soonest, link.nextPollNanos());
            }
        }
        Thread.interrupted();
        if (!woken) {
            if (soonest == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else if (soonest > nowNanos) {
                LockSupport.parkNanos(this, soonest - nowNanos);
            }
        }
    }
}
