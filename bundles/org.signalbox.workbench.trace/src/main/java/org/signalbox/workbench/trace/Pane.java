package org.signalbox.workbench.trace;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** A control below its name and a few words of what it shows. */
final class Pane {

    private static final int GAP = 8;

    private final Composite pane;
    private final Label words;
    private String sentence = "";

    Pane(Composite parent, Theme theme, String name) {
        pane = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = GAP / 2;
        layout.horizontalSpacing = GAP;
        pane.setLayout(layout);
        theme.paint(pane, Token.SURFACE, Token.TEXT);
        final Label caption = new Label(pane, SWT.NONE);
        caption.setText(name);
        caption.setFont(theme.font(Face.CAPS));
        theme.paint(caption, Token.SURFACE, Token.TEXT3);
        words = new Label(pane, SWT.NONE);
        words.setFont(theme.font(Face.SMALL));
        theme.paint(words, Token.SURFACE, Token.TEXT2);
        words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        words.addListener(SWT.Resize, event -> fit());
    }

    Composite composite() {
        return pane;
    }

    /** Takes the control that fills it. */
    void fill(Control control) {
        control.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
    }

    void say(String text) {
        sentence = text;
        words.setToolTipText(text);
        fit();
    }

    private void fit() {
        final GC gc = new GC(words);
        try {
            final String fitted =
                    Wording.plain(Figures.fitted(sentence, words.getSize().x - 2, text -> gc.textExtent(text).x));
            if (!fitted.equals(words.getText())) {
                words.setText(fitted);
            }
        } finally {
            gc.dispose();
        }
    }
}
