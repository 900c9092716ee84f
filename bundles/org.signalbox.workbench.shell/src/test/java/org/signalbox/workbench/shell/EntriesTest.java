package org.signalbox.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.swt.SWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.workbench.shell.Entry.Kind;
import org.signalbox.workbench.shell.MenuPlan.Leaf;
import org.signalbox.workbench.shell.MenuPlan.Line;
import org.signalbox.workbench.shell.MenuPlan.Menu;

/** What stands in the menus, who keeps a key, and how keys are read. */
class EntriesTest {

    private static Entry entry(String id, Kind kind, String menu, int order, String key) {
        return new Entry(id, kind, id, menu, order, key, Optional.empty(), Optional.empty(), "", context -> {
        });
    }

    @Test
    void shouldGiveAKeyThatSeveralWantToTheSameOneWhateverComesFirst() {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        final List<Entry> offered = new ArrayList<>(List.of(
                entry("own", Kind.ACTION, "Edit", 500, "Ctrl+Z"),
                entry("late", Kind.CONTRIBUTED, "Tools", 10, "ctrl+z"),
                entry("b", Kind.CONTRIBUTED, "Tools", 20, "F5"), entry("a", Kind.CONTRIBUTED, "Tools", 20, "F5"),
                entry("first", Kind.CONTRIBUTED, "Tools", 10, "F6"), entry("z", Kind.CONTRIBUTED, "Tools", 20, "F6")));
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(offered, random);
            final Entries entries = Entries.of(offered);
            assertThat(entries.all().stream().filter(each -> !each.key().isEmpty()).map(Entry::id))
                    .as("seed %d", seed).containsExactlyInAnyOrder("own", "a", "first");
            assertThat(entries.all()).hasSize(6);
            assertThat(entries.told()).hasSize(3).anyMatch(told -> told.equals(
                    "The key ctrl+z of the action late belongs to own already: late has none."));
        }
    }

    @Test
    void shouldKeepTheFirstOfTwoWithTheSameId() {
        final Entries entries = Entries.of(List.of(entry("a", Kind.CONTRIBUTED, "Tools", 1, ""),
                entry("a", Kind.CONTRIBUTED, "File", 1, "")));
        assertThat(entries.all()).singleElement().extracting(Entry::menu).isEqualTo("Tools");
        assertThat(entries.told()).singleElement().asString().contains("the id a");
    }

    @Test
    void shouldLeaveAnActionWithoutAKeyThatIsNone() {
        final Entries entries = Entries.of(List.of(entry("a", Kind.CONTRIBUTED, "Tools", 1, "Strg+Q")));
        assertThat(entries.all()).singleElement().extracting(Entry::key).isEqualTo("");
        assertThat(entries.told()).containsExactly("The action a has no key: found the key 'Strg+Q', expected one such "
                + "as Ctrl+Shift+C, Alt+Up or F5.");
    }

    @Test
    void shouldPartHundredsAndPutAMenuWhereItsFirstEntryWouldStand() {
        final Entry open = entry("open", Kind.ACTION, "File", 110, "");
        final Entry exit = entry("exit", Kind.ACTION, "File", 900, "");
        final Entry fresh = entry("fresh", Kind.CREATION, "File/New", 100, "");
        final Entry help = entry("help", Kind.CONTRIBUTED, "Help", 1, "");
        final Entry tool = entry("tool", Kind.CONTRIBUTED, "Acme", 1, "");
        assertThat(MenuPlan.of(List.of(help, exit, tool, open, fresh))).containsExactly(
                new Menu("File", List.of(new Menu("New", List.of(new Leaf(fresh))), new Leaf(open), new Line(),
                        new Leaf(exit))),
                new Menu("Acme", List.of(new Leaf(tool))), new Menu("Help", List.of(new Leaf(help))));
    }

    @ParameterizedTest
    @CsvSource({"Ctrl+Shift+C,C,true,true,false", "alt+9,9,false,false,true", "Ctrl+Alt+1,1,true,false,true"})
    void shouldReadAKey(String written, char key, boolean control, boolean shift, boolean alt) {
        assertThat(Keys.parse(written)).isEqualTo(key | (control ? SWT.MOD1 : 0) | (shift ? SWT.MOD2 : 0)
                | (alt ? SWT.MOD3 : 0));
    }

    @Test
    void shouldReadKeysWithNames() {
        assertThat(Keys.parse("F12")).isEqualTo(SWT.F12);
        assertThat(Keys.parse("Alt+Up")).isEqualTo(SWT.MOD3 | SWT.ARROW_UP);
        assertThat(Keys.parse("")).isZero();
        assertThat(Keys.pressed(SWT.MOD1 | SWT.BUTTON1, 'm')).isEqualTo(Keys.parse("Ctrl+M"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ctrl+", "Hyper+X", "F13", "F0", "Ctrl+Entf"})
    void shouldRefuseWhatIsNoKey(String written) {
        assertThatThrownBy(() -> Keys.parse(written)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(written);
    }
}
