package org.signalbox.workbench.extensions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.extensions.Sheet.Fact;
import org.signalbox.workbench.extensions.Sheet.Section;

/** Shows a sheet in as many columns as fit. One of the same shape is written into the widgets that are there. */
final class DetailsPanel {

    /** Of a panel that is wide enough. */
    static final int COLUMNS = 4;
    /** Of a column: names, and a value such as a version on one line. */
    private static final int LEAST_WIDTH = 216;
    private static final int SPACE = 24;
    private static final int NAME = 84;

    private final ScrolledComposite scroller;
    private final Theme theme;
    private final List<Label> values = new ArrayList<>();
    private Composite content;
    private int columns = COLUMNS;
    private Optional<Sheet> shown = Optional.empty();

    DetailsPanel(Composite parent, Theme theme) {
        this.theme = theme;
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        theme.paint(scroller, Token.SURFACE, Token.TEXT);
        scroller.addListener(SWT.Resize, event -> fit());
        theme.onSwitch(scroller, this::measure);
        rebuild(new Sheet(List.of()));
    }

    void layoutData(GridData data) {
        scroller.setLayoutData(data);
    }

    /** Shows a sheet, or nothing where none is selected. */
    void show(Optional<Sheet> sheet) {
        if (sheet.equals(shown)) {
            return;
        }
        final Sheet next = sheet.orElse(new Sheet(List.of()));
        if (shown.isPresent() && next.sameShape(shown.get())) {
            if (rewrite(next)) {
                measure();
            }
        } else {
            redo(next);
        }
        shown = sheet;
    }

    private void fit() {
        final int fitting = Math.clamp((scroller.getClientArea().width + SPACE) / (LEAST_WIDTH + SPACE), 1, COLUMNS);
        if (fitting == columns) {
            measure();
        } else {
            columns = fitting;
            redo(shown.orElse(new Sheet(List.of())));
        }
    }

    private void redo(Sheet sheet) {
        scroller.setRedraw(false);
        rebuild(sheet);
        scroller.setRedraw(true);
        measure();
    }

    private void rebuild(Sheet sheet) {
        if (content != null) {
            content.dispose();
        }
        values.clear();
        content = grid(scroller, columns, true, SPACE, 8);
        scroller.setContent(content);
        sheet.sections().forEach(this::build);
    }

    private void build(Section section) {
        final Composite part = grid(content, 2, false, 8, 3);
        part.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, width(section), 1));
        label(part, section.head().toUpperCase(Locale.ROOT), Face.CAPS, Token.TEXT3)
                .setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        for (final Fact fact : section.facts()) {
            final GridData narrow = new GridData(SWT.FILL, SWT.TOP, false, false);
            narrow.widthHint = NAME;
            label(part, fact.name(), Face.BODY, Token.TEXT2).setLayoutData(narrow);
            final Label value = label(part, fact.value(), Face.BODY, fact.color());
            final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
            data.widthHint = 60;
            value.setLayoutData(data);
            values.add(value);
        }
    }

    /** Where fewer columns fit, what is not as wide as the sheet takes one. */
    private int width(Section section) {
        if (section.width() == COLUMNS) {
            return columns;
        }
        return columns == COLUMNS ? section.width() : 1;
    }

    /** Whether a text has another height than before. */
    private boolean rewrite(Sheet sheet) {
        boolean resized = false;
        final List<Fact> facts = sheet.sections().stream().flatMap(each -> each.facts().stream()).toList();
        for (int i = 0; i < facts.size(); i++) {
            theme.paint(values.get(i), Token.SURFACE, facts.get(i).color());
            resized |= Wording.rewrite(values.get(i), facts.get(i).value());
        }
        return resized;
    }

    private Composite grid(Composite parent, int columns, boolean equal, int horizontal, int vertical) {
        final Composite grid = new Composite(parent, SWT.NONE);
        theme.paint(grid, Token.SURFACE, Token.TEXT);
        final GridLayout layout = new GridLayout(columns, equal);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = horizontal;
        layout.verticalSpacing = vertical;
        grid.setLayout(layout);
        return grid;
    }

    private Label label(Composite parent, String text, Face face, Token color) {
        final Label label = new Label(parent, SWT.WRAP);
        label.setFont(theme.font(face));
        label.setText(Wording.plain(text));
        theme.paint(label, Token.SURFACE, color);
        return label;
    }

    private void measure() {
        scroller.setMinHeight(content.computeSize(Math.max(1, scroller.getClientArea().width), SWT.DEFAULT).y);
        content.layout(true, true);
    }
}
