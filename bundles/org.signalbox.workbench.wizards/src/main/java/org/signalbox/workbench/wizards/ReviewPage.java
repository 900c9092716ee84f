package org.signalbox.workbench.wizards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/**
 * Where every wizard ends: the commands, what each would do to the fabric, and what none of them sets; to run, to copy
 * or to save. Runs up to the first refusal and offers to take back what was done.
 */
final class ReviewPage {

    /** How far it is; told after each change. */
    enum State {
        /** Asking what the commands would do. */
        LOOKING,
        /** They can be run. */
        READY,
        /** One would be refused. */
        REFUSED,
        /** At work. */
        BUSY,
        /** All were done. */
        DONE,
        /** One was refused after others were done. */
        STOPPED
    }

    private final Theme theme;
    private final Commands commands;
    private final Runnable changed;
    private final Composite page;
    private final ScrolledComposite scrolled;
    private final Composite list;
    private final Button undo;
    private final List<StepRow> rows = new ArrayList<>();
    private Plan plan = new Plan(List.of(), List.of(), List.of());
    private Batch batch;
    private State state = State.LOOKING;
    private String trouble = "";

    ReviewPage(Composite parent, Theme theme, Commands commands, Runnable changed) {
        this.theme = theme;
        this.commands = commands;
        this.changed = changed;
        batch = new Batch(commands, Map.of());
        page = new Composite(parent, SWT.NONE);
        page.setLayout(grid(1, 16));
        theme.paint(page, Token.GROUND, Token.TEXT);
        scrolled = new ScrolledComposite(page, SWT.V_SCROLL);
        scrolled.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        theme.paint(scrolled, Token.GROUND, Token.TEXT);
        list = new Composite(scrolled, SWT.NONE);
        list.setLayout(grid(1, 0));
        theme.paint(list, Token.GROUND, Token.TEXT);
        scrolled.setContent(list);
        scrolled.addListener(SWT.Resize, event -> measure());
        final Composite buttons = new Composite(page, SWT.NONE);
        buttons.setLayout(grid(3, 0));
        buttons.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        theme.paint(buttons, Token.GROUND, Token.TEXT);
        button(buttons, "&Copy", "Copy the commands", this::copy);
        button(buttons, "&Save as script\u2026", "Save the commands as a file for product/signalbox console --script",
                this::save);
        undo = button(buttons, "&Undo these changes", "Take back what was done, the last change first", this::takeBack);
        undo.setVisible(false);
    }

    private static GridLayout grid(int columns, int margin) {
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = margin;
        layout.marginHeight = margin;
        layout.verticalSpacing = 10;
        layout.horizontalSpacing = 8;
        return layout;
    }

    private static Button button(Composite parent, String text, String tip, Runnable action) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.setToolTipText(tip);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    Control control() {
        return page;
    }

    State state() {
        return state;
    }

    /** What there is to say; an error's sentence where the state is one. */
    String sentence() {
        return !trouble.isEmpty() ? trouble : switch (state) {
            case LOOKING -> "Asking what they would do\u2026";
            case READY -> "Nothing is changed until you run them. Each becomes an entry of the journal.";
            case REFUSED -> "One of them would be refused; go back and change the answers.";
            case BUSY -> "At work\u2026";
            case DONE -> "All is done.";
            case STOPPED -> batch.canUndo() ? "Stopped; what was done before stays until you undo it."
                    : "Stopped; nothing is changed.";
        };
    }

    boolean isTrouble() {
        return !trouble.isEmpty() || state == State.REFUSED || state == State.STOPPED;
    }

    /** Whether answers may be changed: nothing that was done stands. */
    boolean canGoBack() {
        return state == State.READY || state == State.REFUSED || state == State.STOPPED && !batch.canUndo();
    }

    private void enter(State next) {
        state = next;
        undo.setVisible((next == State.DONE || next == State.STOPPED) && batch.canUndo());
        changed.run();
    }

    /** Shows other commands. */
    void show(Plan next) {
        plan = next;
        trouble = "";
        batch = new Batch(commands, next.reverses());
        enter(State.LOOKING);
        Background.run("preview", page, () -> new Preview(commands).of(next.commands()), seen -> {
            if (plan == next) {
                fill(seen);
            }
        });
    }

    private void fill(List<Preview.Step> seen) {
        rows.clear();
        for (final Control old : list.getChildren()) {
            old.dispose();
        }
        for (int i = 0; i < seen.size(); i++) {
            rows.add(new StepRow(list, theme, i, seen.get(i)));
        }
        if (!plan.notes().isEmpty()) {
            final Label head = new Label(list, SWT.NONE);
            head.setText("NOT SET HERE, AND WHAT TO KNOW");
            head.setFont(theme.font(Face.CAPS));
            theme.paint(head, Token.GROUND, Token.TEXT3);
        }
        for (final String each : plan.notes()) {
            final Label note = new Label(list, SWT.WRAP);
            note.setText(Wording.plain(each));
            final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
            data.widthHint = 400;
            data.horizontalIndent = 8;
            note.setLayoutData(data);
            theme.paint(note, Token.GROUND, Token.TEXT2);
        }
        measure();
        scrolled.setOrigin(0, 0);
        enter(seen.stream().anyMatch(step -> step.refusal().isPresent()) ? State.REFUSED : State.READY);
    }

    private void measure() {
        list.layout(true, true);
        scrolled.setMinHeight(list.computeSize(scrolled.getClientArea().width, SWT.DEFAULT).y);
    }

    private String lines() {
        return plan.commands().stream().map(each -> each.text(commands).orElse(each.name()))
                .collect(Collectors.joining("\n"));
    }

    private void copy() {
        final Clipboard clipboard = new Clipboard(page.getDisplay());
        clipboard.setContents(new Object[] {lines()}, new Transfer[] {TextTransfer.getInstance()});
        clipboard.dispose();
    }

    private void save() {
        final FileDialog dialog = new FileDialog(page.getShell(), SWT.SAVE);
        dialog.setText("Save as script");
        dialog.setFileName("commands.txt");
        dialog.setOverwrite(true);
        final String file = dialog.open();
        if (file != null) {
            final String text = lines() + "\n";
            Background.run("save", page, () -> write(Path.of(file), text), failure -> {
                trouble = failure.orElse("");
                changed.run();
            });
        }
    }

    private static Optional<String> write(Path file, String text) {
        try {
            Files.writeString(file, text);
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of(file + " was not written: " + failure.getMessage());
        }
    }

    /** Runs the commands; the state tells when that is over. */
    void run() {
        trouble = "";
        rows.forEach(StepRow::reset);
        enter(State.BUSY);
        final Batch running = batch;
        final Plan asked = plan;
        Background.run("wizard", page, () -> running.run(asked.commands(), (i, outcome) ->
                Background.tell(page, () -> show(i, outcome))), all -> enter(all ? State.DONE : State.STOPPED));
    }

    private void show(int i, Batch.Outcome outcome) {
        rows.get(i).show(outcome.isDone(), outcome.sentence());
        measure();
        if (!outcome.isDone()) {
            scrolled.showControl(list.getChildren()[i]);
        }
    }

    private void takeBack() {
        final State before = state;
        enter(State.BUSY);
        Background.run("undo", page, () -> {
            try {
                batch.undo();
                return "";
            } catch (RefusedException refused) {
                return refused.getMessage();
            }
        }, refusal -> {
            trouble = refusal;
            if (refusal.isEmpty()) {
                show(plan);
            } else {
                enter(before);
            }
        });
    }
}
