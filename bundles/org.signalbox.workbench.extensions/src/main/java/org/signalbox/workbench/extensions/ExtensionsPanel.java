package org.signalbox.workbench.extensions;

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
import org.eclipse.swt.widgets.Label;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.RowMoves;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;

/**
 * The view's widgets: the switch and its lock, the table of its extensions with the details of the selected one, and a
 * button for each command with the command shown.
 */
final class ExtensionsPanel {

    private static final int DETAILS_HEIGHT = 112;
    private static final int LEAST_DETAILS = 48;

    private final Theme theme;
    private final Runner runner;
    private final Composite root;
    private final Combo owner;
    private final Label hint;
    private final LockBar lock;
    private final ExtensionTable table;
    private final DetailsPanel details;
    private final List<CommandButton> buttons;
    private final FailureChoice onFailure;
    private final CommandLabel command;
    private Installed installed = Installed.NOTHING;

    /** @param folder where the extensions stand that are shipped and not installed */
    ExtensionsPanel(Composite parent, ViewContext context, Supplier<Commands> commands, Optional<String> folder) {
        this.theme = context.theme();
        this.runner = new Runner(context, commands);
        root = composite(parent, 2, 12, 10);
        final Composite head = composite(root, 5, 0, 0);
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
        lock = new LockBar(head, root, theme, runner, this::status, () -> installed.driftOf(owner.getText()));
        table = new ExtensionTable(root, theme, this::refreshSelected);
        RowMoves.install(table.control(), this::move);
        theme.onSwitch(table.control(), this::refresh);
        final Composite actions = composite(root, 2, 0, 0);
        ((GridLayout) actions.getLayout()).horizontalSpacing = 8;
        ((GridLayout) actions.getLayout()).makeColumnsEqualWidth = true;
        actions.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false, 1, 2));
        final Upgrading upgrading = new Upgrading(context, runner, new JarDialog(root.getShell(), folder));
        final CommandButton enable = action(actions, "Enable", line -> line.enabled() || owner.getText().isEmpty()
                ? Optional.empty() : Optional.of(on("Enable-VMSwitchExtension", line)));
        final CommandButton disable = action(actions, "Disable",
                line -> line.enabled() ? Optional.of(on("Disable-VMSwitchExtension", line)) : Optional.empty());
        final CommandButton remove = action(actions, "Remove", line -> line.installed()
                ? Optional.of(Cmdlet.of("Uninstall-VMSwitchExtension").with("Name", line.id())) : Optional.empty());
        final Button install = CommandButton.plain(actions, "Install\u2026");
        install.setToolTipText("Install an extension from a file or a repository (Install-VMSwitchExtension)");
        install.addListener(SWT.Selection, event -> context.act("new.Install-extension"));
        upgrading.button(actions);
        final CommandButton accept = action(actions, "Accept", line -> upgrading.accept(line.id()));
        buttons = List.of(enable, disable, remove, accept);
        onFailure = new FailureChoice(actions, theme, runner, this::on);
        final Button create = CommandButton.plain(actions, "New extension\u2026");
        create.setToolTipText("Make a project with a new extension (" + Project.COMMAND + ")");
        create.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        create.addListener(SWT.Selection, event -> new ProjectDialog(create.getShell(), theme, commands).open());
        details = new DetailsPanel(root, theme);
        final GridData below = new GridData(SWT.FILL, SWT.FILL, true, true);
        below.heightHint = DETAILS_HEIGHT;
        below.minimumHeight = LEAST_DETAILS;
        details.layoutData(below);
        command = new CommandLabel(root, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false, 2, 1));
        context.command(this::commandText);
        context.focusOn(table.control());
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

    private CommandButton action(Composite parent, String text, Function<Line, Optional<Cmdlet>> cmdlet) {
        return new CommandButton(parent, text, runner, () -> table.selected().flatMap(cmdlet));
    }

    private Cmdlet on(String name, Line line) {
        return Cmdlet.of(name).with("VMSwitchName", owner.getText()).with("Name", line.id());
    }

    /** Asks for another place of an extension; whether it may go there the command says. */
    private void move(int row, int target, boolean above) {
        runner.run(on("Move-VMSwitchExtension", table.line(row)).with(above ? "Before" : "After",
                table.line(target).id()));
    }

    private Optional<SwitchStatus> status() {
        return installed.find(owner.getText());
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

    private void refresh() {
        final List<Line> lines = installed.lines(owner.getText());
        table.show(lines);
        hint.setText(Upgrading.progress(installed.upgrades()).orElse(lines.isEmpty()
                ? "No extension is installed yet: use Install\u2026, or put a bundle into the drop folder."
                : "Frames meet them in this order on their way in. Alt+Up, Alt+Down or dragging moves one."));
        lock.refresh();
        refreshSelected();
    }

    private void refreshSelected() {
        final Optional<Line> selected = table.selected();
        details.show(selected.map(line -> Sheet.of(installed, owner.getText(), line)));
        buttons.forEach(CommandButton::refresh);
        onFailure.show(status(), selected);
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
        return buttons.stream().map(CommandButton::text).flatMap(Optional::stream).findFirst();
    }
}
