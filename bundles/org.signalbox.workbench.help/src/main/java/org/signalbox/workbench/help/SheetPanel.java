package org.signalbox.workbench.help;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** Shows the steps of a cheat sheet, each with a tick that stays while the window is open. */
final class SheetPanel {

    private static final int MARGIN = 16;
    private static final int INDENT = 22;

    /** Does what a step's button says, and calls back when it is done. */
    interface Doer {

        void act(Target target, Runnable done);
    }

    private final ScrolledComposite scroll;
    private final Theme theme;
    private final Doer doer;
    private final Map<String, Set<Integer>> ticked = new HashMap<>();
    private Composite column;
    private Sheet sheet = new Sheet("", "", List.of(), List.of());

    SheetPanel(Composite parent, Theme theme, Doer doer) {
        this.theme = theme;
        this.doer = doer;
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        theme.paint(scroll, Token.SURFACE, Token.TEXT);
        scroll.addListener(SWT.Resize, event -> fit());
    }

    Control control() {
        return scroll;
    }

    /** Shows a sheet; one that is shown already is left alone. */
    void show(Page page) {
        final Sheet next = Sheet.of(page);
        if (next.equals(sheet)) {
            return;
        }
        sheet = next;
        if (column != null) {
            column.dispose();
        }
        column = new Composite(scroll, SWT.NONE);
        final GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = MARGIN;
        layout.marginHeight = 12;
        layout.verticalSpacing = 4;
        column.setLayout(layout);
        theme.paint(column, Token.SURFACE, Token.TEXT);
        label(sheet.title(), Face.TITLE, Token.TEXT, 0, 0);
        sheet.intro().forEach(text -> label(text, Face.BODY, Token.TEXT2, 0, 0));
        final Label progress = label("", Face.SMALL, Token.TEXT2, 0, 4);
        for (int i = 0; i < sheet.steps().size(); i++) {
            step(i, progress);
        }
        count(progress);
        scroll.setContent(column);
        scroll.setOrigin(0, 0);
        fit();
    }

    private void step(int index, Label progress) {
        final Sheet.Step step = sheet.steps().get(index);
        final Set<Integer> ticks = ticked.computeIfAbsent(sheet.id(), id -> new HashSet<>());
        final Button tick = new Button(column, SWT.CHECK);
        tick.setText(Wording.plain(index + 1 + ". " + step.title()));
        tick.setFont(theme.font(Face.STRONG));
        tick.setToolTipText("Done");
        tick.setSelection(ticks.contains(index));
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.verticalIndent = 10;
        tick.setLayoutData(data);
        final Runnable mark = () -> {
            if (tick.getSelection()) {
                ticks.add(index);
            } else {
                ticks.remove(index);
            }
            count(progress);
        };
        tick.addListener(SWT.Selection, event -> mark.run());
        seen(tick);
        step.texts().forEach(text -> label(text, Face.BODY, Token.TEXT2, INDENT, 0));
        if (!step.links().isEmpty()) {
            final Composite row = new Composite(column, SWT.NONE);
            final RowLayout wrapped = new RowLayout(SWT.HORIZONTAL);
            wrapped.marginLeft = INDENT;
            wrapped.marginTop = 0;
            wrapped.marginBottom = 0;
            wrapped.spacing = 8;
            row.setLayout(wrapped);
            row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
            theme.paint(row, Token.SURFACE, Token.TEXT);
            step.links().forEach(link -> button(row, link, () -> {
                if (!tick.isDisposed()) {
                    tick.setSelection(true);
                    mark.run();
                }
            }));
        }
    }

    private void button(Composite row, Span link, Runnable done) {
        final Target target = link.target().orElseThrow();
        final Button button = new Button(row, SWT.PUSH);
        button.setText(Wording.plain(link.text()));
        button.setToolTipText(target.kind() == Target.Kind.RUN ? target.what() : "");
        button.addListener(SWT.Selection, event -> doer.act(target, done));
        seen(button);
    }

    /** What has the focus is to be seen. */
    private void seen(Control control) {
        control.addListener(SWT.FocusIn, event -> scroll.showControl(control));
    }

    private void count(Label progress) {
        progress.setText(ticked.getOrDefault(sheet.id(), Set.of()).size() + " of " + sheet.steps().size() + " done");
    }

    private void fit() {
        if (column != null) {
            final Point needs = column.computeSize(scroll.getClientArea().width, SWT.DEFAULT);
            scroll.setMinSize(0, needs.y);
        }
    }

    private Label label(String text, Face face, Token colour, int indent, int above) {
        final Label label = new Label(column, SWT.WRAP);
        label.setFont(theme.font(face));
        label.setText(Wording.plain(text));
        theme.paint(label, Token.SURFACE, colour);
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.horizontalIndent = indent;
        data.verticalIndent = above;
        data.widthHint = 120;
        label.setLayoutData(data);
        return label;
    }
}
