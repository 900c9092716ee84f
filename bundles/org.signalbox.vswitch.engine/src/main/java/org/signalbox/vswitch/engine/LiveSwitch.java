package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;

/**
 * A switch with a worker: turns what changes around it (its spec, extensions, attachments) into the next program and
 * the tasks that make it take effect between two batches. Changed under the engine's lock only; read by any thread.
 */
final class LiveSwitch {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ExtensionCatalog catalog;
    private final AttachmentProviders providers;
    private final LongSupplier clock;
    private final FaultLog log;
    private final DropReasons reasons = new DropReasons();
    private final Worker worker;
    private final Map<String, EnabledStage> stages = new HashMap<>();
    private final Map<String, PortLink> links = new HashMap<>();
    private volatile Program program;
    private volatile SwitchStatus lastKnown;
    private Reading reading;

    LiveSwitch(final SwitchSpec spec, final ExtensionCatalog catalog, final AttachmentProviders providers,
            final LongSupplier clock, final FaultLog log) {
        this.catalog = catalog;
        this.providers = providers;
        this.clock = clock;
        this.log = log;
        this.worker = new Worker(spec.name(), clock, log);
        this.program = new Program(new SwitchSpec(spec.name(), spec.type(), List.of(), List.of()),
                new PortTable(List.of()), List.of());
        worker.core().program(program);
        this.lastKnown = worker.snapshot().status(reasons, 0);
        worker.start();
        change(spec);
    }

    SwitchSpec spec() {
        return program.spec();
    }

    /**
     * Makes the switch match another spec of the same name. What is the same goes on undisturbed; {@link #connect} then
     * attaches what is new.
     */
    void change(final SwitchSpec next) {
        if (next.equals(spec())) {
            return;
        }
        final PortTable old = program.ports();
        final PortTable table = next.ports().equals(spec().ports()) && next.mirrors().equals(spec().mirrors()) ? old
                : new PortTable(place(next.ports(), old.ports()), next.mirrors());
        final List<Port> gone = old.ports().stream().filter(port -> table.port(port.name()) == null).toList();
        final List<Runnable> tasks = new ArrayList<>();

        final List<EnabledStage> closing = disable(next.extensions());
        for (final EnabledStage stage : stages.values()) {
            gone.forEach(port -> tasks.add(() -> stage.portRemoved(port)));
            tellChanges(stage, old, table, tasks);
        }
        enable(next.extensions(), table.ports());

        final List<PortLink> leaving = leaving(table);
        leaving.forEach(link -> tasks.add(() -> worker.detach(link)));
        for (final Port port : old.ports()) {
            final Port now = table.port(port.name());
            if (now == null || !now.spec().vlan().equals(port.spec().vlan())) {
                tasks.add(() -> worker.core().forget(port.index()));
            }
        }
        tasks.add(() -> worker.core().table().configure(next.forwardingTable()));
        publish(new Program(next, table, List.copyOf(stages.values())), tasks);
        closing.forEach(EnabledStage::close);
        leave(leaving, gone);
    }

    private static List<Port> place(final List<PortSpec> specs, final List<Port> old) {
        final Map<String, Port> known = new HashMap<>();
        old.forEach(port -> known.put(port.name(), port));
        final List<PortSpec> added = specs.stream().filter(spec -> !known.containsKey(spec.name())).toList();
        final Iterator<Integer> free = PortTable.freeIndices(old, added.size()).iterator();
        return specs.stream().map(spec -> {
            final Port port = known.get(spec.name());
            return port == null ? new Port(free.next(), spec)
                    : port.spec().equals(spec) ? port : new Port(port.index(), spec);
        }).toList();
    }

    private void tellChanges(final EnabledStage stage, final PortTable old, final PortTable table,
            final List<Runnable> tasks) {
        for (final Port port : table.ports()) {
            final Port before = old.port(port.name());
            if (before == null || !before.spec().mac().equals(port.spec().mac()) || !Objects.equals(
                    before.spec().policies().get(stage.id()), port.spec().policies().get(stage.id()))) {
                final Object policy = stage.compile(port);
                tasks.add(() -> stage.portChanged(port, policy));
            }
        }
    }

    private List<EnabledStage> disable(final List<String> enabled) {
        final List<EnabledStage> closing = new ArrayList<>();
        stages.values().removeIf(stage -> !enabled.contains(stage.id()) && closing.add(stage));
        return closing;
    }

    private void enable(final List<String> enabled, final List<Port> ports) {
        for (final String id : enabled) {
            if (!stages.containsKey(id)) {
                catalog.find(id).ifPresent(extension ->
                        stages.put(id, new EnabledStage(extension, spec().name(), reasons, log, ports)));
            }
        }
    }

    /** Links whose port is gone or has another attachment or address now; they are no longer {@link #links}. */
    private List<PortLink> leaving(final PortTable table) {
        final List<PortLink> leaving = new ArrayList<>();
        links.values().removeIf(link -> {
            final Port port = table.port(link.port().name());
            final PortSpec was = link.port().spec();
            final boolean same = port != null && port.spec().attachment().equals(was.attachment())
                    && port.spec().mac().equals(was.mac());
            return !same && leaving.add(link);
        });
        return leaving;
    }

