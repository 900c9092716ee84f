package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.UpgradeStatus.State;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** One version of an extension takes the place of another, with what it remembers. */
@Timeout(120)
class UpgradeTest {
    private static final String ID = "numbers";
    private static final UpgradePlan AT_ONCE = new UpgradePlan(0, Duration.ZERO, false, Duration.ofMinutes(5));
    private static final UpgradePlan FOR_GOOD = new UpgradePlan(0, Duration.ZERO, false, Duration.ZERO);
    private static final UpgradePlan LONG_SHADOW =
            new UpgradePlan(Long.MAX_VALUE, Duration.ofMinutes(5), false, Duration.ofMinutes(5));
    private static final int TRIGGER = 77;

    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<UpgradeStatus> ended = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = new Engine(Engine.timeOfDay(), new FaultLog() {
        @Override
        public void failed(final String who, final String switchName, final Throwable thrown) {
            faults.add(who + ": " + thrown);
        }

        @Override
        public void event(final String switchName, final String sentence) {
            events.add(switchName + ": " + sentence);
        }
    });
    private final Cables cables = new Cables();

    UpgradeTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static SwitchSpec spec(final String name, final int workers, final int ports) {
        return new SwitchSpec(name, SwitchType.PRIVATE, List.of(ID), IntStream.range(0, ports).mapToObj(index ->
                new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()),
                        Map.of())).toList()).withWorkers(workers);
    }

    private <E extends Extension> E add(final String version, final E extension) {
        engine.add(new InstalledExtension(ID, version, "", extension));
        return extension;
    }

    private UpgradeStatus upgrade(final String version, final UpgradePlan plan) {
        return engine.upgrade(ID, version, plan, ended::add);
    }

    private CompletableFuture<UpgradeStatus> upgradeBeside(final String version, final UpgradePlan plan) {
        final CompletableFuture<UpgradeStatus> done =
                CompletableFuture.supplyAsync(() -> upgrade(version, plan), task -> new Thread(task).start());
        Cables.await("the upgrade to begin", () -> done.isDone() || engine.upgrades().stream()
                .anyMatch(each -> each.state() == State.SHADOWING));
        return done;
    }

    private static UpgradeStatus get(final CompletableFuture<UpgradeStatus> done) throws Exception {
        return done.get(30, TimeUnit.SECONDS);
    }

    private Cables.Cable cable(final int port) {
        return cables.at("s", "p" + port);
    }

    /** Sends a frame from one port to all others; the stamp that it got. */
    private int stamp(final int from) {
        return stamp("s", from, Runs.frame(255, from));
    }

    private int stamp(final String on, final int from, final byte[] frame) {
        final Cables.Cable to = cables.at(on, "p" + (from == 0 ? 1 : 0));
        final int before = to.count();
        cables.at(on, "p" + from).send(frame);
        Cables.await("a frame from " + from, () -> to.count() > before);
        return ByteBuffer.wrap(to.delivered().getLast()).getInt(Numbering.STAMP_AT);
    }

    private SwitchStatus status() {
        return engine.switches().getFirst();
    }

    private StageStatus stage() {
        return status().stages().getFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldLoseNeitherFramesNorNumbersInFiftyUpgradesUnderTraffic(final int workers) {
        final SteadyFlows traffic = new SteadyFlows(75_000);
        engine.addAttachmentProvider(traffic, SteadyFlows.PROPERTIES);
        final List<String> names = List.of("from0", "from1", "to");
        Numbering former = add("0", new Numbering(1, 1));
        engine.apply(List.of(new SwitchSpec("s", SwitchType.PRIVATE, List.of(ID), names.stream().map(name ->
                new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, true, Map.of(SteadyFlows.KIND, Map.of()),
                        Map.of()).withStaticAddresses(name.equals("to") ? List.of(new StaticAddress(
                                new MacAddress(0x0200_0000_0000L | SteadyFlows.TO), Optional.empty())) : List.of()))
                .toList()).withWorkers(workers).withBindings(Map.of(ID, new ExtensionBinding(Optional.empty(), 1_000)))));
        Cables.await("frames", () -> traffic.received() > 1_000);
        final long start = System.nanoTime();
        final long sentBefore = traffic.sent();
        for (int round = 1; round <= 50; round++) {
            final Numbering next = add("" + round, new Numbering(1, 1));
            final UpgradeStatus done = upgrade("" + round,
                    new UpgradePlan(2_000, Duration.ofSeconds(10), false, Duration.ZERO));
            assertThat(done.state()).as("%s", done).isEqualTo(State.DONE);
            assertThat(done.frames()).isGreaterThanOrEqualTo(2_000);
            assertThat(done.differences()).isZero();
            engine.removeExtension(former);
            assertThat(former.open()).isZero();
            assertThat(former.misused()).isZero();
            assertThat(next.open()).isEqualTo(workers);
            former = next;
        }
        final double seconds = (System.nanoTime() - start) / 1e9;
        final long rate = Math.round((traffic.sent() - sentBefore) / seconds);
        traffic.stop();
        Cables.await("all frames", () -> traffic.received() == traffic.sent());
        System.out.printf("50 upgrades in %.1f s beside %d frames/s on %d workers: %d frames, %d lost, doubled or"
                + " reordered, %d misnumbered%n", seconds, rate, workers, traffic.sent(), traffic.wrong(),
                traffic.misnumbered());
        assertThat(traffic.wrong()).isZero();
        assertThat(traffic.misnumbered()).isZero();
        assertThat(rate).isGreaterThan(100_000);
        assertThat(status().totals().in()).isEqualTo(traffic.sent());
        assertThat(status().totals().delivered()).isEqualTo(traffic.sent());
        assertThat(stage().frames()).isEqualTo(2 * traffic.sent());
        assertThat(stage().version()).isEqualTo("50");
        assertThat(faults).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void shouldRollBackByItselfToTheStateOfTheSwitchOver() {
        final Numbering old = add("1", new Numbering(1, 1));
        final Numbering bad = add("2", new Numbering(1, 1) {
            @Override
            void handle(final FrameBatch frames, final int frame, final IngressActions actions) {
                if (frames.destinationMac(frame) == (0x0200_0000_0000L | TRIGGER)) {
                    throw new IllegalStateException("not this one");
                }
            }
        });
        engine.apply(List.of(spec("s", 1, 3), spec("t", 2, 2)));
        for (int number = 0; number < 10; number++) {
            assertThat(stamp(0)).isEqualTo(number);
        }
        assertThat(stamp("t", 1, Runs.frame(255, 1))).isZero();
        assertThat(upgrade("2", AT_ONCE).state()).isEqualTo(State.PROBATION);
        assertThat(old.open()).isZero();
        assertThat(stamp(0)).isEqualTo(10);
        assertThat(stamp(0)).isEqualTo(11);
        assertThat(stamp("t", 1, Runs.frame(255, 1))).isEqualTo(1);
        assertThat(stage().version()).isEqualTo("2");

        final long start = System.nanoTime();
        cable(0).send(Runs.frame(TRIGGER, 0));
        Cables.await("the roll-back", () -> !ended.isEmpty());
        System.out.println("rolled back within " + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertThat(ended).singleElement().satisfies(end -> {
            assertThat(end.state()).isEqualTo(State.ROLLED_BACK);
            assertThat(end.reason()).isEqualTo("it failed on switch s: IllegalStateException: not this one");
        });
        assertThat(stamp(0)).isEqualTo(10);
        assertThat(stamp("t", 1, Runs.frame(255, 1))).isEqualTo(1);
        assertThat(stage().version()).isEqualTo("1");
        assertThat(stage().state()).isEqualTo(StageStatus.State.RUNNING);
        assertThat(stage().faults()).isEqualTo(1);
        assertThat(bad.open()).isZero();
        assertThat(engine.waiting(ID)).containsExactly("2");
        assertThat(status().totals().in()).isEqualTo(14);
        assertThat(status().totals().dropped()).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    @Test
    void shouldRollBackAVersionThatHangs() {
        final CountDownLatch over = new CountDownLatch(1);
        add("1", new Numbering(1, 1));
        add("2", new Numbering(1, 1) {
            @Override
            void handle(final FrameBatch frames, final int frame, final IngressActions actions) {
                try {
                    over.await();
                } catch (final InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        engine.apply(List.of(spec("s", 1, 2)));
        assertThat(stamp(0)).isZero();
        upgrade("2", AT_ONCE);
        cable(0).send(Runs.frame(255, 0));
        Cables.await("the roll-back", () -> !ended.isEmpty());
        assertThat(ended.getFirst().reason()).contains("it failed on switch s: did not return within 50 ms");
        assertThat(stamp(0)).isEqualTo(1);
        over.countDown();
    }

    @Test
    void shouldKeepAStateForAVersionThatUnderstandsIt() {
        add("1", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2)));
        assertThat(stamp(0)).isZero();
        assertThat(stamp(0)).isEqualTo(1);
        final Numbering two = add("2", new Numbering(-1));
        assertThat(upgrade("2", FOR_GOOD).state()).isEqualTo(State.DONE);
        assertThat(events).singleElement().asString().isEqualTo("s: the state of port p0 that numbers saved (4 bytes of"
                + " version 1) is kept, since version 2 did not take it on");
        assertThat(stamp(0)).isZero();
        engine.apply(List.of(spec("s", 1, 2).withExtensions(List.of())));
        engine.apply(List.of(spec("s", 1, 2)));
        assertThat(two.refused()).as("asked once").isEqualTo(1);
        assertThat(stamp(0)).isZero();
        add("3", new Numbering(3, 3));
        upgrade("3", FOR_GOOD);
        assertThat(stamp(0)).isZero();
        add("4", new Numbering(3, 1));
        upgrade("4", FOR_GOOD);
        // what it understands of 1, beside what it does not of 3
        assertThat(stamp(0)).isEqualTo(2);
        assertThat(events).hasSize(2);
        assertThat(faults).isEmpty();
        engine.apply(List.of(spec("s", 1, 2).withExtensions(List.of())));
        engine.apply(List.of(spec("s", 1, 2)));
        assertThat(stamp(0)).as("what was taken on is not kept").isZero();
    }

    @Test
    void shouldKeepTheStateOfAPortThatIsGoneForOneOfThatName() {
        final Numbering old = add("1", new Numbering(1, 1));
        final Numbering next = add("2", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 3)));
        assertThat(stamp(2)).isZero();
        upgrade("2", AT_ONCE);
        engine.apply(List.of(spec("s", 1, 2)));
        engine.removeExtension(next);
        Cables.await("the end", () -> !ended.isEmpty());
        assertThat(ended.getFirst().state()).isEqualTo(State.ROLLED_BACK);
        assertThat(ended.getFirst().reason()).isEqualTo("2 has left");
        assertThat(next.open()).isZero();
        assertThat(old.open()).isEqualTo(1);
        engine.apply(List.of(spec("s", 1, 3)));
        assertThat(stamp(2)).isEqualTo(1);
    }

    @Test
    void shouldAskEachVersionOnceAboutAStateThatItDoesNotUnderstand() {
        add("1", new Numbering(1, 1));
        final Numbering two = add("2", new Numbering(2, 2));
        final Numbering three = add("3", new Numbering(3, 3));
        engine.apply(List.of(spec("s", 1, 2)));
        assertThat(stamp(0)).isZero();
        for (final String version : List.of("2", "3", "2", "3")) {
            assertThat(upgrade(version, FOR_GOOD).state()).isEqualTo(State.DONE);
        }
        assertThat(List.of(two.refused(), three.refused())).containsExactly(1, 1);
        upgrade("1", FOR_GOOD);
        assertThat(stamp(0)).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatAStageThatFailedWasNotAskedToTakeOn() {
        add("1", new Numbering(1, 1) {
            @Override
            void handle(final FrameBatch frames, final int frame, final IngressActions actions) {
                if (frames.destinationMac(frame) == (0x0200_0000_0000L | TRIGGER)) {
                    throw new IllegalStateException("no");
                }
            }
        });
        final Numbering next = add("2", new Numbering(1, 1));
        final Map<String, ExtensionBinding> bindings =
                Map.of(ID, new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 50));
        final SwitchSpec three = spec("s", 1, 3).withBindings(bindings);
        engine.apply(List.of(three));
        assertThat(stamp(2)).isZero();
        upgrade("2", AT_ONCE);
        engine.apply(List.of(spec("s", 1, 2).withBindings(bindings)));
        engine.removeExtension(next);
        cable(0).send(Runs.frame(TRIGGER, 0));
        Cables.await("the fault", () -> !faults.isEmpty());
        engine.apply(List.of(three));
        engine.apply(List.of(three.withExtensions(List.of())));
        engine.apply(List.of(three));
        assertThat(stamp(2)).isEqualTo(1);
    }

    @Test
    void shouldCarryStateToAnotherNumberOfWorkers() {
        add("1", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 4)));
        for (int number = 0; number < 3; number++) {
            for (int port = 0; port < 4; port++) {
                assertThat(stamp(port)).isEqualTo(number);
            }
        }
        int number = 3;
        for (final int workers : new int[] {3, 2, 4, 1}) {
            engine.apply(List.of(spec("s", workers, 4)));
            for (int port = 0; port < 4; port++) {
                assertThat(stamp(port)).as(workers + " workers").isEqualTo(number);
            }
            number++;
        }
        assertThat(events).isEmpty();
    }

    @Test
    void shouldNotTrustTheStateOfAStageThatFailed() {
        add("1", new Numbering(1, 1) {
            @Override
            void handle(final FrameBatch frames, final int frame, final IngressActions actions) {
                if (frames.destinationMac(frame) == (0x0200_0000_0000L | TRIGGER)) {
                    throw new IllegalStateException("no");
                }
            }
        });
        engine.apply(List.of(spec("s", 1, 2)));
        assertThat(stamp(0)).isZero();
        cable(0).send(Runs.frame(TRIGGER, 0));
        Cables.await("the fault", () -> !faults.isEmpty());
        add("2", new Numbering(1, 1));
        assertThat(upgrade("2", UpgradePlan.DEFAULT).state()).isEqualTo(State.PROBATION);
        assertThat(stamp(0)).isZero();
        assertThat(stage().faults()).isEqualTo(1);
    }

    @Test
    void shouldEndWhenAVersionLeavesMeanwhile() throws Exception {
        final Numbering one = add("1", new Numbering(1, 1));
        final Numbering two = add("2", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 2, 2)));
        assertThat(stamp(0)).isZero();
        final CompletableFuture<UpgradeStatus> first = upgradeBeside("2", LONG_SHADOW);
        Cables.await("its shadows", () -> two.open() == 2);
        engine.removeExtension(two);
        assertThat(two.open()).isZero();
        assertThat(get(first).state()).isEqualTo(State.REFUSED);
        assertThat(get(first).reason()).isEqualTo("2 has left meanwhile");
        assertThat(stamp(0)).isEqualTo(1);

        final Numbering three = add("3", new Numbering(1, 1));
        final CompletableFuture<UpgradeStatus> second = upgradeBeside("3", LONG_SHADOW);
        engine.removeExtension(one);
        assertThat(one.open()).isZero();
        assertThat(get(second).reason()).isEqualTo("1 has left meanwhile");
        assertThat(stage().version()).isEqualTo("3");
        assertThat(three.open()).isEqualTo(2);

        add("4", new Numbering(1, 1));
        assertThat(upgrade("4", AT_ONCE).state()).isEqualTo(State.PROBATION);
        engine.removeExtension(three);
        Cables.await("the end", () -> !ended.isEmpty());
        assertThat(ended.getFirst().state()).isEqualTo(State.DONE);
        assertThat(ended.getFirst().reason()).isEqualTo("3 has left before the end of the probation");
        assertThat(one.misused() + two.misused() + three.misused()).isZero();
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldEndWithTheEngine() throws Exception {
        final Numbering one = add("1", new Numbering(1, 1));
        final Numbering two = add("2", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2)));
        final CompletableFuture<UpgradeStatus> running = upgradeBeside("2", LONG_SHADOW);
        engine.close();
        assertThat(get(running).reason()).isEqualTo("the engine was stopped meanwhile");
        assertThat(one.open() + two.open()).isZero();
    }

    @Test
    void shouldRefuseToGoOnWithAnotherNumberOfWorkers() throws Exception {
        add("1", new Numbering(1, 1));
        final Numbering two = add("2", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2)));
        assertThat(stamp(0)).isZero();
        final CompletableFuture<UpgradeStatus> running = upgradeBeside("2", LONG_SHADOW);
        engine.apply(List.of(spec("s", 2, 2)));
        assertThat(get(running).reason()).isEqualTo("switch s got another number of workers meanwhile");
        assertThat(two.open()).isZero();
        assertThat(stamp(0)).isEqualTo(1);
        assertThat(stage().version()).isEqualTo("1");
    }

    @Test
    void shouldGoOnWhenASwitchOrItsExtensionGoes() throws Exception {
        add("1", new Numbering(1, 1));
        final Numbering two = add("2", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2), spec("t", 1, 2)));
        final CompletableFuture<UpgradeStatus> running = upgradeBeside("2", LONG_SHADOW);
        Cables.await("its shadows", () -> two.open() == 2);
        engine.apply(List.of(spec("t", 1, 2).withExtensions(List.of())));
        assertThat(get(running).state()).isEqualTo(State.PROBATION);
        assertThat(two.open()).isZero();
        engine.apply(List.of(spec("t", 1, 2)));
        assertThat(stage().version()).isEqualTo("2");
    }

    @Test
    void shouldEndAProbationInWhichNothingHappens() {
        final Numbering one = add("1", new Numbering(1, 1));
        add("2", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2)));
        final UpgradePlan plan = new UpgradePlan(0, Duration.ZERO, false, Duration.ofMillis(50));
        assertThat(upgrade("2", plan).state()).isEqualTo(State.PROBATION);
        Cables.await("the end", () -> !ended.isEmpty());
        assertThat(ended.getFirst().state()).isEqualTo(State.DONE);
        assertThat(engine.upgrades()).isEqualTo(ended);
        assertThat(engine.waiting(ID)).containsExactly("1");
        engine.removeExtension(one);
        assertThat(stage().version()).isEqualTo("2");
    }

    @Test
    void shouldEndAProbationWhenItIsConfirmed() {
        add("1", new Numbering(1, 1));
        add("2", new Numbering(1, 1));
        add("3", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2)));
        engine.confirm(ID);
        assertThat(upgrade("2", AT_ONCE).state()).isEqualTo(State.PROBATION);
        engine.confirm("another");
        assertThat(engine.upgrades().getFirst().state()).isEqualTo(State.PROBATION);
        engine.confirm(ID);
        assertThat(engine.upgrades().getFirst().state()).isEqualTo(State.DONE);
        assertThat(upgrade("3", AT_ONCE).state()).isEqualTo(State.PROBATION);
        Cables.await("who waits for the end to be told", () -> !ended.isEmpty());
        assertThat(ended).extracting(UpgradeStatus::to).containsExactly("2");
    }

    @Test
    void shouldRefuseWhatCannotBeUpgraded() {
        assertThatThrownBy(() -> upgrade("2", AT_ONCE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found no extension numbers in use, expected one that is installed");
        add("1", new Numbering(1, 1));
        assertThatThrownBy(() -> upgrade("2", AT_ONCE))
                .hasMessage("found no version 2 of numbers that waits, expected one beside 1");
        add("2", (ForwardingExtension) _ -> (_, _) -> { });
        assertThatThrownBy(() -> upgrade("2", AT_ONCE)).hasMessage("found that numbers 2 is a forwarding extension,"
                + " expected a filtering one as 1 is");
        add("3", new Numbering(1, 1));
        add("4", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2)));
        upgrade("3", AT_ONCE);
        assertThatThrownBy(() -> upgrade("4", AT_ONCE)).hasMessage("found that an upgrade of numbers to 3 is on"
                + " probation, expected that one to end first");
        assertThat(engine.upgrades()).hasSize(1);
    }

    @Test
    void shouldLeaveTheOldOneWhereTheNewOneCannotBegin() {
        add("1", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2), spec("t", 1, 2)));
        assertThat(stamp(0)).isZero();
        assertThat(stamp("t", 0, Runs.frame(255, 0))).isZero();
        final Numbering[] broken = {
            new Numbering(1, 1) {
                @Override
                public FilteringStage create(final StageContext context) {
                    if (context.switchName().equals("t")) {
                        throw new IllegalStateException("not on t");
                    }
                    return super.create(context);
                }
            },
            new Numbering(1, 1) {
                @Override
                public FilteringStage create(final StageContext context) {
                    return !context.switchName().equals("t") ? super.create(context)
                            : new FilteringStage() {
                                @Override
                                public boolean restore(final StagePort port, final PortState state) {
                                    throw new IllegalStateException("not on t");
                                }
                            };
                }
            }};
        for (int k = 0; k < broken.length; k++) {
            add("broken" + k, broken[k]);
            final UpgradeStatus status = upgrade("broken" + k, AT_ONCE);
            assertThat(status.state()).isEqualTo(State.REFUSED);
            assertThat(status.reason()).contains("switch t").contains("not on t");
            assertThat(stage().version()).isEqualTo("1");
            assertThat(stage().state()).isEqualTo(StageStatus.State.RUNNING);
            assertThat(stamp(0)).isEqualTo(1 + k);
            assertThat(stamp("t", 0, Runs.frame(255, 0))).isEqualTo(1 + k);
            engine.removeExtension(broken[k]);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void shouldEndASimulationOfTheOldVersionWhenThatLeaves() {
        final Numbering old = add("1", new Numbering(1, 1));
        final Simulation simulation = engine.open(Runs.spec(List.of(ID), Runs.port("a", Vlan.UNTAGGED),
                Runs.port("b", Vlan.UNTAGGED)), (_, _, _, _, _, _) -> { }, null);
        add("2", new Numbering(1, 1));
        upgrade("2", FOR_GOOD);
        simulation.flush();
        engine.removeExtension(old);
        assertThat(old.open()).isZero();
        assertThatThrownBy(simulation::flush).hasMessage("extension numbers left during the simulation");
    }

    /** The policy of a failure is the switch's, whichever version is in use. */
    @Test
    void shouldKeepCountersAndBindings() {
        add("1", new Numbering(1, 1));
        add("2", new Numbering(1, 1));
        engine.apply(List.of(spec("s", 1, 2).withBindings(Map.of(ID,
                new ExtensionBinding(Optional.of(FailPolicy.OPEN), 70)))));
        assertThat(stamp(0)).isZero();
        final long before = stage().frames();
        upgrade("2", AT_ONCE);
        assertThat(stage().frames()).isEqualTo(before).isEqualTo(2);
        assertThat(stamp(0)).isEqualTo(1);
        assertThat(stage().frames()).isEqualTo(4);
    }
}
