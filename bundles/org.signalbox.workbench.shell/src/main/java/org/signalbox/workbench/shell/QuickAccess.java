package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** The field that finds whatever the workbench can do: actions, views, perspectives, and cmdlets by name. */
final class QuickAccess {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;
    private static final int KIND = 96;
    private static final int HINT = 226;
    private static final int BAR = 3;
    private static final int FOOT = 24;
    private static final int FROM_TOP = 72;
    private static final int MARGIN = 8;

    /** Something to choose: its kind, its name, what stands at the right. */
    private record Choice(String kind, String name, String hint, Runnable run) {
    }

    private final Shell parent;
    private final Theme theme;
    private final Consumer<String> typeLine;
    private final Shell shell;
    private final Text field;
    private final Table table;
    private final Label hint;
    private final List<Choice> choices = new ArrayList<>();
    private List<Choice> found = List.of();

    /**
     * @param entries what can be run; those that cannot be now are left out
     * @param typeLine types a line into the console
     */
    QuickAccess(Shell parent, Theme theme, List<Entry> entries, Consumer<Entry> run, Consumer<String> typeLine) {
        this.parent = parent;
        this.theme = theme;
        this.typeLine = typeLine;
        entries.stream().filter(entry -> entry.action().enabled() && !entry.id().equals("view.quickAccess"))
                .sorted(Comparator.comparing(Entry::kind).thenComparing(Entry::menu).thenComparing(Entry.IN_MENU))
                .forEach(entry -> choices.add(new Choice(entry.kind().word(), entry.title(), entry.key(),
                        () -> run.accept(entry))));
        shell = new Shell(parent, SWT.NO_TRIM);
        shell.setText("Quick access");
        shell.setLayout(Grids.of(1, 1, 1, 0, 0));
        theme.paint(shell, Token.LINE_STRONG, Token.TEXT);
        field = new Text(shell, SWT.SINGLE | SWT.SEARCH | SWT.ICON_SEARCH);
        field.setMessage("An action, a view, a perspective or a cmdlet");
        field.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        field.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Quick access: an action, a view, a perspective or a cmdlet";
            }
        });
        theme.paint(field, Token.SURFACE, Token.TEXT);
        table = new Table(shell, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.SINGLE);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(table, Token.SURFACE, Token.TEXT);
        for (final int width : new int[] {KIND, WIDTH - KIND - HINT - 24, HINT}) {
            new TableColumn(table, SWT.LEFT).setWidth(width);
        }
        hint = new Label(shell, SWT.NONE);
        hint.setFont(theme.font(Face.SMALL));
        final GridData foot = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
        foot.heightHint = FOOT;
        hint.setLayoutData(foot);
        theme.paint(hint, Token.RAISED, Token.TEXT2);
        listen();
    }

    private void listen() {
        field.addListener(SWT.Modify, event -> find());
        field.addListener(SWT.KeyDown, this::move);
        field.addListener(SWT.DefaultSelection, event -> choose());
        table.addListener(SWT.SetData, event -> {
            // while it is emptied, GTK asks for what is no longer there
            if (event.index >= 0 && event.index < found.size()) {
                fill((TableItem) event.item, found.get(event.index));
            }
        });
        table.addListener(SWT.DefaultSelection, event -> choose());
        table.addListener(SWT.MouseUp, event -> choose());
        table.addListener(SWT.EraseItem, event -> event.detail &= ~SWT.FOREGROUND);
        table.addListener(SWT.PaintItem, this::paint);
        shell.addListener(SWT.Traverse, this::leave);
        field.addListener(SWT.Traverse, this::leave);
        table.addListener(SWT.Traverse, this::leave);
        shell.addListener(SWT.Deactivate, event -> later(shell::dispose));
    }

    private void leave(Event event) {
        if (event.detail == SWT.TRAVERSE_ESCAPE) {
            event.doit = false;
            later(shell::dispose);
        }
    }

    /** The event's own widget is about to go: let it end first. */
    private void later(Runnable action) {
        shell.getDisplay().asyncExec(() -> {
            if (!shell.isDisposed()) {
                action.run();
            }
        });
    }

    /**
     * Opens over the window.
     *
     * @param cmdlets reads names and summaries of cmdlets and hands them over on another thread
     * @param onScreen does something on the window's thread
     */
    void open(Consumer<Consumer<Map<String, String>>> cmdlets, Consumer<Runnable> onScreen) {
        final Rectangle room = parent.getClientArea();
        final Point corner = parent.toDisplay((room.width - WIDTH) / 2, FROM_TOP);
        shell.setBounds(corner.x, corner.y, WIDTH, Math.min(HEIGHT, room.height - FROM_TOP));
        find();
        shell.open();
        field.setFocus();
        cmdlets.accept(all -> onScreen.accept(() -> {
            if (!shell.isDisposed()) {
                all.forEach((name, summary) -> choices.add(
                        new Choice("Cmdlet", name, summary, () -> typeLine.accept(name + " "))));
                find();
            }
        }));
    }

    private void find() {
        found = Finding.among(choices, field.getText(), Choice::name);
        table.setItemCount(found.size());
        table.clearAll();
        if (!found.isEmpty()) {
            table.setSelection(0);
            table.showSelection();
        }
        hint.setText("  " + (found.isEmpty() ? "Nothing is called so. Esc closes."
                : Figures.counted(found.size(), "entry", "entries") + ". Enter runs, Esc closes."));
    }

    private void fill(TableItem item, Choice choice) {
        item.setText(new String[] {choice.kind(), choice.name(), choice.hint()});
    }

    private void move(Event event) {
        final int step = switch (event.keyCode) {
            case SWT.ARROW_DOWN -> 1;
            case SWT.ARROW_UP -> -1;
            case SWT.PAGE_DOWN -> 10;
            case SWT.PAGE_UP -> -10;
            default -> 0;
        };
        if (step != 0 && !found.isEmpty()) {
            event.doit = false;
            table.setSelection(Math.clamp(table.getSelectionIndex() + step, 0, found.size() - 1));
            table.showSelection();
        }
    }

    private void choose() {
        final Optional<Choice> choice = Optional.of(table.getSelectionIndex()).filter(index -> index >= 0)
                .map(found::get);
        later(() -> {
            shell.dispose();
            parent.forceActive();
            choice.ifPresent(chosen -> chosen.run().run());
        });
    }

    /** A tint with a bar before it, drawn with the text: what is drawn before that SWT covers. */
    private void ground(GC gc, Rectangle cell, boolean selected, boolean first) {
        gc.setBackground(theme.color(selected ? Token.SELECTED : Token.SURFACE));
        gc.fillRectangle(cell);
        if (selected && first) {
            gc.setBackground(theme.color(Token.ACCENT));
            gc.fillRectangle(cell.x, cell.y, BAR, cell.height);
        }
    }

    private void paint(Event event) {
        final TableItem item = (TableItem) event.item;
        final Choice choice = found.get(table.indexOf(item));
        final boolean selected = (event.detail & SWT.SELECTED) != 0;
        final Rectangle cell = item.getBounds(event.index);
        final GC gc = event.gc;
        ground(gc, cell, selected, event.index == 0);
        final Token text = selected ? Token.ON_SELECTED : Token.TEXT;
        switch (event.index) {
            case 0 -> write(gc, choice.kind(), Face.SMALL, selected ? text : Token.TEXT2, cell);
            case 1 -> name(gc, choice.name(), text, cell);
            default -> write(gc, choice.hint(), Face.SMALL, selected ? text : Token.TEXT2, cell);
        }
    }

    private void write(GC gc, String text, Face face, Token colour, Rectangle cell) {
        gc.setFont(theme.font(face));
        gc.setForeground(theme.color(colour));
        final String shown = Figures.fitted(text, cell.width - 2 * MARGIN, part -> gc.textExtent(part).x);
        gc.drawText(shown, cell.x + MARGIN, cell.y + (cell.height - gc.textExtent(shown).y) / 2, true);
    }

    /** The name with what fits underlined and strong. */
    private void name(GC gc, String name, Token colour, Rectangle cell) {
        final List<Integer> fits =
                Finding.of(field.getText(), name).map(Finding::letters).orElse(List.of());
        gc.setForeground(theme.color(colour));
        int x = cell.x + MARGIN;
        for (int from = 0; from < name.length();) {
            final boolean fit = fits.contains(from);
            int to = from + 1;
            while (to < name.length() && fits.contains(to) == fit) {
                to++;
            }
            final String piece = name.substring(from, to);
            gc.setFont(theme.font(fit ? Face.STRONG : Face.BODY));
            final Point size = gc.textExtent(piece);
            final int y = cell.y + (cell.height - size.y) / 2;
            gc.drawText(piece, x, y, true);
            if (fit) {
                gc.drawLine(x, y + size.y - 1, x + size.x - 1, y + size.y - 1);
            }
            x += size.x;
            from = to;
        }
    }
}
