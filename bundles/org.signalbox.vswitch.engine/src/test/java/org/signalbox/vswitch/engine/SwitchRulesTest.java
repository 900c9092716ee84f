package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** What holds on every switch, whichever extensions there are: who is used, and who answers for a drop. */
class SwitchRulesTest extends StackTest {
    private final Engine engine = new Engine(Engine.timeOfDay(), (_, _, _) -> { });
    private final Cables cables = new Cables();

    SwitchRulesTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static SwitchSpec live(final String name, final String... extensions) {
        final List<PortSpec> ports = List.of("a", "b", "c").stream().map(port -> new PortSpec(port, Optional.empty(),
                Vlan.UNTAGGED, false, Map.of(Cables.KIND, Map.of()), Map.of())).toList();
        return new SwitchSpec(name, SwitchType.PRIVATE, List.of(extensions), ports);
    }

    /** Sends every frame to one port. */
    private static ForwardingExtension to(final int port) {
        return _ -> (frames, actions) ->
                each((FrameBatch _, int frame, ForwardActions a) -> a.to(frame, port)).batch(frames, actions);
    }

    private List<String> stages(final String name) {
        return engine.switches().stream().filter(status -> status.spec().name().equals(name))
                .flatMap(status -> status.stages().stream()).map(stage -> stage.extension() + " " + stage.state()
                        + (stage.reason().isEmpty() ? "" : ": " + stage.reason())).toList();
    }

    @Test
    void shouldBindAnInstalledExtensionToEverySwitchAndEnableItOnNone() {
        final AtomicInteger made = new AtomicInteger();
        final FilteringExtension extension = _ -> {
            made.incrementAndGet();
            return new FilteringStage() { };
        };
        engine.apply(List.of(live("before")));
        engine.add(installed("x", extension));
        engine.apply(List.of(live("before"), live("after")));
        assertThat(engine.extensions()).singleElement()
                .satisfies(status -> assertThat(status.enabledOn()).isEmpty());
        assertThat(List.of(stages("before"), stages("after"))).containsOnly(List.of());
        cables.at("before", "a").send(Runs.frame(BROADCAST, 1));
        Cables.await("the frame at b", () -> !cables.at("before", "b").delivered().isEmpty());
        assertThat(made).hasValue(0);
        // bound to both: nothing else is needed to enable it on either
        for (final String name : List.of("before", "after")) {
            final List<SwitchSpec> specs = engine.switches().stream().map(status -> status.spec().name().equals(name)
                    ? status.spec().withExtensions(engine.withExtension(List.of(), "x")) : status.spec()).toList();
            assertThat(engine.check(specs)).isEmpty();
            engine.apply(specs);
            assertThat(stages(name)).containsExactly("x RUNNING");
        }
        assertThat(engine.extensions().getFirst().enabledOn()).containsExactly("before", "after");
    }

