package org.signalbox.workbench.health;

import java.util.List;
import java.util.Optional;
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
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;

/** The rule that the selected problem goes against, the command that mends it, why it matters and who says so. */
final class WhyPanel {

    private static final int WRAP = 120;
    private static final int NAMED = 3;

    private final ViewContext context;
    private final Theme theme;
    private final Health health;
    private final ScrolledComposite scroll;
    private final Composite content;
    private final Label rule;
    private final Label sentence;
    private final Label fixCaption;
    private final CommandLabel command;
    private final Button run;
    private final Button copy;
    private final Label whyCaption;
    private final Label why;
    private final Label source;
    private List<Problem> problems = List.of();

    WhyPanel(Composite parent, ViewContext context, Health health) {
        this.context = context;
        this.health = health;
        theme = context.theme();
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        theme.paint(scroll, Token.SURFACE, Token.TEXT);
        content = new Composite(scroll, SWT.NONE);
        final GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 12;
        layout.marginHeight = 10;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = 6;
        content.setLayout(layout);
        theme.paint(content, Token.SURFACE, Token.TEXT);
        scroll.setContent(content);
        rule = label(Face.STRONG, Token.TEXT);
        sentence = label(Face.BODY, Token.TEXT2);
        fixCaption = label(Face.CAPS, Token.TEXT3);
        fixCaption.setText("FIX");
        command = new CommandLabel(content, theme);
        command.setLayoutData(wide());
        run = button("Run fix");
        run.addListener(SWT.Selection, event -> run());
        copy = button("Copy");
        copy.setToolTipText("Copy the command");
        copy.addListener(SWT.Selection, event -> copy());
        final Label rest = new Label(content, SWT.NONE);
        rest.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        theme.paint(rest, Token.SURFACE, Token.TEXT);
        whyCaption = label(Face.CAPS, Token.TEXT3);
        whyCaption.setText("WHY");
        why = label(Face.BODY, Token.TEXT);
        source = label(Face.SMALL, Token.TEXT2);
        scroll.addListener(SWT.Resize, event -> fit());
    }

    private Label label(Face face, Token colour) {
        final Label label = new Label(content, SWT.WRAP);
        label.setFont(theme.font(face));
        label.setLayoutData(wide());
        theme.paint(label, Token.SURFACE, colour);
        return label;
    }

    private static GridData wide() {
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1);
        data.widthHint = WRAP;
        return data;
    }

    private Button button(String text) {
        final Button button = new Button(content, SWT.PUSH);
        button.setText(text);
        button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
        return button;
    }

    /** Shows what is selected: one problem in full, of several their commands. */
    void show(List<Problem> selected) {
        if (selected.equals(problems) && !rule.getText().isEmpty()) {
            return;
        }
        problems = selected;
        final long fixes = problems.stream().filter(each -> !each.fix().isEmpty()).count();
        if (problems.size() == 1) {
            final Problem only = problems.getFirst();
            write(rule, only.rule());
            write(sentence, only.sentence());
            write(why, only.why());
            write(source, only.source().isEmpty() ? "" : "Source: " + only.source());
        } else {
            write(rule, problems.isEmpty() ? "Select a problem to see why it matters and what mends it."
                    : Figures.counted(problems.size(), "problem", "problems") + " selected");
            write(sentence, problems.isEmpty() || fixes == problems.size() ? ""
                    : Figures.counted(fixes, "has", "have") + " a command that mends it.");
            write(why, "");
            write(source, "");
        }
        shown(whyCaption, !why.getText().isEmpty());
        command.show(brief(fixes()));
        run.setText(fixes > 1 ? "Run " + fixes + " fixes" : "Run fix");
        run.setToolTipText("Run the command; Undo takes it back");
        List.of(fixCaption, command, run, copy).forEach(control -> shown(control, fixes > 0));
        content.layout();
        fit();
    }

    /** The commands of what is selected, a line each. */
    Optional<String> commands() {
        final String lines = String.join("\n", fixes());
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
    }

    private List<String> fixes() {
        return problems.stream().map(Problem::fix).filter(fix -> !fix.isEmpty()).distinct().toList();
    }

    /** The first few, so that the buttons stay in sight. */
    private static String brief(List<String> lines) {
        return lines.size() <= NAMED ? String.join("\n", lines)
                : String.join("\n", lines.subList(0, NAMED)) + "\n# and " + (lines.size() - NAMED) + " more";
    }

    private void run() {
        final List<String> fixes = fixes();
        context.submit(() -> health.run(fixes), done -> {
        });
    }

    private void copy() {
        commands().ifPresent(lines -> {
            final Clipboard clipboard = new Clipboard(copy.getDisplay());
            clipboard.setContents(new Object[] {lines}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        });
    }

    private static void write(Label label, String text) {
        label.setText(Wording.plain(text));
        shown(label, !text.isEmpty());
    }

    private static void shown(Control control, boolean shown) {
        control.setVisible(shown);
        ((GridData) control.getLayoutData()).exclude = !shown;
    }

    private void fit() {
        final int width = scroll.getClientArea().width;
        scroll.setMinSize(content.computeSize(width, SWT.DEFAULT));
        content.layout();
    }
}
