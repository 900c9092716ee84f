package org.signalbox.workbench.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.help.Page.Kind;

class SheetTest {

    @Test
    void shouldReadStepsWithTheirTextsAndButtons() {
        final Sheet sheet = Sheet.of(Page.of("a", Kind.SHEET, """
                # Title
                Intro.

                ## First
                Look [here](page:b) first.

                [Do it](<run:Get-VM a>) [Look](view:topology)

                ## Second
                Think.
                """));
        assertThat(sheet.title()).isEqualTo("Title");
        assertThat(sheet.intro()).containsExactly("Intro.");
        assertThat(sheet.steps()).extracting(Sheet.Step::title).containsExactly("First", "Second");
        assertThat(sheet.steps()).extracting(Sheet.Step::texts).containsExactly(List.of("Look here first."),
                List.of("Think."));
        assertThat(sheet.steps().getFirst().links()).flatExtracting(span -> List.of(span.text(),
                span.target().orElseThrow().what())).containsExactly("Do it", "Get-VM a", "Look", "topology");
        assertThat(sheet.steps().getLast().links()).isEmpty();
    }
}
