package org.signalbox.workbench.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.query.QueryException;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.workbench.inventory.Arrangement.Sort;
import org.signalbox.workbench.inventory.Listing.Line;

class ComputedTest {

    private static final Sample FABRIC = Fabrics.sample(Fabrics.on("s", 1, port("none", 0, 0), port("half", 10, 10),
            port("clean", 7, 0), port("tenth", 9, 1), port("idle", 0, 0), port("all", 0, 3)));
    private static final Computed LOSS = new Computed("Loss %", "drops / (delivered + drops) * 100");

    private static PortStatus port(String name, long frames, long drops) {
        return Fabrics.port(name, LinkState.UP, frames, drops);
    }

    private static Field field(String title, String expression) throws QueryException {
        return new Computed(title, expression).field(Kind.PORTS);
    }

    private static Arrangement ports() throws QueryException {
        return Arrangement.of(Kind.PORTS).adding(LOSS.field(Kind.PORTS));
    }

    private static List<String> ids(Arrangement arrangement) {
        return Listing.of(FABRIC, arrangement).lines().stream().map(Line::id).map(id -> id.replace("s ", "")).toList();
    }

    @Test
    void shouldStandAtTheEndAndHaveAnEmptyCellWhereThereIsNoNumber() throws Exception {
        assertThat(ports().shown()).endsWith("loss-%").hasSize(Kind.PORTS.usual().size() + 1);
        final Field loss = ports().fields().getLast();
        assertThat(Rows.of(Kind.PORTS, FABRIC)).extracting(loss::cell).containsExactly("", "50", "0", "10", "", "100");
    }

    @Test
    void shouldSortWithEmptyCellsLastBothWays() throws Exception {
        assertThat(ids(ports().withSort(Optional.of(new Sort("loss-%", false)))))
                .containsExactly("clean", "tenth", "half", "all", "none", "idle");
        assertThat(ids(ports().withSort(Optional.of(new Sort("loss-%", true)))))
                .containsExactly("all", "half", "tenth", "clean", "none", "idle");
    }

    @Test
    void shouldBeFilteredAndGroupedBy() throws Exception {
        assertThat(ids(ports().withFilter("loss-% > 5 and loss-% < 99"))).containsExactly("half", "tenth");
        assertThat(ids(ports().withFilter("drops = 0").withGroup(Optional.of("loss-%"))))
                .containsExactly("group ", "none", "idle", "group 0", "clean");
    }

    @Test
    void shouldTakeWhatHangsOnItWithItWhenItGoes() throws Exception {
        final Arrangement all = ports().withSort(Optional.of(new Sort("loss-%", true)))
                .withGroup(Optional.of("loss-%")).withFilter("loss-% > 5");
        final Arrangement without = all.without(all.computed().getFirst());
        assertThat(without).isEqualTo(Arrangement.of(Kind.PORTS).withFilter(without.filter()));
        assertThat(without.filter().isEmpty()).isTrue();
        assertThat(ports().withFilter("drops > 5").without(ports().computed().getFirst()).filter())
                .hasToString("drops > 5");
        final Arrangement only = ports().withShown(List.of("loss-%"));
        assertThat(only.without(only.computed().getFirst()).shown()).isEqualTo(Kind.PORTS.usual());
    }

    @Test
    void shouldKeepItsPlaceAndWhatHangsOnItWhenItChanges() throws Exception {
        final Arrangement all = ports().moved("loss-%", -1).withSort(Optional.of(new Sort("loss-%", true)))
                .withFilter("loss-% > 5");
        final Field before = all.computed().getFirst();
        final Arrangement doubled = all.replacing(before, field("Loss %", LOSS.expression() + " * 2"));
        assertThat(doubled.shown()).isEqualTo(all.shown());
        assertThat(doubled.filter()).hasToString("loss-% > 5");
        assertThat(ids(doubled)).containsExactly("all", "half", "tenth");
        assertThat(ids(doubled.withFilter("loss-% > 100"))).containsExactly("all");
        final Arrangement renamed = all.replacing(before, field("Lost", LOSS.expression()));
        assertThat(renamed.shown().get(renamed.shown().size() - 2)).isEqualTo("lost");
        assertThat(renamed.sort()).contains(new Sort("lost", true));
        assertThat(renamed.filter().isEmpty()).isTrue();
    }

    @Test
    void shouldBeKeptWhenAllStandsAsAtFirst() throws Exception {
        final Arrangement first = ports().withShown(List.of("name")).withFilter("loss-% > 5").asAtFirst();
        assertThat(first.shown()).isEqualTo(Kind.PORTS.usual());
        assertThat(first.filter()).hasToString("loss-% > 5");
        assertThat(first.toggledColumn("loss-%").shown()).endsWith("loss-%");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1/3 | 0.333", "2 * 2.5 | 5", "1 / 8000 | 1.25e-04", "-1/4 | -0.25",
        "123456 * 10 + 0.4 | 1\u202f234\u202f560", "99.9999 | 100", "0 - 1500 | -1\u202f500", "0 | 0",
        "999999999999999999 * 1000000 | 1.000e+24"})
    void shouldWriteANumberWithAsManyDecimalsAsItNeeds(String expression, String cell) throws Exception {
        assertThat(field("x", expression).cell(Rows.of(Kind.PORTS, FABRIC).getFirst())).isEqualTo(cell);
    }

    @Test
    void shouldBeCalledByOneWordInQueries() throws Exception {
        assertThat(Computed.name("Loss %")).isEqualTo("loss-%");
        assertThat(Computed.name(" (a: \"b\") \u00a0 <c> ")).isEqualTo("a-b-c");
        assertThat(Computed.name("()")).isEqualTo("computed");
        for (final String title : List.of("not", "Loss %", "3", "a*b", "\u00dcber & unter")) {
            final Arrangement now = Arrangement.of(Kind.PORTS).adding(field(title, "drops"));
            assertThat(ids(now.withFilter(Computed.name(title) + " > 2"))).as(title).containsExactly("half", "all");
        }
    }

    @Test
    void shouldRefuseATitleThatIsTakenOrTooLong() throws Exception {
        final Arrangement now = ports();
        final Field loss = now.computed().getFirst();
        assertThat(Computed.complaint("drops", ports(), Optional.empty()))
                .contains("found the title 'drops', which the column Drops has, expected another");
        assertThat(Computed.complaint("LOSS (%)", ports(), Optional.empty())).isPresent();
        assertThat(Computed.complaint("LOSS (%)", now, Optional.of(loss))).isEmpty();
        assertThat(Computed.complaint("x".repeat(41), ports(), Optional.empty()))
                .contains("A title has at most 40 characters.");
        assertThat(Computed.complaint("x".repeat(40), ports(), Optional.empty())).isEmpty();
    }

    @Test
    void shouldRefuseTextsAndOtherComputedColumnsInTheExpression() {
        assertThatThrownBy(() -> field("x", "name + 1")).hasMessageStartingWith(
                "found the column name, which holds no numbers, at character 1");
        assertThatThrownBy(() -> field("x", "loss-% * 2")).hasMessageStartingWith("found 'loss' at character 1");
    }
}
