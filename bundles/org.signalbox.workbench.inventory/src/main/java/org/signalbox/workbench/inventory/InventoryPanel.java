package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.signalbox.command.Commands;
import org.signalbox.query.Completion;
import org.signalbox.query.Query;
import org.signalbox.query.QueryException;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.inventory.Listing.Thing;
import org.signalbox.workbench.inventory.Row.Place;

/** The view's widgets: what is listed, the filter, how many that are, and the grid. */
final class InventoryPanel implements Grid.User, CodeField.User {

    private static final int MARGIN = 8;
    private static final CodeField.Language FILTER = new CodeField.Language("Filter",
            "Filter: web   host:H1* and drops > 0   Ctrl+Space proposes",
            "A word is looked for in every text; name:web* compares one column, with * and ?; "
                    + "also = != < <= > >=, and, or, not, ( ).");
    /** Milliseconds without a key after which an unfinished filter is told to be wrong. */
    private static final int PATIENCE = 600;

    private final ViewContext context;
    private final Theme theme;
    private final Source source;
    private final Supplier<Commands> commands;
    private final Composite root;
    private final ToolBar kinds;
    private final CodeField filter;
    private final Label told;
    private final Composite stage;
    private final StackLayout stack = new StackLayout();
    private final Label empty;
    private final Button edit;
    private final ColumnMenu columns;
    private Arrangement wanted;
    private Listing shown;
    private final Map<Kind, Grid> grids = new EnumMap<>(Kind.class);
    private Optional<Grid> grid = Optional.empty();
    /** Columns that were made up since the view was opened; another kind is listed without losing them. */
    private final Map<Kind, List<Field>> computed = new EnumMap<>(Kind.class);
    private String complaint = "";
    /** What will be the complaint, unless the user goes on typing. */
    private String unfinished = "";
    private final Runnable complain = this::complain;

    InventoryPanel(Composite parent, ViewContext context, Source source, Supplier<Commands> commands,
            SavedViews saved) {
        this.context = context;
        this.theme = context.theme();
        this.source = source;
        this.commands = commands;
        shown = source.arranged();
        wanted = shown.arrangement();
        root = composite(parent, 1, MARGIN);
        final Composite bar = composite(root, 4, 0);
        bar.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        kinds = kinds(bar);
        final Button menu = button(bar, "Columns", "Show, hide, move, sort by and group by columns");
        columns = new ColumnMenu(root, () -> wanted, this::change, this::compute);
        menu.addListener(SWT.Selection, event -> columns.open(Optional.empty(), below(menu)));
        final Button views = button(bar, "Views", "Saved views");
        final ViewsMenu viewsMenu = new ViewsMenu(root, context, saved, () -> wanted,
                next -> use(next.keeping(made(next.kind()))));
        views.addListener(SWT.Selection, event -> viewsMenu.open(below(views)));
        edit = button(bar, "Edit\u2026", "Change a setting of every selected port");
        edit.addListener(SWT.Selection, event -> open());
        filter = new CodeField(root, theme, FILTER, this);
        filter.control().setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        told = new Label(root, SWT.WRAP);
        told.setFont(theme.font(Face.SMALL));
        told.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        theme.paint(told, Token.SURFACE, Token.TEXT2);
        theme.onSwitch(told, this::tell);
        stage = new Composite(root, SWT.NONE);
        stage.setLayout(stack);
        stage.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(stage, Token.SURFACE, Token.TEXT);
        empty = new Label(stage, SWT.WRAP | SWT.CENTER);
        theme.paint(empty, Token.SURFACE, Token.TEXT2);
        show(shown);
        context.focusOn(filter.field());
        context.command(this::command);
    }

    Control control() {
        return root;
    }

    private Composite composite(Composite parent, int columns, int margin) {
        final Composite composite = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = margin;
        layout.marginHeight = margin;
        layout.verticalSpacing = 6;
        composite.setLayout(layout);
        theme.paint(composite, Token.SURFACE, Token.TEXT);
        return composite;
    }

