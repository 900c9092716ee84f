package org.signalbox.workbench.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.workbench.help.Block.Code;
import org.signalbox.workbench.help.Block.Heading;
import org.signalbox.workbench.help.Block.Item;
import org.signalbox.workbench.help.Block.Paragraph;
import org.signalbox.workbench.help.Span.Look;

class MarkdownTest {

    private static List<Span> text(String text) {
        return List.of(Span.of(text, Look.TEXT));
    }

    @Test
    void shouldReadHeadingsParagraphsListsAndCode() {
        assertThat(Markdown.parse("""
                # Title
                One line
                and its end.

                - first
                  goes on
                2. second

                ```
                Get-VM | ? x

                # no heading
                ```
                ### Last
                """)).containsExactly(new Heading(1, text("Title")), new Paragraph(text("One line and its end.")),
                new Item("\u2022", text("first goes on")), new Item("2.", text("second")),
                new Code("Get-VM | ? x\n\n# no heading"), new Heading(3, text("Last")));
    }

    @Test
    void shouldReadWhatStandsWithinALine() {
        assertThat(Markdown.parse("a `b` **c** [d](page:e), [`f`](cmdlet:Get-VM) \\*g\\*").getFirst())
                .isEqualTo(new Paragraph(List.of(Span.of("a ", Look.TEXT), Span.of("b", Look.CODE),
                        Span.of(" ", Look.TEXT), Span.of("c", Look.STRONG), Span.of(" ", Look.TEXT), Span.to(Target.page("e"), "d"),
                        Span.of(", ", Look.TEXT),
                        new Span("f", Look.CODE, Optional.of(new Target(Target.Kind.CMDLET, "Get-VM"))),
                        Span.of(" *g*", Look.TEXT))));
    }

    @Test
    void shouldReadTheRowsOfATableAsAList() {
        assertThat(Markdown.parse("""
                | parameter | meaning |
                |---|---|
                | `-Side <in\\|out>` | Which side. |
                | `-Name` | Whose. |
                """)).containsExactly(
                new Item("\u2022", List.of(Span.of("-Side <in|out>", Look.CODE),
                        Span.of(" \u2013 Which side.", Look.TEXT))),
                new Item("\u2022", List.of(Span.of("-Name", Look.CODE), Span.of(" \u2013 Whose.", Look.TEXT))));
    }

    private static Optional<Target> link(String target) {
        return ((Paragraph) Markdown.parse("[do](" + target + ")").getFirst()).spans().getFirst().target();
    }

    @Test
    void shouldReadLinks() {
        assertThat(link("view:console?Get-VM+-Name+web")).hasValueSatisfying(target -> {
            assertThat(target.view()).isEqualTo("console");
            assertThat(target.subject()).isEqualTo("Get-VM -Name web");
        });
        assertThat(link("<run:Set-VM @('a+b')>")).contains(new Target(Target.Kind.RUN, "Set-VM @('a+b')"));
        assertThat(Target.parse("https://example.org")).isEmpty();
        assertThat(Target.parse("page:")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "```\nopen", "[a](", "**a", "`a", "|", "#", "-", "| a", "####### a"})
    void shouldRefuseNothing(String odd) {
        assertThat(Markdown.parse(odd)).allSatisfy(block -> assertThat(block.text()).isNotNull());
    }
}
