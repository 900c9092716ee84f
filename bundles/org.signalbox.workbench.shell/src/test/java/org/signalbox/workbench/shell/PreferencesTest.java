package org.signalbox.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signalbox.schema.Default;
import org.signalbox.schema.Range;
import org.signalbox.workbench.PreferencePage;

class PreferencesTest {

    record Charts(@Default("1") @Range(min = 1, max = 24) int hours) {
    }

    record Whole(int hours) {
    }

    /** Remembers what it was given. */
    private record Page<T extends Record>(String id, Class<T> values, List<T> used) implements PreferencePage<T> {

        @Override
        public String title() {
            return id;
        }

        @Override
        public void use(T values) {
            used.add(values);
        }
    }

    private final List<Charts> used = new ArrayList<>();
    private final Page<Charts> page = new Page<>("charts", Charts.class, used);
    private int changes;

    private Preferences keeping(Map<String, Object> kept) {
        return new Preferences(kept, () -> changes++);
    }

    @Test
    void shouldGiveAPageWhatIsKeptOnceWhenItComes() {
        final Preferences preferences = keeping(Map.of("charts", Map.of("hours", 3L)));
        preferences.hold(List.of(page));
        preferences.hold(List.of(page));
        assertThat(used).containsExactly(new Charts(3));
        assertThat(changes).isZero();
    }

    @Test
    void shouldKeepWhatIsSetWhileThePageIsAway() {
        final Preferences preferences = keeping(Map.of());
        preferences.hold(List.of(page));
        preferences.set(page, new Charts(5));
        preferences.hold(List.of());
        assertThat(preferences.kept()).isEqualTo(Map.of("charts", Map.of("hours", 5L)));
        preferences.hold(List.of(page));
        assertThat(used).containsExactly(new Charts(1), new Charts(5), new Charts(5));
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void shouldTakeTheDefaultsWhereWhatIsKeptNoLongerFits() {
        final Preferences preferences = keeping(Map.of("charts", Map.of("hours", 99L)));
        preferences.hold(List.of(page));
        assertThat(used).containsExactly(new Charts(1));
    }

    @Test
    void shouldShowTheFirstOfTwoPagesWithOneId() {
        final Preferences preferences = keeping(Map.of());
        final Page<Charts> second = new Page<>("charts", Charts.class, new ArrayList<>());
        preferences.hold(List.of(page, second));
        assertThat(preferences.pages()).containsExactly(page);
    }

    @Test
    void shouldRefuseAPageWithoutAnIdOrWithoutADefault() {
        assertThatThrownBy(() -> Preferences.checked(new Page<>("a b", Charts.class, used)))
                .hasMessageContaining("'a b', expected letters");
        assertThatThrownBy(() -> Preferences.checked(new Page<>("whole", Whole.class, new ArrayList<>())))
                .hasMessageContaining("hours");
    }

    @Test
    void shouldNameAFieldInWords() {
        assertThat(PreferenceDialog.words("chartHours")).isEqualTo("Chart hours");
        assertThat(PreferenceDialog.words("palette")).isEqualTo("Palette");
    }
}