    @Test
    void shouldRefuseASecondForwardingExtensionOnASwitch() {
        engine.add(installed("x", to(1)));
        engine.add(installed("y", to(2)));
        engine.apply(List.of(live("s", "x"), live("t", "y")));
        assertThat(engine.check(List.of(live("s", "x", "y"), live("t", "y")))).singleElement()
                .satisfies(refusal -> assertThat(refusal.path()).isEqualTo("[0].extensions[1]"));
        assertThatThrownBy(() -> engine.apply(List.of(live("s", "y", "x"), live("t", "y"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"x\"");
        assertThat(stages("s")).containsExactly("x RUNNING");
    }

    @Test
    void shouldUseTheUpperForwardingExtensionWhenASecondComesAndSayWhich() {
        final ForwardingExtension upper = to(1);
        engine.add(installed("y", to(2)));
        engine.apply(List.of(live("s", "x", "y")));
        assertThat(stages("s")).containsExactly("y RUNNING", "x ABSENT: no running bundle provides it");
        engine.add(installed("x", upper));
        assertThat(stages("s")).containsExactly("x RUNNING",
                "y RUNNING: another forwarding extension, x, chooses the destinations");
        cables.at("s", "a").send(Runs.frame(BROADCAST, 1));
        Cables.await("the frame at b", () -> !cables.at("s", "b").delivered().isEmpty());
        assertThat(engine.switches().getFirst().stages().stream().map(StageStatus::frames)).containsExactly(1L, 0L);
        engine.removeExtension(upper);
        assertThat(stages("s")).startsWith("y RUNNING");
        cables.at("s", "a").send(Runs.frame(BROADCAST, 1));
        Cables.await("the frame at c", () -> !cables.at("s", "c").delivered().isEmpty());
    }

    @Test
    void shouldEnforceVlansWhateverAForwardingExtensionChooses() {
        final SwitchSpec spec = Runs.spec(List.of("all"), Runs.port("a", new Vlan.Access(10)),
                Runs.port("b", new Vlan.Access(20)), Runs.port("c", new Vlan.Access(10)));
        final ForwardingExtension all = _ -> (frames, actions) -> each((FrameBatch _, int frame, ForwardActions a) -> {
            a.to(frame, 1);
            a.to(frame, 2);
        }).batch(frames, actions);
        for (final int batch : BATCHES) {
            final Runs.Outcome named = run(spec, List.of(installed("all", all)), batch,
                    List.of(entry(0, 0, BROADCAST, 1), entry(0, 1, 3, 1)));
            assertThat(where(named)).containsExactly("0 2", "1 2");
            assertThat(named.drops()).isEqualTo(Map.of("switch vlan b EGRESS", 2L));
            final ForwardingExtension floods = _ -> (frames, actions) ->
                    each((FrameBatch _, int frame, ForwardActions a) -> a.flood(frame)).batch(frames, actions);
            assertThat(where(run(spec, List.of(installed("all", floods)), batch,
                    List.of(entry(0, 0, BROADCAST, 1))))).containsExactly("0 2");
        }
    }

    @Test
    void shouldEnforceSecurityBeforeAForwardingExtensionIsAsked() {
        final SwitchSpec spec = Runs.spec(List.of("all"),
                Runs.port("a", Vlan.UNTAGGED, "02:00:00:00:00:01", false), Runs.port("b", Vlan.UNTAGGED));
        final List<Long> asked = new ArrayList<>();
        final ForwardingExtension all = _ -> (frames, actions) -> each((FrameBatch f, int frame, ForwardActions a) -> {
            asked.add(f.sourceMac(frame));
            a.to(frame, 1);
        }).batch(frames, actions);
        final Runs.Outcome outcome = run(spec, List.of(installed("all", all)), 64,
                List.of(entry(0, 0, BROADCAST, 1), entry(0, 1, BROADCAST, 9)));
        assertThat(asked).containsExactly(0x0200_0000_0001L);
        assertThat(where(outcome)).containsExactly("0 1");
        assertThat(outcome.drops()).isEqualTo(Map.of("switch macSpoofing a INGRESS", 1L));
    }

    @Test
    void shouldForwardByItselfWithoutAForwardingExtension() {
        final Seen seen = new Seen();
        // where 2 is nobody knows yet; 1 was heard
        final Runs.Outcome outcome = run(three("filters"), List.of(seen.filtering("filters")), 1,
                List.of(entry(0, 0, 2, 1), entry(1, 1, 1, 2), entry(0, 2, BROADCAST, 1)));
        assertThat(where(outcome)).containsExactly("0 1", "0 2", "1 0", "2 1", "2 2");
        assertThat(outcome.status().learned()).isEqualTo(2);
    }

    @Test
    void shouldDropAFrameWhoseDestinationsAreAllExcluded() {
        final FilteringExtension excludes = context -> new FilteringStage() {
            private final int reason = context.dropReason("none", "to nobody");

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                each((FrameBatch _, int copy, EgressActions a) -> a.drop(copy, reason)).batch(copies, actions);
            }
        };
        for (final int batch : BATCHES) {
            final Runs.Outcome outcome = run(three("excludes"), List.of(installed("excludes", excludes)), batch,
                    List.of(entry(0, 0, BROADCAST, 1), entry(1, 1, 1, 2)));
            assertThat(outcome.deliveries()).isEmpty();
            assertThat(outcome.drops()).isEqualTo(Map.of("excludes none a EGRESS", 1L, "excludes none b EGRESS", 1L,
                    "excludes none c EGRESS", 1L));
            assertThat(outcome.status().totals().dropped()).isEqualTo(3);
        }
    }

    /** Drops what comes first at a, excludes b for what comes second, and throws at what comes from c. */
    private static final class Strict implements FilteringExtension {
        @Override
        public FilteringStage create(final StageContext context) {
            final int in = context.dropReason("in", "the first one");
            final int out = context.dropReason("out", "the second one at b");
            return new FilteringStage() {
                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    each((FrameBatch f, int frame, IngressActions a) -> {
                        if (f.sourcePort(frame) == 2) {
                            throw new IllegalStateException("planted");
                        }
                        a.judge(frame, f.timeNanos(frame) == 1 ? in : -1);
                    }).batch(frames, actions);
                }

                @Override
                public void egress(final FrameBatch copies, final EgressActions actions) {
                    each((FrameBatch f, int copy, EgressActions a) ->
                            a.judge(copy, f.timeNanos(copy) == 2 && f.destinationPort(copy) == 1 ? out : -1))
                            .batch(copies, actions);
                }
            };
        }
    }

    @Test
    void shouldNameExtensionRulePortDirectionAndReasonOfEveryDrop() {
        final SwitchSpec spec = Runs.spec(List.of("strict", "chooses"),
                Runs.port("a", Vlan.UNTAGGED, "02:00:00:00:00:01", false), Runs.port("b", Vlan.UNTAGGED),
                Runs.port("c", Vlan.UNTAGGED), Runs.port("d", new Vlan.Access(10)));
        final ForwardingExtension chooses = context -> {
            final int reason = context.dropReason("no", "the third one");
            return (frames, actions) -> each((FrameBatch f, int frame, ForwardActions a) -> {
                if (f.timeNanos(frame) == 3) {
                    a.drop(frame, reason);
                } else if (f.timeNanos(frame) != 4) {
                    a.to(frame, 1);
                    a.to(frame, 3);
                }
            }).batch(frames, actions);
        };
        final Runs.Outcome outcome = run(spec, List.of(installed("strict", new Strict()),
                installed("chooses", chooses)), 1, List.of(entry(0, 0, BROADCAST, 9), entry(0, 1, BROADCAST, 1),
                        entry(0, 2, BROADCAST, 1), entry(0, 3, BROADCAST, 1), entry(0, 4, BROADCAST, 1),
                        entry(2, 5, BROADCAST, 3)));
        final List<DropCount> drops = outcome.status().drops();
        assertThat(drops).containsExactlyInAnyOrder(
                drop("switch", "macSpoofing", "a", Direction.INGRESS, "its source address is not the port's"),
                drop("strict", "in", "a", Direction.INGRESS, "the first one"),
                drop("strict", "out", "b", Direction.EGRESS, "the second one at b"),
                drop("chooses", "no", "a", Direction.INGRESS, "the third one"),
                drop("switch", "noDestination", "a", Direction.INGRESS, "no destination"),
                drop("switch", "vlan", "d", Direction.EGRESS, "the port is not in the frame's VLAN"),
                drop("strict", "fault", "c", Direction.INGRESS, "the extension failed"));
        assertThat(drops.stream().mapToLong(DropCount::count).sum()).as("nothing is lost without a name")
                .isEqualTo(outcome.status().totals().dropped());
    }

    private static DropCount drop(final String extension, final String rule, final String port,
            final Direction direction, final String reason) {
        return new DropCount(extension, rule, port, direction, reason, 1);
    }
}
