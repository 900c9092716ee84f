package org.signalbox.workbench.trace;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** The rule behind a step, to be changed in place: supposed, or in earnest. */
final class RulePanel {

    private final Composite panel;
    private final Label title;
    private final Text value;
    private final CommandLabel command;
    private final Function<String, Optional<String>> typed;
    private final BiConsumer<String, Boolean> changed;
    private final Button suppose;
    private final Button make;
    private boolean supposable;
    private Optional<Rule> shown = Optional.empty();

    /**
     * @param typed   the command that sets a value as {@code -Set} takes it; empty where there is none
     * @param changed told of such a value, and whether it is to be set in earnest
     */
    RulePanel(Composite parent, Theme theme, Function<String, Optional<String>> typed,
            BiConsumer<String, Boolean> changed) {
        this.typed = typed;
        this.changed = changed;
        panel = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(4, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = 6;
        panel.setLayout(layout);
        panel.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(panel, Token.SURFACE, Token.TEXT);
        final Label caption = new Label(panel, SWT.NONE);
        caption.setText("RULE");
        caption.setFont(theme.font(Face.CAPS));
        theme.paint(caption, Token.SURFACE, Token.TEXT3);
        title = new Label(panel, SWT.NONE);
        title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1));
        theme.paint(title, Token.SURFACE, Token.TEXT);
        value = new Text(panel, SWT.SINGLE | SWT.BORDER);
        value.setFont(theme.font(Face.MONO));
        value.setToolTipText("The rule as it stands in the policy; change it, and Enter tells what would become of the "
                + "packet then");
        value.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        value.addListener(SWT.Modify, event -> refresh());
        value.addListener(SWT.DefaultSelection, event -> suppose());
        suppose = new Button(panel, SWT.PUSH);
        suppose.setText("What if it were so?");
        suppose.setToolTipText("Simulate the packet with the rule as it stands in the field; nothing is changed");
        suppose.addListener(SWT.Selection, event -> suppose());
        make = new Button(panel, SWT.PUSH);
        make.setText("Change the rule");
        make.setToolTipText("Run the command; Undo takes it back");
        make.addListener(SWT.Selection, event -> assignment().ifPresent(set -> changed.accept(set, true)));
        command = new CommandLabel(panel, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 4, 1));
        hide();
    }

    private void suppose() {
        if (supposable) {
            assignment().ifPresent(set -> changed.accept(set, false));
        }
    }

    /** A value that is not what stands there. */
    private Optional<String> assignment() {
        return shown.filter(rule -> !rule.value().equals(value.getText().strip()))
                .map(rule -> rule.assignment(value.getText()));
    }

    private void refresh() {
        final Optional<String> line = assignment().flatMap(typed);
        suppose.setEnabled(line.isPresent() && supposable);
        make.setEnabled(line.isPresent());
        command.show(line.orElse("Change the rule to see the command."));
        panel.getParent().layout(true, true);
    }

    boolean isShown() {
        return shown.isPresent();
    }

    /** @param packet whether there is one to simulate with another rule */
    void show(Rule rule, boolean packet) {
        supposable = packet;
        shown = Optional.of(rule);
        title.setText(Wording.plain(rule.title()));
        value.setText(rule.value());
        setShown(true);
        refresh();
        value.setFocus();
    }

    void hide() {
        shown = Optional.empty();
        setShown(false);
    }

    private void setShown(boolean on) {
        panel.setVisible(on);
        ((GridData) panel.getLayoutData()).exclude = !on;
        panel.getParent().layout(true, true);
    }
}
