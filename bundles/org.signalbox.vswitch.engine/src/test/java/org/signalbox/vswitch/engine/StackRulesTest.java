package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;

/**
 * What the kinds of extension may do to frames, rule by rule, each with an extension that tries what it may not. A run
 * of random ones again by {@code -Dsignalbox.seed=S}.
 */
class StackRulesTest extends StackTest {
    // filtering, ingress

    @Test
    void shouldShowACloneToLaterStagesOnly() {
        for (final int batch : BATCHES) {
            final Seen capturing = new Seen();
            final Seen before = new Seen();
            final Seen after = new Seen();
            final List<String> clones = new ArrayList<>();
            final InstalledExtension cloning = filter("clones", (frames, frame, actions) -> {
                final int clone = actions.cloneFrame(frame);
                clones.add(frames.sourcePort(clone) + " " + frames.timeNanos(clone) + " " + frames.vlan(clone) + " "
                        + frames.length(clone));
            });
            final Runs.Outcome outcome = run(three("captures", "before", "clones", "after"),
                    List.of(capturing.capturing("captures"), before.filtering("before"), cloning,
                            after.filtering("after")), batch, broadcasts(6));
            assertThat(clones).containsExactly("0 0 0 60", "1 1 0 60", "2 2 0 60", "0 3 0 60", "1 4 0 60", "2 5 0 60");
            assertThat(List.of(capturing.frames, before.frames, after.frames)).containsExactly(6, 6, 12);
            assertThat(List.of(capturing.copies, before.copies, after.copies)).containsExactly(24, 24, 24);
            assertThat(outcome.status().totals()).isEqualTo(new FrameTotals(6, 6, 24, 24, 0, 0));
            assertThat(where(outcome).subList(0, 6)).containsExactly("0 1", "0 2", "0 1", "0 2", "1 0", "1 2");
        }
    }

    @Test
    void shouldCloneTheTagToo() {
        final Vlan trunk = new Vlan.Trunk(0, List.of(VlanRange.parse("10")), List.of());
        final SwitchSpec spec = Runs.spec(List.of("clones"), Runs.port("a", trunk).withIeeePriorityTag(true),
                Runs.port("b", trunk));
        final byte[] tagged = Runs.tagged(Runs.frame(BROADCAST, 1), 0x88A8, 0xA00A);
        final InstalledExtension clones = filter("clones", (_, frame, actions) -> actions.cloneFrame(frame));
        final Runs.Outcome outcome = run(spec, List.of(clones), 64, List.of(new Runs.Entry(0, 1, tagged)));
        final String delivery = "1 1 " + HexFormat.of().formatHex(tagged);
        assertThat(outcome.deliveries()).containsExactly(delivery, delivery);
    }

    @Test
    void shouldChangeACloneAndNotItsOrigin() {
        final List<Integer> types = new ArrayList<>();
        final Runs.Outcome outcome = run(three("clones", "sees"), List.of(filter("clones", (_, frame, actions) -> {
            final int clone = actions.cloneFrame(frame);
            actions.setU16(clone, 12, 0x0800);
            actions.setU8(clone, 59, 0xEE);
        }), filter("sees", (frames, frame, _) -> types.add(frames.etherType(frame)))), 64, broadcasts(1));
        assertThat(types).containsExactly(0x88b5, 0x0800);
        assertThat(outcome.deliveries().stream().map(text -> text.substring(text.length() - 2)))
                .containsExactly("3b", "3b", "ee", "ee");
    }

