package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.StageContext;

/** What becomes of frames that extensions made: records, mirrors, live switches, and whatever order they come in. */
class MadeFramesTest extends StackTest {
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
                        "a 02:00:00:00:00:01 switch PASS, originates PASS, makes PASS, sees PASS, switch FLOOD",
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
                    assertThat(actions.isRecorded()).isTrue();
                    assertThat(actions.send(bytes(frame), 0, 60, FrameBatch.NO_PORT, 0, "every fifth",
                            "frame " + 5 * (sent + 1))).isTrue();
                }
            }
        });
    }

    @Test
    void shouldSayWhyAFrameWasOriginated() {
        final List<Runs.Entry> entries = random(new Random(7), 12);
        assertThat(run(three("echo"), List.of(echo("echo")), 64, entries).decisions().stream()
                .map(decision -> decision.ingress().getFirst()).filter(step -> step.verdict() == Verdict.ORIGINATE)
                .map(step -> step.rule() + ": " + step.reason()))
                .containsExactly("every fifth: frame 5", "every fifth: frame 10");
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
