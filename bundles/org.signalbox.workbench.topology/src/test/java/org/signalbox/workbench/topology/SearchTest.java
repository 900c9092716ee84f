package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found on the map, in which order, and how machines of one kind are called together. */
class SearchTest {

    private final Live live = SceneTest.live("h%d/prod", 12, 3);

    private Search search(String text) {
        return Search.of(live, Search.plain(text).orElseThrow());
    }

    @Test
    void shouldFindByNameWhereverItStands() {
        assertThat(search("VM11").found()).containsExactly(Target.of("h0/prod", "vm11"));
        assertThat(search("h1").found()).contains(Target.host("h1"), Target.of("h1/prod"), Target.of("h1/prod", "vm2"))
                .hasSize(5);
        assertThat(search("uplink").found()).containsExactly(Target.of("h0/prod", "vm0"));
    }

    @Test
    void shouldWantEveryWord() {
        assertThat(search("h1 vm").found()).hasSize(3);
        assertThat(search("h1 vm11").found()).isEmpty();
    }

    @Test
    void shouldCountOfAllThings() {
        assertThat(search("vm11").count()).isEqualTo("1/19");
        assertThat(search("nothing of the kind").count()).isEqualTo("0/19");
        assertThat(search("vm1").within()).containsEntry(Target.host("h0"), 3).containsEntry(Target.of("h1/prod"), 1);
    }

    @Test
    void shouldGoRoundFromOneToTheNext() {
        final Search found = search("vm2");
        assertThat(found.after(Optional.empty())).contains(Target.of("h0/prod", "vm2"));
        assertThat(found.after(found.after(Optional.empty()))).contains(Target.of("h1/prod", "vm2"));
        assertThat(found.after(Optional.of(Target.of("h1/prod", "vm2")))).contains(Target.of("h0/prod", "vm2"));
        assertThat(search("no").after(Optional.empty())).isEmpty();
    }

    @Test
    void shouldAskNothingWithoutWords() {
        assertThat(Search.plain("  ")).isEmpty();
    }

    @Test
    void shouldDimWhatWasNotFoundButNotWhatIsSelected() {
        final Lights lights = Lights.of(Optional.of(Target.of("h0/prod", "vm3")), Optional.empty(),
                Optional.of(search("vm11")));
        assertThat(lights.dimmed(Target.of("h0/prod", "vm11"))).isFalse();
        assertThat(lights.dimmed(Target.of("h0/prod", "vm3"))).isFalse();
        assertThat(lights.dimmed(Target.of("h0/prod", "vm4"))).isTrue();
        assertThat(Lights.NONE.dimmed(Target.of("h0/prod", "vm4"))).isFalse();
    }

    @Test
    void shouldCallMachinesOfOneKindTogether() {
        assertThat(Groups.of(List.of("web-01-01", "web-01-02", "db01", "7", "8")).stream()
                .map(each -> each.name() + each.times()))
                .containsExactly("web \u00d72", "db01", "7");
        assertThat(Groups.of(List.of())).isEmpty();
        assertThat(Groups.stem("web-01-17")).isEqualTo("web");
    }
}