    private void publish(final Program next, final List<Runnable> tasks) {
        program = next;
        inOneTask(() -> {
            tasks.forEach(Runnable::run);
            worker.core().program(next);
            worker.core().table().fix(next.ports().staticAddresses());
        });
    }

    private void inOneTask(final Runnable task) {
        if (!worker.between(task, PATIENCE_NANOS)) {
            log.failed("the engine", spec().name(),
                    new IllegalStateException("a batch did not end within a second: an extension or attachment hangs"));
        }
    }

    private void leave(final List<PortLink> leaving, final List<Port> gone) {
        if (!leaving.isEmpty()) {
            leaving.forEach(PortLink::close);
            inOneTask(() -> {
                leaving.forEach(worker::settle);
                gone.forEach(port -> worker.core().counters().retire(port.index()));
            });
        }
    }

    /** Gives ports without a link theirs, and attaches those whose kind of attachment is provided. */
    void connect() {
        final List<PortLink> added = new ArrayList<>();
        for (final Port port : program.ports().ports()) {
            if (links.containsKey(port.name())) {
                continue;
            }
            final PortLink link = new PortLink(spec().name(), port, worker::wake, log);
            link.kind().flatMap(providers::find).ifPresent(link::attach);
            links.put(port.name(), link);
            added.add(link);
        }
        if (!added.isEmpty()) {
            inOneTask(() -> added.forEach(worker::link));
        }
    }

    /** An extension is there now: it is enabled if the spec wants it. */
    void extensionCame(final InstalledExtension extension) {
        if (spec().extensions().contains(extension.id())) {
            enable(List.of(extension.id()), program.ports().ports());
            publish(new Program(spec(), program.ports(), List.copyOf(stages.values())), List.of());
        }
    }

    /** An extension leaves: when this returns, nothing calls it any more. */
    void extensionLeaves(final InstalledExtension extension) {
        final EnabledStage stage = stages.get(extension.id());
        if (stage != null && stage.extension() == extension) {
            stages.remove(extension.id());
            publish(new Program(spec(), program.ports(), List.copyOf(stages.values())), List.of());
            stage.close();
        }
    }

    /** Somebody provides a kind of attachment now: ports that wait for it are attached. */
    void providerCame(final String kind) {
        relink(links.values().stream().filter(link -> link.provider() == null
                && link.kind().filter(kind::equals).isPresent()).toList());
    }

    /** A provider leaves: what it made is closed when this returns. */
    void providerLeaves(final AttachmentProviders.Provider provider) {
        relink(links.values().stream().filter(link -> link.provider() == provider.service()).toList());
    }

    private void relink(final List<PortLink> leaving) {
        if (!leaving.isEmpty()) {
            leaving.forEach(link -> links.remove(link.port().name()));
            inOneTask(() -> leaving.forEach(worker::detach));
            leave(leaving, List.of());
            connect();
        }
    }

    /** Asks the worker for its counters; while it has not answered, all who ask wait for the same answer. */
    synchronized Reading read() {
        if (reading == null || reading.done.getCount() == 0) {
            final AtomicReference<SwitchSnapshot> snapshot = new AtomicReference<>();
            reading = new Reading(worker.post(() -> snapshot.set(worker.snapshot())), snapshot);
        }
        return reading;
    }

    /** A status on its way. */
    final class Reading {
        private final CountDownLatch done;
        private final AtomicReference<SwitchSnapshot> snapshot;

        private Reading(final CountDownLatch done, final AtomicReference<SwitchSnapshot> snapshot) {
            this.done = done;
            this.snapshot = snapshot;
        }

        /**
         * The status, or what was last known when the worker does not answer in time; it is given more of it while what
         * was last known is of another spec.
         */
        SwitchStatus await(final long timeoutNanos) {
            final boolean outdated = !lastKnown.spec().equals(spec());
            if (Worker.await(done, outdated ? PATIENCE_NANOS : timeoutNanos)) {
                final SwitchSnapshot read = snapshot.get();
                lastKnown = read.status(reasons, worker.core().table().count(read.timeNanos()));
            }
            return lastKnown;
        }
    }

    /** Learned addresses. */
    List<ForwardingEntry> forwardingTable() {
        final List<ForwardingEntry> entries = new ArrayList<>();
        final long now = clock.getAsLong();
        final PortTable ports = program.ports();
        worker.core().table().visit(now, (address, port, seen) -> {
            if (ports.exists(port)) {
                entries.add(new ForwardingEntry((int) (address >>> 48), new MacAddress(address & 0xFFFF_FFFF_FFFFL),
                        ports.port(port).name(), Math.max(0, now - seen)));
            }
        });
        return List.copyOf(entries);
    }

    /** Ends the switch: no stage or attachment of it is called any more. */
    void close() {
        worker.stop(PATIENCE_NANOS);
        stages.values().forEach(EnabledStage::close);
        links.values().forEach(PortLink::close);
    }
}
