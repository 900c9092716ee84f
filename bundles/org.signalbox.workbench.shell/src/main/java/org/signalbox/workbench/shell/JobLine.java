package org.signalbox.workbench.shell;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** One job in a line: what it does, how far it is, and a button that cancels it. */
final class JobLine {

    private final Composite line;
    private final Label text;
    private final Gauge gauge;
    private final Button cancel;
    private final int textWidth;
    private Jobs.Running job;

    /**
     * @param alignment of the words: {@code SWT.LEFT} or {@code SWT.RIGHT}
     * @param textWidth the room for the words in pixels
     */
    JobLine(Composite parent, Theme theme, Token ground, int alignment, int textWidth) {
        this.textWidth = textWidth;
        line = new Composite(parent, SWT.NONE);
        line.setLayout(Grids.of(3, 0, 0, 8, 0));
        theme.paint(line, ground, Token.TEXT2);
        text = new Label(line, alignment);
        text.setFont(theme.font(Face.SMALL));
        theme.paint(text, ground, Token.TEXT2);
        final GridData wide = new GridData(SWT.RIGHT, SWT.CENTER, true, false);
        wide.widthHint = textWidth;
        text.setLayoutData(wide);
        gauge = new Gauge(line, theme, ground);
        gauge.setLayoutData(new GridData(SWT.RIGHT, SWT.CENTER, false, false));
        cancel = new Button(line, SWT.PUSH | SWT.FLAT);
        cancel.setText("Cancel");
        cancel.setFont(theme.font(Face.SMALL));
        cancel.addListener(SWT.Selection, event -> job.cancel());
    }

    Composite control() {
        return line;
    }

    void show(Jobs.Running running) {
        job = running;
        text.setText(Wording.plain(Figures.fitted(running.words(), textWidth, this::measure)));
        text.setToolTipText(running.words());
        gauge.show(running);
        cancel.setEnabled(!running.isCancelled());
        cancel.setToolTipText("Cancel " + running.title());
    }

    private int measure(String part) {
        final GC gc = new GC(text);
        try {
            gc.setFont(text.getFont());
            return gc.textExtent(part).x;
        } finally {
            gc.dispose();
        }
    }
}
