package org.signalbox.workbench.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.signalbox.query.Column;
import org.signalbox.query.Column.Type;
import org.signalbox.query.NaturalOrder;
import org.signalbox.workbench.Figures;

/**
 * A column of the grid. A query calls it by its title.
 *
 * @param width  in pixels, at first
 * @param usual  whether it is shown until the user chooses
 * @param number how a number is written
 */
record Field(Column<Row> column, String title, int width, boolean usual, DoubleFunction<String> number) {

    private static final int WHOLE = 76;
    private static final int RATE = 92;

    static Field text(int index, String title, int width, boolean usual) {
        return new Field(Column.text(name(title), row -> (String) row.cells().get(index)), title, width, usual,
                String::valueOf);
    }

    static Field choice(int index, String title, int width, boolean usual, List<String> values) {
        return new Field(Column.choice(name(title), values, row -> (String) row.cells().get(index)), title, width,
                usual, String::valueOf);
    }

    static Field flag(int index, String title, boolean usual) {
        return new Field(Column.flag(name(title), row -> (Boolean) row.cells().get(index)), title, RATE, usual,
                String::valueOf);
    }

    static Field count(int index, String title, boolean usual) {
        return new Field(Column.number(name(title), "", row -> (Double) row.cells().get(index)), title, title.length() > 7 ? RATE : WHOLE, usual,
                value -> Figures.grouped((long) value));
    }

    static Field perSecond(int index, String title, boolean usual) {
        return new Field(Column.number(name(title), "", row -> (Double) row.cells().get(index)), title, RATE, usual,
                Figures::rate);
    }

    static Field bits(int index, String title, boolean usual) {
        return new Field(Column.number(name(title), "b/s", row -> (Double) row.cells().get(index)), title, RATE, usual,
                Figures::bits);
    }

    private static String name(String title) {
        return title.toLowerCase(Locale.ROOT);
    }

    String name() {
        return column.name();
    }

    boolean isNumber() {
        return column.type() == Type.NUMBER;
    }

    /** What stands in the cell. */
    String cell(Row row) {
        return switch (column.cell().apply(row)) {
            case Double value -> number.apply(value);
            case Boolean flag -> flag ? "yes" : "";
            case Object other -> other.toString();
        };
    }

    /** Orders rows by this column, upwards. */
    Comparator<Row> order() {
        return switch (column.type()) {
            case NUMBER -> Comparator.comparingDouble(row -> (Double) column.cell().apply(row));
            case FLAG -> Comparator.comparing(row -> (Boolean) column.cell().apply(row));
            case TEXT -> Comparator.comparing(row -> (String) column.cell().apply(row), NaturalOrder.INSTANCE);
            case CHOICE -> Comparator.comparingInt(row -> column.values().indexOf((String) column.cell().apply(row)));
        };
    }
}
