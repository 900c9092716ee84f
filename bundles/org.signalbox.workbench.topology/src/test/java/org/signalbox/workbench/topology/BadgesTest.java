package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.MapDecoration;
import org.signalbox.workbench.MapDecoration.Badge;
import org.signalbox.workbench.MapDecoration.Place;
import org.signalbox.workbench.Token;

/** What bundles mark things on the map with. */
class BadgesTest {

    private static final Badge GOLD = new Badge("GOLD", Token.OK, "served first");
    private static final Badge OLD = new Badge("OLD", Token.GROUND, "not patched");

    @Test
    void shouldAskForEveryHostSwitchAndPort() {
        final List<Place> asked = new ArrayList<>();
        Badges.of(List.of(place -> {
            asked.add(place);
            return Optional.empty();
        }), SceneTest.live("h%d/prod", 2, 0));
        assertThat(asked).containsExactlyInAnyOrder(place("h0"), place("h0", "h0/prod"), place("h0", "h0/prod", "vm0"),
                place("h0", "h0/prod", "vm1"), place("h1"), place("h1", "h1/prod"));
    }

    private static Place place(String host, String... names) {
        return new Place(host, names.length > 0 ? Optional.of(names[0]) : Optional.empty(),
                names.length > 1 ? Optional.of(names[1]) : Optional.empty());
    }

    @Test
    void shouldKeepWhatOthersSayWhereOneFails() {
        final MapDecoration good = place -> place.port().map(port -> GOLD);
        final MapDecoration other = place -> place.port().filter("vm1"::equals).map(port -> OLD);
        final Badges badges = Badges.of(List.of(good, place -> {
            throw new IllegalStateException("no licence");
        }, other), SceneTest.live("prod%d", 2));
        assertThat(badges.at(Target.of("prod0", "vm1"))).containsExactly(GOLD, OLD);
        assertThat(badges.tip(Target.of("prod0", "vm1"))).isEqualTo("GOLD: served first\nOLD: not patched");
        assertThat(badges.at(Target.of("prod0"))).isEmpty();
        assertThat(badges.trouble()).hasValueSatisfying(told -> assertThat(told).endsWith("failed: no licence"));
        assertThat(Badges.of(List.of(good), SceneTest.live("prod%d", 2)).trouble()).isEmpty();
    }

    @Test
    void shouldStandInDetailsAndInColoursThatCanBeRead() {
        final Live live = SceneTest.live("prod%d", 1);
        final Sheet sheet = Sheets.of(live.with(Badges.of(List.of(place -> Optional.of(OLD)), live)),
                Target.of("prod0")).orElseThrow();
        assertThat(sheet.sections().getFirst()).isEqualTo(new Sheet.Section.Facts("Marks",
                List.of(new Sheet.Fact("OLD", "not patched", Token.TEXT2))));
        assertThat(Badges.ground(GOLD)).isEqualTo(Token.OK_SOFT);
        assertThatThrownBy(() -> new Badge(" ", Token.OK, "")).hasMessageContaining("expected a word or two");
    }
}
