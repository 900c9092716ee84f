package org.signalbox.workbench.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.help.Page.Kind;

class ShelfTest {

    private final Shelf shelf = new Shelf(List.of(
            Page.of("journal", Kind.VIEW, "# Journal\n\nWho changed what."),
            Page.of("trace", Kind.VIEW, "# Packet trace\n\nWhy a frame was dropped.\n\n- says the rule"),
            Page.of("first", Kind.SHEET, "# See why frames are dropped\n\nSteps.")),
            Map.of("Trace-Packet", "Says what would become of a frame.", "Get-VM", "Lists machines."));

    private static List<String> lines(Page page) {
        return page.blocks().stream().map(Block::text).toList();
    }

    @Test
    void shouldListAllByKindAndTitle() {
        assertThat(lines(shelf.page(Shelf.CONTENTS))).containsExactly("Help", "Cheat sheets",
                "See why frames are dropped", "Views", "Journal", "Packet trace", "Commands",
                "Get-VM \u2013 Lists machines.", "Trace-Packet \u2013 Says what would become of a frame.");
    }

    @Test
    void shouldFindTitlesBeforeTextsBeforeCommands() {
        assertThat(lines(shelf.search("TRACE"))).containsExactly("Found for \u201cTRACE\u201d", "Packet trace",
                "Trace-Packet \u2013 Says what would become of a frame.");
        assertThat(lines(shelf.search(" frame drop"))).containsExactly("Found for \u201cframe drop\u201d",
                "See why frames are dropped", "Packet trace \u2013 Why a frame was dropped.");
    }

    @Test
    void shouldSayWhenNothingIsFound() {
        assertThat(lines(shelf.search("zebra"))).containsExactly("Found for \u201czebra\u201d",
                "Nothing has all of these words: try fewer, or a part of one.");
        assertThat(shelf.page("zebra").title()).isEqualTo("No such page");
    }
}
