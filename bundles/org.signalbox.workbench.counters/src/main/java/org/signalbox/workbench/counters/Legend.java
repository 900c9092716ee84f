package org.signalbox.workbench.counters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** What each line is, how it is drawn, and whether it is shown. */
final class Legend {

    private static final int SAMPLE = 28;
    private static final int HEIGHT = 12;

    private final Composite root;
    private final Theme theme;
    private final Runnable changed;
    private final Set<Line> hidden = new HashSet<>();
    private List<Line> lines = List.of();

    /** @param changed called when another set of lines is to be shown */
    Legend(Composite parent, Theme theme, Runnable changed) {
        this.theme = theme;
        this.changed = changed;
        root = new Composite(parent, SWT.NONE);
        final RowLayout layout = new RowLayout(SWT.HORIZONTAL);
        layout.marginLeft = 0;
        layout.marginRight = 0;
        layout.marginTop = 0;
        layout.marginBottom = 0;
        layout.spacing = 12;
        root.setLayout(layout);
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 300;
        root.setLayoutData(data);
        theme.paint(root, Token.SURFACE, Token.TEXT);
    }

    Set<Line> hidden() {
        return hidden;
    }

    /** The place of a line, which gives it its look. */
    int place(Line line) {
        return lines.indexOf(line);
    }

    /** Lists other lines; a line that is there already keeps its look. Whether the room it needs may be another. */
    boolean show(List<Line> next) {
        final List<Line> kept = new ArrayList<>(lines);
        kept.retainAll(next);
        next.stream().filter(each -> !kept.contains(each)).forEach(kept::add);
        if (kept.equals(lines)) {
            return false;
        }
        lines = List.copyOf(kept);
        hidden.retainAll(lines);
        for (final Control child : root.getChildren()) {
            child.dispose();
        }
        for (int i = 0; i < lines.size(); i++) {
            entry(lines.get(i), i);
        }
        return true;
    }

    private void entry(Line line, int place) {
        final Composite entry = new Composite(root, SWT.NONE);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 4;
        entry.setLayout(layout);
        theme.paint(entry, Token.SURFACE, Token.TEXT);
        final Button shown = new Button(entry, SWT.CHECK);
        shown.setText(Wording.plain(line.label()));
        shown.setSelection(!hidden.contains(line));
        shown.setToolTipText("Show " + line.label());
        shown.addListener(SWT.Selection, event -> {
            if (shown.getSelection()) {
                hidden.remove(line);
            } else {
                hidden.add(line);
            }
            changed.run();
        });
        final Canvas sample = new Canvas(entry, SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS);
        sample.setLayoutData(new GridData(SAMPLE, HEIGHT));
        theme.paint(sample, Token.SURFACE, Token.TEXT);
        sample.addPaintListener(event -> {
            event.gc.setAntialias(SWT.ON);
            event.gc.setForeground(ChartPane.color(theme, place));
            event.gc.setLineWidth(2);
            event.gc.setLineStyle(ChartPane.style(place).value());
            event.gc.drawLine(0, HEIGHT / 2, SAMPLE, HEIGHT / 2);
        });
    }
}
