package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.StageContext;

/**
 * What the kinds of extension may do to frames, rule by rule, each with an extension that tries what it may not. A run
 * of random ones again by {@code -Dsignalbox.seed=S}.
 */
class StackRulesTest {
    private static final int[] BATCHES = {1, 3, 64};
    private static final int BROADCAST = 255;

    /** What a filtering stage does with the frames or copies of a call. */
    private interface OnBatch<A> {
        void batch(FrameBatch batch, A actions);
    }

    /** What is done with one frame. */
    private interface OnFrame<A> {
        void frame(FrameBatch batch, int frame, A actions);
    }

    private static <A> OnBatch<A> each(final OnFrame<A> action) {
        return (batch, actions) -> {
            for (int k = 0; k < batch.live(); k++) {
                action.frame(batch, batch.frame(k), actions);
            }
        };
    }

    private static InstalledExtension installed(final String id, final Extension extension) {
        return new InstalledExtension(id, "1.0.0", "", extension);
    }

    private static InstalledExtension filter(final String id, final OnBatch<IngressActions> in,
            final OnBatch<EgressActions> out) {
        final FilteringExtension extension = _ -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                in.batch(frames, actions);
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                out.batch(copies, actions);
            }
        };
        return installed(id, extension);
    }

    private static InstalledExtension filter(final String id, final OnFrame<IngressActions> in) {
        return filter(id, each(in), (_, _) -> { });
    }

    private static InstalledExtension capture(final String id, final Consumer<FrameBatch> in,
            final Consumer<FrameBatch> out, final Consumer<OriginateActions> originate) {
        final CapturingExtension extension = _ -> new CapturingStage() {
            @Override
            public void ingress(final FrameBatch frames) {
                in.accept(frames);
            }

            @Override
            public void egress(final FrameBatch copies) {
                out.accept(copies);
            }

            @Override
            public void originate(final OriginateActions actions) {
                originate.accept(actions);
            }
        };
        return installed(id, extension);
    }

    /** Sees how many frames and copies there are. */
    private static final class Seen {
        private int frames;
        private int copies;

        private InstalledExtension filtering(final String id) {
            return filter(id, (batch, _) -> frames += batch.live(), (batch, _) -> copies += batch.live());
        }

        private InstalledExtension capturing(final String id) {
            return capture(id, batch -> frames += batch.live(), batch -> copies += batch.live(), _ -> { });
        }
    }

    private static SwitchSpec three(final String... extensions) {
        return Runs.spec(List.of(extensions), Runs.port("a", Vlan.UNTAGGED), Runs.port("b", Vlan.UNTAGGED),
                Runs.port("c", Vlan.UNTAGGED));
    }

    private static Runs.Entry entry(final int port, final long time, final int to, final int from) {
        return new Runs.Entry(port, time, Runs.frame(to, from));
    }

    private static List<Runs.Entry> broadcasts(final int count) {
        return IntStream.range(0, count).mapToObj(k -> entry(k % 3, k, BROADCAST, k % 3)).toList();
    }

    /** Runs frames, and wants an account of every one. */
    private static Runs.Outcome run(final SwitchSpec spec, final List<InstalledExtension> extensions, final int batch,
            final List<Runs.Entry> entries) {
        final Runs.Outcome outcome = Runs.run(spec, extensions, batch, entries, true);
        final FrameTotals totals = outcome.status().totals();
        assertThat(totals.in()).isEqualTo(entries.size());
        assertThat(outcome.decisions()).as("one decision for each frame").hasSize((int) (totals.in() + totals.made()));
        assertThat(totals.copies()).as("%s", totals).isEqualTo(totals.delivered() + totals.dropped());
        assertThat(totals.delivered()).isEqualTo(outcome.deliveries().size());
        assertThat(totals.copies()).isEqualTo(
                outcome.decisions().stream().mapToLong(StackRulesTest::copies).sum());
        assertThat(outcome.status().ports().stream().mapToLong(port -> port.received().frames()).sum())
                .as("made frames are received nowhere").isEqualTo(entries.size());
        return outcome;
    }

    /** What a frame became: also one that was dropped on ingress may be mirrored. */
    private static int copies(final Decision decision) {
        return decision.copies().size() + (decision.ingress().getLast().verdict() == Verdict.DROP ? 1 : 0);
    }

    private static StageStatus stage(final Runs.Outcome outcome, final String id) {
        return outcome.status().stages().stream().filter(stage -> stage.extension().equals(id)).findFirst()
                .orElseThrow();
    }

    /** Deliveries as {@code TIME PORT}. */
    private static List<String> where(final Runs.Outcome outcome) {
        return outcome.deliveries().stream().map(text -> text.substring(0, text.lastIndexOf(' '))).toList();
    }

    private static MemorySegment bytes(final byte[] frame) {
        return MemorySegment.ofArray(frame);
    }

    private static boolean isRefused(final Runnable action) {
        try {
            action.run();
            return false;
        } catch (final IllegalStateException refused) {
            return refused.getMessage().startsWith("found actions used outside the call");
        }
    }

    private static TreeSet<String> methods(final Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }

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
                "OriginateActions", "StagePort", "PortStep");
        assertThat(methods(OriginateActions.class)).containsExactly("send");
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

    // records and mirrors

    @Test
    void shouldRecordWhereAFrameWasMade() {
        final InstalledExtension originates = capture("originates", _ -> { }, _ -> { },
                actions -> actions.send(bytes(Runs.frame(BROADCAST, 7)), 0, 60, -1, 0));
        final InstalledExtension makes = filter("makes", (frames, frame, actions) -> {
            if (frames.sourcePort(frame) == 0) {
                actions.setSourceMac(actions.cloneFrame(frame), 0x0200_0000_0008L);
                actions.inject(frame, bytes(Runs.frame(BROADCAST, 9)), 0, 60, 1, 0);
            }
        });
        final Runs.Outcome outcome = run(three("originates", "makes", "sees"),
                List.of(originates, makes, new Seen().filtering("sees")), 64, List.of(entry(0, 5, BROADCAST, 1)));
        final List<Decision> decisions = outcome.decisions();
        assertThat(decisions.stream().map(each -> each.port() + " " + each.headers().source().orElseThrow() + " "
                + steps(each))).containsExactly(
                        "a 02:00:00:00:00:01 originates PASS, makes PASS, sees PASS, switch FLOOD",
                        " 02:00:00:00:00:07 originates ORIGINATE, makes PASS, sees PASS, switch FLOOD",
                        "a 02:00:00:00:00:08 makes CLONE, sees PASS, switch FLOOD",
                        "b 02:00:00:00:00:09 makes INJECT, sees PASS, switch FLOOD");
        assertThat(decisions).allSatisfy(each -> assertThat(each.timeNanos()).isEqualTo(5));
        assertThat(decisions.stream().map(each -> each.copies().size())).containsExactly(2, 3, 2, 2);
    }

    private static String steps(final Decision decision) {
        return decision.ingress().stream().map(step -> step.extension() + " " + step.verdict())
                .collect(Collectors.joining(", "));
    }

    @Test
    void shouldMirrorMadeFramesWhereTheyAreDelivered() {
        final PortSpec probe = Runs.port("probe", new Vlan.Access(50)).withMirroring(PortMirroring.DESTINATION);
        final SwitchSpec spec = Runs.spec(List.of("clones"),
                Runs.port("a", Vlan.UNTAGGED).withMirroring(PortMirroring.SOURCE),
                Runs.port("b", Vlan.UNTAGGED), probe);
        for (final int batch : BATCHES) {
            final Runs.Outcome outcome = run(spec, List.of(filter("clones", (_, frame, actions) ->
                    actions.cloneFrame(frame))), batch, List.of(entry(0, 0, BROADCAST, 1), entry(1, 1, BROADCAST, 2)));
            // from a: what entered, not its clone; from b: the frame and its clone, as delivered to a
            assertThat(where(outcome)).as("batches of " + batch).containsExactly("0 1", "0 2", "0 1", "1 0",
                    "1 2", "1 0", "1 2");
        }
    }

    // a live switch

    @Test
    void shouldOriginateOnALiveSwitchWhenAskedThoughNoFramesCome() {
        final AtomicReference<StageContext> context = new AtomicReference<>();
        final AtomicInteger wanted = new AtomicInteger();
        final AtomicInteger calls = new AtomicInteger();
        final CapturingExtension timer = given -> {
            context.set(given);
            return new CapturingStage() {
                @Override
                public void originate(final OriginateActions actions) {
                    calls.incrementAndGet();
                    // the stages of both workers are called, one of them because it asked
                    for (int left = wanted.getAndSet(0); left > 0; left--) {
                        assertThat(actions.send(bytes(Runs.frame(BROADCAST, 9)), 0, 60, -1, 0)).isTrue();
                    }
                }
            };
        };
        final Cables cables = new Cables();
        final Engine engine = new Engine(Engine.timeOfDay(), (_, _, _) -> { });
        try {
            engine.addAttachmentProvider(cables, Cables.PROPERTIES);
            engine.add(installed("timer", timer));
            engine.apply(List.of(new SwitchSpec("s", SwitchType.PRIVATE, List.of("timer"), List.of(
                    cable("a"), cable("b"))).withWorkers(2)));
            for (int round = 1; round <= 3; round++) {
                wanted.set(100);
                context.get().originateSoon();
                final int expected = 100 * round;
                Cables.await(expected + " frames", () -> cables.at("s", "a").delivered().size() == expected
                        && cables.at("s", "b").delivered().size() == expected);
            }
            final SwitchStatus status = engine.switches().getFirst();
            assertThat(status.totals()).isEqualTo(new FrameTotals(0, 300, 600, 600, 0, 0));
            final int before = calls.get();
            for (int turn = 0; turn < 20; turn++) {
                // the workers take a turn for each
                engine.switches();
            }
            assertThat(calls).as("nobody asked").hasValue(before);
        } finally {
            engine.close();
        }
    }

    private static PortSpec cable(final String name) {
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, Map.of(Cables.KIND, Map.of()), Map.of());
    }

    // chance

    /** Clones, injects, drops and rewrites what a hash of the frame, not its place in a batch, says. */
    private static InstalledExtension random(final String id, final long seed) {
        return installed(id, (FilteringExtension) context -> new FilteringStage() {
            private final int in = context.dropReason("in", "by chance");
            private final int out = context.dropReason("out", "by chance");

            private int dice(final FrameBatch batch, final int frame) {
                long mixed = seed + batch.i32(frame, 40);
                for (int at = 0; at < 12; at += 4) {
                    mixed = (mixed ^ batch.i32(frame, at)) * 0x9E37_79B9_7F4A_7C15L;
                }
                return (int) (mixed >>> 56) & 0xF;
            }

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                each((FrameBatch batch, int frame, IngressActions a) -> {
                    final int dice = dice(batch, frame);
                    final byte[] own = Runs.frame(dice % 3 == 0 ? BROADCAST : dice % 5, dice % 4);
                    own[43] = (byte) dice;
                    switch (dice) {
                        case 0 -> a.cloneFrame(frame);
                        case 1 -> a.setSourceMac(a.cloneFrame(frame), 0x0200_0000_0003L);
                        case 2 -> a.inject(frame, bytes(own), 0, 60, FrameBatch.NO_PORT, 0);
                        case 3 -> a.inject(frame, bytes(own), 0, 60, batch.sourcePort(frame), 0);
                        case 4 -> {
                            a.drop(frame, in);
                            a.inject(frame, bytes(own), 0, 60, 1, 0);
                        }
                        case 5 -> a.drop(a.cloneFrame(frame), in);
                        case 6 -> a.drop(frame, in);
                        case 7 -> a.setU8(a.cloneFrame(a.cloneFrame(frame)), 43, 0x77);
                        default -> { }
                    }
                }).batch(frames, actions);
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                each((FrameBatch batch, int copy, EgressActions a) ->
                        a.judge(copy, dice(batch, copy) == 9 ? out : -1)).batch(copies, actions);
            }
        });
    }

    private static List<Runs.Entry> random(final Random random, final int count) {
        final List<Runs.Entry> entries = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            final byte[] frame = Runs.frame(random.nextInt(6) == 0 ? BROADCAST : random.nextInt(5), random.nextInt(5));
            frame[42] = (byte) random.nextInt();
            frame[43] = (byte) random.nextInt();
            entries.add(new Runs.Entry(random.nextInt(3), k, frame));
        }
        return entries;
    }

    @Test
    void shouldAnswerTheSameHoweverFramesAreCutIntoBatches() {
        final long seed = Long.getLong("signalbox.seed", System.nanoTime());
        final Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            // two make about 80 frames of 64, so that there is room for all: how much there is depends on the batch
            final List<InstalledExtension> extensions = List.of(random("r1", random.nextLong()),
                    random("r2", random.nextLong()));
            final PortSpec mirrored = Runs.port("a", Vlan.UNTAGGED).withMirroring(PortMirroring.SOURCE);
            final SwitchSpec spec = Runs.spec(List.of("r1", "r2"),
                    round % 2 == 0 ? mirrored : Runs.port("a", Vlan.UNTAGGED),
                    Runs.port("b", Vlan.UNTAGGED).withLimits(new PortLimits(20, 0, 0)), Runs.port("c", Vlan.UNTAGGED),
                    Runs.port("d", Vlan.UNTAGGED).withMirroring(PortMirroring.DESTINATION));
            final List<Runs.Entry> entries = random(random, 300);
            final Runs.Outcome one = run(spec, extensions, 1, entries);
            assertThat(one.status().totals().made()).as("seed " + seed).isGreaterThan(50);
            for (final int batch : new int[] {2, 7, 32, 64}) {
                final Runs.Outcome other = run(spec, extensions, batch, entries);
                final String where = "seed " + seed + ", round " + round + ", batches of " + batch;
                assertThat(other.deliveries()).as(where).isEqualTo(one.deliveries());
                assertThat(other.decisions()).as(where).isEqualTo(one.decisions());
                assertThat(other.status()).as(where).isEqualTo(one.status());
            }
        }
    }

    /** Originates a frame for every fifth that it saw; where these stand depends on the batches, not what they are. */
    private static InstalledExtension echo(final String id) {
        return installed(id, (CapturingExtension) _ -> new CapturingStage() {
            private int seen;
            private int sent;

            @Override
            public void ingress(final FrameBatch frames) {
                seen += frames.live();
            }

            @Override
            public void originate(final OriginateActions actions) {
                for (; sent < seen / 5; sent++) {
                    final byte[] frame = Runs.frame(BROADCAST, 100);
                    frame[42] = (byte) (sent >> 8);
                    frame[43] = (byte) sent;
                    assertThat(actions.send(bytes(frame), 0, 60, FrameBatch.NO_PORT, 0)).isTrue();
                }
            }
        });
    }

    @Test
    void shouldAccountForOriginatedFramesHoweverFramesAreCutIntoBatches() {
        final long seed = Long.getLong("signalbox.seed", System.nanoTime());
        final Random random = new Random(seed);
        final List<Runs.Entry> entries = random(random, 500);
        final List<InstalledExtension> extensions = List.of(echo("echo"), random("r1", random.nextLong()));
        List<String> before = null;
        for (final int batch : new int[] {1, 7, 64}) {
            final Runs.Outcome outcome = run(three("echo", "r1"), extensions, batch, entries);
            final List<String> what = outcome.decisions().stream()
                    .filter(each -> each.ingress().getFirst().verdict() == Verdict.ORIGINATE)
                    .map(each -> each.port() + steps(each) + each.copies()).sorted().toList();
            assertThat(what).as("seed " + seed).hasSize(100);
            assertThat(before == null || before.equals(what)).as("seed " + seed + ", batches of " + batch).isTrue();
            before = what;
        }
    }
}
