package org.signalbox.workbench.journal;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.command.Commands;
import org.signalbox.command.JournalEntry;
import org.signalbox.schema.Change;
import org.signalbox.schema.JsonText;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.journal.JournalView.Pages;

/** The view's widgets: the entries, newest first, and the selected one's command and patch. */
final class JournalPanel {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String[] TITLES = {"Revision", "When", "Who", "Command", "Result"};
    private static final int[] WIDTHS = {76, 168, 104, 420, 150};

    private final ViewContext context;
    private final Theme theme;
    private final Supplier<Commands> commands;
    private final SashForm sash;
    private final Table table;
    private final Button undo;
    private final Button redo;
    private final Label summary;
    private final CommandLabel command;
    private final StyledText patch;
    private Pages pages = Pages.NONE;

    JournalPanel(Composite parent, ViewContext context, Supplier<Commands> commands) {
        this.context = context;
        this.theme = context.theme();
        this.commands = commands;
        sash = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
        sash.setSashWidth(1);
        theme.paint(sash, Token.LINE, Token.TEXT);
        final Composite left = composite(sash, 3);
        undo = step(left, "Undo", "Undo-Change");
        redo = step(left, "Redo", "Redo-Change");
        summary = new Label(left, SWT.NONE);
        summary.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        theme.paint(summary, Token.SURFACE, Token.TEXT2);
        table = new Table(left, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE | SWT.VIRTUAL);
        table.setHeaderVisible(true);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1));
        for (int i = 0; i < TITLES.length; i++) {
            final TableColumn column = new TableColumn(table, i == 0 ? SWT.RIGHT : SWT.LEFT);
            column.setText(TITLES[i]);
            column.setWidth(WIDTHS[i]);
        }
        table.addListener(SWT.SetData, event -> fill((TableItem) event.item, event.index));
        table.addListener(SWT.Selection, event -> refreshDetail());
        final Composite right = composite(sash, 1);
        caption(right, "COMMAND");
        command = new CommandLabel(right, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        caption(right, "PATCH");
        patch = new StyledText(right, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
        patch.setFont(theme.font(Face.MONO));
        patch.setMargins(8, 8, 8, 8);
        patch.setAlwaysShowScrollBars(false);
        patch.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(patch, Token.RAISED, Token.TEXT);
        sash.setWeights(70, 30);
        context.focusOn(table);
        context.command(() -> selected().map(JournalEntry::command));
        show(Pages.NONE);
    }

    Control control() {
        return sash;
    }

    private Composite composite(Composite parent, int columns) {
        final Composite composite = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = 12;
        layout.marginHeight = 10;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = 8;
        composite.setLayout(layout);
        theme.paint(composite, Token.SURFACE, Token.TEXT);
        return composite;
    }

    private void caption(Composite parent, String text) {
        final Label label = new Label(parent, SWT.NONE);
        label.setText(text);
        label.setFont(theme.font(Face.CAPS));
        theme.paint(label, Token.SURFACE, Token.TEXT3);
    }

    private Button step(Composite parent, String text, String name) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> {
            final Commands journal = commands.get();
            if (journal != null) {
                context.submit(() -> Cmdlet.of(name).run(journal), result -> {
                });
            }
        });
        return button;
    }

    /** Shows the journal as it is now; the selected entry stays selected. */
    void show(Pages now) {
        final boolean grown = now.entries().size() != pages.entries().size();
        final Optional<JournalEntry> before = selected();
        pages = now;
        undo.setEnabled(now.undoable().isPresent());
        undo.setToolTipText(now.undoable().map(entry -> "Undo \u201c" + entry.command() + "\u201d").orElse(null));
        redo.setEnabled(now.redoable().isPresent());
        redo.setToolTipText(now.redoable().map(entry -> "Redo \u201c" + entry.command() + "\u201d").orElse(null));
        summary.setText(now.entries().isEmpty() ? "Nothing was changed yet: every command will stand here."
                : "Newest first. Operations are written down and cannot be undone.");
        if (grown) {
            table.setItemCount(now.entries().size());
            table.clearAll();
            final int index = before.map(entry -> row(entry.number())).orElse(0);
            if (!now.entries().isEmpty()) {
                table.setSelection(index);
            }
        }
        refreshDetail();
    }

    private int row(long number) {
        final List<JournalEntry> entries = pages.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).number() == number) {
                return entries.size() - 1 - i;
            }
        }
        return 0;
    }

    private JournalEntry entry(int row) {
        return pages.entries().get(pages.entries().size() - 1 - row);
    }

    private Optional<JournalEntry> selected() {
        final int index = table.getSelectionIndex();
        return index < 0 || index >= pages.entries().size() ? Optional.empty() : Optional.of(entry(index));
    }

    private void fill(TableItem item, int row) {
        final JournalEntry entry = entry(row);
        item.setText(new String[] {String.valueOf(entry.revision()), TIME.format(entry.when()), entry.who(),
                entry.command(), result(entry)});
    }

    private static String result(JournalEntry entry) {
        if (entry.undoes().isPresent()) {
            return "undid entry " + entry.undoes().get();
        }
        if (entry.redoes().isPresent()) {
            return "redid entry " + entry.redoes().get();
        }
        return entry.patch().map(done -> done.changes().size() == 1 ? "1 change" : done.changes().size() + " changes")
                .orElse("done");
    }

    private void refreshDetail() {
        final Optional<JournalEntry> entry = selected();
        command.show(entry.map(JournalEntry::command).orElse(""));
        final String text = entry.map(JournalPanel::patchText).orElse("");
        if (!patch.getText().equals(text)) {
            patch.setText(text);
        }
    }

    private static String patchText(JournalEntry entry) {
        return entry.patch()
                .map(done -> done.changes().stream().map(JournalPanel::line).collect(Collectors.joining("\n")))
                .orElse("An operation: the document did not change.");
    }

    private static String line(Change change) {
        if (change.before() == Change.ABSENT) {
            return "+ " + change.path() + "\n    " + JsonText.compact(change.after());
        }
        if (change.after() == Change.ABSENT) {
            return "\u2212 " + change.path() + "\n    " + JsonText.compact(change.before());
        }
        return "~ " + change.path() + "\n    " + JsonText.compact(change.before()) + " \u2192 "
                + JsonText.compact(change.after());
    }
}
