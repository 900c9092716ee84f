package org.signalbox.workbench.shell;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** A strip that tells one failure where it happened, and takes no room while there is none. */
final class Notice {

    private final Composite strip;
    private final Theme theme;
    private Label text;

    /** Creates the strip, hidden, in a composite with a grid layout of one column. */
    Notice(Composite parent, Theme theme) {
        this.theme = theme;
        strip = new Composite(parent, SWT.NONE);
        strip.setLayout(Grids.of(3, 12, 6, 8, 0));
        theme.paint(strip, Token.ERROR_SOFT, Token.ERROR);
        final GridData place = new GridData(SWT.FILL, SWT.TOP, true, false);
        place.exclude = true;
        strip.setLayoutData(place);
        strip.setVisible(false);
    }

    /** Most notices never tell anything. */
    private void fill() {
        final Label icon = new Label(strip, SWT.NONE);
        theme.paint(icon, Token.ERROR_SOFT, Token.ERROR);
        icon.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, false, false));
        final Runnable draw = () -> icon.setImage(theme.icon(Icons.WARNING, Token.ERROR));
        draw.run();
        theme.onSwitch(icon, draw);
        text = new Label(strip, SWT.WRAP);
        theme.paint(text, Token.ERROR_SOFT, Token.TEXT);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        final Button dismiss = new Button(strip, SWT.PUSH);
        dismiss.setText("Dismiss");
        dismiss.addListener(SWT.Selection, event -> clear());
    }

    void tell(String sentence) {
        if (text == null) {
            fill();
        }
        text.setText(Wording.plain(sentence));
        text.setToolTipText(sentence);
        show(true);
    }

    void clear() {
        if (strip.getVisible()) {
            show(false);
        }
    }

    private void show(boolean visible) {
        strip.setVisible(visible);
        ((GridData) strip.getLayoutData()).exclude = !visible;
        strip.getParent().layout(true, true);
    }
}
