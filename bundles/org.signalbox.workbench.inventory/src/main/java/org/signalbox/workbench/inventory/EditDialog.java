package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.inventory.Row.Place;

/** Sets one thing on many ports, by a command each; what became of each stands in its row. */
final class EditDialog extends Dialog {

    private static final int COPY_COMMANDS = IDialogConstants.CLIENT_ID;
    private static final int COPY_RESULTS = COPY_COMMANDS + 1;
    private static final int UNDO = COPY_RESULTS + 1;
    private static final int SHOWN_COMMANDS = 3;
    private static final int COMMANDS_HEIGHT = 84;
    private static final int WIDTH = 800;
    private static final int RESULT = 2;

    private final ViewContext context;
    private final Theme theme;
    private final Commands commands;
    private final List<Place> places;
    private final List<Setting> settings;
    private final Outcome[] outcomes;
    private Combo setting;
    private Composite value;
    private Combo choice;
    private Text text;
    private Label nothing;
    private Label meaning;
    private CommandLabel label;
    private Table table;
    private Label told;
    /** Commands that were begun together, and those of them that have not come back. */
    private int begun;
    private int running;
    private volatile boolean stopped;

    EditDialog(Shell parent, ViewContext context, Commands commands, List<Place> places) {
        super(parent);
        this.context = context;
        this.theme = context.theme();
        this.commands = commands;
        this.places = List.copyOf(places);
        settings = Setting.of(commands);
        outcomes = new Outcome[places.size()];
        Arrays.fill(outcomes, Outcome.WAITING);
        setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.BORDER | SWT.RESIZE | SWT.APPLICATION_MODAL);
        setBlockOnOpen(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Edit " + Figures.counted(places.size(), "port", "ports"));
        shell.addListener(SWT.Dispose, event -> stopped = true);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        final Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).numColumns = 4;
        label(area, "Setting");
        setting = new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY);
        setting.setItems(settings.stream().map(Setting::title).toArray(String[]::new));
        setting.select(0);
        setting.setToolTipText("What is set on every port");
        setting.addListener(SWT.Selection, event -> choose());
        label(area, "Value");
        value = new Composite(area, SWT.NONE);
        value.setLayout(new StackLayout());
        value.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        choice = new Combo(value, SWT.DROP_DOWN | SWT.READ_ONLY);
        choice.setToolTipText("Value for every port");
        choice.addListener(SWT.Selection, event -> refresh());
        text = new Text(value, SWT.BORDER | SWT.SINGLE);
        text.setToolTipText("Value for every port");
        text.addListener(SWT.Modify, event -> refresh());
        nothing = new Label(value, SWT.NONE);
        nothing.setText("none is needed");
        meaning = label(area, "");
        meaning.setLayoutData(wide(SWT.FILL, false));
        // the label is as high as its lines, which come and go
        final Composite lines = new Composite(area, SWT.NONE);
        lines.setLayout(new FillLayout());
        final GridData fixed = wide(SWT.FILL, false);
        fixed.heightHint = COMMANDS_HEIGHT;
        lines.setLayoutData(fixed);
        label = new CommandLabel(lines, theme);
        table = table(area);
        told = new Label(area, SWT.NONE);
        told.setLayoutData(wide(SWT.FILL, false));
        told.setText(" ");
        return area;
    }

    private Label label(Composite area, String words) {
        final Label label = new Label(area, SWT.NONE);
        label.setText(words);
        theme.paint(label, Token.GROUND, Token.TEXT2);
        return label;
    }

    private static GridData wide(int vertical, boolean grab) {
        final GridData data = new GridData(SWT.FILL, vertical, true, grab, 4, 1);
        data.widthHint = WIDTH;
        return data;
    }

    private Table table(Composite area) {
        final Table made = new Table(area, SWT.BORDER | SWT.FULL_SELECTION | SWT.VIRTUAL);
        made.setHeaderVisible(true);
        for (final String title : List.of("Port", "Switch", "Result")) {
            new TableColumn(made, SWT.LEFT).setText(title);
        }
        made.getColumn(0).setWidth(150);
        made.getColumn(1).setWidth(130);
        made.getColumn(RESULT).setWidth(WIDTH - 300);
        final GridData data = wide(SWT.FILL, true);
        data.heightHint = 180;
        made.setLayoutData(data);
        made.addListener(SWT.SetData, event -> {
            final TableItem item = (TableItem) event.item;
            final Place place = places.get(event.index);
            item.setText(new String[] {place.name(), place.switchName(), outcomes[event.index].text()});
            item.setForeground(RESULT, theme.color(outcomes[event.index].color()));
        });
        made.addListener(SWT.Selection, event -> {
            final Outcome outcome = outcomes[made.getSelectionIndex()];
            made.setToolTipText(outcome.text().isEmpty() ? null : outcome.text());
            say(outcome.text(), outcome.color());
        });
        made.setItemCount(places.size());
        return made;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, COPY_COMMANDS, "Copy commands", false);
        createButton(parent, COPY_RESULTS, "Copy results", false).setEnabled(false);
        createButton(parent, UNDO, "Undo all", false);
        offerUndo();
        createButton(parent, IDialogConstants.OK_ID, "Run", true);
        createButton(parent, IDialogConstants.CANCEL_ID, "Close", false);
        choose();
    }

    private Setting setting() {
        return settings.get(setting.getSelectionIndex());
    }

    private void choose() {
        final Setting now = setting();
        choice.setItems(now.choices().toArray(String[]::new));
        choice.select(0);
        final StackLayout stack = (StackLayout) value.getLayout();
        stack.topControl = now.kind() == Setting.Kind.NONE ? nothing : now.choices().isEmpty() ? text : choice;
        value.layout();
        meaning.setText(Wording.plain(now.meaning()));
        refresh();
    }

    private String value() {
        return setting().choices().isEmpty() ? text.getText() : choice.getText();
    }

    /** @throws IllegalArgumentException with one sentence, if the value is none */
    private List<Cmdlet> cmdlets() {
        final String given = value();
        return places.stream().map(place -> setting().cmdlet(place, given)).toList();
    }

    private String line(Cmdlet cmdlet) {
        return cmdlet.text(commands).orElse("");
    }

    private void refresh() {
        final Button run = getButton(IDialogConstants.OK_ID);
        boolean ready = running == 0;
        try {
            final List<Cmdlet> all = cmdlets();
            label.show(all.stream().limit(SHOWN_COMMANDS).map(this::line).collect(Collectors.joining("\n"))
                    + more(all.size()));
            say("", Token.TEXT2);
        } catch (IllegalArgumentException wrong) {
            ready = false;
            label.show("");
            say(text.getText().isEmpty() ? "" : wrong.getMessage(), Token.ERROR);
        }
        run.setEnabled(ready);
        getButton(COPY_COMMANDS).setEnabled(ready);
    }

    private static String more(int all) {
        return all > SHOWN_COMMANDS ? "\n\u2026 and " + Figures.grouped(all - SHOWN_COMMANDS) + " more" : "";
    }

    private void say(String sentence, Token color) {
        told.setText(Wording.plain(sentence));
        theme.paint(told, Token.GROUND, color);
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case COPY_COMMANDS -> copy(cmdlets().stream().map(this::line).collect(Collectors.joining("\n")));
            case COPY_RESULTS -> copy(IntStream.range(0, places.size()).mapToObj(i -> places.get(i).switchName() + "\t"
                    + places.get(i).name() + "\t" + outcomes[i].text()).collect(Collectors.joining("\n")));
            case UNDO -> undo();
            default -> super.buttonPressed(id);
        }
    }

    private void copy(String lines) {
        final Clipboard clipboard = new Clipboard(getShell().getDisplay());
        try {
            clipboard.setContents(new Object[] {lines}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }

    /** Runs all, one after the other; closing the dialog leaves out those that have not begun. */
    @Override
    protected void okPressed() {
        final List<Cmdlet> all = new ArrayList<>(cmdlets());
        Arrays.fill(outcomes, Outcome.WAITING);
        table.clearAll();
        begin(all.size());
        for (int i = 0; i < all.size(); i++) {
            final int row = i;
            submit(row, () -> Outcome.of(all.get(row), commands), this::ran);
        }
    }

    private void ran() {
        final long refused = Arrays.stream(outcomes).filter(Outcome::isRefused).count();
        final long done = Arrays.stream(outcomes).filter(Outcome::isDone).count();
        say(Figures.counted(done, "port", "ports") + " changed, " + Figures.grouped(places.size() - done - refused)
                + " were so already, " + Figures.grouped(refused) + " refused."
                + (done > 0 ? " Undo all takes them back; Ctrl+Z in the window, one after the other." : ""),
                refused > 0 ? Token.ERROR : Token.OK);
    }

    /** The rows whose change can be undone, that of the newest first. */
    private List<Integer> undoable() {
        return IntStream.range(0, places.size()).filter(i -> outcomes[i].entry().isPresent()).boxed()
                .sorted(Comparator.comparing((Integer i) -> outcomes[i].entry().orElseThrow()).reversed()).toList();
    }

    /** Takes back what the last run has changed; one that is refused keeps no other from being undone. */
    private void undo() {
        final List<Integer> rows = undoable();
        begin(rows.size());
        for (final int row : rows) {
            final Outcome done = outcomes[row];
            submit(row, () -> done.undone(commands), () -> undone(rows));
        }
    }

    private void offerUndo() {
        final List<Integer> rows = undoable();
        final String lines = rows.stream().limit(SHOWN_COMMANDS).flatMap(row -> outcomes[row].undo().stream())
                .map(this::line).collect(Collectors.joining("\n"));
        getButton(UNDO).setToolTipText(rows.isEmpty() ? "Takes back what the last run has changed"
                : lines + more(rows.size()));
        getButton(UNDO).setEnabled(!rows.isEmpty());
    }

    private void undone(List<Integer> rows) {
        final long refused = rows.stream().filter(row -> outcomes[row].isRefused()).count();
        say(Figures.counted(rows.size() - refused, "change", "changes") + " undone, " + Figures.grouped(refused)
                + " refused.", refused > 0 ? Token.ERROR : Token.OK);
    }

    private void begin(int count) {
        running = count;
        begun = count;
        getButton(IDialogConstants.OK_ID).setEnabled(false);
        getButton(COPY_RESULTS).setEnabled(false);
        getButton(UNDO).setEnabled(false);
        setting.setEnabled(false);
        value.setEnabled(false);
    }

    /** @param end what is told when all have come */
    private void submit(int row, Supplier<Outcome> work, Runnable end) {
        context.submit(() -> stopped ? Outcome.STOPPED : work.get(), outcome -> came(row, outcome, end));
    }

    private void came(int row, Outcome outcome, Runnable end) {
        outcomes[row] = outcome;
        running--;
        if (table.isDisposed()) {
            return;
        }
        table.clear(row);
        if (running > 0) {
            say(Figures.grouped(begun - running) + " of " + Figures.grouped(begun), Token.TEXT2);
            return;
        }
        end.run();
        setting.setEnabled(true);
        value.setEnabled(true);
        getButton(IDialogConstants.OK_ID).setEnabled(true);
        getButton(COPY_RESULTS).setEnabled(true);
        offerUndo();
        getButton(IDialogConstants.CANCEL_ID).setFocus();
    }
}
