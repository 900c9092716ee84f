package org.signalbox.workbench.console;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.signalbox.command.CommandLine;
import org.signalbox.command.RefusedException;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;

/**
 * The view's widgets: what was answered, and a line to type. Return runs it, the arrows recall earlier lines, Tab
 * completes, Escape empties the line.
 */
final class ConsolePanel {

    private static final String PROMPT = "> ";
    private static final String GREETING = "Type a command, such as Get-VMSwitch. Tab completes, the arrows recall.";
    private static final String ABSENT = "The console's bundle is not running: there is nothing that could read commands.";
    /** Characters of output that are kept. */
    private static final int MOST = 200_000;

    /** How a stretch of the output is meant, so that it can be coloured anew when the palette switches. */
    private enum Kind {
        INPUT, ANSWER, REFUSAL, NOTE
    }

    private record Answer(Kind kind, String text) {
    }

    private final ViewContext context;
    private final Theme theme;
    private final Composite root;
    private final StyledText output;
    private final Text input;
    private final Recall recall = new Recall();
    private CommandLine service;
    private Optional<CommandLine.Session> session = Optional.empty();

    ConsolePanel(Composite parent, ViewContext context) {
        this.context = context;
        this.theme = context.theme();
        root = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        layout.verticalSpacing = 6;
        root.setLayout(layout);
        theme.paint(root, Token.SURFACE, Token.TEXT);
        output = new StyledText(root, SWT.READ_ONLY | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
        output.setFont(theme.font(Face.MONO));
        output.setAlwaysShowScrollBars(false);
        output.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        theme.paint(output, Token.SURFACE, Token.TEXT);
        theme.onSwitch(output, this::recolour);
        final Label prompt = new Label(root, SWT.NONE);
        prompt.setText(">");
        prompt.setFont(theme.font(Face.MONO));
        theme.paint(prompt, Token.SURFACE, Token.ACCENT);
        input = new Text(root, SWT.BORDER | SWT.SINGLE);
        input.setFont(theme.font(Face.MONO));
        input.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        input.setMessage("Get-VMSwitch");
        input.addListener(SWT.DefaultSelection, event -> run());
        input.addListener(SWT.KeyDown, this::key);
        input.addListener(SWT.Traverse, event -> {
            if (event.detail == SWT.TRAVERSE_TAB_NEXT && !input.getText().isBlank()) {
                event.doit = false;
                complete();
            }
        });
        root.addDisposeListener(event -> session.ifPresent(CommandLine.Session::close));
        context.focusOn(input);
        context.onShow(this::put);
        context.command(() -> Optional.of(input.getText()).filter(text -> !text.isBlank()));
        append(new Answer(Kind.NOTE, ABSENT));
        // not disabled: it may be given the focus before the service is there
        input.setEditable(false);
    }

    Control control() {
        return root;
    }

    /** Uses the service that reads commands; null while there is none. */
    void use(CommandLine now) {
        if (now == service) {
            return;
        }
        service = now;
        session.ifPresent(CommandLine.Session::close);
        session = Optional.ofNullable(now).map(found -> found.open("workbench"));
        output.setText("");
        append(new Answer(Kind.NOTE, session.isPresent() ? GREETING : ABSENT));
        input.setEditable(session.isPresent());
    }

    private void run() {
        final String line = input.getText();
        if (line.isBlank() || session.isEmpty()) {
            return;
        }
        final CommandLine.Session reader = session.get();
        recall.add(line);
        input.setText("");
        input.setEditable(false);
        append(new Answer(Kind.INPUT, PROMPT + line));
        context.submit(() -> answer(reader, line), answer -> {
            append(answer);
            input.setEditable(session.isPresent());
        });
    }

    /** A refusal is an answer: it stands below the line that was refused. */
    private static Answer answer(CommandLine.Session reader, String line) {
        try {
            return new Answer(Kind.ANSWER, reader.execute(line).stripTrailing());
        } catch (RefusedException e) {
            return new Answer(Kind.REFUSAL, e.getMessage());
        } catch (RuntimeException e) {
            return new Answer(Kind.REFUSAL, "The command failed: " + e);
        }
    }

    private void key(Event event) {
        switch (event.keyCode) {
            case SWT.ARROW_UP -> {
                event.doit = false;
                recall.older(input.getText()).ifPresent(this::put);
            }
            case SWT.ARROW_DOWN -> {
                event.doit = false;
                recall.newer().ifPresent(this::put);
            }
            case SWT.ESC -> put("");
            default -> {
                // typed into the field
            }
        }
    }

    private void put(String line) {
        input.setText(line);
        input.setSelection(line.length());
    }

    private void complete() {
        final String line = input.getText();
        final int cursor = input.getCaretPosition();
        session.ifPresent(reader -> context.submit(() -> reader.complete(line, cursor), words -> {
            if (line.equals(input.getText())) {
                offer(line, cursor, words);
            }
        }));
    }

    private void offer(String line, int cursor, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        final Completion completed = Completion.of(line, cursor, words);
        input.setText(completed.line());
        input.setSelection(completed.cursor());
        if (words.size() > 1) {
            append(new Answer(Kind.NOTE, String.join("  ", words)));
        }
    }

    private void append(Answer answer) {
        if (answer.text().isEmpty()) {
            return;
        }
        if (output.getCharCount() > MOST) {
            output.replaceTextRange(0, output.getOffsetAtLine(output.getLineCount() / 2), "");
        }
        final int start = output.getCharCount();
        output.append(answer.text() + "\n");
        final StyleRange range = new StyleRange(start, answer.text().length(), colour(answer.kind()), null);
        range.data = answer.kind();
        output.setStyleRange(range);
        output.setTopIndex(output.getLineCount());
    }

    private Color colour(Kind kind) {
        return theme.color(switch (kind) {
            case INPUT -> Token.ACCENT;
            case ANSWER -> Token.TEXT;
            case REFUSAL -> Token.ERROR;
            case NOTE -> Token.TEXT2;
        });
    }

    private void recolour() {
        for (final StyleRange range : output.getStyleRanges()) {
            range.foreground = colour((Kind) range.data);
            output.setStyleRange(range);
        }
    }
}
