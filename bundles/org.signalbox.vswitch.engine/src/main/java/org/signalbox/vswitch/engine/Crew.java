package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.signalbox.vswitch.FlowCacheStatus;
import org.signalbox.vswitch.pipeline.RuleHits;

/**
 * The workers of a live switch. Ports are spread over them by index; a frame is run by the worker that owns the port it
 * enters at, and its copies for other workers' ports go to them through rings, so that the frames of a flow stay in
 * order. Everything else that touches the switch's state is a task that is done while all workers stand between two
 * batches and nothing is in the rings.
 */
// The last worker to arrive does the task, the others wait for it: a switch waits for a worker that an extension holds
// up, as it does when it has one worker only.
final class Crew {
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Worker[] workers;
    private final SwitchCounters retired;
    private volatile boolean stopping;

    /**
     * @param size    workers
     * @param clock   nanoseconds since the epoch
     * @param state   what the switch remembers; written by this crew alone
     * @param retired what a former crew counted
     */
    Crew(final String name, final int size, final LongSupplier clock, final FaultLog log, final SwitchState state,
            final SwitchCounters retired) {
        this.retired = retired;
        workers = new Worker[size];
        final List<LearningQueue> queues = new ArrayList<>();
        for (int k = 1; k < size; k++) {
            queues.add(new LearningQueue(state.table()));
        }
        for (int k = 0; k < size; k++) {
            workers[k] = new Worker(name, k, clock, log, state, k == 0 ? state.table() : queues.get(k - 1),
                    k == 0 ? queues : List.of());
        }
        for (final Worker from : workers) {
            for (final Worker to : workers) {
                if (from != to) {
                    from.connect(to, size);
                }
            }
        }
    }

    int size() {
        return workers.length;
    }

    /** Begins to work; {@link #program} was called. */
    void start() {
        Arrays.stream(workers).forEach(Worker::start);
    }

    /** In a task, or before the start: what the next batches run by. */
    void program(final List<Program> programs) {
        for (int k = 0; k < workers.length; k++) {
            workers[k].core().program(programs.get(k));
        }
        retired.ensure(programs.getFirst().ports());
    }

    /** In a task, or before the start: who is told of the next batches' decisions; nobody, if there are none. */
    void follow(final List<Follower> followers, final DropReasons reasons) {
        for (final Worker worker : workers) {
            worker.core().follow(followers.isEmpty() ? null : new Recorder(new FollowedFrames(followers), reasons));
        }
    }

    /**
     * Has a task done between two batches of all workers and waits for it.
     *
     * @return false when it was not done in time; it still may be
     */
    boolean between(final Runnable task, final long timeoutNanos) {
        return Worker.await(post(task), timeoutNanos);
    }

    /** Has a task done between two batches of all workers; the latch says when. */
    CountDownLatch post(final Runnable task) {
        final CountDownLatch done = new CountDownLatch(1);
        final AtomicInteger missing = new AtomicInteger(workers.length);
        // in the same order for all, or two tasks would wait for each other
        synchronized (workers) {
            for (final Worker worker : workers) {
                worker.post(() -> meet(missing, task, done));
            }
        }
        return done;
    }

    private void meet(final AtomicInteger missing, final Runnable task, final CountDownLatch done) {
        if (missing.decrementAndGet() == 0) {
            try {
                for (final Worker worker : workers) {
                    worker.empty();
                }
                task.run();
            } finally {
                done.countDown();
            }
        } else {
            waitFor(done);
        }
    }

