package org.signalbox.workbench.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.signalbox.query.Query;
import org.signalbox.workbench.inventory.Arrangement.Sort;
import org.signalbox.workbench.inventory.Listing.Line;

class ListingTest {

    private static final Arrangement PORTS = Arrangement.of(Kind.PORTS);

    private static List<String> ids(Arrangement arrangement) {
        return Listing.of(Fabrics.thirty(), arrangement).lines().stream().map(Line::id).toList();
    }

    private static Arrangement filtered(String text) throws Exception {
        return PORTS.withFilter(Query.parse(text, Kind.PORTS.columns()));
    }

    @Test
    void shouldLetThroughWhatTheFilterDoesAndCount() throws Exception {
        final Listing listing = Listing.of(Fabrics.thirty(), filtered("host:H2 and drops > 1 or name = vm3-1"));
        assertThat(listing.lines()).extracting(Line::id).containsExactly("H2/prod vm2-2", "H2/prod vm2-5",
                "H2/prod vm2-8", "H3/prod vm3-1");
        assertThat(listing.matched()).isEqualTo(4);
        assertThat(listing.total()).isEqualTo(30);
    }

    @Test
    void shouldSortBothWaysAndLeaveEqualRowsAsTheyStood() throws Exception {
        final Arrangement first = filtered("host:H1");
        assertThat(ids(first.sortedBy("drops"))).containsExactlyElementsOf(ports(3, 6, 9, 1, 4, 7, 10, 2, 5, 8));
        assertThat(ids(first.sortedBy("drops").sortedBy("drops")))
                .containsExactlyElementsOf(ports(2, 5, 8, 1, 4, 7, 10, 3, 6, 9));
        assertThat(ids(first.sortedBy("drops").sortedBy("drops").sortedBy("drops")))
                .containsExactlyElementsOf(ports(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        assertThat(ids(first.withSort(Optional.of(new Sort("name", true)))))
                .containsExactlyElementsOf(ports(10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
    }

    private static List<String> ports(int... numbers) {
        return IntStream.of(numbers).mapToObj(i -> "H1/prod vm1-" + i).toList();
    }

    @Test
    void shouldPutRowsUnderTheHeadOfTheirGroupAndCloseIt() throws Exception {
        final Arrangement grouped = filtered("drops > 1").withGroup(Optional.of("state"));
        assertThat(ids(grouped)).containsExactly("group down", "H1/prod vm1-5", "H2/prod vm2-5", "H3/prod vm3-5",
                "group up", "H1/prod vm1-2", "H1/prod vm1-8", "H2/prod vm2-2", "H2/prod vm2-8", "H3/prod vm3-2",
                "H3/prod vm3-8");
        assertThat(Listing.of(Fabrics.thirty(), grouped.toggled("up")).lines()).endsWith(
                new Listing.Head("up", 6, false)).hasSize(5);
        assertThat(ids(grouped.toggled("up").toggled("up"))).isEqualTo(ids(grouped));
    }

    @Test
    void shouldTellWhetherTheSameLinesStandInTheSameOrder() {
        final Listing now = Listing.of(Fabrics.thirty(), PORTS);
        assertThat(now.hasOrderOf(Listing.of(Fabrics.thirty(), PORTS))).isTrue();
        assertThat(now.hasOrderOf(Listing.of(Fabrics.thirty(), PORTS.withSort(Optional.of(new Sort("name", true))))))
                .isFalse();
    }

    @Test
    void shouldMoveHideAndShowColumns() {
        final Arrangement few = PORTS.withShown(List.of("name", "state", "drops"));
        assertThat(few.moved("drops", -1).shown()).containsExactly("name", "drops", "state");
        assertThat(few.moved("name", -1)).isSameAs(few);
        assertThat(few.toggledColumn("state").shown()).containsExactly("name", "drops");
        assertThat(few.toggledColumn("vlan").shown()).containsExactly("name", "state", "vlan", "drops");
        assertThat(PORTS.withShown(List.of("name")).toggledColumn("name").shown()).containsExactly("name");
    }
}
