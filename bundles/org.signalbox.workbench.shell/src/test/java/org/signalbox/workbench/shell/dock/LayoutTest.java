package org.signalbox.workbench.shell.dock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.ViewPlace.Area;
import org.signalbox.workbench.shell.dock.Layout.Edge;
import org.signalbox.workbench.shell.dock.Node.Split;
import org.signalbox.workbench.shell.dock.Node.Stack;

/** Moving views about keeps each in exactly one place. */
class LayoutTest {

    private static final Map<String, Area> AREAS =
            Map.of("topology", Area.MAIN, "extensions", Area.BOTTOM, "console", Area.BOTTOM, "side", Area.SIDE);
    private static final Layout FIRST =
            Layout.EMPTY.place("topology", AREAS).place("extensions", AREAS).place("console", AREAS);

    @Test
    void shouldStackViewsOfOneAreaBelowTheMap() {
        assertThat(FIRST.root()).contains(new Split(false,
                List.of(new Stack(List.of("topology"), "topology"),
                        new Stack(List.of("extensions", "console"), "extensions")),
                List.of(54, 46)));
    }

    @Test
    void shouldPutTheFirstViewOfTheSideAtTheRight() {
        final Node root = FIRST.place("side", AREAS).root().orElseThrow();
        assertThat(root).isInstanceOfSatisfying(Split.class, split -> {
            assertThat(split.horizontal()).isTrue();
            assertThat(split.parts().getLast()).isEqualTo(new Stack(List.of("side"), "side"));
        });
    }

    @Test
    void shouldKeepThePlaceOfAViewThatIsKnown() {
        assertThat(FIRST.place("console", AREAS)).isEqualTo(FIRST);
    }

    @Test
    void shouldSplitAStackWhenAViewIsMovedToItsEdge() {
        final Layout moved = FIRST.move("console", "topology", Edge.RIGHT);
        assertThat(moved.root()).contains(new Split(false, List.of(
                new Split(true, List.of(new Stack(List.of("topology"), "topology"),
                        new Stack(List.of("console"), "console")), List.of(50, 50)),
                new Stack(List.of("extensions"), "extensions")), List.of(54, 46)));
    }

    @Test
    void shouldDropASplitOfOnePart() {
        final Layout moved = FIRST.move("topology", "console", Edge.CENTER);
        assertThat(moved.root()).contains(new Stack(List.of("extensions", "console", "topology"), "topology"));
    }

    @Test
    void shouldComeBackWhereItWasPutAway() {
        final Layout away = FIRST.hide("console");
        assertThat(away.hidden()).containsExactly("console");
        assertThat(away.root()).isEqualTo(FIRST.root());
        assertThat(away.show("console").hidden()).isEmpty();
    }

    @Test
    void shouldComeBackWhereItWasWhenItsWindowCloses() {
        final Layout.Detached window = new Layout.Detached("console", 10, 20, 640, 480);
        final Layout detached = FIRST.detach(window);
        assertThat(detached.isDetached("console")).isTrue();
        assertThat(detached.detach(new Layout.Detached("console", 0, 0, 640, 480)).detached()).hasSize(1);
        assertThat(detached.attach("console")).isEqualTo(FIRST);
        assertThat(detached.hide("console")).isEqualTo(FIRST.hide("console"));
        assertThatThrownBy(() -> new Layout.Detached("console", 0, 0, 0, 480)).hasMessageContaining("0 by 480");
    }

    @Test
    void shouldShowAllStacksAgainForAViewBesideTheOneThatFillsTheWindow() {
        final Layout filled = FIRST.maximize("console");
        assertThat(filled.maximized()).contains("console");
        assertThat(filled.show("extensions").maximized()).contains("console");
        assertThat(filled.show("topology").maximized()).isEmpty();
        assertThat(filled.hide("console").maximized()).isEmpty();
        assertThat(filled.move("console", "topology", Edge.RIGHT).maximized()).isEmpty();
        assertThat(filled.restore().show("extensions")).isEqualTo(FIRST);
        assertThat(FIRST.detach(new Layout.Detached("console", 0, 0, 9, 9)).maximize("console").detached()).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenMovedOntoItself() {
        assertThat(FIRST.move("console", "console", Edge.LEFT)).isEqualTo(FIRST);
    }

    @Test
    void shouldRefuseAViewInTwoPlaces() {
        final Node twice = new Split(true, List.of(new Stack(List.of("a"), "a"), new Stack(List.of("a"), "a")),
                List.of(1, 1));
        assertThatThrownBy(() -> new Layout(Optional.of(twice), List.of())).hasMessageContaining("two places");
    }

    @Test
    void shouldKeepEveryViewOnceThroughRandomMoves() {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        final List<String> views = new ArrayList<>(AREAS.keySet());
        Collections.shuffle(views, random);
        Layout layout = Layout.EMPTY;
        for (final String view : views) {
            layout = layout.place(view, AREAS);
        }
        for (int i = 0; i < 500; i++) {
            layout = layout.move(views.get(random.nextInt(views.size())), views.get(random.nextInt(views.size())),
                    Edge.values()[random.nextInt(Edge.values().length)]);
            assertThat(layout.root().orElseThrow().all()).as("seed %d, move %d", seed, i)
                    .containsExactlyInAnyOrderElementsOf(views);
        }
    }
}
