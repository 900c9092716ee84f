package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.FlowCacheStatus;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.extension.PortStep;

/**
 * A switch with its workers: turns what changes around it (its spec, extensions, attachments) into the next program and
 * the tasks that make it take effect between two batches. Changed under the engine's lock only; read by any thread.
 */
final class LiveSwitch {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long HANDING_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_FOLLOWERS = 8;

    private final ExtensionCatalog catalog;
    private final AttachmentProviders providers;
    private final LongSupplier clock;
    private final FaultLog log;
    private final LeakWatch leaks;
    private final Surroundings surroundings = new Surroundings(true);
    private final DropReasons reasons = surroundings.reasons();
    private final SwitchState state = new SwitchState();
    private final Map<String, EnabledExtension> extensions = new HashMap<>();
    private final Map<String, PortLink> links = new HashMap<>();
    private final List<SwitchShadow> shadows = new ArrayList<>();
    private final KeptStates kept;
    private volatile Crew crew;
    private volatile Program program;
    // those of the program, for readers
    private volatile List<EnabledExtension> enabled = List.of();
    private final StatusReader reader;
    private final BudgetWatch budgets = new BudgetWatch();
    private List<Follower> followers = List.of();

    LiveSwitch(final SwitchSpec spec, final ExtensionCatalog catalog, final AttachmentProviders providers,
            final LongSupplier clock, final FaultLog log, final LeakWatch leaks) {
        this.leaks = leaks;
        this.catalog = catalog;
        this.providers = providers;
        this.clock = clock;
        this.log = log;
        this.kept = new KeptStates(sentence -> log.event(spec.name(), sentence));
        this.program = new Program(new SwitchSpec(spec.name(), spec.type(), List.of(), List.of())
                .withWorkers(spec.workers()), new PortTable(List.of()), List.of());
        this.crew = new Crew(spec.name(), spec.workers(), clock, log, state, new SwitchCounters());
        crew.program(Collections.nCopies(spec.workers(), program));
        this.reader = new StatusReader(() -> crew, () -> enabled, this::spec, reasons, state,
                crew.snapshot(List.of()).status(reasons, 0));
        crew.start();
        try {
            change(spec);
        } catch (final RuntimeException | Error thrown) {
            close();
            throw thrown;
        }
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
                : new PortTable(PortTable.place(next.ports(), old.ports()), next.mirrors());
        final PortNews news = new PortNews(spec(), old, next, table);
        final List<Runnable> tasks = new ArrayList<>();

        final List<EnabledExtension> closing = disable(next.extensions());
        final List<PortLink> leaving = leaving(table);
        tasks.add(() -> crew.detach(leaving));
        told().forEach(each -> tasks.addAll(news.of(each, leaving, of -> offerKept(of, table))));
        enable(next, table.ports()).forEach(each -> tasks.add(() -> offerKept(each, table)));
        for (final Port port : old.ports()) {
            final Port now = table.port(port.name());
            if (now == null || !now.spec().vlan().equals(port.spec().vlan())) {
                tasks.add(() -> state.forget(port.index()));
            }
        }
        publish(next, table, tasks);
        closing.forEach(this::close);
        leave(leaving, news.gone());
        if (next.workers() != crew.size()) {
            recruit(next.workers());
        }
    }

    /**
     * Gives all ports to another crew. What waits between the old workers is sent first, and what arrives meanwhile waits
     * in the attachments, so that nothing is lost or overtakes.
     */
    private void recruit(final int workers) {
        List.copyOf(shadows).forEach(shadow -> {
            shadow.invalidate("switch " + spec().name() + " got another number of workers meanwhile");
            end(shadow);
        });
        final List<EnabledExtension> closing = List.copyOf(extensions.values());
        for (final EnabledExtension each : closing) {
            extensions.put(each.id(), new EnabledExtension(each.extension(), spec(), surroundings, log,
                    program.ports().ports(), workers, each));
        }
        final Crew former = crew;
        final SwitchCounters counters = new SwitchCounters();
        final Crew next = new Crew(spec().name(), workers, clock, log, state, counters);
        final List<HandOver> handed = closing.stream().filter(each -> each.fault() == null).map(each ->
                new HandOver(each, extensions.get(each.id()), program.ports(), kept, false)).toList();
        inOneTask(() -> {
            former.release();
            handed.forEach(HandOver::make);
        });
        handed.stream().filter(each -> !each.refusal().isEmpty()).forEach(each -> log.event(spec().name(),
                "the state of " + each.former().id() + " is lost: " + each.refusal()));
        former.stop(PATIENCE_NANOS);
        for (final EnabledExtension each : closing) {
            final EnabledExtension successor = extensions.get(each.id());
            successor.countOn(each);
            if (each.fault() != null) {
                successor.remainFailed(each.fault());
            }
        }
        counters.ensure(program.ports());
        counters.add(former.counters());
        former.rules().forEach(counters.rules()::add);
        next.program(programs(spec(), program.ports(), workers));
        next.ensureRules(surroundings.rules().numbers());
        next.follow(followers, reasons);
        requirements(spec(), program.ports()).forEach(Runnable::run);
        next.link(links.values());
        enabled = List.copyOf(extensions.values());
        crew = next;
        next.start();
        closing.forEach(this::close);
    }

