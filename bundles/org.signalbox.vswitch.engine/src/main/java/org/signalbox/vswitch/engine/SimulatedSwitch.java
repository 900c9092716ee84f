package org.signalbox.vswitch.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.Simulations.Deliveries;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * A switch that its caller drives: the core of the live ones on the time of the frames. When an extension it uses
 * leaves, it ends, since what it would say from then on is not what was asked.
 */
final class SimulatedSwitch implements Simulation {
    static final int MEMORY_BYTES = 1 << 20;
    /** The longest frame that fits into the memory for received ones. */
    static final int LONGEST_FRAME = MEMORY_BYTES - 2 * FrameSlots.HEADROOM;

    private static final Link UP = new Link(LinkState.UP, "simulated");

    // a simulation has one user, but an extension may leave on another thread: between two batches
    private final ReentrantLock lock = new ReentrantLock();
    private final Arena arena = Arena.ofShared();
    private final Surroundings surroundings = new Surroundings(false);
    private final DropReasons reasons = surroundings.reasons();
    private final SwitchState state = new SwitchState();
    private final SwitchCore core;
    private final FaultLog log;
    private volatile List<EnabledExtension> extensions;
    // by port
    private List<MandatoryExtensions> mandatory = List.of();
    private final Consumer<SimulatedSwitch> closed;
    // null unless it began as a live one
    private final LiveSnapshot from;
    private final List<String> gaps = new ArrayList<>();
    private long timeNanos = Long.MIN_VALUE;
    private volatile String ended;
    // why it is to end behind the batch that it is in
    private volatile String doomed;

    /**
     * @param extensions those that the spec names
     * @param batch      frames in one batch at most
     * @param decisions  or null
     * @param closed     called once, when the simulation ends
     * @param from       the live switch as which it begins, or null
     */
    SimulatedSwitch(final SwitchSpec spec, final List<InstalledExtension> extensions, final FaultLog log,
            final int batch, final Deliveries deliveries, final Decisions decisions,
            final Consumer<SimulatedSwitch> closed, final LiveSnapshot from) {
        this.closed = closed;
        this.from = from;
        this.log = log;
        this.core = new SwitchCore(arena.allocate(MEMORY_BYTES + SwitchCore.MADE_BYTES, Long.BYTES), batch,
                (port, time, memory, offset, length, wireLength, _) -> {
                    if (!mandatory(port).run()) {
                        return DropReasons.LINK_DOWN;
                    }
                    final int refused = refusal(port);
                    if (refused >= 0) {
                        return refused;
                    }
                    deliveries.deliver(port, time, memory, offset, length, wireLength);
                    return -1;
                }, decisions == null ? null : new Recorder(Audience.of(decisions), reasons), state, state.table(),
                new SwitchCounters(), new Sampler(null));
        final List<Port> ports = new ArrayList<>();
        for (int index = 0; index < spec.ports().size(); index++) {
            ports.add(new Port(index, spec.ports().get(index)));
        }
        final PortTable table = new PortTable(ports, spec.mirrors());
        this.extensions = from != null ? from.enable(extensions, spec, table, surroundings, log, gaps)
                : extensions.stream().map(each -> new EnabledExtension(each, spec, surroundings, log, ports, 1, null))
                        .toList();
        run(spec, table);
        if (from != null) {
            from.remember(state, table);
        }
    }

    private int refusal(final int port) {
        return from == null ? -1 : from.refusal(core.program().ports().port(port).spec());
    }

    private void run(final SwitchSpec spec, final PortTable ports) {
        final Map<String, EnabledExtension> enabled = new HashMap<>();
        extensions.forEach(each -> enabled.put(each.id(), each));
        mandatory = ports.ports().stream()
                .map(port -> MandatoryExtensions.of(port.spec().mandatoryExtensions(), spec, enabled)).toList();
        final Program program = new Program(spec, ports, EnabledExtension.stages(extensions.stream(), 0));
        state.program(program);
        core.program(program);
        core.counters().rules().ensure(surroundings.rules().numbers());
    }

    /** A stage that failed before the first frame would make every answer wrong. */
    void requireStages() {
        for (final EnabledExtension each : extensions) {
            if (each.fault() != null && (from == null || !from.hasFailed(each.id()))) {
                close();
                throw new IllegalArgumentException("extension " + each.id() + " failed: " + each.fault());
            }
        }
    }

    @Override
    public void enter(final int port, final long nanos, final MemorySegment memory, final long offset, final int length,
            final int wireLength) {
        requireOpen();
        requireSane(port, nanos, length, wireLength);
        if (!mandatory(port).run()) {
            return;
        }
        final FrameSlots slots = core.slots();
        int at = slots.reserve(length);
        if (at < 0) {
            flush();
            at = slots.reserve(length);
        }
        MemorySegment.copy(memory, offset, slots.memory(), at, length);
        slots.commit(at, length, wireLength, port, nanos);
        timeNanos = nanos;
        if (slots.count() == slots.capacity()) {
            flush();
        }
    }

