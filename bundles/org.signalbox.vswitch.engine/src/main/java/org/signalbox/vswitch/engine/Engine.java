package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.FaultListener;
import org.signalbox.vswitch.FlowCacheStatus;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.extension.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live switches and the simulations, with the extensions and attachments that bundles bring. One lock orders all
 * changes: of specs, extensions and attachments. Readers take none.
 */
@Component(immediate = true, service = {VirtualSwitches.class, Simulations.class, ExtensionUpgrades.class})
public final class Engine implements VirtualSwitches, Simulations, ExtensionUpgrades {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long ASKING_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LOOKING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long READING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final ExtensionCatalog catalog = new ExtensionCatalog();
    private final AttachmentProviders providers = new AttachmentProviders();
    private final SimulatedSwitches simulations;
    private final LongSupplier clock;
    private final FaultNews log;
    private final LeakWatch leaks;
    private final LongSupplier ticks;
    private final Thread watch = Thread.ofPlatform().daemon().name("switch watch")
            .inheritInheritableThreadLocals(false).unstarted(this::watch);
    private volatile List<LiveSwitch> live = List.of();
    private final Upgrades upgrades;
    private final AtomicBoolean restarting = new AtomicBoolean();
    private volatile boolean closed;

    /** @param loops has to be there before the classes of extensions are loaded */
    @Activate
    public Engine(@Reference final LoopWeaver loops) {
        this();
    }

    /** An engine on the time of day, which never goes back while it runs. */
    public Engine() {
        this(timeOfDay(), Engine::report);
    }

    /** @param clock nanoseconds since the epoch */
    Engine(final LongSupplier clock, final FaultLog log) {
        this(clock, log, System::nanoTime);
    }

    /**
     * @param clock nanoseconds since the epoch
     * @param ticks nanoseconds by which stages are watched and started anew
     */
    Engine(final LongSupplier clock, final FaultLog faults, final LongSupplier ticks) {
        this.clock = clock;
        this.log = new FaultNews(faults);
        this.ticks = ticks;
        this.leaks = new LeakWatch(log, new HeldStages(OldCollections::count, OldCollections::ask),
                id -> catalog.find(id).isPresent());
        this.simulations = new SimulatedSwitches(catalog, log);
        this.upgrades = new Upgrades(lock, catalog, () -> live, log);
        watch.setContextClassLoader(Engine.class.getClassLoader());
        watch.start();
    }

    /** Looks for stages that do not return, and for what is to be done about them. */
    private void watch() {
        long lookedNanos = ticks.getAsLong();
        while (!closed) {
            LockSupport.parkNanos(WATCH_NANOS);
            final long now = ticks.getAsLong();
            boolean due = false;
            for (final LiveSwitch each : live) {
                try {
                    due |= each.watch(now);
                } catch (final RuntimeException | Error thrown) {
                    log.failed("the engine", each.spec().name(), thrown);
                }
            }
            if ((due || upgrades.isDue(System.nanoTime())) && restarting.compareAndSet(false, true)) {
                Thread.ofPlatform().daemon().name("switch restart").inheritInheritableThreadLocals(false)
                        .start(this::restart);
            }
            if (now - lookedNanos >= LOOKING_NANOS) {
                lookedNanos = now;
                look();
            }
        }
    }

    /** Looks for what extensions left behind. */
    void look() {
        try {
            leaks.look(clock.getAsLong());
        } catch (final RuntimeException | Error thrown) {
            log.failed("the engine", "all switches", thrown);
        }
    }

    /**
     * Not by the thread that watches: what an extension does when it is started holds that one up no longer than
     * others.
     */
    private void restart() {
        try {
            locked(() -> {
                // first, since what is on probation is not started anew
                upgrades.attend(System.nanoTime());
                live.forEach(each -> each.restart(ticks.getAsLong()));
            });
        } finally {
            restarting.set(false);
        }
    }

    static LongSupplier timeOfDay() {
        final long offset = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
        return () -> offset + System.nanoTime();
    }

    private static void report(final String who, final String switchName, final Throwable thrown) {
        LOG.error("{} failed on {}", who, switchName, thrown);
    }

    /** A bundle brings an extension. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addExtension(final Extension service, final ServiceReference<Extension> reference) {
        final Bundle bundle = reference.getBundle();
        final String vendor = bundle.getHeaders("").get(Constants.BUNDLE_VENDOR);
        final String id = bundle.getSymbolicName();
        final List<InstalledExtension> asked = new ArrayList<>();
        try {
            PatientCall.make(service, () -> asked.add(new InstalledExtension(id, bundle.getVersion().toString(),
                    vendor == null ? "" : vendor, service, ExtensionHome.of(bundle))), ASKING_NANOS);
        } catch (final Throwable thrown) {
            LOG.error("{} is not installed, since it does not say where it runs and which policies it has", id, thrown);
            return;
        }
        add(asked.getFirst());
    }

    /**
     * Brings an extension that is in no bundle, to an engine on the class path.
     *
     * @throws IllegalArgumentException when there is one of that id
     */
    public void add(final String id, final Extension extension) {
        final InstalledExtension installed = new InstalledExtension(id, "0.0.0", "", extension);
        locked(() -> {
            if (catalog.find(id).isPresent()) {
                throw new IllegalArgumentException("found extension \"" + id + "\" twice, expected ids that differ");
            }
            add(installed);
        });
    }