    /** In a task: what was kept for an extension and can be used again; one that has failed is not asked. */
    private void offerKept(final EnabledExtension to, final PortTable ports) {
        final List<StageState> offered = kept.offer(to.extension(), ports);
        if (!offered.isEmpty() && to.fault() == null) {
            final List<StageState> left = to.restore(offered, ports);
            // what a shadow takes on is still there for the stages that are in use
            if (shadows.stream().noneMatch(shadow -> shadow.with() == to)) {
                kept.offered(offered, left, to.extension().version());
            }
        }
    }

    /** Who is told of ports: shadows first, so that kept states are there for both. */
    private List<EnabledExtension> told() {
        final List<EnabledExtension> told = new ArrayList<>();
        shadows.forEach(shadow -> told.add(shadow.with()));
        told.addAll(extensions.values());
        return told;
    }

    /** What each worker runs by. */
    private List<Program> programs(final SwitchSpec spec, final PortTable ports, final int workers) {
        return IntStream.range(0, workers).mapToObj(worker -> new Program(spec, ports,
                EnabledExtension.stages(extensions.values().stream(), worker))).toList();
    }

    private List<EnabledExtension> disable(final List<String> enabled) {
        final List<EnabledExtension> closing = new ArrayList<>();
        extensions.values().removeIf(each -> !enabled.contains(each.id()) && closing.add(each));
        closing.forEach(this::endShadowOf);
        return closing;
    }

    /** Those that are new. */
    private List<EnabledExtension> enable(final SwitchSpec wanted, final List<Port> ports) {
        final List<EnabledExtension> added = new ArrayList<>();
        for (final String id : wanted.extensions()) {
            if (!extensions.containsKey(id)) {
                catalog.find(id).ifPresent(extension -> added.add(new EnabledExtension(extension, wanted, surroundings, log,
                        ports, crew.size(), null)));
            }
        }
        added.forEach(each -> extensions.put(each.id(), each));
        extensions.values().forEach(each -> each.bind(wanted.binding(each.id())));
        return added;
    }