    private void waitFor(final CountDownLatch done) {
        while (!stopping) {
            try {
                if (done.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (final InterruptedException again) {
                // nobody interrupts a worker to end it
            }
        }
    }

    /** In a task, or before the start: gives ports their links. */
    void link(final Collection<PortLink> links) {
        links.forEach(link -> owner(link).link(link));
        Arrays.stream(workers).forEach(Worker::poll);
    }

    /** In a task: nothing calls the links' attachments any more, though what they hold is still counted. */
    void detach(final Collection<PortLink> links) {
        links.forEach(PortLink::detach);
        Arrays.stream(workers).forEach(Worker::poll);
    }

    /**
     * After {@link #detach}: has the workers let go of attachments, and waits for it.
     *
     * @return false when it was not done in time
     */
    boolean letGo(final Collection<PortLink> links, final long timeoutNanos) {
        final CountDownLatch left = new CountDownLatch(links.size());
        links.forEach(link -> owner(link).post(() -> {
            link.release();
            left.countDown();
        }));
        return Worker.await(left, timeoutNanos);
    }

    /** In a task: the account of a detached link is closed; what its attachment holds is lost. */
    void settle(final PortLink link) {
        owner(link).settle(link, pending(link, counters()));
    }

    /** In a task: lets go of all links, for another crew. */
    void release() {
        Arrays.stream(workers).forEach(Worker::release);
    }

    private Worker owner(final PortLink link) {
        return workers[link.port().index() % workers.length];
    }

    /** In a task: makes an index free for another port. */
    void retire(final int port) {
        retired.retire(port);
        for (final Worker worker : workers) {
            worker.core().counters().retire(port);
        }
    }

    /** In a task, or while no worker works: what was counted by all, former crews included; a copy. */
    SwitchCounters counters() {
        final SwitchCounters sum = retired.copy();
        for (final Worker worker : workers) {
            sum.add(worker.core().counters());
        }
        return sum;
    }

    /** In a task, or before the start: what each thread, and former crews, counted by rule. */
    List<RuleHits> rules() {
        return Stream.concat(Stream.of(retired), Arrays.stream(workers).map(worker -> worker.core().counters()))
                .map(SwitchCounters::rules).toList();
    }

    /** In a task: what is known of flows. */
    FlowCacheStatus flowCache() {
        return Arrays.stream(workers).map(worker -> worker.core().flows().status()).reduce((one, other) ->
                new FlowCacheStatus(one.flows() + other.flows(), one.capacity() + other.capacity(),
                        one.hits() + other.hits(), one.misses() + other.misses(),
                        Math.max(one.epoch(), other.epoch()))).orElseThrow();
    }

    /** In a task, or before the start: there are so many rules. */
    void ensureRules(final int rules) {
        rules().forEach(hits -> hits.ensure(rules));
    }

    /** In a task, or before the start: the time, and what was counted. */
    SwitchSnapshot snapshot(final List<EnabledExtension> extensions) {
        final SwitchCounters counters = counters();
        final Program program = workers[0].core().program();
        final int ports = Math.max(program.ports().size(), counters.ports());
        final Link[] states = new Link[ports];
        final long[] pending = new long[ports];
        Arrays.fill(states, Link.DISCONNECTED);
        for (final Worker worker : workers) {
            worker.visitLinks(link -> {
                states[link.port().index()] = link.link();
                pending[link.port().index()] = pending(link, counters);
            });
        }
        return SwitchSnapshot.of(workers[0].tick(), program, counters, extensions, states, pending);
    }

    /** Copies that wait in a link's attachment; it counts segments, of which a copy may have become many. */
    private static long pending(final PortLink link, final SwitchCounters counters) {
        return Math.min(link.pending(), counters.deliveredFrames(link.port().index()));
    }

    /** By the thread that watches, every few milliseconds. */
    void watch(final long nanos) {
        for (final Worker worker : workers) {
            worker.watch(nanos);
        }
    }

    /** Ends the threads after the batches they are in, at most so long from now. */
    void stop(final long timeoutNanos) {
        stopping = true;
        final long end = System.nanoTime() + timeoutNanos;
        Arrays.stream(workers).forEach(Worker::end);
        for (final Worker worker : workers) {
            worker.join(Math.max(1, end - System.nanoTime()));
        }
        if (Arrays.stream(workers).noneMatch(Worker::isAlive)) {
            Arrays.stream(workers).forEach(Worker::close);
        }
    }
}
