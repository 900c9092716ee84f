package org.signalbox.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.signalbox.command.Parameter;
import org.signalbox.console.language.Item;
import org.signalbox.console.language.Values;
import org.signalbox.schema.JsonText;

/**
 * Objects as text for people and programs: aligned tables with numbers to the right, lists, JSON. Nothing depends on
 * colours.
 */
final class Layout {
    private static final String GAP = "  ";
    private static final String CUT = "...";
    private static final int NARROWEST = 8;

    private Layout() {
    }

    /**
     * Whatever came out of a pipe; objects with other properties begin a table of their own.
     *
     * @param width columns of the screen, 0 for as many as it takes
     */
    static String any(List<Object> values, int width) {
        final StringBuilder text = new StringBuilder();
        List<Item> table = new ArrayList<>();
        for (final Object value : values) {
            if (value instanceof Item item && (table.isEmpty() || sameColumns(table.getFirst(), item))) {
                table.add(item);
                continue;
            }
            text.append(table(table, width));
            table = new ArrayList<>();
            if (value instanceof Item item) {
                text.append(text.isEmpty() ? "" : "\n");
                table.add(item);
            } else {
                text.append(Values.text(value)).append('\n');
            }
        }
        return text.append(table(table, width)).toString();
    }

    private static boolean sameColumns(Item one, Item other) {
        return one.noun().equals(other.noun()) && one.properties().keySet().equals(other.properties().keySet());
    }

    /** One row an object; as a list, when not even narrow columns fit the screen. */
    static String table(List<Item> items, int width) {
        if (items.isEmpty() || items.getFirst().properties().isEmpty()) {
            return "";
        }
        final List<String> keys = List.copyOf(items.getFirst().properties().keySet());
        final List<Column> columns = keys.stream().map(key -> Column.of(key, items)).toList();
        final int[] widths = fit(columns, width);
        if (widths.length == 0) {
            return list(items);
        }
        final StringBuilder text = new StringBuilder();
        row(text, columns, widths, columns.stream().map(Column::heading).toList());
        if (columns.stream().anyMatch(column -> !column.unit().isEmpty())) {
            row(text, columns, widths, columns.stream().map(Column::unit).toList());
        }
        row(text, columns, widths, columns.stream().map(column -> "-".repeat(column.least())).toList());
        for (int i = 0; i < items.size(); i++) {
            final int line = i;
            row(text, columns, widths, columns.stream().map(column -> column.cells().get(line)).toList());
        }
        return text.toString();
    }

    /** Widths that fit the screen, the widest columns cut first; none when that cannot be. */
    private static int[] fit(List<Column> columns, int width) {
        final int[] widths = columns.stream().mapToInt(Column::width).toArray();
        final int gaps = GAP.length() * (widths.length - 1);
        int total = gaps;
        for (final int each : widths) {
            total += each;
        }
        while (width > 0 && total > width) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                final int least = Math.max(NARROWEST, columns.get(i).least());
                if (!columns.get(i).numeric() && widths[i] > least && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return new int[0];
            }
            widths[widest]--;
            total--;
        }
        return widths;
    }

    private static void row(StringBuilder text, List<Column> columns, int[] widths, List<String> cells) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            final String cell = cells.get(i);
            final String shown = length(cell) > widths[i] ? cut(cell, widths[i]) : cell;
            final String blanks = " ".repeat(widths[i] - length(shown));
            line.append(i == 0 ? "" : GAP).append(columns.get(i).numeric() ? blanks + shown : shown + blanks);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String cut(String text, int width) {
        return text.substring(0, text.offsetByCodePoints(0, width - CUT.length())) + CUT;
    }

    /** One line a property, objects apart by an empty line. */
    static String list(List<Item> items) {
        return items.stream().map(item -> {
            final int width = item.properties().keySet().stream().mapToInt(key -> heading(item, key).length()).max()
                    .orElse(0);
            return item.properties().entrySet().stream()
                    .map(entry -> (heading(item, entry.getKey()) + " ".repeat(width)).substring(0, width) + " : "
                            + plain(Values.text(entry.getValue())))
                    .map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
        }).collect(Collectors.joining("\n"));
    }

    /** JSON: one object, or an array of them. */
    static String json(List<Object> values, boolean compact) {
        final Object tree = Values.tree(values.size() == 1 ? values.getFirst() : values);
        return compact ? JsonText.compact(tree) + "\n" : JsonText.pretty(tree);
    }

    private static String heading(Item item, String key) {
        return (Parameter.typed(key) + " " + unit(item, key)).strip();
    }

    private static String unit(Item item, String key) {
        final String unit = item.units().get(key);
        return unit == null ? "" : "(" + unit + ")";
    }

    /** Control characters would move the cursor or end the line. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A column of a table, its unit below its heading. @param numeric whether every value is a number or absent */
    private record Column(String heading, String unit, List<String> cells, boolean numeric) {
        static Column of(String key, List<Item> items) {
            final List<Object> values = new ArrayList<>();
            for (final Item item : items) {
                values.add(item.properties().get(key));
            }
            return new Column(Parameter.typed(key), Layout.unit(items.getFirst(), key),
                    values.stream().map(Values::text).map(Layout::plain).toList(),
                    values.stream().allMatch(value -> value == null || value instanceof Number)
                            && values.stream().anyMatch(Number.class::isInstance));
        }

        /** Columns of the screen that the heading takes. */
        int least() {
            return Math.max(heading.length(), unit.length());
        }

        int width() {
            return cells.stream().mapToInt(Layout::length).reduce(least(), Math::max);
        }
    }
}
