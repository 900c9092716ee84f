package org.signalbox.workbench.trace;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** What can be asked next of what is on screen, and taken along of it. */
final class Actions {

    private static final String WHY_NOT = "Why not?";
    private static final String RULE = "Rule\u2026";

    private final Button stage;
    private final Button whyNot;
    private final Button rule;
    private final Button copy;
    private final Button text;
    private final Button export;
    private final CommandLabel command;

    /** What the buttons do. */
    interface Acts {
        /** Simulates without the stage that is meant, or with it again. */
        void toggleStage();

        /** Looks for a remedy, or stops that. */
        void whyNot();

        /** Shows the rule of the step that is meant, or hides it. */
        void rule();

        void copyCommand();

        void copyText();

        void export();
    }

    Actions(Composite parent, Theme theme, Acts acts) {
        final Composite row = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(7, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 8;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(row, Token.SURFACE, Token.TEXT);
        stage = button(row, "What if without \u2026", acts::toggleStage);
        whyNot = button(row, WHY_NOT, acts::whyNot);
        rule = button(row, RULE, acts::rule);
        copy = button(row, "Copy command", acts::copyCommand);
        text = button(row, "Copy text", acts::copyText);
        export = button(row, "Export\u2026", acts::export);
        command = new CommandLabel(row, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    private static Button button(Composite parent, String words, Runnable pressed) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(words);
        button.addListener(SWT.Selection, event -> pressed.run());
        return button;
    }

    /** @param line what would be run; empty where nothing can be left out */
    void stage(Optional<StepRow> meant, boolean out, Optional<String> line) {
        final String name = line.flatMap(_ -> meant).map(StepRow::stage)
                .map(id -> id.substring(id.lastIndexOf('.') + 1)).orElse("\u2026");
        write(stage, out ? "What if with " + name : "What if without " + name, line);
    }

    void whyNot(boolean running, Optional<String> line) {
        write(whyNot, running ? "Stop looking" : WHY_NOT, line);
    }

    void rule(boolean shown, Optional<Rule> known) {
        write(rule, shown ? "Hide rule" : RULE, shown ? Optional.of("Hide the rule")
                : known.map(each -> "Show " + each.title() + ", to change it"));
    }

    /** @param what frames that can be taken along, in words; empty for none */
    void take(Optional<String> line, Optional<String> what) {
        write(copy, "Copy command", line);
        command.show(line.orElse(""));
        write(text, "Copy text", what.map(frames -> "Copy the steps of " + frames + " as the console prints them"));
        write(export, "Export\u2026", what.map(frames -> "Write " + frames
                + " as pcapng, what was decided in the packets' comments"));
    }

    private static void write(Button button, String words, Optional<String> tip) {
        button.setText(Wording.plain(words));
        button.setEnabled(tip.isPresent());
        button.setToolTipText(tip.orElse(null));
    }
}
