package org.signalbox.workbench.extensions;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;

/** The command as it will be run, to read and to copy. */
final class ReviewPage extends WizardPage {

    private final Theme theme;
    private final Supplier<Cmdlet> cmdlet;
    private final Supplier<Commands> commands;
    private CommandLabel command;

    ReviewPage(Theme theme, Supplier<Cmdlet> cmdlet, Supplier<Commands> commands) {
        super("review", "The command", null);
        this.theme = theme;
        this.cmdlet = cmdlet;
        this.commands = commands;
        setDescription("Finish runs it. The first time takes some minutes.");
    }

    @Override
    public void createControl(Composite parent) {
        final Composite page = Steps.page(parent, theme);
        command = new CommandLabel(page, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        final Button copy = Steps.copy(page, () -> text().orElse(""));
        copy.setToolTipText("Copy the command");
        setControl(page);
    }

    private Optional<String> text() {
        return Optional.ofNullable(commands.get()).flatMap(running -> cmdlet.get().text(running));
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            setErrorMessage(null);
            command.show(text().orElse(""));
            command.requestLayout();
        }
        super.setVisible(visible);
    }
}
