package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.inventory.Listing.Head;
import org.signalbox.workbench.inventory.Listing.Line;
import org.signalbox.workbench.inventory.Listing.Thing;

/**
 * The table of a listing, made for one kind and one choice of columns. Only lines on screen are written, and of those
 * only cells that have changed.
 */
final class Grid {

    /** Pixels that a letter has at most: a text of so many fits without being measured. */
    private static final int WIDEST = 12;
    /** Pixels of a cell beside its text. */
    private static final int TRIM = 12;

    private final Table table;
    private final Theme theme;
    private final List<Field> fields;
    private final User user;
    private final BitSet written = new BitSet();
    private final Set<String> chosen = new HashSet<>();
    private Listing listing;

    /** What a user does with the grid. */
    interface User {

        /** Asks for an order by a column. */
        void sort(String column);

        /** Has dragged the columns into another order. */
        void order(List<String> columns);

        /** Closes or opens a group. */
        void toggle(String group);

        /** Has selected other rows. */
        void selected();

        /** Wants to do something with the selected rows. */
        void open();

        /** Has asked for the menu of a column. @param at on the display */
        void menu(Optional<Field> column, Point at);
    }

    Grid(Composite parent, Theme theme, Listing first, User user) {
        this.theme = theme;
        this.user = user;
        this.listing = first;
        fields = first.arrangement().fields();
        table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI | SWT.VIRTUAL);
        table.setHeaderVisible(true);
        for (final Field field : fields) {
            final TableColumn column = new TableColumn(table, field.isNumber() ? SWT.RIGHT : SWT.LEFT);
            column.setText(Wording.plain(field.title()));
            field.computed().ifPresent(each -> column.setToolTipText(each.expression()));
            column.setWidth(field.width());
            column.setMoveable(true);
            column.addListener(SWT.Selection, event -> user.sort(field.name()));
            column.addListener(SWT.Move, event -> moved());
            column.addListener(SWT.Resize, event -> rewrite());
        }
        table.addListener(SWT.SetData, event -> {
            // while it is emptied, GTK asks for what is no longer there
            if (event.index >= 0 && event.index < listing.lines().size()) {
                write(event.index);
            }
        });
        table.addListener(SWT.Selection, event -> choose());
        table.addListener(SWT.DefaultSelection, event -> open());
        table.addListener(SWT.KeyDown, this::key);
        table.addListener(SWT.MouseDown, this::press);
        table.addListener(SWT.MenuDetect, this::menu);
        table.addListener(SWT.MouseMove, event -> tip(new Point(event.x, event.y)));
        table.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                if (event.childID < 0) {
                    event.result = first.arrangement().kind().title();
                }
            }
        });
        theme.onSwitch(table, this::rewrite);
        table.setItemCount(first.lines().size());
        mark(first.arrangement());
    }

    Table control() {
        return table;
    }

    /** Whether it has the columns that an arrangement wants. */
    boolean fits(Arrangement arrangement) {
        final List<?> wanted = marks(arrangement.fields());
        return listing.arrangement().kind() == arrangement.kind() && (marks(fields).equals(wanted)
                || marks(Arrays.stream(table.getColumnOrder()).mapToObj(fields::get).toList()).equals(wanted));
    }

    /** What tells columns of one kind from others: a name may come to stand for something else that is computed. */
    private static List<?> marks(List<Field> fields) {
        return fields.stream().map(field -> List.of(field.name(), field.computed())).toList();
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    /** The columns' names as they stand on screen. */
    private List<String> order() {
        return Arrays.stream(table.getColumnOrder()).mapToObj(each -> fields.get(each).name()).toList();
    }

    private void moved() {
        if (!order().equals(listing.arrangement().shown())) {
            user.order(order());
        }
    }

    /** Shows other lines, or the same with other figures; what is selected stays selected where it is still there. */
    void show(Listing next) {
        final boolean same = next.hasOrderOf(listing);
        listing = next;
        mark(next.arrangement());
        if (!same) {
            reorder();
            return;
        }
        final int top = table.getTopIndex();
        final int bottom = Math.min(next.lines().size(), top + screenful());
        for (int i = written.nextSetBit(0); i >= 0; i = written.nextSetBit(i + 1)) {
            if (i >= top && i < bottom) {
                write(i);
            } else {
                written.clear(i);
                table.clear(i);
            }
        }
    }

    private int screenful() {
        return table.getClientArea().height / table.getItemHeight() + 2;
    }

    private void reorder() {
        final List<Line> lines = listing.lines();
        table.setRedraw(false);
        if (table.getSelectionCount() > 0) {
            table.deselectAll();
        }
        if (lines.size() < table.getItemCount() / 2) {
            // GTK takes longer to remove lines one by one than to make the few anew
            table.removeAll();
        }
        if (table.getItemCount() != lines.size()) {
            table.setItemCount(lines.size());
        }
        rewrite();
        final int[] rows = IntStream.range(0, chosen.isEmpty() ? 0 : lines.size())
                .filter(i -> chosen.contains(lines.get(i).id())).toArray();
        if (rows.length > 0) {
            table.select(rows);
        }
        table.setRedraw(true);
        if (rows.length != chosen.size()) {
            chosen.clear();
            Arrays.stream(rows).forEach(row -> chosen.add(lines.get(row).id()));
            user.selected();
        }
    }

    private void rewrite() {
        written.clear();
        table.clearAll();
    }

    private void mark(Arrangement arrangement) {
        final Optional<Arrangement.Sort> sort = arrangement.sort();
        final int column = sort.map(each -> names(fields).indexOf(each.column())).orElse(-1);
        table.setSortColumn(column < 0 ? null : table.getColumn(column));
        table.setSortDirection(column < 0 ? SWT.NONE : sort.get().descending() ? SWT.DOWN : SWT.UP);
    }

    private void write(int index) {
        final TableItem item = table.getItem(index);
        written.set(index);
        switch (listing.lines().get(index)) {
            case Head head -> {
                put(item, 0, text(head));
                item.setFont(theme.font(Face.STRONG));
                item.setForeground(theme.color(Token.TEXT2));
                IntStream.range(1, fields.size()).forEach(i -> put(item, i, ""));
            }
            case Thing thing -> {
                item.setFont(null);
                item.setForeground(null);
                write(item, thing.row());
            }
        }
    }

    private String text(Head head) {
        final String name = head.name().isEmpty() ? "(none)" : head.name();
        return (head.open() ? "\u25be " : "\u25b8 ") + name + "  (" + Figures.grouped(head.count()) + ")";
    }

    private void write(TableItem item, Row row) {
        final GC gc = new GC(table);
        try {
            for (int i = 0; i < fields.size(); i++) {
                final Field field = fields.get(i);
                final String text = field.cell(row);
                final int room = table.getColumn(i).getWidth() - TRIM;
                put(item, i, field.isNumber() || text.length() * WIDEST < room ? text
                        : Figures.fitted(text, room, part -> gc.textExtent(part).x));
                item.setForeground(i, tone(field, text).map(theme::color).orElse(null));
            }
        } finally {
            gc.dispose();
        }
    }

    private static Optional<Token> tone(Field field, String text) {
        return switch (field.name()) {
            case "drops", "drops/s", "faults" -> text.equals("0") ? Optional.empty() : Optional.of(Token.ERROR);
            case "state" -> Optional.of(text.equals("up") ? Token.OK : text.equals("down") ? Token.WARN : Token.TEXT2);
            default -> Optional.empty();
        };
    }

    private static void put(TableItem item, int column, String text) {
        if (!item.getText(column).equals(text)) {
            item.setText(column, text);
        }
    }

    private void choose() {
        chosen.clear();
        Arrays.stream(table.getSelectionIndices()).filter(i -> i < listing.lines().size())
                .forEach(i -> chosen.add(listing.lines().get(i).id()));
        user.selected();
    }

    /** The rows that are selected, in order. */
    List<Row> things() {
        final List<Row> rows = new ArrayList<>();
        for (final int index : Arrays.stream(table.getSelectionIndices()).sorted().toArray()) {
            if (index < listing.lines().size() && listing.lines().get(index) instanceof Thing thing) {
                rows.add(thing.row());
            }
        }
        return rows;
    }

    private Optional<Head> head(int index) {
        return index >= 0 && index < listing.lines().size() && listing.lines().get(index) instanceof Head head
                ? Optional.of(head) : Optional.empty();
    }

    private void open() {
        head(table.getSelectionIndex()).ifPresentOrElse(head -> user.toggle(head.name()), user::open);
    }

    private void key(Event event) {
        final Optional<Head> head = head(table.getSelectionIndex());
        if (head.isPresent() && (event.keyCode == SWT.ARROW_LEFT && head.get().open()
                || event.keyCode == SWT.ARROW_RIGHT && !head.get().open())) {
            event.doit = false;
            user.toggle(head.get().name());
        } else if (event.keyCode == 'a' && (event.stateMask & SWT.MOD1) != 0) {
            event.doit = false;
            table.selectAll();
            choose();
        }
    }

    /** A click on the sign before a group's name. */
    private void press(Event event) {
        final TableItem item = table.getItem(new Point(event.x, event.y));
        if (event.button == 1 && item != null && event.x < item.getBounds(0).x + TRIM + 4) {
            head(table.indexOf(item)).ifPresent(head -> user.toggle(head.name()));
        }
    }

    private void menu(Event event) {
        final Point at = table.toControl(event.x, event.y);
        if (event.detail == SWT.MENU_MOUSE && at.y < 0) {
            int x = -table.getHorizontalBar().getSelection();
            for (final int column : table.getColumnOrder()) {
                final int width = table.getColumn(column).getWidth();
                if (at.x >= x && at.x < x + width) {
                    user.menu(Optional.of(fields.get(column)), new Point(event.x, event.y));
                    return;
                }
                x += width;
            }
        }
        user.menu(Optional.empty(), new Point(event.x, event.y));
    }

    /** The whole text of the cell under the pointer, where it is cut. */
    private void tip(Point at) {
        String tip = null;
        final TableItem item = table.getItem(at);
        final int index = item == null ? -1 : table.indexOf(item);
        if (index >= 0 && index < listing.lines().size() && listing.lines().get(index) instanceof Thing thing) {
            for (int i = 0; i < fields.size(); i++) {
                final String whole = fields.get(i).cell(thing.row());
                if (!fields.get(i).isNumber() && item.getBounds(i).contains(at) && !item.getText(i).equals(whole)) {
                    tip = whole;
                }
            }
        }
        if (tip == null ? table.getToolTipText() != null : !tip.equals(table.getToolTipText())) {
            table.setToolTipText(tip);
        }
    }
}
