package org.signalbox.vswitch.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.signalbox.frame.Segmenter;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * A thread that runs frames of a live switch: it takes bursts from the attachments of its ports in turn, runs each
 * through the core, and lets the attachments send at the end of the burst; copies for ports of other workers go to those
 * through rings, and what comes through theirs is sent. Everything else is a task that it does between two batches.
 */
// Before it blocks it polls in vain for as long as about three sleeps and awakenings would cost: that halves round
// trips. A flag that is lowered before polling and raised by wake() keeps a call in between from being lost, and makes
// wake() one volatile read while the worker is busy.
final class Worker implements Outlet, FrameRing.Sink {
    private static final int IDLE_NANOS = 60_000;
    static final int MEMORY_BYTES = 1 << 20;
    private static final int RING_BYTES = 1 << 20;
    /** The longest IP packet, its Ethernet header and tags: with less room left a burst is full. */
    private static final int ROOM_BYTES = 1 << 16 | 64;

    private final Arena rings = Arena.ofShared();
    private final Supplier<Desk> desks;
    private final LongSupplier clock;
    private final FaultLog log;
    private final String name;
    private final int index;
    // what others saw, for the worker that writes the table; none for the others
    private final List<LearningQueue> queues;
    // by worker; null for this one, and where there is no other
    private Worker[] others = {};
    private FrameRing[] outbound = {};
    private FrameRing[] inbound = {};
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile Thread thread;
    private volatile boolean woken;
    private volatile boolean stopping;
    // of the thread that watches
    private final HangWatch watch = new HangWatch();
    private final List<Left> left = new ArrayList<>();
    // of the thread, or of who took over from one that hung
    private Desk desk;
    private PortLink[] links = {};
    private PortLink[] polled = {};
    private PortLink[] toFlush = {};
    private int flushes;
    private int next;
    private long nowNanos;

    /**
     * @param name     of the switch
     * @param index    among the switch's workers
     * @param clock    nanoseconds since the epoch
     * @param learning where this worker says what it saw
     * @param queues   through which others say it to this one
     */
    Worker(final String name, final int index, final LongSupplier clock, final FaultLog log, final SwitchState state,
            final Learning learning, final List<LearningQueue> queues) {
        this.name = name;
        this.index = index;
        this.queues = queues;
        this.clock = clock;
        this.log = log;
        final SwitchCounters counters = new SwitchCounters();
        this.desks = () -> {
            counters.leaveRules();
            return new Desk(this, state, learning, counters);
        };
        this.desk = desks.get();
        this.thread = thread();
    }

    private Thread thread() {
        final Thread made = Thread.ofPlatform().daemon().name("switch " + name + (index == 0 ? "" : " " + index))
                .inheritInheritableThreadLocals(false).unstarted(this::work);
        // whoever makes a switch may be of a bundle that leaves
        made.setContextClassLoader(Worker.class.getClassLoader());
        return made;
    }

    /** What a thread works with, and loses when it hangs. */
    private static final class Desk {
        private final Arena arena = Arena.ofShared();
        private final SwitchCore core;
        private final ReceiveBuffer buffer;
        private final Segmenter segmenter = new Segmenter();
        private final MemorySegment segment;

        private Desk(final Worker worker, final SwitchState state, final Learning learning,
                final SwitchCounters counters) {
            core = new SwitchCore(arena.allocate(MEMORY_BYTES + SwitchCore.MADE_BYTES, Long.BYTES), SwitchCore.BATCH,
                    worker, null, state, learning, counters, new Sampler(worker.clock));
            core.request().whenMade(worker::wake);
            segment = arena.allocate(ROOM_BYTES, Long.BYTES);
            buffer = new ReceiveBuffer(core.slots());
        }

        /** Takes the memory from whoever is in it, which may fail while a copy of the system is. */
        private boolean close() {
            try {
                if (arena.scope().isAlive()) {
                    arena.close();
                }
                return true;
            } catch (final IllegalStateException held) {
                return false;
            }
        }
    }

