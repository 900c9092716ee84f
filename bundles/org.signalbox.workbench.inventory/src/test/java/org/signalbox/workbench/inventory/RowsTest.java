package org.signalbox.workbench.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.inventory.Row.Place;

class RowsTest {

    private static final Sample FABRIC = Fabrics.sample(
            Fabrics.on("H1/prod", 1, Fabrics.of(Fabrics.port("a1", LinkState.DOWN, 5, 1), "a"),
                    Fabrics.port("b", LinkState.DOWN, 5, 0), Fabrics.uplink("out")),
            Fabrics.on("H1/backup", 1, Fabrics.of(Fabrics.port("a2", LinkState.UP, 5, 2), "a")),
            Fabrics.on("H2/prod", 1, Fabrics.of(Fabrics.port("a1", LinkState.DISCONNECTED, 0, 0), "a")));

    private static String cell(Kind kind, int row, String column) {
        return kind.field(column).orElseThrow().cell(Rows.of(kind, FABRIC).get(row));
    }

    @Test
    void shouldMakeOneMachineOfThePortsThatItHasOnOneHost() {
        assertThat(Rows.of(Kind.MACHINES, FABRIC)).extracting(Row::id).containsExactly("H1/a", "H1/b", "H2/a");
        assertThat(cell(Kind.MACHINES, 0, "switch")).isEqualTo("prod, backup");
        assertThat(cell(Kind.MACHINES, 0, "ports")).isEqualTo("2");
        assertThat(cell(Kind.MACHINES, 0, "state")).isEqualTo("up");
        assertThat(cell(Kind.MACHINES, 0, "drops")).isEqualTo("3");
        assertThat(cell(Kind.MACHINES, 1, "state")).isEqualTo("down");
        assertThat(cell(Kind.MACHINES, 2, "state")).isEqualTo("disconnected");
        assertThat(Rows.of(Kind.MACHINES, FABRIC).getFirst().ports())
                .containsExactly(new Place("H1/prod", "a1"), new Place("H1/backup", "a2"));
    }

    @Test
    void shouldCountWhatAHostHas() {
        assertThat(Rows.of(Kind.HOSTS, FABRIC)).extracting(Row::id).containsExactly("H1", "H2");
        assertThat(cell(Kind.HOSTS, 0, "switches")).isEqualTo("2");
        assertThat(cell(Kind.HOSTS, 0, "ports")).isEqualTo("4");
        assertThat(cell(Kind.HOSTS, 0, "machines")).isEqualTo("2");
    }

    @Test
    void shouldCallTheHostOfAFabricWithoutHostsLocalhost() {
        assertThat(Rows.of(Kind.HOSTS, Fabrics.sample(Fabrics.on("prod", 1)))).extracting(Row::id)
                .containsExactly("localhost");
    }

    @ParameterizedTest
    @EnumSource
    void shouldFillEveryColumn(Kind kind) {
        final Sample extension = new Sample(true, FABRIC.switches(), List.of(new ExtensionStatus(
                "com.acme.filter", ExtensionKind.FILTERING, "1", "Acme", List.of())), Map.of());
        final List<Row> rows = Rows.of(kind, extension);
        assertThat(rows).isNotEmpty();
        for (final Row row : rows) {
            assertThat(row.cells()).hasSameSizeAs(kind.fields());
            kind.fields().forEach(field -> assertThat(field.cell(row)).isNotNull());
        }
        for (final Field field : kind.fields()) {
            final List<Row> sorted = new ArrayList<>(rows);
            field.sort(sorted, true);
            assertThat(sorted).containsExactlyInAnyOrderElementsOf(rows);
        }
    }

    @Test
    void shouldTakeRatesFromTwoSamplesAndNoneFromOne() {
        final Rates rates = new Rates();
        final List<SwitchStatus> first = List.of(Fabrics.on("s", 10, Fabrics.port("p", LinkState.UP, 100, 10)));
        assertThat(rates.add(first).get("s p")).isEqualTo(new Rates.Rate(0, 0, 10, 0, 100, 100));
        final List<SwitchStatus> second = List.of(Fabrics.on("s", 12, Fabrics.port("p", LinkState.UP, 200, 14)));
        assertThat(rates.add(second).get("s p")).isEqualTo(new Rates.Rate(80_000, 100, 14, 2, 200, 200));
        final List<SwitchStatus> anew = List.of(Fabrics.on("s", 13, Fabrics.port("p", LinkState.UP, 1, 0)));
        assertThat(rates.add(anew).get("s p")).isEqualTo(new Rates.Rate(0, 0, 0, 0, 1, 1));
    }
}