    private ToolBar kinds(Composite parent) {
        final ToolBar bar = new ToolBar(parent, SWT.FLAT);
        bar.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, true, false));
        theme.paint(bar, Token.SURFACE, Token.TEXT);
        for (final Kind kind : Kind.values()) {
            final ToolItem item = new ToolItem(bar, SWT.RADIO);
            item.setText(kind.title());
            item.setData(kind);
            item.setSelection(kind == wanted.kind());
            item.addListener(SWT.Selection, event -> {
                if (item.getSelection() && wanted.kind() != kind) {
                    use(made(kind).stream().reduce(Arrangement.of(kind), Arrangement::adding, (a, b) -> b));
                }
            });
        }
        return bar;
    }

    private static Button button(Composite parent, String text, String tip) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.setToolTipText(tip);
        return button;
    }

    private static Point below(Control control) {
        return control.toDisplay(0, control.getSize().y);
    }

    /** Shows another arrangement with its kind and its filter. */
    private void use(Arrangement next) {
        for (final ToolItem item : kinds.getItems()) {
            item.setSelection(item.getData() == next.kind());
        }
        change(next);
        write(next.filter());
    }

    private void write(Query<Row> query) {
        filter.setText(query.toString());
        complaint = "";
        unfinished = "";
    }

    private List<Field> made(Kind kind) {
        return computed.getOrDefault(kind, List.of());
    }

    /** Asks for a computed column, or for another in the place of one. */
    private void compute(Optional<Field> column) {
        final Optional<Row> example = shown.arrangement().kind() != wanted.kind() ? Optional.empty()
                : shown.lines().stream().filter(Thing.class::isInstance).map(line -> ((Thing) line).row()).findFirst();
        new ComputedDialog(root.getShell(), theme, wanted, column, example, made -> change(column
                .map(each -> wanted.replacing(each, made)).orElseGet(() -> wanted.adding(made)))).open();
    }

    private void change(Arrangement next) {
        final boolean anew = next.kind() == wanted.kind() && !next.computed().equals(wanted.computed());
        wanted = next;
        computed.put(next.kind(), next.computed());
        if (anew) {
            // it may have gone with a column
            write(next.filter());
        }
        source.want(next);
        final Display display = root.getDisplay();
        Thread.ofVirtual().name("arrange inventory").start(() -> {
            final Listing listing = source.arranged();
            display.asyncExec(() -> {
                if (!root.isDisposed()) {
                    show(listing);
                }
            });
        });
    }

    /** Shows a listing, unless something else is wanted by now. */
    void show(Listing listing) {
        if (listing.arrangement() != wanted) {
            return;
        }
        shown = listing;
        final boolean focus = grid.filter(each -> each.control().isFocusControl()).isPresent();
        final Optional<Grid> before = grid;
        grid = Optional.of(grid(listing));
        final Control top = listing.lines().isEmpty() ? empty : grid.get().control();
        empty.setText(listing.lines().isEmpty() ? reason(listing) : "");
        if (stack.topControl != top) {
            stack.topControl = top;
            stage.layout();
        }
        if (!grid.equals(before)) {
            if (focus) {
                grid.get().control().setFocus();
            }
            selected();
        }
        tell();
    }

    /** The grid of the listing's kind, with the listing in it; it is kept, since GTK takes long to make one. */
    private Grid grid(Listing listing) {
        final Kind kind = listing.arrangement().kind();
        final Grid kept = grids.get(kind);
        if (kept != null && kept.fits(listing.arrangement())) {
            kept.show(listing);
            return kept;
        }
        if (kept != null) {
            kept.control().dispose();
        }
        final Grid made = new Grid(stage, theme, listing, this);
        grids.put(kind, made);
        return made;
    }

    private static String reason(Listing listing) {
        final Kind kind = listing.arrangement().kind();
        if (!listing.running()) {
            return "\nThe switch engine is not running.";
        }
        return listing.total() > 0 ? "\nNo " + kind.one() + " is let through by the filter. Esc in the field clears it."
                : "\nThere are no " + kind.many() + " yet: " + kind.start() + ".";
    }

    private void complain() {
        if (!root.isDisposed()) {
            complaint = unfinished;
            tell();
        }
    }

    private void tell() {
        final boolean wrong = !complaint.isEmpty();
        final String text = wrong ? "Not filtered anew: " + complaint : count();
        // a sentence may name more columns than one line holds
        if (Wording.rewrite(told, text)) {
            root.layout();
        }
        told.setForeground(theme.color(wrong ? Token.ERROR : Token.TEXT2));
    }

    private String count() {
        final Kind kind = shown.arrangement().kind();
        final int chosen = grid.map(each -> each.things().size()).orElse(0);
        return (shown.arrangement().filter().isEmpty() ? "" : Figures.grouped(shown.matched()) + " of ")
                + Figures.counted(shown.total(), kind.one(), kind.many())
                + (chosen > 0 ? ", " + Figures.grouped(chosen) + " selected" : "");
    }

    @Override
    public List<org.signalbox.query.Token> tokens(String text) {
        return Query.tokens(text, wanted.columns());
    }

    @Override
    public void typed(String text) {
        complaint = "";
        try {
            final Query<Row> query = Query.parse(text, wanted.columns());
            unfinished = "";
            change(wanted.withFilter(query));
        } catch (QueryException wrong) {
            unfinished = wrong.getMessage();
            root.getDisplay().timerExec(PATIENCE, complain);
        }
    }

    @Override
    public void next(String text, int caret, boolean asked) {
        final Arrangement now = wanted;
        final Display display = root.getDisplay();
        Thread.ofVirtual().name("propose").start(() -> {
            final List<Completion> proposals = source.completions(now, text, caret);
            display.asyncExec(() -> {
                if (!root.isDisposed()) {
                    filter.propose(text, caret, proposals, asked);
                }
            });
        });
    }

    @Override
    public void leave() {
        grid.ifPresent(each -> each.control().setFocus());
    }

    @Override
    public void sort(String column) {
        change(wanted.sortedBy(column));
    }

    @Override
    public void order(List<String> names) {
        change(wanted.withShown(names));
    }

    @Override
    public void toggle(String group) {
        change(wanted.toggled(group));
    }

    @Override
    public void selected() {
        edit.setEnabled(!places().isEmpty());
        tell();
    }

    @Override
    public void menu(Optional<Field> column, Point at) {
        columns.open(column, at);
    }

    /** The ports of what is selected. */
    private List<Place> places() {
        final List<Place> places = new ArrayList<>();
        grid.ifPresent(each -> each.things().forEach(row -> places.addAll(row.ports())));
        return places;
    }

    @Override
    public void open() {
        final Commands known = commands.get();
        if (known == null) {
            context.report("Nothing can be changed: the fabric is not running.");
        } else if (!places().isEmpty()) {
            new EditDialog(root.getShell(), context, known, places()).open();
        }
    }

    /** The command that tells of what is selected. */
    private Optional<String> command() {
        final Commands known = commands.get();
        final List<Row> rows = grid.map(Grid::things).orElse(List.of());
        if (known == null || rows.isEmpty()) {
            return Optional.empty();
        }
        final Row row = rows.getFirst();
        return switch (shown.arrangement().kind()) {
            case MACHINES, PORTS -> Cmdlet.of("Get-VMNetworkAdapter").with("Name", row.ports().getFirst().name())
                    .with("SwitchName", row.ports().getFirst().switchName()).text(known);
            case SWITCHES -> Cmdlet.of("Get-VMSwitch").with("Name", row.id()).text(known);
            case HOSTS -> row.id().equals(Rows.THIS_HOST) ? Cmdlet.of("Get-VMSwitch").text(known)
                    : Cmdlet.of("Get-VMSwitch").with("Name", row.id() + "/*").text(known);
            case EXTENSIONS -> Cmdlet.of("Get-VMSwitchExtension").with("Name", row.id()).text(known);
        };
    }
}
