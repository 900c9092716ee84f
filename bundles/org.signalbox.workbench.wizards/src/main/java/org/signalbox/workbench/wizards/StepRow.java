package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** A command of the review: what it would do, and once it was run, what became of it. */
final class StepRow {

    private final Theme theme;
    private final Label result;

    StepRow(Composite parent, Theme theme, int number, Preview.Step step) {
        this.theme = theme;
        final Composite row = new Composite(parent, SWT.NONE);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        final GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 2;
        row.setLayout(layout);
        theme.paint(row, Token.GROUND, Token.TEXT);
        final CommandLabel command = new CommandLabel(row, theme);
        command.show(step.text());
        command.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        final List<String> sentences = new ArrayList<>(step.sentences());
        if (step.isLater()) {
            sentences.add("Builds on a command above; the switches judge it when it is run.");
        }
        sentences.forEach(sentence -> line(row, Face.SMALL, Token.TEXT2).setText(Wording.plain(sentence)));
        result = line(row, Face.STRONG, Token.TEXT);
        result.setData("step", number);
        step.refusal().ifPresentOrElse(refusal -> show(false, refusal), this::reset);
    }

    private Label line(Composite row, Face face, Token colour) {
        final Label line = new Label(row, SWT.WRAP);
        line.setFont(theme.font(face));
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.horizontalIndent = 8;
        data.widthHint = 400;
        line.setLayoutData(data);
        theme.paint(line, Token.GROUND, colour);
        return line;
    }

    /** Shows what became of it. */
    void show(boolean isDone, String sentence) {
        result.setText((isDone ? "\u2713 " : "\u2717 ") + Wording.plain(sentence));
        theme.paint(result, Token.GROUND, isDone ? Token.OK : Token.ERROR);
        place(true);
    }

    /** Shows nothing of what became of it. */
    void reset() {
        result.setText("");
        place(false);
    }

    private void place(boolean shown) {
        ((GridData) result.getLayoutData()).exclude = !shown;
        result.setVisible(shown);
    }
}
