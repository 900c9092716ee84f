package org.signalbox.workbench.trace;

import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** Why a packet is not delivered, with the change that would deliver it and a button that makes it. */
final class RemedyPanel {

    private static final int WRAP = 200;

    private final Composite panel;
    private final Label sentence;
    private final Label searched;
    private final CommandLabel command;
    private final Button apply;
    private String line = "";

    /** @param apply takes the command as it is typed */
    RemedyPanel(Composite parent, Theme theme, Consumer<String> apply) {
        panel = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = 6;
        panel.setLayout(layout);
        panel.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(panel, Token.SURFACE, Token.TEXT);
        final Label caption = label(theme, Face.CAPS, Token.TEXT3, SWT.NONE);
        caption.setText("WHY NOT");
        sentence = label(theme, Face.BODY, Token.TEXT, SWT.WRAP);
        searched = label(theme, Face.SMALL, Token.TEXT2, SWT.WRAP);
        command = new CommandLabel(panel, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        this.apply = new Button(panel, SWT.PUSH);
        this.apply.setText("Make this change");
        this.apply.setToolTipText("Run the command; Undo takes it back");
        this.apply.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        this.apply.addListener(SWT.Selection, event -> apply.accept(line));
        hide();
    }

    private Label label(Theme theme, Face face, Token color, int style) {
        final Label label = new Label(panel, style);
        label.setFont(theme.font(face));
        theme.paint(label, Token.SURFACE, color);
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        data.widthHint = WRAP;
        label.setLayoutData(data);
        return label;
    }

    void show(Remedy remedy) {
        line = remedy.command();
        write(sentence, remedy.sentence());
        write(searched, remedy.searched());
        command.show(line);
        shown(command, !line.isEmpty());
        shown(apply, !line.isEmpty());
        shown(panel, true);
        panel.getParent().layout(true, true);
    }

    private static void write(Label label, String text) {
        label.setText(Wording.plain(text));
        shown(label, !text.isEmpty());
    }

    boolean isShown() {
        return !((GridData) panel.getLayoutData()).exclude;
    }

    void hide() {
        line = "";
        shown(panel, false);
        panel.getParent().layout(true, true);
    }

    private static void shown(Control control, boolean shown) {
        control.setVisible(shown);
        ((GridData) control.getLayoutData()).exclude = !shown;
    }
}
