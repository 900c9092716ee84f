package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.command.Commands;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.policy.PolicyForm;
import org.signalbox.workbench.policy.PolicyOffers;
import org.signalbox.workbench.topology.Sheet.Fact;
import org.signalbox.workbench.topology.Sheet.Row;
import org.signalbox.workbench.topology.Sheet.Section;

/** Shows a sheet beside the map. A sheet of the same shape is written into the widgets that are there. */
final class DetailsPanel {

    static final int MARGIN = 16;
    private static final int NAME = 104;
    private static final int FIGURE = 84;

    private final ScrolledComposite scroller;
    private final Theme theme;
    /** The labels whose text changes, in the order in which a sheet names them. */
    private final List<Label> live = new ArrayList<>();
    private final Composite root;
    private final PolicyForm form;
    private Composite content;
    private Optional<Sheet> shown = Optional.empty();

    DetailsPanel(Composite parent, ViewContext context, Supplier<Commands> commands) {
        this.theme = context.theme();
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        theme.paint(scroller, Token.SURFACE, Token.TEXT);
        root = new Composite(scroller, SWT.NONE);
        theme.paint(root, Token.SURFACE, Token.TEXT);
        final GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        root.setLayout(layout);
        scroller.setContent(root);
        form = new PolicyForm(root, context, commands, this::measure);
        scroller.addListener(SWT.Resize, event -> measure());
        theme.onSwitch(scroller, this::measure);
        rebuild();
    }

    Control control() {
        return scroller;
    }

    /** Shows a sheet, or where there is none what to do to get one, and the policies that may be set there. */
    void show(Optional<Sheet> sheet, Optional<PolicyOffers> offers) {
        show(sheet);
        form.show(offers);
    }

    private void show(Optional<Sheet> sheet) {
        if (sheet.equals(shown)) {
            return;
        }
        final boolean same = sheet.isPresent() && shown.isPresent() && sheet.get().sameShape(shown.get());
        shown = sheet;
        if (same) {
            rewrite(sheet.get());
        } else {
            scroller.setRedraw(false);
            rebuild();
            scroller.setRedraw(true);
        }
    }

    private void rebuild() {
        if (content != null) {
            content.dispose();
        }
        live.clear();
        content = new Composite(root, SWT.NONE);
        content.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        content.moveAbove(null);
        theme.paint(content, Token.SURFACE, Token.TEXT);
        final GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = MARGIN;
        layout.marginHeight = 12;
        layout.verticalSpacing = 6;
        content.setLayout(layout);
        if (shown.isEmpty()) {
            label(content, "Nothing selected", Face.TITLE, Token.TEXT, SWT.LEFT);
            label(content, "Click a host, a switch or a port, or press the down arrow in the map. "
                    + "Ctrl+click a second port to light the way between the two. Drag a port onto another switch to move "
                    + "it there; with Ctrl, onto a port to copy its policies.", Face.BODY, Token.TEXT2,
                    SWT.LEFT);
        } else {
            build(shown.get());
        }
        measure();
    }

    private void build(Sheet sheet) {
        live.add(label(content, sheet.title(), Face.TITLE, Token.TEXT, SWT.LEFT));
        live.add(label(content, sheet.subtitle(), Face.BODY, Token.TEXT2, SWT.LEFT));
        for (final Section section : sheet.sections()) {
            final Label head =
                    label(content, section.head().toUpperCase(Locale.ROOT), Face.CAPS, Token.TEXT3, SWT.LEFT);
            ((GridData) head.getLayoutData()).verticalIndent = 10;
            switch (section) {
                case Section.Facts facts -> facts(facts);
                case Section.Grid grid -> grid(grid);
                case Section.Tally tally -> tally(tally);
                case Section.Script script -> script(script);
            }
        }
    }

    private Composite columns(int count) {
        final Composite columns = new Composite(content, SWT.NONE);
        theme.paint(columns, Token.SURFACE, Token.TEXT);
        final GridLayout layout = new GridLayout(count, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 6;
        columns.setLayout(layout);
        columns.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        return columns;
    }

    private void facts(Section.Facts facts) {
        final Composite columns = columns(2);
        for (final Fact fact : facts.facts()) {
            final Label name = label(columns, fact.name(), Face.BODY, Token.TEXT2, SWT.LEFT);
            name.setLayoutData(new GridData(NAME, SWT.DEFAULT));
            live.add(label(columns, fact.value(), Face.BODY, fact.color(), SWT.LEFT));
        }
    }

    private void grid(Section.Grid grid) {
        if (grid.rows().isEmpty()) {
            label(content, grid.hint(), Face.BODY, Token.TEXT2, SWT.LEFT);
            return;
        }
        final Composite columns = columns(grid.columns().size());
        row(columns, grid.columns(), Face.SMALL, Token.TEXT2);
        for (final Row row : grid.rows()) {
            live.addAll(row(columns, row.cells(), Face.BODY, row.color()));
        }
    }

    private List<Label> row(Composite columns, List<String> cells, Face face, Token colour) {
        final List<Label> labels = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            labels.add(label(columns, cells.get(i), face, colour, i == 0 ? SWT.LEFT : SWT.RIGHT));
        }
        return labels;
    }

    private void tally(Section.Tally tally) {
        if (tally.rows().isEmpty()) {
            label(content, tally.hint(), Face.BODY, Token.TEXT2, SWT.LEFT);
            return;
        }
        final Composite columns = columns(2);
        for (final Row row : tally.rows()) {
            label(columns, row.cells().get(0), Face.BODY, row.color(), SWT.LEFT);
            live.add(label(columns, row.cells().get(1), Face.BODY, row.color(), SWT.RIGHT));
        }
    }

    private void script(Section.Script script) {
        final CommandLabel text = new CommandLabel(content, theme);
        text.show(script.text());
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 100;
        text.setLayoutData(data);
    }

    private Label label(Composite parent, String text, Face face, Token colour, int alignment) {
        final boolean figure = alignment == SWT.RIGHT;
        final Label label = new Label(parent, figure ? SWT.RIGHT : SWT.WRAP);
        label.setFont(theme.font(face));
        label.setText(Wording.plain(text));
        theme.paint(label, Token.SURFACE, colour);
        final GridData data = new GridData(SWT.FILL, SWT.TOP, !figure, false);
        data.widthHint = figure ? FIGURE : 60;
        label.setLayoutData(data);
        return label;
    }

    private void rewrite(Sheet sheet) {
        final List<Fact> values = new ArrayList<>();
        values.add(new Fact("", sheet.title(), Token.TEXT));
        values.add(new Fact("", sheet.subtitle(), Token.TEXT2));
        for (final Section section : sheet.sections()) {
            switch (section) {
                case Section.Facts facts -> values.addAll(facts.facts());
                case Section.Grid grid -> grid.rows()
                        .forEach(row -> row.cells().forEach(cell -> values.add(new Fact("", cell, row.color()))));
                case Section.Tally tally ->
                    tally.rows().forEach(row -> values.add(new Fact("", row.cells().get(1), row.color())));
                case Section.Script script -> {
                    // a script that changes is another shape
                }
            }
        }
        boolean resized = false;
        for (int i = 0; i < values.size(); i++) {
            theme.paint(live.get(i), Token.SURFACE, values.get(i).color());
            resized |= Wording.rewrite(live.get(i), values.get(i).value());
        }
        if (resized) {
            measure();
        }
    }

    private void measure() {
        final int width = scroller.getClientArea().width;
        scroller.setMinHeight(root.computeSize(Math.max(1, width), SWT.DEFAULT).y);
        root.layout(true, true);
    }
}
