package org.signalbox.workbench.extensions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;

/** The view's widgets: the switch, its table of extensions, and a button for each command with the command shown. */
final class ExtensionsPanel {

    private static final int STATE_COLUMN = 6;

    /** A column of the table. */
    private record Column(String title, int width, int alignment) {
    }

    private static final List<Column> COLUMNS = List.of(new Column("Order", 56, SWT.RIGHT),
            new Column("Extension", 290, SWT.LEFT), new Column("Kind", 96, SWT.LEFT),
            new Column("Version", 150, SWT.LEFT), new Column("Frames", 124, SWT.RIGHT),
            new Column("Drops", 100, SWT.RIGHT), new Column("State", 240, SWT.LEFT));

    /** A button and the command it runs for a row; empty where the row has no such command. */
    private record Action(Button button, Function<Line, Optional<Cmdlet>> cmdlet) {
    }

    private final ViewContext context;
    private final Theme theme;
    private final Supplier<Commands> commands;
    private final Optional<String> folder;
    private final Composite root;
    private final Combo owner;
    private final Label hint;
    private final Table table;
    private final CommandLabel command;
    private final List<Action> actions = new ArrayList<>();
    private Installed installed = new Installed(List.of(), List.of());
    private List<Line> lines = List.of();

    /** @param folder where the extensions stand that are shipped and not installed */
    ExtensionsPanel(Composite parent, ViewContext context, Supplier<Commands> commands, Optional<String> folder) {
        this.context = context;
        this.theme = context.theme();
        this.commands = commands;
        this.folder = folder;
        root = composite(parent, 2, 12, 10);
        final Composite head = composite(root, 3, 0, 0);
        head.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        final Label label = new Label(head, SWT.NONE);
        label.setText("Switch");
        theme.paint(label, Token.SURFACE, Token.TEXT2);
        owner = new Combo(head, SWT.DROP_DOWN | SWT.READ_ONLY);
        owner.setLayoutData(new GridData(160, SWT.DEFAULT));
        owner.addListener(SWT.Selection, event -> refresh());
        hint = new Label(head, SWT.NONE);
        hint.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        theme.paint(hint, Token.SURFACE, Token.TEXT2);
        table = table();
        buttons();
        command = new CommandLabel(root, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false, 2, 1));
        context.command(this::commandText);
        context.focusOn(table);
        refresh();
    }

    Control control() {
        return root;
    }

    private Composite composite(Composite parent, int columns, int marginWidth, int marginHeight) {
        final Composite composite = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = marginWidth;
        layout.marginHeight = marginHeight;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 8;
        composite.setLayout(layout);
        theme.paint(composite, Token.SURFACE, Token.TEXT);
        return composite;
    }

    private Table table() {
        final Table made = new Table(root, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
        made.setHeaderVisible(true);
        final GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
        data.heightHint = 96;
        made.setLayoutData(data);
        for (final Column column : COLUMNS) {
            final TableColumn shown = new TableColumn(made, column.alignment());
            shown.setText(column.title());
            shown.setWidth(column.width());
        }
        made.addListener(SWT.Selection, event -> refreshActions());
        RowMoves.install(made, this::move);
        theme.onSwitch(made, this::refresh);
        return made;
    }

    private void buttons() {
        final Composite column = composite(root, 1, 0, 0);
        column.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
        action(column, "Enable", line -> line.enabled() || owner.getText().isEmpty() ? Optional.empty()
                : Optional.of(on("Enable-VMSwitchExtension", line)));
        action(column, "Disable",
                line -> line.enabled() ? Optional.of(on("Disable-VMSwitchExtension", line)) : Optional.empty());
        action(column, "Remove", line -> line.installed()
                ? Optional.of(Cmdlet.of("Uninstall-VMSwitchExtension").with("Name", line.id())) : Optional.empty());
        final Button install = button(column, "Install\u2026");
        install.setToolTipText("Install an extension's bundle from a file");
        install.addListener(SWT.Selection, event -> install());
    }

    private Cmdlet on(String name, Line line) {
        return Cmdlet.of(name).with("VMSwitchName", owner.getText()).with("Name", line.id());
    }

    /** Asks for another place of an extension; whether it may go there the command says. */
    private void move(int row, int target, boolean above) {
        run(on("Move-VMSwitchExtension", lines.get(row)).with(above ? "Before" : "After", lines.get(target).id()));
    }

    private void action(Composite parent, String text, Function<Line, Optional<Cmdlet>> cmdlet) {
        final Button button = button(parent, text);
        final Action action = new Action(button, cmdlet);
        button.addListener(SWT.Selection, event -> selected().flatMap(cmdlet).ifPresent(this::run));
        actions.add(action);
    }

    private static Button button(Composite parent, String text) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        return button;
    }

    private void run(Cmdlet cmdlet) {
        final Commands known = commands.get();
        if (known == null) {
            context.report("Nothing was changed: the fabric is not running.");
        } else {
            context.submit(() -> cmdlet.run(known), result -> {
            });
        }
    }

    private void install() {
        final FileDialog dialog = new FileDialog(root.getShell(), SWT.OPEN);
        dialog.setText("Install an extension");
        folder.ifPresent(dialog::setFilterPath);
        dialog.setFilterExtensions(new String[] {"*.jar"});
        dialog.setFilterNames(new String[] {"Bundles (*.jar)"});
        final String file = dialog.open();
        if (file != null) {
            run(Cmdlet.of("Install-VMSwitchExtension").with("Path", file));
        }
    }

    /** Shows the switches and extensions as they are now; the chosen switch and row stay chosen. */
    void show(Installed now) {
        installed = now;
        final List<String> names = now.names();
        if (!List.of(owner.getItems()).equals(names)) {
            final String chosen = owner.getText();
            owner.setItems(names.toArray(String[]::new));
            owner.select(Math.max(0, names.indexOf(chosen)));
            owner.setEnabled(!names.isEmpty());
        }
        refresh();
    }

    private Optional<Line> selected() {
        final int index = table.getSelectionIndex();
        return index < 0 || index >= lines.size() ? Optional.empty() : Optional.of(lines.get(index));
    }

    private void refresh() {
        final Optional<String> chosen = selected().map(Line::id);
        lines = installed.lines(owner.getText());
        table.setItemCount(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            final TableItem item = table.getItem(i);
            final List<String> cells = lines.get(i).cells();
            for (int column = 0; column < cells.size(); column++) {
                if (!item.getText(column).equals(cells.get(column))) {
                    item.setText(column, cells.get(column));
                }
            }
            item.setForeground(STATE_COLUMN, theme.color(lines.get(i).color()));
            if (chosen.filter(lines.get(i).id()::equals).isPresent() && table.getSelectionIndex() != i) {
                table.setSelection(i);
            }
        }
        if (table.getSelectionIndex() < 0 && !lines.isEmpty()) {
            table.setSelection(0);
        }
        hint.setText(lines.isEmpty() ? "No extension is installed yet: use Install\u2026, or put a bundle into the drop folder."
                : "A frame meets them in this order on its way in. Drag one, or press Alt+Up or Alt+Down, to move it.");
        refreshActions();
    }

    private void refreshActions() {
        final Commands known = commands.get();
        for (final Action action : actions) {
            final Optional<String> text = known == null ? Optional.empty()
                    : selected().flatMap(action.cmdlet()).flatMap(cmdlet -> cmdlet.text(known));
            action.button().setEnabled(text.isPresent());
            action.button().setToolTipText(text.orElse(null));
        }
        final String text = commandText().orElse("");
        command.show(text);
        if (command.getVisible() == text.isEmpty()) {
            command.setVisible(!text.isEmpty());
            ((GridData) command.getLayoutData()).exclude = text.isEmpty();
            root.layout(true, true);
        }
    }

    /** The command of the first button that the selected row has. */
    private Optional<String> commandText() {
        return actions.stream().map(Action::button).filter(Button::isEnabled).findFirst().map(Button::getToolTipText);
    }
}
