package org.signalbox.workbench.health;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;

/** The view's widgets: the filter above the table of problems, and why the selected one matters. */
final class ProblemsPanel {

    private static final int FIELD = 160;

    private final Theme theme;
    private final SashForm sash;
    private final Map<Severity, Button> severities = new EnumMap<>(Severity.class);
    private final Text text;
    private final Label summary;
    private final Composite stack;
    private final ProblemTable table;
    private final Label empty;
    private final WhyPanel why;
    private Reading reading = Reading.NONE;
    private List<Problem.Seen> shown = List.of();

    ProblemsPanel(Composite parent, ViewContext context, Health health) {
        theme = context.theme();
        sash = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
        sash.setSashWidth(1);
        theme.paint(sash, Token.LINE, Token.TEXT);
        final Composite left = new Composite(sash, SWT.NONE);
        left.setLayout(spaced(new GridLayout(Severity.values().length + 2, false)));
        theme.paint(left, Token.SURFACE, Token.TEXT);
        for (final Severity severity : Severity.values()) {
            severities.put(severity, check(left, severity));
        }
        text = new Text(left, SWT.SINGLE | SWT.BORDER);
        text.setMessage("Filter");
        text.setToolTipText("Words that stand in the problem");
        final GridData field = new GridData(SWT.FILL, SWT.CENTER, true, false);
        field.widthHint = FIELD;
        field.minimumWidth = 60;
        text.setLayoutData(field);
        text.addListener(SWT.Modify, event -> refresh());
        summary = new Label(left, SWT.NONE);
        summary.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        theme.paint(summary, Token.SURFACE, Token.TEXT2);
        stack = new Composite(left, SWT.NONE);
        stack.setLayout(new StackLayout());
        stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, Severity.values().length + 2, 1));
        theme.paint(stack, Token.SURFACE, Token.TEXT);
        table = new ProblemTable(stack, theme, this::select);
        final Composite middle = new Composite(stack, SWT.NONE);
        middle.setLayout(new GridLayout());
        theme.paint(middle, Token.SURFACE, Token.TEXT);
        empty = new Label(middle, SWT.CENTER | SWT.WRAP);
        empty.setFont(theme.font(Face.STRONG));
        final GridData centre = new GridData(SWT.FILL, SWT.CENTER, true, true);
        centre.widthHint = FIELD;
        empty.setLayoutData(centre);
        theme.paint(empty, Token.SURFACE, Token.TEXT2);
        final Composite right = new Composite(sash, SWT.NONE);
        right.setLayout(new FillLayout());
        theme.paint(right, Token.SURFACE, Token.TEXT);
        why = new WhyPanel(right, context, health);
        sash.setWeights(66, 34);
        context.focusOn(table.control());
        context.command(() -> why.commands());
        show(Reading.NONE);
    }

    private static GridLayout spaced(GridLayout layout) {
        layout.marginWidth = 12;
        layout.marginHeight = 10;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 8;
        return layout;
    }

    private Button check(Composite parent, Severity severity) {
        final Button check = new Button(parent, SWT.CHECK);
        check.setSelection(true);
        check.setToolTipText("Show " + severity.many().toLowerCase());
        check.addListener(SWT.Selection, event -> refresh());
        return check;
    }

    Control control() {
        return sash;
    }

    /** Shows the health as it is now; problems that are still there stay selected. */
    void show(Reading now) {
        reading = now;
        severities.forEach((severity, check) ->
                write(check, severity.many() + " " + Figures.grouped(now.count(severity))));
        refresh();
    }

    /** Shows some of the problems. */
    void filter(Filter filter) {
        severities.forEach((severity, check) -> check.setSelection(filter.severities().contains(severity)));
        text.setText(filter.text());
        refresh();
    }

    private Filter filter() {
        final Set<Severity> chosen = new HashSet<>();
        severities.forEach((severity, check) -> {
            if (check.getSelection()) {
                chosen.add(severity);
            }
        });
        return new Filter(chosen, text.getText());
    }

    private void refresh() {
        final Filter filter = filter();
        shown = reading.problems().stream().filter(each -> filter.shows(each.problem())).toList();
        final int all = reading.problems().size();
        write(summary, shown.size() == all ? capital(reading.checks())
                : Figures.grouped(shown.size()) + " of " + Figures.grouped(all) + " shown");
        write(empty, all == 0 ? (reading.running() ? "No problems: " : "Nothing to tell: ") + reading.checks() + "."
                : "None of " + Figures.counted(all, "problem", "problems") + " fits the filter.");
        table.show(shown);
        final StackLayout layout = (StackLayout) stack.getLayout();
        final Control top = shown.isEmpty() ? empty.getParent() : table.control();
        if (layout.topControl != top) {
            layout.topControl = top;
            stack.layout();
        }
        select();
    }

    private void select() {
        why.show(table.selected());
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static void write(Label label, String words) {
        if (!label.getText().equals(words)) {
            label.setText(words);
            label.getParent().layout();
        }
    }

    private static void write(Button button, String words) {
        if (!button.getText().equals(words)) {
            button.setText(words);
            button.getParent().layout();
        }
    }
}
