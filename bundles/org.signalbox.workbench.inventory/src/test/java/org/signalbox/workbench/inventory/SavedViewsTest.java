package org.signalbox.workbench.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.query.Query;
import org.signalbox.workbench.inventory.Arrangement.Sort;

class SavedViewsTest {

    @TempDir
    Path folder;

    @Test
    void shouldBringBackWhatWasSaved() throws Exception {
        final SavedViews saved = new SavedViews(folder.resolve("new/inventory.json"));
        assertThat(saved.read()).isEmpty();
        final Arrangement arrangement = Arrangement.of(Kind.PORTS).withShown(List.of("drops", "name"))
                .withSort(Optional.of(new Sort("drops", true))).withGroup(Optional.of("host"))
                .withFilter(Query.parse("host:H1* and not 'a b'", Kind.PORTS.columns()));
        saved.save(SavedView.of("z", Arrangement.of(Kind.HOSTS)));
        saved.save(SavedView.of("Drops", Arrangement.of(Kind.HOSTS)));
        saved.save(SavedView.of("Drops", arrangement));
        final List<SavedView> read = new SavedViews(folder.resolve("new/inventory.json")).read();
        assertThat(read).extracting(SavedView::name).containsExactly("Drops", "z");
        final Arrangement back = read.getFirst().arrangement();
        assertThat(back.filter()).hasToString("host:H1* and not \"a b\"");
        assertThat(back.withFilter(arrangement.filter())).isEqualTo(arrangement);
        assertThat(saved.delete("Drops")).extracting(SavedView::name).containsExactly("z");
    }

    @Test
    void shouldLeaveOutColumnsThatAreNoMore() {
        final Arrangement back = new SavedView("x", "PORTS", List.of("gone", "name", "name"), Optional.of("gone"),
                false, Optional.of("gone"), "gone:1", List.of(new Computed("Gone", "gone + 1"))).arrangement();
        assertThat(back).isEqualTo(Arrangement.of(Kind.PORTS).withShown(List.of("name")).withFilter(back.filter()));
        assertThat(back.filter().isEmpty()).isTrue();
    }

    @Test
    void shouldBringBackComputedColumnsWithWhatIsSortedAndFilteredByThem() throws Exception {
        final SavedViews saved = new SavedViews(folder.resolve("inventory.json"));
        final Arrangement arrangement = Arrangement.of(Kind.PORTS)
                .adding(new Computed("Loss %", "drops / (delivered + drops) * 100").field(Kind.PORTS))
                .adding(new Computed("Hidden", "drops").field(Kind.PORTS)).toggledColumn("hidden")
                .withSort(Optional.of(new Sort("loss-%", true))).withFilter("loss-% > 1 and hidden < 5");
        saved.save(SavedView.of("Loss", arrangement));
        final Arrangement back = saved.read().getFirst().arrangement();
        assertThat(back.shown()).isEqualTo(arrangement.shown()).endsWith("loss-%");
        assertThat(back.computed()).extracting(Field::computed).isEqualTo(
                arrangement.computed().stream().map(Field::computed).toList()).hasSize(2);
        assertThat(back.sort()).contains(new Sort("loss-%", true));
        assertThat(back.filter()).hasToString("loss-% > 1 and hidden < 5");
    }

    @Test
    void shouldReadViewsFromBeforeThereWereComputedColumns() throws Exception {
        final Path file = Files.writeString(folder.resolve("inventory.json"),
                "{ \"views\": [{ \"name\": \"x\", \"kind\": \"PORTS\", \"shown\": [\"name\"] }] }");
        assertThat(new SavedViews(file).read().getFirst().arrangement().computed()).isEmpty();
    }

    @Test
    void shouldSayInOneSentenceThatAFileIsNoneAndLeaveIt() throws Exception {
        final Path file = Files.writeString(folder.resolve("inventory.json"), "{ \"views\": 3 }");
        assertThatThrownBy(() -> new SavedViews(file).save(SavedView.of("x", Arrangement.of(Kind.HOSTS))))
                .isInstanceOf(IOException.class).hasMessageStartingWith("The saved views in ");
        assertThat(file).hasContent("{ \"views\": 3 }");
    }
}
