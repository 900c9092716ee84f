package org.signalbox.workbench.help;

import java.util.List;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;

/** The view's widgets: a button for each beginning, and below it what one gets. */
final class WelcomePanel {

    private static final int MARGIN = 16;

    private final ScrolledComposite scroll;
    private final Composite column;
    private final ViewContext context;
    private final Theme theme;
    private final Supplier<Commands> commands;

    /** @param commands gives null while nobody provides them */
    WelcomePanel(Composite parent, ViewContext context, Supplier<Commands> commands, List<Sample> samples) {
        this.context = context;
        this.commands = commands;
        theme = context.theme();
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        theme.paint(scroll, Token.SURFACE, Token.TEXT);
        column = new Composite(scroll, SWT.NONE);
        final GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = MARGIN;
        layout.marginHeight = MARGIN;
        layout.verticalSpacing = 4;
        column.setLayout(layout);
        theme.paint(column, Token.SURFACE, Token.TEXT);
        scroll.setContent(column);
        label("Welcome to Signalbox", Face.TITLE, Token.TEXT, 0);
        label("A virtual switch, the machines around it, and extensions that see every frame.", Face.BODY,
                Token.TEXT2, 0);
        if (!samples.isEmpty()) {
            head("Open a sample");
            samples.forEach(sample -> begin(sample.title(), sample.promise(), () -> open(sample)));
        }
        head("Begin a fabric of your own");
        begin("New switch\u2026", "A wizard asks, and shows the commands before it runs them.",
                () -> context.act("new.Switch"));
        begin("Open a fabric\u2026", "A document that was saved before, as YAML or JSON.",
                () -> context.act("file.open"));
        head("The first hour, step by step");
        begin("Why was a frame dropped?", "See traffic, let filtering in, and ask for the rule.",
                () -> context.show("help", "first-drop"));
        begin("Write an access list", "And take it back.", () -> context.show("help", "first-access-list"));
        begin("Build a switch", "With two ports and a capture.", () -> context.show("help", "first-switch"));
        head("Find your way");
        begin("How the workbench works", "Views, perspectives and keys on one page; F1 explains each view.",
                () -> context.show("help", "workbench"));
        final Runnable fit = () -> scroll.setMinSize(column.computeSize(scroll.getClientArea().width, SWT.DEFAULT));
        scroll.addListener(SWT.Resize, event -> fit.run());
    }

    Control control() {
        return scroll;
    }

    private void head(String text) {
        label(text.toUpperCase(), Face.CAPS, Token.TEXT3, 12);
    }

    private void begin(String title, String promise, Runnable action) {
        final Button button = new Button(column, SWT.PUSH);
        button.setText(title);
        button.setToolTipText(promise);
        final GridData data = new GridData(SWT.LEFT, SWT.TOP, false, false);
        data.verticalIndent = 6;
        button.setLayoutData(data);
        button.addListener(SWT.Selection, event -> action.run());
        // what has the focus is to be seen
        button.addListener(SWT.FocusIn, event -> scroll.showControl(button));
        label(promise, Face.BODY, Token.TEXT2, 0);
    }

    private Label label(String text, Face face, Token colour, int above) {
        final Label label = new Label(column, SWT.WRAP);
        label.setFont(theme.font(face));
        label.setText(Wording.plain(text));
        theme.paint(label, Token.SURFACE, colour);
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.verticalIndent = above;
        data.widthHint = 120;
        label.setLayoutData(data);
        return label;
    }

    private void open(Sample sample) {
        context.submit(() -> load(sample.path()), result -> {
            context.putAway();
            context.show("topology", "");
        });
    }

    private Result load(String path) throws RefusedException {
        final Commands running = commands.get();
        if (running == null) {
            throw new RefusedException("Nothing was opened: the fabric is not running.");
        }
        return Cmdlet.of("Import-Fabric").with("Path", path).run(running);
    }
}
