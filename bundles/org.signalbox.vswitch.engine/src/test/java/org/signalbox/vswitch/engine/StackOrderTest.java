package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.StageStatus.State;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches.Refusal;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** The order of a switch's extensions: by kind, as chosen within a kind, and as the extensions themselves declare. */
class StackOrderTest {
    private static final int SEEDS = 400;

    private final Engine engine = new Engine(Engine.timeOfDay(), (_, _, _) -> { });
    private final List<String> met = new CopyOnWriteArrayList<>();

    /** A filter that writes down whom a frame meets, and declares its place. */
    private record Filter(String id, Set<String> runsBefore, Set<String> runsAfter, List<String> met)
            implements FilteringExtension {
        @Override
        public FilteringStage create(final StageContext context) {
            return new FilteringStage() {
                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    met.add(id);
                }

                @Override
                public void egress(final FrameBatch frames, final EgressActions actions) {
                    met.add(id);
                }
            };
        }
    }

    /** A capture that does the same. */
    private record Capture(String id, Set<String> runsBefore, Set<String> runsAfter, List<String> met)
            implements CapturingExtension {
        @Override
        public CapturingStage create(final StageContext context) {
            return new CapturingStage() {
                @Override
                public void ingress(final FrameBatch frames) {
                    met.add(id);
                }

                @Override
                public void egress(final FrameBatch frames) {
                    met.add(id);
                }
            };
        }
    }

    /** An extension that is installed, in the words of the model. */
    private record Known(String id, ExtensionKind kind, Set<String> before, Set<String> after) {
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Extension filter(final String id, final Set<String> before, final Set<String> after) {
        final Extension filter = new Filter(id, before, after, met);
        engine.add(new InstalledExtension(id, "1", "", filter));
        return filter;
    }

    private void capture(final String id, final Set<String> before, final Set<String> after) {
        engine.add(new InstalledExtension(id, "1", "", new Capture(id, before, after, met)));
    }

    private static SwitchSpec spec(final List<String> extensions) {
        return new SwitchSpec("s", SwitchType.PRIVATE, extensions, List.of(port("a"), port("b")));
    }

    private static PortSpec port(final String name) {
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, Map.of(Cables.KIND, Map.of()), Map.of());
    }

    private static String sentence(final List<Refusal> refusals) {
        return String.join("; ", refusals.stream().map(SpecCheck::sentence).toList());
    }

    private List<String> reasons() {
        return engine.switches().getFirst().stages().stream()
                .map(stage -> stage.extension() + " " + stage.state() + " " + stage.reason()).toList();
    }

    private void accept(final SwitchSpec spec) {
        assertThat(engine.check(List.of(spec))).isEmpty();
        engine.apply(List.of(spec));
    }

    @Test
    void shouldMeetCapturingThenFilteringThenForwardingInWhateverOrderTheyAreWritten() {
        final Cables cables = new Cables();
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
        capture("c", Set.of(), Set.of());
        filter("f", Set.of(), Set.of());
        filter("g", Set.of(), Set.of());
        engine.add(new InstalledExtension("w", "1", "", (ForwardingExtension) _ -> (ForwardingStage) (_, _) ->
                met.add("w")));
        long frames = 0;
        for (final List<String> order : permutations(List.of("c", "f", "g", "w"))) {
            met.clear();
            engine.apply(List.of(spec(order)));
            cables.at("s", "a").send(Runs.frame(255, 1));
            final long all = ++frames;
            Cables.await("the frame", () -> engine.switches().getFirst().totals().in() == all);
            final List<String> filters = order.stream().filter(List.of("f", "g")::contains).toList();
            assertThat(met).as("%s", order).containsExactly("c", filters.getFirst(), filters.getLast(), "w");
        }
        met.clear();
        engine.apply(List.of(spec(List.of("g", "c", "f"))));
        cables.at("s", "a").send(Runs.frame(255, 1));
        final long all = frames + 1;
        Cables.await("the frame", () -> engine.switches().getFirst().totals().in() == all);
        assertThat(met).containsExactly("c", "g", "f", "f", "g", "c");
    }

    @Test
    void shouldPutTheNewestOnTopButForWhoHasToPrecedeIt() {
        filter("a", Set.of(), Set.of());
        filter("b", Set.of("new"), Set.of());
        filter("c", Set.of(), Set.of());
        filter("free", Set.of(), Set.of());
        filter("new", Set.of("c"), Set.of("a"));
        assertThat(engine.withExtension(List.of("a", "b", "c"), "free")).containsExactly("free", "a", "b", "c");
        assertThat(engine.withExtension(List.of("a", "b", "c"), "new")).containsExactly("a", "b", "new", "c");
        assertThat(engine.withExtension(List.of("a", "c"), "new")).containsExactly("a", "new", "c");
        assertThat(engine.withExtension(List.of("c"), "new")).containsExactly("new", "c");
        assertThat(engine.withExtension(List.of("a"), "absent")).containsExactly("absent", "a");
    }

    @Test
    void shouldRefuseAnOrderThatContradictsADeclarationAndNameBoth() {
        filter("a", Set.of("b"), Set.of());
        filter("b", Set.of(), Set.of());
        filter("c", Set.of(), Set.of("b"));
        assertThat(engine.check(List.of(spec(List.of("a", "b", "c"))))).isEmpty();
        assertThat(sentence(engine.check(List.of(spec(List.of("b", "a")))))).isEqualTo("[0].extensions[1]: found \"a\" "
                + "below \"b\", expected \"a\" above \"b\", since a declares that it runs before b");
        assertThat(sentence(engine.check(List.of(spec(List.of("c", "b")))))).isEqualTo("[0].extensions[1]: found \"b\" "
                + "below \"c\", expected \"b\" above \"c\", since c declares that it runs after b");
        assertThatThrownBy(() -> engine.open(spec(List.of("b", "a")), (_, _, _, _, _, _) -> { }, null))
                .hasMessageContaining("since a declares");
    }

    @Test
    void shouldRefuseACircleAndNameAllOfIt() {
        filter("a", Set.of("b"), Set.of());
        filter("b", Set.of("c"), Set.of());
        filter("c", Set.of(), Set.of());
        final Extension last = filter("d", Set.of(), Set.of("c"));
        assertThat(engine.check(List.of(spec(List.of("a", "b", "c", "d"))))).isEmpty();
        engine.removeExtension(last);
        filter("d", Set.of("a"), Set.of("c"));
        final Set<String> circles = new HashSet<>();
        for (final List<String> order : permutations(List.of("a", "b", "c", "d"))) {
            final String said = sentence(engine.check(List.of(spec(order))));
            assertThat(said)
                    .startsWith("[0].extensions: found extensions of which each declares to run before the next (")
                    .endsWith("), expected one of them less, since no order fits");
            circles.add(said.substring(said.indexOf('(') + 1, said.indexOf(')')));
        }
        assertThat(circles).isNotEmpty().isSubsetOf("a -> b -> c -> d -> a", "b -> c -> d -> a -> b",
                "c -> d -> a -> b -> c", "d -> a -> b -> c -> d");
        assertThat(engine.check(List.of(spec(List.of("d", "a", "b"))))).isEmpty();
    }

    @Test
    void shouldIgnoreDeclarationsOfOtherKindsAndOfThoseThatAreNotEnabled() {
        capture("eye", Set.of("b"), Set.of("a", "nobody"));
        filter("a", Set.of("eye", "a"), Set.of("b", "nobody"));
        filter("b", Set.of(), Set.of());
        assertThat(engine.check(List.of(spec(List.of("a", "eye"))))).isEmpty();
        assertThat(engine.check(List.of(spec(List.of("eye", "b", "nobody", "a"))))).isEmpty();
    }

    @Test
    void shouldGoOnInTheDocumentsOrderAndSaySoWhenAnExtensionComesThatContradictsIt() {
        filter("a", Set.of(), Set.of());
        engine.apply(List.of(spec(List.of("a", "late", "b"))));
        filter("b", Set.of(), Set.of());
        final Extension late = filter("late", Set.of("a"), Set.of());
        assertThat(reasons()).containsExactly("a RUNNING ",
                "late RUNNING it stands below a, though late declares that it runs before a", "b RUNNING ");

        // what has nothing to do with it is not refused; once it is right, it may not become wrong again
        accept(spec(List.of("a", "late", "b")).withPorts(List.of(port("a"))));
        accept(spec(List.of("b", "a", "late")));
        accept(spec(List.of("late", "a", "b")));
        assertThat(reasons()).containsExactly("late RUNNING ", "a RUNNING ", "b RUNNING ");
        assertThat(engine.check(List.of(spec(List.of("a", "late", "b"))))).hasSize(1);
        engine.removeExtension(late);
        assertThat(engine.switches().getFirst().stages()).extracting(StageStatus::state)
                .containsExactly(State.RUNNING, State.RUNNING, State.ABSENT);
    }

    @Test
    void shouldRunAfterARestartInAnOrderThatExtensionsSinceDeclareToBeWrong() {
        filter("a", Set.of("b"), Set.of());
        filter("b", Set.of(), Set.of());
        engine.apply(List.of(spec(List.of("b", "a"))));
        assertThat(reasons()).containsExactly("b RUNNING ",
                "a RUNNING it stands below b, though a declares that it runs before b");
    }

    @Test
    void shouldDecideEveryOrderOfUpToFourLikeAModel() {
        final long first = System.nanoTime();
        for (long seed = first; seed < first + SEEDS; seed++) {
            final Random random = new Random(seed);
            final Engine judged = new Engine(() -> 0, (_, _, _) -> { });
            final List<String> ids = List.of("a", "b", "c", "d").subList(0, 1 + random.nextInt(4));
            final Map<String, Known> known = new LinkedHashMap<>();
            for (final String id : ids) {
                if (random.nextInt(8) > 0) {
                    final Known one = new Known(id, random.nextInt(4) == 0 ? ExtensionKind.CAPTURING
                            : ExtensionKind.FILTERING, some(random), some(random));
                    known.put(id, one);
                    judged.add(new InstalledExtension(id, "1", "", one.kind() == ExtensionKind.CAPTURING
                            ? new Capture(id, one.before(), one.after(), met)
                            : new Filter(id, one.before(), one.after(), met)));
                }
            }
            final boolean any = permutations(ids).stream().anyMatch(order -> wrong(order, known).isEmpty());
            for (final List<String> order : permutations(ids)) {
                final String what = "seed " + seed + " order " + order + " of " + known.values();
                final List<Refusal> refusals = judged.check(List.of(spec(order)));
                final List<String> wrong = wrong(order, known);
                if (any) {
                    assertThat(refusals.stream().map(Refusal::found)).as(what)
                            .containsExactlyInAnyOrderElementsOf(wrong);
                } else {
                    assertThat(refusals).as(what).singleElement()
                            .satisfies(one -> assertCircle(one.found(), known, what));
                }
                final String added = order.getLast();
                final List<String> before = order.subList(0, order.size() - 1);
                if (wrong(before, known).isEmpty()) {
                    assertThat(judged.withExtension(before, added)).as(what).satisfies(placed ->
                            places(before, added).stream().filter(each -> wrong(each, known).isEmpty()).findFirst()
                                    .ifPresent(expected -> assertThat(placed).as(what).isEqualTo(expected)));
                }
            }
            judged.close();
        }
    }

    private static Set<String> some(final Random random) {
        final Set<String> some = new HashSet<>();
        for (final String id : List.of("a", "b", "c", "d")) {
            if (random.nextInt(6) == 0) {
                some.add(id);
            }
        }
        return some;
    }

    /** What the model has against an order: each pair of which the lower one wants to be the upper one. */
    private static List<String> wrong(final List<String> order, final Map<String, Known> known) {
        final List<String> wrong = new ArrayList<>();
        for (final String below : order) {
            for (final String above : order.subList(0, order.indexOf(below))) {
                if (wants(below, above, known)) {
                    wrong.add('"' + below + "\" below \"" + above + '"');
                }
            }
        }
        return wrong;
    }

    private static boolean wants(final String upper, final String lower, final Map<String, Known> known) {
        final Known one = known.get(upper);
        final Known other = known.get(lower);
        return one != null && other != null && one.kind() == other.kind()
                && (one.before().contains(lower) || other.after().contains(upper));
    }

    private static void assertCircle(final String found, final Map<String, Known> known, final String what) {
        final String[] named = found.substring(found.indexOf('(') + 1, found.indexOf(')')).split(" -> ");
        assertThat(named).as(what).hasSizeGreaterThan(2);
        assertThat(named[0]).as(what).isEqualTo(named[named.length - 1]);
        assertThat(new HashSet<>(List.of(named))).as(what).hasSize(named.length - 1);
        for (int k = 1; k < named.length; k++) {
            assertThat(wants(named[k - 1], named[k], known)).as(what + ": " + found).isTrue();
        }
    }

    /** Everywhere that one more can be put, top first. */
    private static List<List<String>> places(final List<String> ids, final String added) {
        final List<List<String>> all = new ArrayList<>();
        for (int k = 0; k <= ids.size(); k++) {
            final List<String> next = new ArrayList<>(ids);
            next.add(k, added);
            all.add(next);
        }
        return all;
    }

    private static List<List<String>> permutations(final List<String> ids) {
        if (ids.isEmpty()) {
            return List.of(List.of());
        }
        return permutations(ids.subList(1, ids.size())).stream()
                .flatMap(rest -> places(rest, ids.getFirst()).stream()).toList();
    }
}
