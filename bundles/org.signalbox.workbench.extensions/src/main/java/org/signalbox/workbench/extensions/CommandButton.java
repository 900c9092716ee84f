package org.signalbox.workbench.extensions;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Cmdlet;

/** A button that runs a command and tells it in its tip; it can be pressed where there is such a command now. */
final class CommandButton {

    private final Button button;
    private final Runner runner;
    private final Supplier<Optional<Cmdlet>> cmdlet;

    /** @param cmdlet asked when the button is pressed or refreshed */
    CommandButton(Composite parent, String text, Runner runner, Supplier<Optional<Cmdlet>> cmdlet) {
        this.runner = runner;
        this.cmdlet = cmdlet;
        button = plain(parent, text);
        button.addListener(SWT.Selection, event -> cmdlet.get().ifPresent(runner::run));
    }

    /** A button that runs no command by itself. */
    static Button plain(Composite parent, String text) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        return button;
    }

    /** Takes no more width than the text needs. */
    void notWider() {
        button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
    }

    /** Shows what the button would run now. */
    void refresh() {
        final Optional<String> text = text();
        button.setEnabled(text.isPresent());
        button.setToolTipText(text.orElse(null));
    }

    /** The line that would be typed. */
    Optional<String> text() {
        return cmdlet.get().flatMap(runner::text);
    }
}
