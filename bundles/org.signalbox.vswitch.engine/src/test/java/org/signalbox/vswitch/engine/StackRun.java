package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.engine.model.StackAccount;
import org.signalbox.vswitch.engine.model.StackFrame;
import org.signalbox.vswitch.engine.model.StackModel;
import org.signalbox.vswitch.engine.model.StackOffer;
import org.signalbox.vswitch.extension.CapturingExtension;

/**
 * One run of an engine beside its {@link StackModel}: whatever is done is done to both, and after each step all that
 * the engine shows is compared with what the model says.
 */
final class StackRun {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final CapturingExtension NOBODY = _ -> null;

    private final StackBench bench;
    private final Engine engine;
    private final Cables cables = new Cables();
    private final Map<Cables.Cable, Integer> looked = new LinkedHashMap<>();
    private final Queue<MarkingBundle.Visit> visits = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final StackModel model = new StackModel();
    private final Map<StackOffer, MarkingBundle> bundles = new LinkedHashMap<>();
    private final List<MarkingBundle> gone = new ArrayList<>();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private List<SwitchSpec> specs = List.of();

    StackRun(final StackBench bench) {
        this.bench = bench;
        this.engine = bench.engine();
        bench.reports().clear();
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    StackModel model() {
        return model;
    }

    List<SwitchSpec> specs() {
        return specs;
    }

    MarkingBundle bundle(final StackOffer offer) {
        return bundles.get(offer);
    }

    List<StackOffer> offers() {
        return List.copyOf(bundles.keySet());
    }

    // what is done to both

    void install(final StackOffer offer) {
        final MarkingBundle bundle = new MarkingBundle(offer, visits, complaints);
        bundles.put(offer, bundle);
        engine.add(bundle.installed());
        model.install(offer);
    }

    void remove(final StackOffer offer) {
        final MarkingBundle bundle = bundles.remove(offer);
        engine.removeExtension(bundle.service());
        model.remove(offer);
        gone.add(bundle);
    }

    /**
     * Asks for other switches.
     *
     * @param anyhow also in an order that extensions declare to be wrong
     * @return whether it was done
     */
    boolean propose(final List<SwitchSpec> next, final boolean anyhow) {
        final boolean impossible = model.refuses(next);
        final List<String> misplaced = model.misplaced(next);
        final List<String> refusals = engine.check(next).stream()
                .map(each -> each.path().substring(0, 3) + " " + each.found()).toList();
        assertThat(refusals.stream().filter(text -> text.contains("\" below \"") || text.contains("(")).map(text ->
                text.contains("(") ? text.substring(0, 3) + " circle" : text).toList()).as("refused orders")
                .isEqualTo(misplaced);
        assertThat(refusals.size() > misplaced.size()).as("impossible: %s", refusals).isEqualTo(impossible);
        if (impossible) {
            assertThat(refuses(next)).as("refused as a whole").isTrue();
            return false;
        }
        if (!misplaced.isEmpty() && !anyhow) {
            return false;
        }
        engine.apply(next);
        model.apply(next);
        specs = next;
        return true;
    }

    private boolean refuses(final List<SwitchSpec> next) {
        try {
            engine.apply(next);
            return false;
        } catch (final IllegalArgumentException refused) {
            return true;
        }
    }

    /** The extensions with one more, where it goes by itself. */
    List<String> place(final List<String> ids, final String id) {
        final List<String> placed = engine.withExtension(ids, id);
        assertThat(placed).as("place of %s", id).isEqualTo(model.with(ids, id));
        return placed;
    }

    void send(final String where, final StackFrame frame, final String port) {
        // the model marks the frame that it is given
        final byte[] bytes = frame.bytes();
        model.at(where).send(frame);
        cables.at(where, port).send(bytes);
    }

    void arm(final StackOffer offer, final StackOffer.Fault fault) {
        arm(offer, fault, "");
    }

    /** @param where on which switch it is to fail, empty for any */
    void arm(final StackOffer offer, final StackOffer.Fault fault, final String where) {
        model.arm(offer, fault, where);
        bundles.get(offer).arm(fault, where);
    }

    void disarm(final StackOffer offer) {
        model.disarm();
        if (bundles.containsKey(offer)) {
            bundles.get(offer).arm(null, "");
        }
    }

    /**
     * Asks for another version.
     *
     * @param onProbation for longer than the run takes
     * @return whether it could be
     */
    boolean upgrade(final String id, final int version, final boolean onProbation) {
        final UpgradePlan plan =
                new UpgradePlan(0, Duration.ZERO, false, onProbation ? UpgradePlan.LONGEST : Duration.ZERO);
        final boolean impossible = model.upgrades().refuses(id, version);
        boolean refused = false;
        try {
            engine.upgrade(id, String.valueOf(version), plan, status -> told.add(StackTexts.upgrade(status)));
        } catch (final IllegalArgumentException sentence) {
            refused = true;
        }
        assertThat(refused).as("upgrade of %s to %s refused", id, version).isEqualTo(impossible);
        if (!impossible) {
            model.upgrades().run(id, version, onProbation);
        }
        return !impossible;
    }

    /** Has the engine look at what failed: a version on its probation gives way to the one before it. */
    private boolean rollBack() {
        if (!model.upgrades().attend()) {
            return false;
        }
        bench.hold(false);
        await(() -> upgrades().equals(model.upgrades().words()));
        finish();
        return true;
    }

    private List<String> upgrades() {
        return engine.upgrades().stream().limit(model.upgrades().words().size()).map(StackTexts::upgrade).toList();
    }

    /** One change at a time: when this one is made, those before it are, too. */
    private void finish() {
        engine.removeExtension(NOBODY);
        bench.hold(true);
    }

    void rest() throws InterruptedException {
        rollBack();
        bench.hold(false);
        bench.rest();
        model.rest();
        model.open();
        await(() -> engine.switches().stream().allMatch(status ->
                StackTexts.stages(status).equals(model.at(status.spec().name()).stages())));
        finish();
    }

    void awaitState(final String where, final String id, final StageStatus.State state) {
        await(() -> engine.switches().stream().filter(status -> status.spec().name().equals(where))
                .flatMap(status -> status.stages().stream())
                .anyMatch(stage -> stage.extension().equals(id) && stage.state() == state));
    }

    /** At most a while, and then the comparison says what is missing. */
    static void await(final BooleanSupplier condition) {
        final long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    // what is compared

    /** Lets what waited at ports that are open now come in; whether anything did. */
    boolean open() {
        final int before = waiting();
        model.open();
        return waiting() < before;
    }

    private int waiting() {
        return specs.stream().mapToInt(spec -> model.at(spec.name()).waiting()).sum();
    }

    /** Waits until all frames have come to their ends, and compares everything; again if something is rolled back. */
    void compare() {
        compareOnce();
        if (rollBack()) {
            compareOnce();
        }
    }

    private void compareOnce() {
        model.open();
        final List<SwitchStatus> statuses = new ArrayList<>();
        final long since = bench.nowNanos();
        await(() -> {
            statuses.clear();
            statuses.addAll(engine.switches());
            return statuses.stream().allMatch(status -> status.timeNanos() > since
                    && status.totals().in() >= model.at(status.spec().name()).way().in()
                    && status.totals().made() >= model.at(status.spec().name()).way().made());
        });
        assertThat(complaints).as("what was done to extensions").isEmpty();
        final StackAccount seen = seen();
        assertThat(seen.visits()).as("extensions that frames met").isEqualTo(model.account().visits());
        assertThat(seen.deliveries()).as("deliveries").isEqualTo(model.account().deliveries());
        assertThat(seen.reports()).as("reports").isEqualTo(model.account().reports());
        model.account().clear();
        assertThat(statuses.stream().map(SwitchStatus::spec)).as("specs").isEqualTo(specs);
        for (final SwitchStatus status : statuses) {
            final String name = status.spec().name();
            assertThat(StackTexts.stages(status)).as("stages of %s", name).isEqualTo(model.at(name).stages());
            assertThat(memories(status)).as("memories on %s", name).isEqualTo(model.at(name).memories());
            assertThat(StackTexts.ports(status)).as("ports of %s", name).isEqualTo(model.at(name).ports());
            assertThat(StackTexts.drops(status)).as("drops of %s", name).isEqualTo(model.at(name).way().drops());
            assertThat(StackTexts.totals(status)).as("totals of %s", name).isEqualTo(model.at(name).way().totals());
            assertThat(status.totals().copies()).as("account of %s", name).isEqualTo(status.totals().delivered()
                    + status.totals().dropped() + status.totals().held());
        }
        compareUpgrades();
        assertThat(engine.extensions().stream().map(each -> each.id() + " v" + each.version() + " on "
                + each.enabledOn())).as("installed").isEqualTo(model.installed().stream().map(each -> each.id() + " v"
                + each.version() + " on " + specs.stream().filter(spec -> spec.extensions().contains(each.id()))
                        .map(SwitchSpec::name).toList()).toList());
    }

    private void compareUpgrades() {
        assertThat(upgrades()).as("upgrades").isEqualTo(model.upgrades().words());
        await(() -> told.size() >= model.upgrades().told().size());
        assertThat(told.stream().sorted().toList()).as("ends of probations").isEqualTo(model.upgrades().told());
        assertThat(model.waiting().stream().flatMap(offer -> bundles.get(offer).stages().stream()))
                .as("stages of versions that wait").allMatch(stage -> stage.closings() == 1);
    }

    private Map<String, Map<String, Long>> memories(final SwitchStatus status) {
        final Map<String, Map<String, Long>> all = new TreeMap<>();
        status.stages().stream().filter(stage -> stage.state() == StageStatus.State.RUNNING).forEach(stage ->
                model.installed().stream().filter(offer -> offer.id().equals(stage.extension())).forEach(offer ->
                        all.put(offer.id(), bundles.get(offer).met(status.spec().name()))));
        return all;
    }

    private StackAccount seen() {
        final StackAccount seen = new StackAccount();
        for (MarkingBundle.Visit each = visits.poll(); each != null; each = visits.poll()) {
            seen.visited(each.where(), StackFrame.name(each.number(), each.cloned(), each.injected()),
                    each.direction(), each.port(), each.id(), each.version(), each.value());
        }
        for (StackBench.Report each = bench.reports().poll(); each != null; each = bench.reports().poll()) {
            seen.reported(each.id(), each.where());
        }
        for (final SwitchSpec spec : specs) {
            for (final PortSpec port : spec.ports()) {
                if (!port.attachment().isEmpty()) {
                    final Cables.Cable cable = cables.at(spec.name(), port.name());
                    final List<byte[]> all = cable.delivered();
                    all.subList(looked.getOrDefault(cable, 0), all.size()).forEach(frame ->
                            seen.delivered(spec.name() + "/" + port.name(), frame[StackFrame.ORIGIN],
                                    HexFormat.of().formatHex(frame)));
                    looked.put(cable, all.size());
                }
            }
        }
        return seen;
    }

    // the end

    /**
     * Takes everything away and looks for what is left.
     *
     * @param collect whether to look for what cannot be collected, too, which takes a while
     */
    void end(final boolean collect) {
        offers().forEach(offer -> {
            remove(offer);
            compare();
        });
        if (collect) {
            collect();
        }
        final List<String> names = specs.stream().map(SwitchSpec::name).toList();
        propose(List.of(), true);
        compare();
        engine.removeAttachmentProvider(cables, Cables.PROPERTIES);
        gone.forEach(bundle -> assertThat(bundle.stages()).as("stages of %s", bundle.offer())
                .allMatch(stage -> stage.closings() == 1));
        assertThat(cables.all()).as("attachments").allMatch(Cables.Cable::isClosed);
        final Thread[] threads = new Thread[2 * Thread.activeCount() + 64];
        final int count = Thread.currentThread().getThreadGroup().enumerate(threads);
        assertThat(Stream.of(threads).limit(count).map(Thread::getName).filter(name ->
                names.stream().anyMatch(each -> name.startsWith("switch " + each)))).as("threads").isEmpty();
    }

    /** Nothing keeps an extension that has left, though its switches run on. */
    private void collect() {
        final List<WeakReference<Object>> left = new ArrayList<>();
        gone.forEach(bundle -> {
            left.add(new WeakReference<>(bundle.service()));
            bundle.stages().forEach(stage -> left.add(new WeakReference<>(stage)));
        });
        gone.clear();
        looked.clear();
        cables.forgetClosed();
        await(() -> {
            System.gc();
            return left.stream().allMatch(each -> each.refersTo(null));
        });
        assertThat(left.stream().map(Reference::get).filter(each -> each != null)).as("kept").isEmpty();
    }
}