    void add(final InstalledExtension extension) {
        locked(() -> {
            if (catalog.add(extension)) {
                live.forEach(each -> each.extensionCame(extension));
            } else {
                LOG.info("{} {} waits, since another {} is in use", extension.id(), extension.version(),
                        extension.id());
            }
        });
    }

    /** A bundle takes its extension away; nothing calls it when this returns. */
    void removeExtension(final Extension service) {
        locked(() -> {
            catalog.removeWaiting(service).ifPresent(extension -> {
                upgrades.leaves(extension);
                // a switch that did not go back in time has it still
                live.stream().filter(each -> each.extensionLeaves(extension)).forEach(each ->
                        catalog.find(extension.id()).ifPresent(each::extensionCame));
                simulations.leave(extension);
                leaks.extensionLeft(extension, clock.getAsLong());
            });
            catalog.remove(service).ifPresent(extension -> {
                upgrades.leaves(extension);
                live.forEach(each -> each.extensionLeaves(extension));
                simulations.leave(extension);
                leaks.extensionLeft(extension, clock.getAsLong());
                catalog.takeWaiting(extension.id()).ifPresent(this::add);
            });
        });
    }

    /** Who wants to know of faults. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFaultListener(final FaultListener listener) {
        log.add(listener);
    }

    void removeFaultListener(final FaultListener listener) {
        log.remove(listener);
    }

    /** A bundle brings a kind of attachment. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAttachmentProvider(final AttachmentProvider service, final Map<String, Object> properties) {
        locked(() -> {
            final var provider = provider(service, properties);
            providers.add(provider);
            live.forEach(each -> each.providerCame(provider.kind()));
        });
    }

    /** A bundle takes a kind of attachment away; what it made is closed when this returns. */
    void removeAttachmentProvider(final AttachmentProvider service, final Map<String, Object> properties) {
        locked(() -> {
            final var provider = provider(service, properties);
            providers.remove(provider);
            live.forEach(each -> each.providerLeaves(provider));
        });
    }

    private static AttachmentProviders.Provider provider(final AttachmentProvider service,
            final Map<String, Object> properties) {
        return new AttachmentProviders.Provider(String.valueOf(properties.get(AttachmentProvider.KIND)), service);
    }

    @Override
    public List<Refusal> check(final List<SwitchSpec> desired) {
        final PolicyCalls calls = new PolicyCalls();
        final List<Refusal> refusals = impossible(desired, calls);
        if (refusals.isEmpty()) {
            for (int k = 0; k < desired.size(); k++) {
                refusals.addAll(new PolicyChanges(desired.get(k), Path.ROOT.index(k), catalog, calls)
                        .of(live(desired.get(k)).map(LiveSwitch::spec)));
            }
        }
        final StackOrder order = new StackOrder(catalog::find);
        for (int k = 0; k < desired.size(); k++) {
            refusals.addAll(order.check(desired.get(k).extensions(), Path.ROOT.index(k).key("extensions"),
                    live(desired.get(k)).map(each -> each.spec().extensions()).orElse(List.of())));
        }
        return refusals;
    }

    /**
     * What cannot run at all; in an order that extensions declare to be wrong a switch can, and with a policy that is
     * newer than its extension.
     */
    private List<Refusal> impossible(final List<SwitchSpec> desired, final PolicyCalls calls) {
        final List<Refusal> refusals = new ArrayList<>(new SpecCheck(catalog::find,
                kind -> providers.find(kind).map(AttachmentProvider::settings), calls).check(desired));
        if (refusals.isEmpty()) {
            for (int k = 0; k < desired.size(); k++) {
                refusals.addAll(new Vetoes(desired.get(k), Path.ROOT.index(k), catalog, log).of(live(desired.get(k))));
            }
        }
        return refusals;
    }

    private Optional<LiveSwitch> live(final SwitchSpec spec) {
        return live.stream().filter(each -> each.spec().name().equals(spec.name())).findFirst();
    }

    @Override
    public void apply(final List<SwitchSpec> desired) {
        locked(() -> {
            final List<Refusal> refusals = impossible(desired, new PolicyCalls());
            if (!refusals.isEmpty()) {
                throw new IllegalArgumentException(SpecCheck.sentence(refusals.getFirst()));
            }
            final List<String> wanted = desired.stream().map(SwitchSpec::name).toList();
            retain(each -> wanted.contains(each.spec().name()));
            final List<LiveSwitch> next = new ArrayList<>(live);
            try {
                for (final SwitchSpec spec : desired) {
                    final Optional<LiveSwitch> known = live(spec);
                    if (known.isPresent()) {
                        known.get().change(spec);
                    } else {
                        next.add(new LiveSwitch(spec, catalog, providers, clock, log, leaks));
                    }
                }
                next.sort(Comparator.comparing(each -> wanted.indexOf(each.spec().name())));
                // after all old attachments are off, since one that moves to another port may be the same socket
                next.forEach(LiveSwitch::connect);
            } finally {
                // what runs is live, also where something has failed
                live = List.copyOf(next);
            }
        });
    }