    /** Starts those extensions anew that failed and have rested. */
    void restart(final long nanos) {
        final List<EnabledExtension> closing =
                extensions.values().stream().filter(each -> each.isRested(nanos)).toList();
        if (!closing.isEmpty()) {
            closing.forEach(this::endShadowOf);
            final List<Runnable> tasks = new ArrayList<>();
            for (final EnabledExtension each : closing) {
                final EnabledExtension successor = new EnabledExtension(each.extension(), spec(), surroundings, log,
                        program.ports().ports(), crew.size(), each);
                extensions.put(each.id(), successor);
                tasks.add(() -> successor.countOn(each));
            }
            publish(spec(), program.ports(), tasks);
            closing.forEach(this::close);
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

    private void publish(final SwitchSpec spec, final PortTable ports, final List<Runnable> tasks) {
        publish(spec, ports, () -> {
            tasks.forEach(Runnable::run);
            return true;
        });
    }

    /** As above, unless what comes first says no; ports and spec are those of before then. */
    private void publish(final SwitchSpec spec, final PortTable ports, final BooleanSupplier first) {
        final Crew by = crew;
        final List<Program> programs = programs(spec, ports, by.size());
        program = programs.getFirst();
        final List<EnabledExtension> now = List.copyOf(extensions.values());
        final List<Runnable> requirements = requirements(spec, ports);
        inOneTask(() -> {
            if (first.getAsBoolean()) {
                enabled = now;
                requirements.forEach(Runnable::run);
                state.program(programs.getFirst());
                by.program(programs);
                surroundings.rules().prune(name -> ports.port(name) != null, by.rules());
                by.ensureRules(surroundings.rules().numbers());
            }
        });
    }

    /** Tasks that tell the links which extensions have to run now, and the stages which NICs that connects or not. */
    private List<Runnable> requirements(final SwitchSpec spec, final PortTable ports) {
        final List<EnabledExtension> told = told();
        return links.values().stream().<Runnable>map(link -> {
            final MandatoryExtensions now = mandatory(ports.port(link.port().name()), spec);
            return () -> {
                final boolean was = link.isConnected();
                link.requires(now);
                if (link.isConnected() != was) {
                    told.forEach(each -> each.portStep(link.port(),
                            was ? PortStep.DISCONNECT_NIC : PortStep.CONNECT_NIC));
                }
            };
        }).toList();
    }

    private MandatoryExtensions mandatory(final Port port, final SwitchSpec spec) {
        return MandatoryExtensions.of(port.spec().mandatoryExtensions(), spec, extensions);
    }

    private void inOneTask(final Runnable task) {
        expect(crew.between(task, PATIENCE_NANOS));
    }

    private void expect(final boolean inTime) {
        if (!inTime) {
            log.failed("the engine", spec().name(),
                    new IllegalStateException("a batch did not end within a second: an extension or attachment hangs"));
        }
    }

    private void leave(final List<PortLink> leaving, final List<Port> gone) {
        if (!leaving.isEmpty()) {
            expect(crew.letGo(leaving, PATIENCE_NANOS));
            leaving.forEach(PortLink::close);
            inOneTask(() -> {
                leaving.forEach(crew::settle);
                gone.forEach(port -> crew.retire(port.index()));
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
            final PortLink link = new PortLink(spec().name(), port,
                    reason -> reasons.id(DropReasons.SWITCH, "refused", reason), log);
            link.requires(mandatory(port, spec()));
            link.kind().flatMap(providers::find).ifPresent(link::attach);
            links.put(port.name(), link);
            added.add(link);
        }
        if (!added.isEmpty()) {
            inOneTask(() -> {
                crew.link(added);
                for (final EnabledExtension each : told()) {
                    added.stream().filter(link -> link.kind().isPresent()).forEach(link -> {
                        each.portStep(link.port(), PortStep.CREATE_NIC);
                        if (link.isConnected()) {
                            each.portStep(link.port(), PortStep.CONNECT_NIC);
                        }
                    });
                }
            });
        }
    }

    /** Whether a port has to be created for a spec, or its NIC has to. */
    boolean isNew(final PortSpec wanted, final PortStep step) {
        final Port known = program.ports().port(wanted.name());
        return switch (step) {
            case CREATE_PORT -> known == null;
            case CREATE_NIC, CONNECT_NIC -> !wanted.attachment().isEmpty()
                    && (known == null || !known.spec().attachment().equals(wanted.attachment()));
            default -> false;
        };
    }

    /** An extension is there now: it is enabled if the spec wants it. */
    void extensionCame(final InstalledExtension extension) {
        if (spec().extensions().contains(extension.id())) {
            final PortTable ports = program.ports();
            publish(spec(), ports, enable(spec(), ports.ports()).stream()
                    .<Runnable>map(each -> () -> offerKept(each, ports)).toList());
        }
    }

    /**
     * Another version of an extension sees copies of what the one that is enabled here is handed.
     *
     * @return null when that one is not enabled here, or does not run
     */
    SwitchShadow shadow(final InstalledExtension version, final Comparison comparison) {
        final EnabledExtension of = extensions.get(version.id());
        if (of == null || of.fault() != null) {
            return null;
        }
        final PortTable ports = program.ports();
        final String suffix = " " + version.version() + " in the shadow of " + of.extension().version();
        final FaultLog reporting = (who, on, thrown) -> log.failed(who + suffix, on, thrown);
        final EnabledExtension with =
                new EnabledExtension(version, spec(), surroundings.inShadow(), reporting, ports.ports(), crew.size(), null);
        final SwitchShadow shadow = new SwitchShadow(of, with, crew.size(),
                new Verdicts(spec().name(), version.id(), reasons, () -> program.ports()), comparison);
        shadows.add(shadow);
        inOneTask(() -> shadow.begin(ports));
        return shadow;
    }

    /** Ends a shadow, unless it has ended already: nothing calls it any more. */
    void end(final SwitchShadow shadow) {
        if (shadows.remove(shadow)) {
            // after it has begun, however long it was handed state
            expect(crew.between(shadow::detach, HANDING_NANOS));
            shadow.close();
        }
    }

    private void endShadowOf(final EnabledExtension extension) {
        shadows.stream().filter(shadow -> shadow.of() == extension).findFirst().ifPresent(this::end);
    }

    /**
     * Makes the stages of another version of an extension, which nothing calls yet, to take the place of the one that
     * is enabled here.
     *
     * @return null when none is
     */
    HandOver prepare(final InstalledExtension version, final boolean back) {
        final EnabledExtension former = extensions.get(version.id());
        if (former == null) {
            return null;
        }
        final EnabledExtension next = new EnabledExtension(version, spec(), surroundings, log, program.ports().ports(),
                crew.size(), former);
        return new HandOver(former, next, program.ports(), kept, back);
    }

    /** Between two batches state goes from one version to the other, and the other is in use; else it is closed. */
    void exchange(final HandOver over) {
        final String id = over.next().id();
        final Program before = program;
        extensions.put(id, over.next());
        publish(spec(), program.ports(), over::make);
        if (over.refusal().isEmpty()) {
            close(over.former());
        } else {
            extensions.put(id, over.former());
            program = before;
            close(over.next());
        }
    }

    /** Keeps states for the next stages of their extension. */
    void keep(final List<StageState> states) {
        kept.keep(states);
    }

    /** Why an extension has failed here; null if it has not. Any thread. */
    String fault(final InstalledExtension extension) {
        for (final EnabledExtension each : enabled) {
            if (each.extension() == extension && each.fault() != null) {
                return each.fault();
            }
        }
        return null;
    }

    /** An extension leaves: when this returns, nothing calls it any more. @return whether something did */
    boolean extensionLeaves(final InstalledExtension extension) {
        final EnabledExtension enabled = extensions.get(extension.id());
        if (enabled != null && enabled.extension() == extension) {
            endShadowOf(enabled);
            extensions.remove(extension.id());
            publish(spec(), program.ports(), List.of());
            close(enabled);
            return true;
        }
        return false;
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
            inOneTask(() -> {
                crew.detach(leaving);
                told().forEach(each -> leaving.forEach(link -> PortNews.leaves(each, link)));
            });
            leave(leaving, List.of());
            connect();
        }
    }

    /** Asks for the switch's status. */
    StatusReader.Reading read() {
        return reader.read();
    }

    /** Learned addresses. */
    List<ForwardingEntry> forwardingTable() {
        final List<ForwardingEntry> entries = new ArrayList<>();
        final long now = clock.getAsLong();
        final PortTable ports = program.ports();
        state.table().visit(now, (address, port, seen) -> {
            if (ports.exists(port)) {
                entries.add(new ForwardingEntry((int) (address >>> 48), new MacAddress(address & 0xFFFF_FFFF_FFFFL),
                        ports.port(port).name(), Math.max(0, now - seen)));
            }
        });
        return List.copyOf(entries);
    }

    /**
     * How it stands between two batches. Its stages save what they remember, as in an upgrade, and go on.
     *
     * @throws IllegalStateException with one sentence, when a batch does not end
     */
    LiveSnapshot snapshot(final LiveSnapshot.Opener opener) {
        final LiveSnapshot snapshot = new LiveSnapshot(spec(), program.ports(), opener);
        final Program by = program;
        final List<EnabledExtension> of = List.copyOf(extensions.values());
        if (!crew.between(() -> snapshot.take(by, state, of, links.values(), clock.getAsLong()), HANDING_NANOS)) {
            throw new IllegalStateException("found that a batch of switch " + spec().name()
                    + " does not end, expected it to: an extension or attachment hangs");
        }
        snapshot.learned(state.table());
        return snapshot;
    }

    /** How often rules decided. */
    List<RuleCount> ruleCounts() {
        return reader.ruleCounts(surroundings.rules());
    }

    /** What is known of flows. */
    FlowCacheStatus flowCache() {
        return reader.flowCache();
    }

    /** Has somebody told of decisions. @throws IllegalStateException when there are too many who are */
    void follow(final Follower follower) {
        if (followers.size() == MOST_FOLLOWERS) {
            throw new IllegalStateException("found " + MOST_FOLLOWERS + " who follow switch " + spec().name()
                    + ", expected fewer");
        }
        follow(Stream.concat(followers.stream(), Stream.of(follower)).toList());
    }

    /** Has somebody told no more. */
    void unfollow(final Follower follower) {
        if (followers.contains(follower)) {
            follow(followers.stream().filter(each -> each != follower).toList());
        }
    }

    private void follow(final List<Follower> next) {
        followers = next;
        final Crew by = crew;
        inOneTask(() -> by.follow(next, reasons));
    }

    /** By the thread that watches, every few milliseconds: whether there is something to {@link #restart}. */
    boolean watch(final long nanos) {
        crew.watch(nanos);
        budgets.watch(nanos, crew, enabled, clock);
        boolean rested = false;
        for (final EnabledExtension each : enabled) {
            rested |= each.isRested(nanos);
        }
        return rested;
    }

    private void close(final EnabledExtension leaving) {
        leaving.close();
        leaks.stagesLeft(leaving.extension(), spec().name(), leaving.left(), clock.getAsLong());
    }

    /** Ends the switch: no stage or attachment of it is called any more. */
    void close() {
        crew.stop(PATIENCE_NANOS);
        shadows.forEach(SwitchShadow::close);
        shadows.clear();
        extensions.values().forEach(this::close);
        links.values().forEach(PortLink::close);
        followers.forEach(Follower::end);
        followers = List.of();
    }
}
