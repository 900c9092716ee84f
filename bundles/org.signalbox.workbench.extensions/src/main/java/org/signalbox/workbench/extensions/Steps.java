package org.signalbox.workbench.extensions;

import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** What the pages of the wizard have in common. */
final class Steps {

    private static final int MARGIN = 12;

    private Steps() {
    }

    /** A page of one column. */
    static Composite page(Composite parent, Theme theme) {
        final Composite page = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = MARGIN;
        layout.marginHeight = MARGIN;
        layout.verticalSpacing = 10;
        page.setLayout(layout);
        theme.paint(page, Token.GROUND, Token.TEXT);
        return page;
    }

    /** A button that copies a text. */
    static Button copy(Composite page, Supplier<String> text) {
        final Button copy = new Button(page, SWT.PUSH);
        copy.setText("Copy");
        copy.setLayoutData(new GridData(SWT.END, SWT.TOP, false, false));
        copy.addListener(SWT.Selection, event -> {
            final Clipboard clipboard = new Clipboard(copy.getDisplay());
            clipboard.setContents(new Object[] {text.get()}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        });
        return copy;
    }
}