    /** Ends the other switches; one of which that fails is not live either. */
    private void retain(final Predicate<LiveSwitch> stays) {
        for (final LiveSwitch leaving : live.stream().filter(stays.negate()).toList()) {
            try {
                // watched until it has ended
                leaving.close();
            } finally {
                live = live.stream().filter(each -> each != leaving).toList();
            }
        }
    }

    @Override
    public List<SwitchStatus> switches() {
        final long end = System.nanoTime() + READING_NANOS;
        final List<StatusReader.Reading> readings = live.stream().map(LiveSwitch::read).toList();
        return readings.stream().map(reading -> reading.await(end - System.nanoTime())).toList();
    }

    @Override
    public List<ExtensionStatus> extensions() {
        final List<LiveSwitch> switches = live;
        return catalog.installed().stream().map(extension -> new ExtensionStatus(extension.id(),
                extension.kind(), extension.version(), extension.vendor(),
                switches.stream().map(LiveSwitch::spec).filter(spec -> spec.extensions().contains(extension.id()))
                        .map(SwitchSpec::name).toList())).toList();
    }

    @Override
    public List<String> waiting(final String extension) {
        return catalog.waiting(extension).stream().map(InstalledExtension::version).toList();
    }

    @Override
    public UpgradeStatus upgrade(final String extension, final String version, final UpgradePlan plan,
            final Consumer<UpgradeStatus> ended) {
        return upgrades.run(extension, version, plan, ended);
    }

    @Override
    public void confirm(final String extension) {
        upgrades.confirm(extension);
    }

    @Override
    public List<UpgradeStatus> upgrades() {
        return upgrades.list();
    }

    @Override
    public List<ExtensionLeak> leaks() {
        return leaks.leaks();
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy(final String extension) {
        return catalog.find(extension).flatMap(InstalledExtension::portPolicy).map(policy -> policy.schema().type());
    }

    @Override
    public Optional<Class<? extends Record>> switchPolicy(final String extension) {
        return catalog.find(extension).flatMap(InstalledExtension::switchPolicy)
                .map(policy -> policy.schema().type());
    }

    @Override
    public Map<String, Object> currentPolicy(final String extension, final Class<? extends Record> type,
            final Map<String, Object> tree) {
        final InstalledExtension installed = catalog.find(extension).orElseThrow(() -> new SchemaException(Path.ROOT,
                "a policy of " + extension, "one of an extension that is installed"));
        final InstalledPolicy policy = Stream.of(installed.portPolicy(), installed.switchPolicy())
                .flatMap(Optional::stream).filter(each -> each.schema().type() == type).findFirst()
                .orElseThrow(() -> new SchemaException(Path.ROOT, "a policy of " + type.getName(),
                        "one that " + extension + " defines"));
        PolicyChanges.refuseNewer(installed, policy, tree);
        return new PolicyCalls().make(installed, () -> policy.rewritten(tree));
    }

    @Override
    public List<String> withExtension(final List<String> extensions, final String id) {
        return new StackOrder(catalog::find).with(extensions, id);
    }

    @Override
    public List<ForwardingEntry> forwardingTable(final String switchName) {
        return named(switchName).map(LiveSwitch::forwardingTable).orElse(List.of());
    }

    @Override
    public List<RuleCount> ruleCounts(final String switchName) {
        return named(switchName).map(LiveSwitch::ruleCounts).orElse(List.of());
    }

    @Override
    public Optional<FlowCacheStatus> flowCache(final String switchName) {
        return named(switchName).map(LiveSwitch::flowCache);
    }

    private Optional<LiveSwitch> named(final String switchName) {
        return live.stream().filter(each -> each.spec().name().equals(switchName)).findFirst();
    }

    @Override
    public Following follow(final String switchName, final Following.Selection selection, final Decisions told) {
        lock.lock();
        try {
            final LiveSwitch on = named(switchName)
                    .orElseThrow(() -> new IllegalArgumentException("found no live switch \"" + switchName
                            + "\", expected one of " + live.stream().map(each -> each.spec().name())
                                    .collect(Collectors.joining(", "))));
            final Follower follower = new Follower(switchName, selection, told,
                    thrown -> log.failed("who follows its decisions", switchName, thrown),
                    leaving -> locked(() -> on.unfollow(leaving)));
            on.follow(follower);
            follower.start();
            return follower;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Simulation open(final SwitchSpec spec, final Deliveries deliveries, final Decisions decisions) {
        lock.lock();
        try {
            return simulations.open(spec, SwitchCore.BATCH, deliveries, decisions);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all switches and simulations. */
    @Deactivate
    public void close() {
        locked(() -> {
            upgrades.close();
            retain(_ -> false);
            simulations.close();
        });
        closed = true;
    }

    private void locked(final Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
