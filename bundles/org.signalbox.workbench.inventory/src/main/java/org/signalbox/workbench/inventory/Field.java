package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.signalbox.query.Column;
import org.signalbox.query.Column.Type;
import org.signalbox.query.Formula;
import org.signalbox.query.NaturalOrder;
import org.signalbox.workbench.Figures;

/**
 * A column of the grid. A query calls it by its title.
 *
 * @param width    in pixels, at first
 * @param usual    whether it is shown until the user chooses
 * @param number   how a number is written
 * @param computed what the user has made it of
 */
record Field(Column<Row> column, String title, int width, boolean usual, DoubleFunction<String> number,
        Optional<Computed> computed) {

    private static final int WHOLE = 76;
    private static final int RATE = 92;
    private static final int LETTER = 9;
    private static final double THOUSAND = 1_000;
    private static final double SMALLEST = 0.001;

    /** A row with the number by which it is sorted. */
    private record Keyed(double key, Row row) {
    }

    private Field(Column<Row> column, String title, int width, boolean usual, DoubleFunction<String> number) {
        this(column, title, width, usual, number, Optional.empty());
    }

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

    static Field computed(Computed computed, Formula<Row> formula) {
        final String title = computed.title();
        return new Field(Column.number(Computed.name(title), "", formula), title,
                Math.max(RATE, title.length() * LETTER), true, Field::decimal, Optional.of(computed));
    }

    /** With three decimals at most, and as many as tell a small one from zero. */
    private static String decimal(double value) {
        final double size = Math.abs(value);
        if (size >= THOUSAND || value == Math.rint(value)) {
            return size < Long.MAX_VALUE ? Figures.grouped(Math.round(value))
                    : String.format(Locale.ROOT, "%.3e", value);
        }
        return size < SMALLEST ? String.format(Locale.ROOT, "%.2e", value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
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
            case Double value -> value.isNaN() ? "" : number.apply(value);
            case Boolean flag -> flag ? "yes" : "";
            case Object other -> other.toString();
        };
    }

    /** Sorts rows by this column; those that are equal stay as they stood, and those with an empty cell come last. */
    void sort(List<Row> rows, boolean descending) {
        if (!isNumber()) {
            rows.sort(descending ? order().reversed() : order());
            return;
        }
        // a number may have to be computed: once for each row
        final List<Keyed> keyed = new ArrayList<>(rows.size());
        rows.forEach(row -> keyed.add(new Keyed((Double) column.cell().apply(row), row)));
        final Comparator<Keyed> upwards = Comparator.comparingDouble(Keyed::key);
        keyed.sort(Comparator.comparing((Keyed each) -> Double.isNaN(each.key()))
                .thenComparing(descending ? upwards.reversed() : upwards));
        for (int i = 0; i < keyed.size(); i++) {
            rows.set(i, keyed.get(i).row());
        }
    }

    private Comparator<Row> order() {
        return switch (column.type()) {
            case NUMBER -> throw new IllegalStateException("the numbers of " + title);
            case FLAG -> Comparator.comparing(row -> (Boolean) column.cell().apply(row));
            case TEXT -> Comparator.comparing(row -> (String) column.cell().apply(row), NaturalOrder.INSTANCE);
            case CHOICE -> Comparator.comparingInt(row -> column.values().indexOf((String) column.cell().apply(row)));
        };
    }
}