    /** A thread that a stage did not let go, and where it was. */
    private record Left(Desk desk, Thread thread) {
        private boolean isGone() {
            if (!desk.close() || thread.isAlive()) {
                return false;
            }
            desk.core.calls().stage().stopped(thread);
            return true;
        }
    }

    /** Before the start: copies for the ports of another of so many workers go there through a ring. */
    void connect(final Worker to, final int workers) {
        others = Arrays.copyOf(others, workers);
        outbound = Arrays.copyOf(outbound, workers);
        to.inbound = Arrays.copyOf(to.inbound, to.inbound.length + 1);
        others[to.index] = to;
        outbound[to.index] = new FrameRing(rings.allocate(RING_BYTES, Long.SIZE));
        to.inbound[to.inbound.length - 1] = outbound[to.index];
    }

    /** Begins to work; the core has a program. */
    void start() {
        thread.start();
    }

    /** The core; once the worker has started, its state belongs to the worker's tasks. */
    SwitchCore core() {
        return desk.core;
    }

    /** Has a task done between two batches. */
    void post(final Runnable task) {
        tasks.add(task);
        wake();
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

    /**
     * By the thread that watches the switch, every few milliseconds: takes over from a thread that a stage does not let
     * go. Its frames are lost; what is in the rings, at the links and in the tables goes on.
     */
    void watch(final long nanos) {
        left.removeIf(Left::isGone);
        final Desk old = desk;
        final Thread held = thread;
        final StageCalls calls = old.core.calls();
        if (watch.isOverdue(calls, held, nanos) && calls.fence(watch.call())) {
            calls.stage().hung(held.getStackTrace());
            old.core.abandon();
            desk = desks.get();
            desk.core.program(old.core.program());
            desk.core.follow(old.core.follower());
            thread = thread();
            thread.start();
            old.close();
            calls.stage().stop(held);
            left.add(new Left(old, held));
        }
    }

    /** Ends the thread after the batch it is in. */
    void end() {
        stopping = true;
        wake();
    }

    /** Waits for the thread's end, at most so long. */
    void join(final long timeoutNanos) {
        try {
            thread.join(Duration.ofNanos(timeoutNanos));
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** After the end of all workers of the switch. */
    void close() {
        left.forEach(Left::isGone);
        desk.arena.close();
        rings.close();
    }

    /** In a task: gives a port its link; {@link #poll} follows. */
    void link(final PortLink link) {
        final int index = link.port().index();
        if (index >= links.length) {
            links = Arrays.copyOf(links, index + 1);
        }
        links[index] = link;
        link.ownedBy(this::wake);
    }

    /** In a task: the account of a detached link is closed; what its attachment holds is lost. */
    void settle(final PortLink link, final long lost) {
        final int index = link.port().index();
        if (lost > 0) {
            core().counters().lost(index, lost, DropReasons.DETACHED);
        }
        links[index] = null;
    }

    /** In a task: lets go of all links, for another worker. */
    void release() {
        links = new PortLink[0];
        poll();
    }

    /** In a task: names all links. */
    void visitLinks(final Consumer<PortLink> visitor) {
        for (final PortLink link : links) {
            if (link != null) {
                visitor.accept(link);
            }
        }
    }

    /** In a task, when no other worker is in a batch: sends what waits in the rings for this one's ports. */
    void empty() {
        drain(Integer.MAX_VALUE);
        queues.forEach(LearningQueue::drain);
        flush();
    }

    /** In a task: from now on those links are polled that there are and can be used. */
    void poll() {
        polled = Arrays.stream(links).filter(link -> link != null && link.isUsable()).toArray(PortLink[]::new);
        toFlush = Arrays.copyOf(toFlush, links.length);
        next = 0;
    }

    private void work() {
        final Desk mine = desk;
        try {
            // what the thread before this one had taken over
            flush();
            serve();
        } catch (final StageCalls.Fenced late) {
            // another thread is in this one's place since
            mine.core.calls().stage().stopped(Thread.currentThread());
        }
    }

    private void serve() {
        long worked = 0;
        while (!stopping) {
            woken = false;
            doTasks();
            if (turn()) {
                worked = nowNanos;
            } else if (nowNanos - worked > IDLE_NANOS) {
                rest();
            } else {
                Thread.onSpinWait();
            }
        }
        doTasks();
    }

    private void doTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (final StageCalls.Fenced fenced) {
                throw fenced;
            } catch (final Throwable thrown) {
                log.failed("the engine", name, thrown);
            }
        }
    }

    /** Takes one burst through the switch; false when there was none. */
    private boolean turn() {
        tick();
        queues.forEach(LearningQueue::drain);
        boolean any = drain(SwitchCore.BATCH) > 0;
        final SwitchCore core = desk.core;
        receive(core.slots());
        if (core.slots().count() > 0 || core.request().isMade()) {
            any = true;
            try {
                core.run(nowNanos);
            } catch (final StageCalls.Fenced fenced) {
                throw fenced;
            } catch (final Throwable thrown) {
                core.slots().clear();
                log.failed("the engine", name, thrown);
            }
        }
        if (any) {
            flush();
        }
        return any;
    }

    /** Time never stands still from one burst to the next. */
    long tick() {
        nowNanos = Math.max(clock.getAsLong(), nowNanos + 1);
        return nowNanos;
    }

    /** Sends what others put into their rings for this worker's ports, so many from each at most. */
    private int drain(final int frames) {
        int count = 0;
        for (final FrameRing ring : inbound) {
            count += ring.drain(frames, this);
        }
        return count;
    }

    @Override
    public void take(final int port, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final long offload) {
        final PortLink link = port < links.length ? links[port] : null;
        final int refused = link == null ? DropReasons.DISCONNECTED
                : deliver(link, timeNanos, memory, offset, length, wireLength, offload);
        if (refused >= 0) {
            // its sender counted it as delivered
            core().counters().lost(port, 1, refused);
        }
    }

    // Whose frames did not all fit begins the next burst, unless it began this one: else a port with long frames would
    // fill the memory each time before its neighbour's turn.
    private void receive(final FrameSlots slots) {
        final ReceiveBuffer buffer = desk.buffer;
        for (int k = 0; k < polled.length && hasRoom(slots); k++) {
            final PortLink link = polled[next];
            if (link.isOpen()) {
                buffer.from(link.port().index(), nowNanos, slots.capacity() - slots.count());
                link.receive(buffer, nowNanos);
                countLost(link);
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
        return link == null ? pass(port, timeNanos, memory, offset, length, wireLength, offload)
                : deliver(link, timeNanos, memory, offset, length, wireLength, offload);
    }

    /** Gives a copy to the worker that owns its port. */
    private int pass(final int port, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final long offload) {
        final int owner = others.length == 0 ? index : port % others.length;
        if (owner == index) {
            return DropReasons.DISCONNECTED;
        }
        return outbound[owner].offer(port, timeNanos, memory, offset, length, wireLength, offload) ? -1
                : DropReasons.QUEUE_FULL;
    }

    private int deliver(final PortLink link, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final long offload) {
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
        final MemorySegment segment = desk.segment;
        final Segmenter segmenter = desk.segmenter;
        if (length > segment.byteSize() || !segmenter.begin(memory, offset, length, offload)) {
            return DropReasons.UNFINISHED;
        }
        int refused = -1;
        int segments = 0;
        while (refused < 0 && segmenter.hasNext()) {
            final int bytes = segmenter.next(segment, 0);
            refused = transmit(link, timeNanos, segment, 0, bytes, bytes, 0);
            segments++;
        }
        link.becameSegments(segments);
        return refused;
    }

    private void flush() {
        for (int k = 0; k < flushes; k++) {
            toFlush[k].flush();
            countLost(toFlush[k]);
            toFlush[k] = null;
        }
        flushes = 0;
        for (int k = 0; k < outbound.length; k++) {
            if (outbound[k] != null && outbound[k].publish()) {
                others[k].wake();
            }
        }
    }

    private void countLost(final PortLink link) {
        final long copies = link.takeLost();
        if (copies > 0) {
            core().counters().lost(link.port().index(), copies, link.lostReason());
        }
    }

    private void rest() {
        long soonest = Long.MAX_VALUE;
        for (final PortLink link : polled) {
            if (link.isOpen()) {
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