    private MandatoryExtensions mandatory(final int port) {
        return mandatory.get(port);
    }

    @Override
    public void upgrade(final String id, final Extension service) {
        lock.lock();
        try {
            flush();
            final EnabledExtension former = extensions.stream().filter(each -> each.id().equals(id)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("found extension \"" + id + "\", expected one of "
                            + String.join(", ", extensions.stream().map(EnabledExtension::id).toList())));
            final InstalledExtension version = new InstalledExtension(id, former.extension().version(),
                    former.extension().vendor(), service);
            if (version.kind() != former.extension().kind()) {
                throw new IllegalArgumentException("found that the next " + id + " is " + version.kind()
                        + ", expected " + former.extension().kind());
            }
            final PortTable ports = core.program().ports();
            final EnabledExtension next = new EnabledExtension(version, core.program().spec(), surroundings, log,
                    ports.ports(), 1, null);
            final List<String> kept = new ArrayList<>();
            final HandOver handOver = new HandOver(former, next, ports, new KeptStates(kept::add), false);
            final String refusal = handOver.make() ? String.join("; ", kept) : handOver.refusal();
            if (next.fault() != null || !refusal.isEmpty()) {
                next.close();
                throw new IllegalStateException(refusal.isEmpty() ? "the next " + id + " failed: " + next.fault()
                        : refusal);
            }
            extensions = extensions.stream().map(each -> each == former ? next : each).toList();
            run(core.program().spec(), ports);
            former.close();
        } finally {
            lock.unlock();
        }
    }

    private void requireSane(final int port, final long nanos, final int length, final int wireLength) {
        if (!core.program().ports().exists(port)) {
            throw new IllegalArgumentException("found port " + port + ", expected the index of a port of the switch");
        }
        if (nanos < timeNanos) {
            throw new IllegalArgumentException("found time " + nanos + ", expected no less than " + timeNanos);
        }
        if (length < 0 || length > LONGEST_FRAME || wireLength < length) {
            throw new IllegalArgumentException("found a frame of " + length + " bytes, " + wireLength
                    + " on the wire, expected at most " + LONGEST_FRAME + " and no less on the wire");
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            requireOpen();
            run();
        } finally {
            lock.unlock();
        }
    }

    /** What a caller's callback throws goes to the caller, and ends the simulation with its batch half done. */
    private void run() {
        boolean done = false;
        try {
            core.run();
            done = true;
        } finally {
            if (!done) {
                end("the simulation was given up in the middle of a batch");
            } else if (doomed != null) {
                end(doomed);
            }
        }
    }

    @Override
    public List<String> gaps() {
        return List.copyOf(gaps);
    }

    @Override
    public SwitchStatus status() {
        lock.lock();
        try {
            requireOpen();
            final int size = core.program().ports().size();
            final Link[] links = new Link[size];
            Arrays.setAll(links, port -> mandatory(port).run() ? UP
                    : new Link(LinkState.DOWN, mandatory(port).complaint()));
            final long now = Math.max(timeNanos, 0);
            return SwitchSnapshot.of(now, core.program(), core.counters().copy(), extensions, links, new long[size])
                    .status(reasons, state.table().count(now));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<RuleCount> ruleCounts() {
        lock.lock();
        try {
            requireOpen();
            return surroundings.rules().counts(core.counters().rules());
        } finally {
            lock.unlock();
        }
    }

    /**
     * An extension is about to leave: no call into it follows.
     *
     * @return false when the simulation was still in a batch after a second
     */
    boolean leave(final InstalledExtension extension) {
        if (extensions.stream().noneMatch(each -> each.extension().service() == extension.service())) {
            return true;
        }
        return abandon("extension " + extension.id() + " left during the simulation");
    }

    /**
     * Ends it from outside, without what was not flushed.
     *
     * @return false if it is in the middle of a batch that does not end within a second; it ends behind that
     */
    boolean abandon(final String why) {
        doomed = why;
        if (lock.isHeldByCurrentThread()) {
            return false;
        }
        try {
            if (!lock.tryLock(1, TimeUnit.SECONDS)) {
                return false;
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            if (ended == null) {
                end(why);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (ended == null) {
                run();
            }
            if (ended == null) {
                end("the simulation is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ids of its extensions, in words. */
    String extensions() {
        return extensions.stream().map(each -> each.extension().id()).collect(Collectors.joining(", "));
    }

    private void end(final String why) {
        ended = why;
        extensions.forEach(EnabledExtension::close);
        arena.close();
        closed.accept(this);
    }

    private void requireOpen() {
        if (ended != null) {
            throw new IllegalStateException(ended);
        }
    }
}
