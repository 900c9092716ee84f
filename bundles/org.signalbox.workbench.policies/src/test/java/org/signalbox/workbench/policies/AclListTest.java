package org.signalbox.workbench.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.workbench.policies.AclList.Moved;

/** What becomes of access lists that are edited. */
class AclListTest {

    private static AclEntry extended(String direction, long weight, String name) {
        return new AclEntry(Map.of("action", "allow", "direction", direction, "weight", weight, "localPort", name));
    }

    private static AclList extended(AclEntry... entries) {
        return new AclList(AclKind.EXTENDED, List.of(entries));
    }

    private static List<String> shown(AclList list) {
        return list.rows().stream().map(list.entries()::get).map(each -> each.text("localPort", "")).toList();
    }

    @Test
    void shouldShowExtendedEntriesInTheOrderInWhichTheyDecide() {
        final AclList list = extended(extended("outbound", 5, "d"), extended("inbound", 1, "b"),
                extended("inbound", 100, "a"), extended("outbound", 9, "c"));
        assertThat(shown(list)).containsExactly("a", "b", "c", "d");
        final List<Integer> rows = list.rows();
        assertThat(IntStream.range(0, 4).mapToObj(row -> list.number(rows, row)).toList())
                .containsExactly("1", "2", "1", "2");
    }

    @Test
    void shouldGiveAMovedEntryAFreeWeightAndLeaveTheOthers() {
        final AclList list = extended(extended("inbound", 100, "a"), extended("inbound", 90, "b"),
                extended("inbound", 10, "c"));
        final Moved moved = list.moved(2, 1, true).orElseThrow();
        assertThat(shown(moved.list())).containsExactly("a", "c", "b");
        assertThat(moved.list().entries()).extracting(AclEntry::weight).containsExactly(100L, 90L, 95L);
        assertThat(moved.place()).isEqualTo(2);
    }

    @Test
    void shouldShareOutWeightsWhereNoneIsFree() {
        final AclList list = extended(extended("inbound", 65_535, "a"), extended("inbound", 65_534, "b"),
                extended("inbound", 0, "c"));
        assertThat(list.moved(1, 0, true).orElseThrow().list().entries()).extracting(AclEntry::weight)
                .containsExactly(65_534L, 65_535L, 0L);
    }

    @Test
    void shouldNotMoveBetweenDirectionsNorToTheSamePlace() {
        final AclList list = extended(extended("inbound", 2, "a"), extended("inbound", 1, "b"),
                extended("outbound", 1, "c"));
        assertThat(list.moved(1, 2, false)).isEmpty();
        assertThat(list.moved(1, 0, false)).isEmpty();
        assertThat(list.moved(1, 1, true)).isEmpty();
    }

    /** Each row is a name; who moves one takes it out and puts it in again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepToWhatAListOfNamesBecomes(long seed) {
        final Random random = new Random(seed);
        for (final AclKind kind : AclKind.values()) {
            AclList list = new AclList(kind, List.of());
            List<String> model = new ArrayList<>();
            for (int step = 0; step < 400; step++) {
                final int what = random.nextInt(10);
                if (list.entries().isEmpty() || what < 2) {
                    final long weight = list.freeWeight("inbound");
                    final List<AclEntry> more = new ArrayList<>(list.entries());
                    more.add(kind == AclKind.ACL ? new AclEntry(Map.of("action", "deny", "direction", "both", "remote",
                            "n" + step, "localPort", "n" + step)) : extended("inbound", weight, "n" + step));
                    final boolean top = list.entries().stream().allMatch(each -> each.weight() < weight);
                    list = new AclList(kind, more);
                    if (kind == AclKind.ACL) {
                        model.add("n" + step);
                    } else if (top) {
                        model.addFirst("n" + step);
                    } else {
                        model = new ArrayList<>(shown(list));
                    }
                } else if (what == 2) {
                    final int row = random.nextInt(model.size());
                    list = list.without(list.rows().get(row));
                    model.remove(row);
                } else {
                    final int row = random.nextInt(model.size());
                    final int target = random.nextInt(model.size());
                    final boolean above = random.nextBoolean();
                    final List<String> expected = new ArrayList<>(model);
                    final String name = expected.remove(row);
                    if (row != target) {
                        expected.add(expected.indexOf(model.get(target)) + (above ? 0 : 1), name);
                    } else {
                        expected.add(row, name);
                    }
                    final Optional<Moved> moved = list.moved(row, target, above);
                    assertThat(moved.isPresent()).as("seed %d step %d", seed, step).isEqualTo(!expected.equals(model));
                    if (moved.isPresent()) {
                        list = moved.get().list();
                        assertThat(list.entries().get(moved.get().place()).text("localPort", "")).isEqualTo(name);
                    }
                    model = expected;
                }
                assertThat(shown(list)).as("seed %d step %d", seed, step).isEqualTo(model);
                if (kind == AclKind.EXTENDED) {
                    assertThat(list.entries()).extracting(AclEntry::weight).doesNotHaveDuplicates()
                            .allMatch(weight -> weight >= 0 && weight <= AclList.MOST_WEIGHT);
                }
            }
        }
    }

    @Test
    void shouldAddWhatAnEntryCountsInBothDirections() {
        final AclList list = AclList.of(AclKind.ACL, Map.of("acl",
                List.of(Map.of("action", "deny", "direction", "both", "remote", "10.0.0.0/8"))));
        final List<RuleCount> counts = List.of(
                new RuleCount("x", "p", "acl[0]", "deny inbound remote 10.0.0.0/8", 3, 300),
                new RuleCount("x", "p", "acl[0]", "deny outbound remote 10.0.0.0/8", 4, 400),
                new RuleCount("x", "p", "acl[0]", "allow inbound remote 10.0.0.0/8", 50, 1),
                new RuleCount("x", "p", "acl[1]", "deny inbound remote 10.0.0.0/8", 60, 1));
        assertThat(list.hits(0, counts)).isEqualTo(new AclList.Hits(7, 700));
    }

    @Test
    void shouldFilterPortsByWordsOfTheirNames() {
        final List<PortName> names = List.of(new PortName(Optional.of("Web-01"), "prod", "eth0"),
                new PortName(Optional.empty(), "prod", "db"), new PortName(Optional.empty(), "storage", "nas"));
        assertThat(names.getFirst().label()).isEqualTo("Web-01/prod:eth0");
        assertThat(PortName.filtered(names, "PROD  eth")).containsExactly(names.getFirst());
        assertThat(PortName.filtered(names, " ")).isEqualTo(names);
        assertThat(PortName.filtered(names, "nothing")).isEmpty();
    }
}
