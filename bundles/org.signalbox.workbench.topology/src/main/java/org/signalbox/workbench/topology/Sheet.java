package org.signalbox.workbench.topology;

import java.util.List;
import org.signalbox.workbench.Token;

/** What the details panel shows of one selected thing: text only, so that it can be compared and tested. */
record Sheet(String title, String subtitle, List<Section> sections) {

    /** A part of the sheet under a head. */
    sealed interface Section {

        String head();

        /** Names with values. */
        record Facts(String head, List<Fact> facts) implements Section {
        }

        /**
         * A table; the first column is text, the others are figures.
         *
         * @param hint stands in place of a table without rows
         */
        record Grid(String head, List<String> columns, List<Row> rows, String hint) implements Section {
        }

        /**
         * Sentences with a count each; a long sentence takes several lines.
         *
         * @param hint stands in place of an empty tally
         */
        record Tally(String head, List<Row> rows, String hint) implements Section {
        }

        /** Text in the monospaced face; a command is wrapped between its parameters. */
        record Script(String head, String text) implements Section {
        }
    }

    /** A name with its value, in the colour that stands with the word. */
    record Fact(String name, String value, Token color) {

        static Fact of(String name, String value) {
            return new Fact(name, value, Token.TEXT);
        }
    }

    /** A table's row. */
    record Row(List<String> cells, Token color) {

        static Row of(String... cells) {
            return new Row(List.of(cells), Token.TEXT);
        }
    }

    /** Whether another sheet differs in texts and colours only, so that the same widgets can show it. */
    boolean sameShape(Sheet other) {
        if (sections.size() != other.sections.size()) {
            return false;
        }
        for (int i = 0; i < sections.size(); i++) {
            if (!shape(sections.get(i)).equals(shape(other.sections.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static List<Object> shape(Section section) {
        return switch (section) {
            case Section.Facts facts -> List.of(facts.head(), facts.facts().stream().map(Fact::name).toList());
            case Section.Grid grid -> List.of(grid.head(), grid.columns(), grid.rows().size());
            case Section.Tally tally -> List.of(tally.head(), tally.rows().stream().map(row -> row.cells().getFirst()).toList());
            case Section.Script script -> List.of(script.head(), script.text());
        };
    }
}