    @Test
    void shouldCountACloneThatIsDroppedWhereItWasMade() {
        final FilteringExtension extension = context -> new FilteringStage() {
            private final int reason = context.dropReason("clone", "of no use");

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                actions.drop(actions.cloneFrame(frames.frame(0)), reason);
            }
        };
        final Seen after = new Seen();
        final Runs.Outcome outcome = run(three("clones", "after"),
                List.of(installed("clones", extension), after.filtering("after")), 64, broadcasts(2));
        assertThat(outcome.drops()).isEqualTo(Map.of("clones clone a INGRESS", 1L));
        assertThat(after.frames).isEqualTo(2);
        assertThat(outcome.status().totals()).isEqualTo(new FrameTotals(2, 1, 5, 4, 1, 0));
        assertThat(stage(outcome, "clones").drops()).isEqualTo(1);
    }

    @Test
    void shouldSayWhenThereIsNoRoomAndLoseNothing() {
        final AtomicInteger made = new AtomicInteger();
        final InstalledExtension greedy = filter("greedy", (frames, actions) -> {
            while (actions.cloneFrame(frames.frame(0)) >= 0) {
                made.incrementAndGet();
            }
            assertThat(actions.inject(bytes(Runs.frame(1, 2)), 0, 60, -1, 0)).isEqualTo(-1);
        }, (_, _) -> { });
        final Runs.Outcome outcome = run(three("greedy"), List.of(greedy), 64, broadcasts(128));
        assertThat(made).as("in two full batches").hasValue(2 * SwitchCore.MADE);
        assertThat(outcome.status().totals().made()).isEqualTo(2 * SwitchCore.MADE);
        assertThat(outcome.deliveries()).hasSize(2 * (128 + 2 * SwitchCore.MADE));
    }

    @Test
    void shouldFaultAFilterThatClonesADroppedFrame() {
        final Runs.Outcome outcome = run(three("wrong"), List.of(filter("wrong", (_, frame, actions) -> {
            actions.drop(frame, 0);
            actions.cloneFrame(frame);
        })), 1, broadcasts(1));
        assertThat(stage(outcome, "wrong").reason()).contains("found frame 0, which was dropped");
        assertThat(outcome.status().totals()).isEqualTo(new FrameTotals(1, 0, 1, 0, 1, 0));
    }

    @Test
    void shouldInjectBehindTheFrameThatIsAnswered() {
        for (final int batch : BATCHES) {
            final Seen before = new Seen();
            final Seen after = new Seen();
            final InstalledExtension answering = filter("answers", (frames, frame, actions) -> {
                if (frames.timeNanos(frame) == 1) {
                    actions.drop(frame, 0);
                    actions.inject(frame, bytes(Runs.frame((int) frames.sourceMac(frame) & 0xFF, 9)), 0, 60, -1, 0);
                }
            });
            final Runs.Outcome outcome = run(three("before", "answers", "after"),
                    List.of(before.filtering("before"), answering, after.filtering("after")), batch,
                    List.of(entry(0, 0, BROADCAST, 1), entry(0, 1, BROADCAST, 1), entry(1, 2, 1, 2)));
            assertThat(where(outcome)).containsExactly("0 1", "0 2", "1 0", "2 0");
            assertThat(List.of(before.frames, after.frames)).containsExactly(3, 3);
            assertThat(outcome.decisions().stream().map(Decision::port)).containsExactly("a", "a", "", "b");
            assertThat(outcome.decisions().stream().map(Decision::frame)).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void shouldInjectBehindTheWholeBatchWhatAnswersNoFrame() {
        final Runs.Outcome outcome = run(three("injects"), List.of(filter("injects", (frames, actions) ->
                actions.inject(bytes(Runs.frame(BROADCAST, 9)), 0, 60, 2, 0), (_, _) -> { })), 2,
                List.of(entry(0, 0, BROADCAST, 1), entry(0, 1, BROADCAST, 1)));
        assertThat(where(outcome)).containsExactly("0 1", "0 2", "1 1", "1 2", "1 0", "1 1");
    }

    private static InstalledExtension injecting(final byte[] frame, final int port, final int vlan) {
        return filter("injects", (_, actions) -> actions.inject(bytes(frame), 0, frame.length, port, vlan),
                (_, _) -> { });
    }

    @Test
    void shouldTrustFramesWithoutASourcePort() {
        final PortLimits oneFlood = new PortLimits(1, 0, 0);
        final SwitchSpec spec = Runs.spec(List.of("injects"), Runs.port("a", Vlan.UNTAGGED).withLimits(oneFlood),
                Runs.port("b", Vlan.UNTAGGED), Runs.port("c", new Vlan.Access(10)));
        final Runs.Outcome outcome = run(spec, List.of(injecting(Runs.frame(BROADCAST, 9), FrameBatch.NO_PORT, 0)), 1,
                List.of(entry(0, 0, 1, 1), entry(1, 1, 9, 2), entry(1, 2, 9, 2)));
        // a flood leaves no port out, no limit concerns it, and it taught nobody that 9 is anywhere
        assertThat(where(outcome)).containsExactly("0 0", "0 1", "1 0", "1 0", "1 1", "2 0", "2 0", "2 1");
        assertThat(outcome.status().learned()).isEqualTo(2);
    }

    @Test
    void shouldCountDropsOfFramesWithoutASourcePortAtNoPort() {
        final InstalledExtension drops = installed("drops", (FilteringExtension) context -> new FilteringStage() {
            private final int reason = context.dropReason("trusted", "all of them");

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                each((FrameBatch batch, int frame, IngressActions a) ->
                        a.judge(frame, batch.sourcePort(frame) < 0 ? reason : -1)).batch(frames, actions);
            }
        });
        final Runs.Outcome dropped = run(three("injects", "drops"),
                List.of(injecting(Runs.frame(BROADCAST, 9), -1, 0), drops), 64, broadcasts(3));
        assertThat(dropped.drops()).isEqualTo(Map.of("drops trusted  INGRESS", 1L));
        final Runs.Outcome nowhere = run(three("injects"), List.of(injecting(Runs.frame(BROADCAST, 9), -1, 77)), 64,
                broadcasts(3));
        assertThat(nowhere.drops()).isEqualTo(Map.of("switch noDestination  INGRESS", 1L));
        assertThat(nowhere.decisions().getLast().ingress().getLast().verdict()).isEqualTo(Verdict.DROP);
    }

    @Test
    void shouldTreatAFrameWithASourcePortAsSentFromThere() {
        final SwitchSpec spec = Runs.spec(List.of("injects"),
                Runs.port("a", Vlan.UNTAGGED, "02:00:00:00:00:01", false), Runs.port("b", Vlan.UNTAGGED),
                Runs.port("c", Vlan.UNTAGGED));
        final Runs.Outcome outcome = run(spec, List.of(injecting(Runs.frame(BROADCAST, 9), 0, 0)), 1,
                List.of(entry(2, 0, BROADCAST, 3), entry(1, 1, 9, 2)));
        // not back to a; 9 is behind a from then on, though a may not send from it: guards are for what enters
        assertThat(where(outcome)).containsExactly("0 0", "0 1", "0 1", "0 2", "1 0", "1 1", "1 2");
        assertThat(outcome.status().learned()).isEqualTo(3);
    }

    @Test
    void shouldLimitFloodsOfFramesWithASourcePort() {
        final SwitchSpec spec = Runs.spec(List.of("injects"),
                Runs.port("a", Vlan.UNTAGGED).withLimits(new PortLimits(1, 0, 0)), Runs.port("b", Vlan.UNTAGGED));
        final Runs.Outcome outcome = run(spec, List.of(injecting(Runs.frame(BROADCAST, 9), 0, 0)), 1,
                List.of(entry(1, 0, BROADCAST, 2), entry(1, 1, BROADCAST, 2)));
        assertThat(outcome.drops()).isEqualTo(Map.of("switch stormLimit a INGRESS", 1L));
    }

    @Test
    void shouldFloodWhatIsInjectedIntoAVlanThatItsSourcePortDoesNotCarry() {
        final SwitchSpec spec = Runs.spec(List.of("injects"), Runs.port("a", Vlan.UNTAGGED),
                Runs.port("b", new Vlan.Access(10)));
        final Runs.Outcome outcome = run(spec, List.of(injecting(Runs.frame(BROADCAST, 9), 0, 10)), 1,
                List.of(entry(0, 0, BROADCAST, 1)));
        assertThat(where(outcome)).containsExactly("0 1");
        assertThat(outcome.drops()).isEqualTo(Map.of("switch noDestination a INGRESS", 1L));
    }

    @Test
    void shouldTakeFramesWithoutASourcePortThroughPrivateVlansAndUplinks() {
        final Vlan trunk = new Vlan.Trunk(1, List.of(VlanRange.parse("100-101")), List.of());
        final Vlan.Private promiscuous =
                new Vlan.Private(100, 0, List.of(VlanRange.parse("101")), Vlan.Private.Role.PROMISCUOUS);
        final Vlan.Private isolated = new Vlan.Private(100, 101, List.of(), Vlan.Private.Role.ISOLATED);
        final SwitchSpec spec = new SwitchSpec("test", SwitchType.EXTERNAL, List.of("injects"), List.of(
                Runs.port("a", isolated), Runs.port("b", isolated),
                Runs.port("p", promiscuous),
                Runs.port("u", trunk).withType(PortType.UPLINK), Runs.port("v", trunk).withType(PortType.UPLINK)));
        final Runs.Outcome asPrimary = run(spec, List.of(injecting(Runs.frame(BROADCAST, 9), -1, 100)), 1,
                List.of(entry(0, 0, 1, 1)));
        assertThat(where(asPrimary)).contains("0 0", "0 1", "0 2", "0 3", "0 4");
        final Runs.Outcome known = run(spec, List.of(injecting(Runs.frame(1, 9), -1, 101)), 1,
                List.of(entry(0, 0, BROADCAST, 1)));
        assertThat(known.drops()).isEqualTo(Map.of("switch isolated  INGRESS", 1L));
    }

    @Test
    void shouldFaultAFilterThatInjectsWhatIsNoFrame() {
        final byte[] frame = Runs.frame(BROADCAST, 9);
        final List<Consumer<IngressActions>> wrongs = List.of(
                actions -> actions.inject(bytes(frame), 0, 13, -1, 0),
                actions -> actions.inject(bytes(frame), 0, 60, 3, 0),
                actions -> actions.inject(bytes(frame), 0, 60, -2, 0),
                actions -> actions.inject(bytes(frame), 0, 60, -1, 4_095),
                actions -> actions.inject(bytes(frame), 1, 60, -1, 0),
                actions -> actions.inject(64, bytes(frame), 0, 60, -1, 0),
                actions -> actions.cloneFrame(-1));
        for (final Consumer<IngressActions> wrong : wrongs) {
            final Runs.Outcome outcome = run(three("wrong"),
                    List.of(filter("wrong", (_, actions) -> wrong.accept(actions), (_, _) -> { })), 64, broadcasts(3));
            assertThat(stage(outcome, "wrong").state()).isEqualTo(StageStatus.State.FAULTED);
            assertThat(outcome.status().totals()).isEqualTo(new FrameTotals(3, 0, 3, 0, 3, 0));
        }
    }

    // capturing

    @Test
    void shouldShowWhatACapturingExtensionOriginatesToLaterStagesOnly() {
        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger own = new AtomicInteger();
        final AtomicInteger ownCopies = new AtomicInteger();
        final InstalledExtension originates = capture("originates", batch -> own.addAndGet(batch.live()),
                batch -> ownCopies.addAndGet(batch.live()), actions -> {
                    calls.incrementAndGet();
                    assertThat(actions.send(bytes(Runs.frame(BROADCAST, 9)), 0, 60, FrameBatch.NO_PORT, 0)).isTrue();
                });
        final Seen before = new Seen();
        final Seen after = new Seen();
        final Seen filter = new Seen();
        final Runs.Outcome outcome = run(three("before", "originates", "after", "filter"),
                List.of(before.capturing("before"), originates, after.capturing("after"), filter.filtering("filter")),
                3, broadcasts(6));
        assertThat(calls).as("once for each batch").hasValue(2);
        assertThat(own).hasValue(6);
        assertThat(List.of(before.frames, after.frames, filter.frames)).containsExactly(6, 8, 8);
        assertThat(List.of(before.copies, after.copies, filter.copies)).containsExactly(18, 18, 18);
        assertThat(ownCopies).hasValue(18);
        assertThat(outcome.status().totals()).isEqualTo(new FrameTotals(6, 2, 18, 18, 0, 0));
        assertThat(where(outcome).subList(6, 9)).containsExactly("2 0", "2 1", "2 2");
    }

    @Test
    void shouldGiveACapturingExtensionNothingToActWithButOriginating() {
        final List<Class<?>> handed = Stream.of(CapturingStage.class.getMethods())
                .flatMap(method -> Arrays.stream(method.getParameterTypes())).filter(type ->
                        type.getPackage() == CapturingStage.class.getPackage()).distinct().toList();
        assertThat(handed.stream().map(Class::getSimpleName)).containsExactlyInAnyOrder("FrameBatch",
                "OriginateActions", "StagePort", "PortStep", "PortState");
        assertThat(methods(OriginateActions.class)).containsExactly("isRecorded", "send");
        assertThat(methods(FrameBatch.class)).noneMatch(name -> name.startsWith("set") || name.equals("drop"));
    }

    @Test
    void shouldRefuseACapturingExtensionTheActionsOfAnother() {
        for (final int batch : BATCHES) {
            final AtomicReference<IngressActions> in = new AtomicReference<>();
            final AtomicReference<EgressActions> out = new AtomicReference<>();
            final InstalledExtension leaks = filter("leaks", (_, actions) -> in.set(actions),
                    (_, actions) -> out.set(actions));
            final List<Boolean> refused = new ArrayList<>();
            final Consumer<FrameBatch> tries = frames -> {
                if (in.get() != null) {
                    final int frame = frames.frame(0);
                    refused.add(isRefused(() -> in.get().drop(frame, 0)));
                    refused.add(isRefused(() -> in.get().judge(frame, 0)));
                    refused.add(isRefused(() -> in.get().setU8(frame, 0, 0)));
                    refused.add(isRefused(() -> in.get().setU16(frame, 0, 0)));
                    refused.add(isRefused(() -> in.get().setSourceMac(frame, 0)));
                    refused.add(isRefused(() -> in.get().setDestinationMac(frame, 0)));
                    refused.add(isRefused(() -> in.get().cloneFrame(frame)));
                    refused.add(isRefused(() -> in.get().inject(bytes(Runs.frame(1, 2)), 0, 60, -1, 0)));
                    refused.add(isRefused(() -> in.get().inject(frame, bytes(Runs.frame(1, 2)), 0, 60, -1, 0)));
                }
                if (out.get() != null) {
                    refused.add(isRefused(() -> out.get().drop(0, 0)));
                    refused.add(isRefused(() -> out.get().judge(0, 0)));
                }
            };
            final InstalledExtension captures = capture("captures", tries, tries,
                    _ -> refused.add(in.get() == null || isRefused(() -> in.get().cloneFrame(0))));
            final Runs.Outcome outcome = run(three("captures", "leaks"), List.of(captures, leaks), batch,
                    broadcasts(128));
            final Runs.Outcome plain = run(three(), List.of(), batch, broadcasts(128));
            assertThat(refused).hasSizeGreaterThan(20).doesNotContain(false);
            assertThat(outcome.deliveries()).isEqualTo(plain.deliveries());
            assertThat(outcome.status().totals()).isEqualTo(plain.status().totals());
        }
    }

    @Test
    void shouldRefuseToOriginateOutsideTheCall() {
        final AtomicReference<OriginateActions> kept = new AtomicReference<>();
        final List<Boolean> refused = new ArrayList<>();
        final Consumer<FrameBatch> tries = _ -> {
            if (kept.get() != null) {
                refused.add(isRefused(() -> kept.get().send(bytes(Runs.frame(BROADCAST, 9)), 0, 60, -1, 0)));
            }
        };
        final Runs.Outcome outcome = run(three("captures", "filters"),
                List.of(capture("captures", tries, tries, kept::set),
                        filter("filters", (frames, _) -> tries.accept(frames), (copies, _) -> tries.accept(copies))), 3,
                broadcasts(6));
        assertThat(refused).hasSizeGreaterThan(6).doesNotContain(false);
        assertThat(outcome.status().totals().made()).isZero();
    }

    // filtering, egress

    @Test
    void shouldExcludeDestinationsOneWay() {
        for (final int batch : BATCHES) {
            final FilteringExtension excludes = context -> new FilteringStage() {
                private final int reason = context.dropReason("b", "not to b");

                @Override
                public void egress(final FrameBatch copies, final EgressActions actions) {
                    each((FrameBatch frames, int copy, EgressActions a) -> {
                        a.judge(copy, frames.destinationPort(copy) == 1 ? reason : -1);
                        a.judge(copy, -1);
                    }).batch(copies, actions);
                }
            };
            final Seen later = new Seen();
            final InstalledExtension revives = filter("revives", (_, _) -> { }, (copies, actions) -> {
                for (int copy = 0; copy < Math.min(2, batch); copy++) {
                    actions.judge(copy, -1);
                }
                later.copies += copies.live();
            });
            final Runs.Outcome outcome = run(three("revives", "excludes"),
                    List.of(revives, installed("excludes", excludes)), batch,
                    List.of(entry(1, 0, 9, 2), entry(0, 1, BROADCAST, 1), entry(0, 2, 2, 1)));
            // the last one had no other destination
            assertThat(where(outcome)).containsExactly("0 0", "0 2", "1 2");
            assertThat(later.copies).isEqualTo(3);
            assertThat(outcome.drops()).isEqualTo(Map.of("excludes b b EGRESS", 2L));
        }
    }

    @Test
    void shouldChangeNoDataAndMakeNothingOnEgress() {
        assertThat(methods(EgressActions.class)).containsExactly("drop", "judge");
        for (final int batch : BATCHES) {
            final AtomicReference<IngressActions> kept = new AtomicReference<>();
            final List<Boolean> refused = new ArrayList<>();
            final InstalledExtension keeps = filter("keeps", (_, actions) -> kept.set(actions), (copies, _) -> {
                final int copy = copies.frame(0);
                refused.add(isRefused(() -> kept.get().setU8(copy, 0, 0)));
                refused.add(isRefused(() -> kept.get().setSourceMac(copy, 0)));
                refused.add(isRefused(() -> kept.get().cloneFrame(copy)));
                refused.add(isRefused(() -> kept.get().inject(bytes(Runs.frame(1, 2)), 0, 60, -1, 0)));
                refused.add(isRefused(() -> kept.get().drop(copy, 0)));
            });
            final Runs.Outcome outcome = run(three("keeps"), List.of(keeps), batch, broadcasts(9));
            assertThat(refused).isNotEmpty().doesNotContain(false);
            assertThat(outcome.deliveries()).isEqualTo(run(three(), List.of(), batch, broadcasts(9)).deliveries());
        }
    }

    @Test
    void shouldExcludeNothingOnIngress() {
        final AtomicReference<EgressActions> kept = new AtomicReference<>();
        final List<Boolean> refused = new ArrayList<>();
        run(three("keeps"), List.of(filter("keeps", (_, _) -> {
            if (kept.get() != null) {
                refused.add(isRefused(() -> kept.get().drop(0, 0)));
            }
        }, (_, actions) -> kept.set(actions))), 1, broadcasts(3));
        assertThat(refused).containsExactly(true, true);
    }

    // forwarding

    @Test
    void shouldSetNoDestinationByFiltering() {
        assertThat(methods(IngressActions.class)).containsExactly("cloneFrame", "drop", "inject", "judge",
                "setDestinationMac", "setSourceMac", "setU16", "setU8");
        final AtomicReference<ForwardActions> kept = new AtomicReference<>();
        final ForwardingExtension forwards = _ -> (frames, actions) -> {
            kept.set(actions);
            each((FrameBatch _, int frame, ForwardActions a) -> a.to(frame, 1)).batch(frames, actions);
        };
        final List<Boolean> refused = new ArrayList<>();
        final Runnable tries = () -> {
            if (kept.get() != null) {
                refused.add(isRefused(() -> kept.get().to(0, 2)));
                refused.add(isRefused(() -> kept.get().flood(0)));
                refused.add(isRefused(() -> kept.get().drop(0, 0)));
            }
        };
        final Runs.Outcome outcome = run(three("forwards", "filters"), List.of(installed("forwards", forwards),
                filter("filters", (_, _) -> tries.run(), (_, _) -> tries.run())), 1,
                List.of(entry(0, 0, BROADCAST, 1), entry(0, 1, BROADCAST, 1)));
        assertThat(refused).hasSize(9).doesNotContain(false);
        assertThat(where(outcome)).containsExactly("0 1", "1 1");
    }

    @Test
    void shouldForwardMadeFramesByAForwardingExtension() {
        final ForwardingExtension floods = _ -> (frames, actions) ->
                each((FrameBatch _, int frame, ForwardActions a) -> a.flood(frame)).batch(frames, actions);
        final ForwardingExtension names = _ -> (frames, actions) ->
                each((FrameBatch _, int frame, ForwardActions a) -> IntStream.range(0, 3).forEach(port ->
                        a.to(frame, port))).batch(frames, actions);
        for (final ForwardingExtension forwards : List.of(floods, names)) {
            final Runs.Outcome outcome = run(three("injects", "forwards"),
                    List.of(injecting(Runs.frame(7, 9), -1, 0), installed("forwards", forwards)), 64,
                    List.of(entry(0, 0, BROADCAST, 1)));
            assertThat(where(outcome)).endsWith("0 0", "0 1", "0 2");
            assertThat(outcome.status().learned()).isEqualTo(1);
        }
    }

    // validity and faults

    @Test
    void shouldRefuseActionsToAnotherThreadLater() throws InterruptedException {
        final AtomicReference<IngressActions> in = new AtomicReference<>();
        final AtomicReference<EgressActions> out = new AtomicReference<>();
        final AtomicReference<ForwardActions> forward = new AtomicReference<>();
        final AtomicReference<OriginateActions> originate = new AtomicReference<>();
        final ForwardingExtension forwards = _ -> (frames, actions) -> {
            forward.set(actions);
            actions.flood(frames.frame(0));
        };
        run(three("captures", "filters", "forwards"), List.of(
                capture("captures", _ -> { }, _ -> { }, originate::set),
                filter("filters", (_, actions) -> in.set(actions), (_, actions) -> out.set(actions)),
                installed("forwards", forwards)), 1, broadcasts(1));
        final List<Boolean> refused = new CopyOnWriteArrayList<>();
        final Thread later = new Thread(() -> {
            refused.add(isRefused(() -> in.get().setU8(0, 0, 0)));
            refused.add(isRefused(() -> out.get().drop(0, 0)));
            refused.add(isRefused(() -> forward.get().to(0, 1)));
            refused.add(isRefused(() -> originate.get().send(bytes(Runs.frame(1, 2)), 0, 60, -1, 0)));
        });
        later.start();
        later.join(10_000);
        assertThat(refused).containsExactly(true, true, true, true);
    }

    @Test
    void shouldHandleMisuseThatNobodyCatchesAsAFault() {
        final AtomicReference<IngressActions> kept = new AtomicReference<>();
        final Runs.Outcome outcome = run(three("keeps"), List.of(filter("keeps", (_, actions) -> kept.set(actions),
                (_, _) -> kept.get().setU8(0, 0, 0))), 2, broadcasts(1));
        assertThat(stage(outcome, "keeps").reason()).startsWith("IllegalStateException: found actions used outside the"
                + " call that they were handed to, expected use within it");
        assertThat(outcome.drops()).isEqualTo(Map.of("keeps fault b EGRESS", 1L, "keeps fault c EGRESS", 1L));
    }

    @Test
    void shouldCloseActionsAfterACallThatThrew() {
        final AtomicReference<IngressActions> kept = new AtomicReference<>();
        run(three("throws"), List.of(filter("throws", (_, actions) -> {
            kept.set(actions);
            throw new IllegalArgumentException("planted");
        }, (_, _) -> { })), 1, broadcasts(1));
        assertThat(isRefused(() -> kept.get().setU8(0, 0, 0))).isTrue();
    }

    @Test
    void shouldAccountForWhatAStageMadeBeforeItThrew() {
        final Seen after = new Seen();
        final Runs.Outcome outcome = run(three("throws", "after").withBindings(Map.of("throws", new ExtensionBinding(
                Optional.of(FailPolicy.QUARANTINE), 50))), List.of(filter("throws", (frames, actions) -> {
            actions.cloneFrame(frames.frame(0));
            actions.inject(bytes(Runs.frame(BROADCAST, 9)), 0, 60, -1, 0);
            throw new IllegalStateException("planted");
        }, (_, _) -> { }), after.filtering("after")), 2, broadcasts(4));
        assertThat(outcome.drops()).isEqualTo(Map.of("throws fault a INGRESS", 2L, "throws fault b INGRESS", 1L,
                "throws fault  INGRESS", 1L));
        assertThat(outcome.status().totals()).isEqualTo(new FrameTotals(4, 2, 4 + 4, 4, 4, 0));
        assertThat(after.frames).isEqualTo(2);
    }

    @Test
    void shouldLetFramesPassWhenOriginatingFails() {
        final Runs.Outcome outcome = run(three("throws"), List.of(capture("throws", _ -> { }, _ -> { }, actions -> {
            actions.send(bytes(Runs.frame(BROADCAST, 9)), 0, 60, 1, 0);
            throw new IllegalStateException("planted");
        })), 2, broadcasts(4));
        assertThat(outcome.drops()).isEqualTo(Map.of("throws fault b INGRESS", 1L));
        assertThat(outcome.deliveries()).hasSize(8);
        assertThat(stage(outcome, "throws").state()).isEqualTo(StageStatus.State.FAULTED);
    }
}
