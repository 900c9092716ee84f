package org.signalbox.workbench.extensions;

import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;

/** Where the project is, and what to type there next. */
final class DonePage extends WizardPage {

    private final Theme theme;
    private CommandLabel next;
    private String lines = "";

    DonePage(Theme theme) {
        super("done", "The project is made", null);
        this.theme = theme;
    }

    @Override
    public void createControl(Composite parent) {
        final Composite page = Steps.page(parent, theme);
        next = new CommandLabel(page, theme);
        next.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        final Button copy = Steps.copy(page, () -> lines);
        copy.setToolTipText("Copy these lines");
        setControl(page);
    }

    /** @param made the row of {@code New-ExtensionProject} */
    void show(Answer made) {
        setDescription("It is in " + made.text("project") + ". To go on, type in a terminal:");
        lines = String.join("\n", made.text("enter"), made.text("build"), made.text("dev"));
        next.show(lines);
        next.requestLayout();
    }

    @Override
    public IWizardPage getPreviousPage() {
        return null;
    }
}
