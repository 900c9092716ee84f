package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
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
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** What extensions may do to frames, and what happens when they fail. */
class StageTest {
    private static final int[] BATCHES = {1, 3, 64};

    /** What a filtering stage does with one frame or copy. */
    private interface OnFrame<A> {
        void frame(FrameBatch batch, int frame, A actions);
    }

    private static <A> void each(final FrameBatch batch, final A actions, final OnFrame<A> action) {
        for (int k = 0; k < batch.live(); k++) {
            action.frame(batch, batch.frame(k), actions);
        }
    }

    private static InstalledExtension installed(final String id, final Extension extension) {
        return new InstalledExtension(id, "1.0.0", "", extension);
    }

    private static FilteringExtension filtering(final OnFrame<IngressActions> in, final OnFrame<EgressActions> out) {
        return _ -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                each(frames, actions, in);
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                each(copies, actions, out);
            }
        };
    }

    private static CapturingExtension capturing(final OnFrame<Void> in, final OnFrame<Void> out) {
        return _ -> new CapturingStage() {
            @Override
            public void ingress(final FrameBatch frames) {
                each(frames, null, in);
            }

            @Override
            public void egress(final FrameBatch copies) {
                each(copies, null, out);
            }
        };
    }

    private static ForwardingExtension forwarding(final OnFrame<ForwardActions> choice) {
        return _ -> (frames, actions) -> each(frames, actions, choice);
    }

    private static SwitchSpec three(final String... extensions) {
        return Runs.spec(List.of(extensions), Runs.port("a", Vlan.UNTAGGED), Runs.port("b", Vlan.UNTAGGED),
                Runs.port("c", Vlan.UNTAGGED));
    }

    private static List<Runs.Entry> broadcasts(final int count) {
        return IntStream.range(0, count).mapToObj(k -> new Runs.Entry(k % 3, k, Runs.frame(255, k % 3))).toList();
    }

    @Test
    void shouldMeetStagesTopFirstAndBackwardsOnEgress() {
        final List<String> calls = new ArrayList<>();
        final List<InstalledExtension> extensions = new ArrayList<>();
        for (final String id : List.of("f1", "f2")) {
            extensions.add(installed(id, filtering((_, _, _) -> calls.add(id + " in"),
                    (_, _, _) -> calls.add(id + " out"))));
        }
        for (final String id : List.of("c1", "c2")) {
            extensions.add(installed(id, capturing((_, _, _) -> calls.add(id + " in"),
                    (_, _, _) -> calls.add(id + " out"))));
        }
        extensions.add(installed("w", forwarding((_, frame, actions) -> {
            calls.add("w");
            actions.to(frame, 1);
        })));
        final Runs.Outcome outcome =
                Runs.run(three("f2", "w", "c2", "f1", "c1"), extensions, 64, broadcasts(1), true);
        assertThat(calls).containsExactly("c2 in", "c1 in", "f2 in", "f1 in", "w", "f1 out", "f2 out", "c1 out",
                "c2 out");
        final Decision decision = outcome.decisions().getFirst();
        assertThat(decision.ingress().stream().map(Step::extension)).containsExactly("switch", "c2", "c1", "f2", "f1",
                "w");
        assertThat(decision.ingress().getLast().verdict()).isEqualTo(Verdict.FORWARD);
        assertThat(decision.copies().getFirst().steps().stream().map(Step::extension))
                .containsExactly("f1", "f2", "c1", "c2", "switch");
        assertThat(outcome.status().stages().stream().map(StageStatus::extension)).containsExactly("c2", "c1", "f2",
                "f1", "w");
        assertThat(outcome.status().stages().getFirst().frames()).isEqualTo(2);
    }

    @Test
    void shouldCountWhatFiltersDropAndShowOnlyTheRestToLaterStages() {
        for (final int batch : BATCHES) {
            final List<Integer> seen = new ArrayList<>();
            final InstalledExtension drops = installed("drops", new FilteringExtension() {
                @Override
                public FilteringStage create(final StageContext context) {
                    final int odd = context.dropReason("odd", "odd frames");
                    final int toC = context.dropReason("toC", "copies to c");
                    return new FilteringStage() {
                        @Override
                        public void ingress(final FrameBatch frames, final IngressActions actions) {
                            each(frames, actions, (b, frame, a) -> {
                                if (b.timeNanos(frame) % 2 == 1) {
                                    a.drop(frame, odd);
                                    a.drop(frame, toC);
                                }
                            });
                        }

                        @Override
                        public void egress(final FrameBatch copies, final EgressActions actions) {
                            each(copies, actions, (b, copy, a) -> {
                                if (b.destinationPort(copy) == 2) {
                                    a.drop(copy, toC);
                                }
                            });
                        }
                    };
                }
            });
            final InstalledExtension sees = installed("sees",
                    filtering((b, frame, _) -> seen.add((int) b.timeNanos(frame)), (_, _, _) -> { }));
            final Runs.Outcome outcome = Runs.run(three("drops", "sees"), List.of(drops, sees), batch, broadcasts(6),
                    true);
            assertThat(seen).containsExactly(0, 2, 4);
            assertThat(outcome.drops()).isEqualTo(Map.of("drops odd a INGRESS", 1L, "drops odd b INGRESS", 1L,
                    "drops odd c INGRESS", 1L, "drops toC c EGRESS", 2L));
            assertThat(outcome.status().totals().copies()).isEqualTo(3 + 6);
            assertThat(outcome.status().totals().delivered()).isEqualTo(4);
            assertThat(outcome.status().stages().getFirst().drops()).isEqualTo(5);
        }
    }

    @Test
    void shouldLearnAndParseWhatAFilterWrote() {
        final InstalledExtension rewrites = installed("rewrites", filtering((b, frame, actions) -> {
            if (b.sourcePort(frame) == 0) {
                actions.setSourceMac(frame, 0x0200_0000_0009L);
                actions.setU16(frame, 12, 0x0800);
            }
        }, (_, _, _) -> { }));
        final List<Integer> types = new ArrayList<>();
        final InstalledExtension sees = installed("sees",
                filtering((b, frame, _) -> types.add(b.etherType(frame)), (_, _, _) -> { }));
        final Runs.Outcome outcome = Runs.run(three("rewrites", "sees"), List.of(rewrites, sees), 64,
                List.of(new Runs.Entry(0, 1, Runs.frame(255, 1)), new Runs.Entry(1, 2, Runs.frame(9, 2)),
                        new Runs.Entry(1, 3, Runs.frame(1, 2))), true);
        assertThat(types).containsExactly(0x0800, 0x88b5, 0x88b5);
        // the written address is known, the one that was sent is not
        assertThat(outcome.deliveries().stream().map(text -> text.substring(0, 3))).containsExactly("1 1", "1 2",
                "2 0", "3 0", "3 2");
        final Step first = outcome.decisions().getFirst().ingress().get(1);
        assertThat(first.verdict()).isEqualTo(Verdict.REWRITE);
        assertThat(first.after().orElseThrow().source().orElseThrow()).hasToString("02:00:00:00:00:09");
        assertThat(outcome.decisions().getFirst().headers().source().orElseThrow()).hasToString("02:00:00:00:00:01");
    }

    @Test
    void shouldTeachNothingByFilteredFrames() {
        final FilteringExtension fromA = context -> filtering((b, frame, actions) -> {
            if (b.sourcePort(frame) == 0) {
                actions.drop(frame, context.dropReason("a", "from a"));
            }
        }, (_, _, _) -> { }).create(context);
        final InstalledExtension drops = installed("drops", fromA);
        final Runs.Outcome outcome = Runs.run(three("drops"), List.of(drops), 64,
                List.of(new Runs.Entry(0, 1, Runs.frame(255, 1)), new Runs.Entry(1, 2, Runs.frame(1, 2))), false);
        assertThat(outcome.deliveries()).hasSize(2);
        assertThat(outcome.status().learned()).isEqualTo(1);
    }

    @Test
    void shouldTakeOutWhatThrowsAndDropWhatItHad() {
        final int[] calls = new int[1];
        final FilteringExtension throwing = _ -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                calls[0]++;
                if (frames.timeNanos(frames.frame(0)) >= 6) {
                    throw new IllegalStateException("planted");
                }
            }
        };
        final Runs.Outcome outcome = Runs.run(three("throws").withBindings(Map.of("throws",
                new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 50))), List.of(installed("throws", throwing)),
                3, broadcasts(12), true);
        assertThat(calls[0]).isEqualTo(3);
        assertThat(outcome.drops()).isEqualTo(Map.of("throws fault a INGRESS", 1L, "throws fault b INGRESS", 1L,
                "throws fault c INGRESS", 1L));
        final StageStatus stage = outcome.status().stages().getFirst();
        assertThat(stage.state()).isEqualTo(StageStatus.State.FAULTED);
        assertThat(stage.reason()).contains("planted");
        assertThat(outcome.status().totals().copies()).isEqualTo(3 + 9 * 2);
        assertThat(outcome.status().totals().delivered()).isEqualTo(9 * 2);
    }

    @Test
    void shouldFailClosedOnEgress() {
        final Runs.Outcome outcome = Runs.run(three("throws"), List.of(installed("throws", filtering((_, _, _) -> { },
                (b, copy, _) -> b.u8(copy, b.length(copy))))), 3, broadcasts(6), true);
        // six copies of the first batch, and three frames of the second
        assertThat(outcome.drops()).isEqualTo(Map.of("throws fault a EGRESS", 2L, "throws fault b EGRESS", 2L,
                "throws fault c EGRESS", 2L, "throws fault a INGRESS", 1L, "throws fault b INGRESS", 1L,
                "throws fault c INGRESS", 1L));
        assertThat(outcome.status().totals().delivered()).isZero();
    }

    private static Stream<Arguments> failures() {
        return Stream.of(FailPolicy.values()).flatMap(policy -> Stream.of("ingress", "egress", "forward")
                .map(pass -> Arguments.of(policy, pass)));
    }

    /** Of four batches of three broadcasts to two others each, the second one makes the extension fail. */
    @ParameterizedTest
    @MethodSource("failures")
    void shouldDoWithFramesAsItsPolicySaysWhenAnExtensionFails(final FailPolicy policy, final String pass) {
        final Extension fails = pass.equals("forward") ? (ForwardingExtension) _ -> (frames, actions) -> {
            failAt(frames);
            for (int k = 0; k < frames.live(); k++) {
                actions.flood(frames.frame(k));
            }
        } : filtering((frames, frame, _) -> failAt(pass.equals("ingress"), frames, frame),
                (copies, copy, _) -> failAt(pass.equals("egress"), copies, copy));
        final Runs.Outcome outcome = Runs.run(three("fails").withBindings(Map.of("fails",
                new ExtensionBinding(Optional.of(policy), 50))), List.of(installed("fails", fails)), 3, broadcasts(12),
                true);
        final boolean copies = pass.equals("egress");
        final FrameTotals totals = outcome.status().totals();
        // copies pass by three, too: half of a batch's
        assertThat(totals.dropped()).isEqualTo(switch (policy) {
            case OPEN -> 0;
            case QUARANTINE -> 3;
            case CLOSED -> copies ? 6 + 2 * 3 : 3 * 3;
        });
        assertThat(totals.delivered()).isEqualTo(switch (policy) {
            case OPEN -> 4 * 6;
            case QUARANTINE -> copies ? 4 * 6 - 3 : 3 * 6;
            case CLOSED -> 6;
        });
        assertThat(outcome.drops().keySet()).allMatch(drop -> drop.startsWith("fails fault "));
        final StageStatus stage = outcome.status().stages().getFirst();
        assertThat(stage.state()).isEqualTo(StageStatus.State.FAULTED);
        assertThat(stage.faults()).isEqualTo(1);
        assertThat(stage.reason()).startsWith("IllegalStateException: planted; frames ");
    }

    private static void failAt(final boolean here, final FrameBatch frames, final int frame) {
        if (here && frames.timeNanos(frame) >= 4) {
            throw new IllegalStateException("planted");
        }
    }

    private static void failAt(final FrameBatch frames) {
        failAt(true, frames, frames.frame(frames.live() - 1));
    }

    @Test
    void shouldNotBlameOthersForReasonsThatWereNeverAskedFor() {
        final Runs.Outcome outcome = Runs.run(three("drops"), List.of(installed("drops",
                filtering((_, frame, actions) -> actions.drop(frame, 1 + frame * 1_000_000), (_, _, _) -> { }))), 64,
                broadcasts(3), true);
        assertThat(outcome.status().drops()).allSatisfy(drop -> {
            assertThat(drop.extension()).isEqualTo("drops");
            assertThat(drop.count()).isEqualTo(1);
        }).hasSize(3);
    }

    @Test
    void shouldDeliverWhereAForwardingExtensionSays() {
        final PortSpec other = Runs.port("other", new Vlan.Access(10));
        final SwitchSpec spec = Runs.spec(List.of("w"), Runs.port("a", Vlan.UNTAGGED), Runs.port("b", Vlan.UNTAGGED),
                other, Runs.port("d", Vlan.UNTAGGED));
        final InstalledExtension chooses = installed("w", forwarding((b, frame, actions) -> {
            switch ((int) b.timeNanos(frame)) {
                case 0 -> {
                    actions.to(frame, 3);
                    actions.to(frame, 1);
                    actions.to(frame, 3);
                }
                case 1 -> actions.to(frame, 0);
                case 2 -> actions.to(frame, 2);
                case 3 -> actions.to(frame, 77);
                case 4 -> actions.flood(frame);
                case 5 -> {
                    for (int port = 90; port >= 0; port--) {
                        actions.to(frame, port);
                    }
                }
                default -> { }
            }
        }));
        for (final int batch : BATCHES) {
            final List<Runs.Entry> entries =
                    IntStream.range(0, 7).mapToObj(time -> new Runs.Entry(0, time, Runs.frame(255, 1))).toList();
            final Runs.Outcome outcome = Runs.run(spec, List.of(chooses), batch, entries, true);
            assertThat(outcome.deliveries().stream().map(text -> text.substring(0, 3)))
                    .containsExactly("0 1", "0 3", "1 0", "4 1", "4 3", "5 0", "5 1", "5 3");
            assertThat(outcome.drops()).isEqualTo(Map.of("switch vlan other EGRESS", 2L,
                    "switch noDestination a INGRESS", 2L));
            assertThat(outcome.status().totals().copies()).isEqualTo(8 + 4);
            assertThat(outcome.status().learned()).isEqualTo(1);
        }
    }

    @Test
    void shouldFaultAForwardingExtensionThatNamesNoPort() {
        final Runs.Outcome outcome = Runs.run(three("w"),
                List.of(installed("w", forwarding((_, frame, actions) -> actions.to(frame, -2)))), 1, broadcasts(2),
                        true);
        assertThat(outcome.drops()).isEqualTo(Map.of("w fault a INGRESS", 1L, "w fault b INGRESS", 1L));
        assertThat(outcome.deliveries()).isEmpty();
    }

    /** Drops every seventh frame and every fifth copy that it sees, and rewrites every third frame. */
    private static final class Counting implements FilteringExtension {
        @Override
        public FilteringStage create(final StageContext context) {
            final int seventh = context.dropReason("seventh", "every seventh frame");
            final int fifth = context.dropReason("fifth", "every fifth copy");
            return new FilteringStage() {
                private int frames;
                private int copies;

                @Override
                public void ingress(final FrameBatch batch, final IngressActions actions) {
                    each(batch, actions, (_, frame, a) -> {
                        frames++;
                        if (frames % 7 == 0) {
                            a.drop(frame, seventh);
                        } else if (frames % 3 == 0) {
                            a.setSourceMac(frame, 0x0200_0000_0003L);
                        }
                    });
                }

                @Override
                public void egress(final FrameBatch batch, final EgressActions actions) {
                    each(batch, actions, (_, copy, a) -> {
                        copies++;
                        if (copies % 5 == 0) {
                            a.drop(copy, fifth);
                        }
                    });
                }
            };
        }
    }

    @Test
    void shouldAnswerTheSameHoweverFramesAreCutIntoBatches() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final List<Runs.Entry> entries = new ArrayList<>();
        for (int k = 0; k < 1_000; k++) {
            entries.add(new Runs.Entry(random.nextInt(3), k, Runs.frame(random.nextInt(5), random.nextInt(5))));
        }
        final List<InstalledExtension> extensions = List.of(installed("counts", new Counting()));
        final Runs.Outcome one = Runs.run(three("counts"), extensions, 1, entries, true);
        assertThat(one.drops().keySet()).anyMatch(drop -> drop.startsWith("counts seventh"))
                .anyMatch(drop -> drop.startsWith("counts fifth")).anyMatch(drop -> drop.startsWith("switch samePort"));
        for (final int batch : new int[] {2, 7, 32, 64}) {
            final Runs.Outcome other = Runs.run(three("counts"), extensions, batch, entries, true);
            final String where = "seed " + seed + ", batches of " + batch;
            assertThat(other.deliveries()).as(where).isEqualTo(one.deliveries());
            assertThat(other.decisions()).as(where).isEqualTo(one.decisions());
            assertThat(other.status()).as(where).isEqualTo(one.status());
        }
    }

    @Test
    void shouldBoundTheNumberOfReasons() {
        final DropReasons reasons = new DropReasons();
        final int first = reasons.id("x", "rule", "text");
        assertThat(reasons.id("x", "rule", "text")).isEqualTo(first);
        for (int k = 0; k < DropReasons.CAPACITY + 100; k++) {
            final int id = reasons.id("x", "acl[" + k + "]", "deny");
            assertThat(reasons.isOf(id, reasons.owner("x"))).isTrue();
            assertThat(reasons.isOf(id, reasons.owner("y"))).isFalse();
        }
        final int last = reasons.id("x", "acl[-1]", "deny");
        assertThat(last).isLessThanOrEqualTo(DropReasons.CAPACITY);
        assertThat(reasons.reason(last)).isEqualTo(new DropReasons.Reason("x", "", "one of too many reasons"));
        assertThat(reasons.reason(first)).isEqualTo(new DropReasons.Reason("x", "rule", "text"));
    }

    /** A policy for tests. */
    public record Limit(@Range(min = 1, max = 9) int count) {
    }

    @Test
    void shouldHandCompiledPoliciesToStagesBeforeTheFirstFrame() {
        final List<String> told = new ArrayList<>();
        final FilteringExtension extension = new FilteringExtension() {
            @Override
            public Optional<Class<? extends Record>> portPolicy() {
                return Optional.of(Limit.class);
            }

            @Override
            public Object compile(final StageContext context, final StagePort port, final Record policy) {
                return port.name() + "=" + ((Limit) policy).count();
            }

            @Override
            public FilteringStage create(final StageContext context) {
                return new FilteringStage() {
                    @Override
                    public void portChanged(final StagePort port, final Object policy) {
                        told.add(port.index() + " " + policy);
                    }
                };
            }
        };
        final PortSpec limited = new PortSpec("b", Optional.empty(), Vlan.UNTAGGED, false, Map.of(),
                Map.of("limits", Map.of("count", 5L), "absent", "kept as it is"));
        final SwitchSpec spec = Runs.spec(List.of("limits"), Runs.port("a", Vlan.UNTAGGED), limited);
        Runs.run(spec, List.of(installed("limits", extension)), 64, List.of(), false);
        assertThat(told).containsExactly("0 null", "1 b=5");

        final PortSpec wrong = new PortSpec("b", Optional.empty(), Vlan.UNTAGGED, false, Map.of(),
                Map.of("limits", Map.of("count", 10L)));
        assertThatThrownBy(() -> Runs.run(Runs.spec(List.of("limits"), wrong),
                List.of(installed("limits", extension)), 64, List.of(), false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[0].ports[0].policies.limits.count: found 10");
    }

    @Test
    void shouldCloseStagesOnce() {
        final List<String> calls = new ArrayList<>();
        final CapturingExtension extension = _ -> new CapturingStage() {
            @Override
            public void ingress(final FrameBatch frames) {
                calls.add("in");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
        Runs.run(three("c"), List.of(installed("c", extension)), 64, broadcasts(1), false);
        assertThat(calls).containsExactly("in", "close");
    }

    @Test
    void shouldRefuseASimulationWhoseStageFails() {
        final CapturingExtension extension = new CapturingExtension() {
            @Override
            public CapturingStage create(final StageContext context) {
                throw new UnsupportedOperationException("planted");
            }
        };
        assertThatThrownBy(() -> Runs.run(three("c"), List.of(installed("c", extension)), 64, List.of(), false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("planted");
        assertThatThrownBy(() -> Runs.run(three("unknown"), List.of(), 64, List.of(), false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"unknown\"");
    }
}
