package org.signalbox.workbench.extensions;

import java.util.function.Supplier;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.wizard.ProgressMonitorPart;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FormAttachment;
import org.eclipse.swt.layout.FormData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** The window of the wizard that makes a project. {@code open} blocks until it is closed, as modal dialogs do. */
final class ProjectDialog extends WizardDialog {

    private static final int WIDTH = 620;
    /** From the window's edge to the controls of the pages, in pixels. */
    private static final int MARGIN = 17;

    private final Theme theme;
    private final ProjectWizard wizard;

    /** @param commands gives null while the fabric is not running */
    ProjectDialog(Shell parent, Theme theme, Supplier<Commands> commands) {
        this(parent, theme, new ProjectWizard(theme, commands));
    }

    private ProjectDialog(Shell parent, Theme theme, ProjectWizard wizard) {
        super(parent, wizard);
        this.theme = theme;
        this.wizard = wizard;
        setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.BORDER | SWT.RESIZE | SWT.APPLICATION_MODAL);
        setHelpAvailable(false);
        JFaceResources.getFontRegistry().put(JFaceResources.BANNER_FONT, theme.font(Face.STRONG).getFontData());
    }

    /** Without a stop button of its own it is Cancel that stops. */
    @Override
    protected ProgressMonitorPart createProgressMonitorPart(Composite parent, GridLayout layout) {
        return new ProgressMonitorPart(parent, layout, false);
    }

    @Override
    protected Control createContents(Composite parent) {
        final Control contents = super.createContents(parent);
        paintTitle((Composite) contents);
        theme.onSwitch(contents, () -> paintTitle((Composite) contents));
        alignTitle();
        return contents;
    }

    /** JFace's title area takes its colours once, when it is made. */
    private void paintTitle(Composite contents) {
        for (final Control child : contents.getChildren()) {
            if (child instanceof Label || child instanceof Text) {
                child.setBackground(theme.color(Token.SURFACE));
                child.setForeground(theme.color(Token.TEXT));
            }
        }
    }

    @Override
    public void updateMessage() {
        super.updateMessage();
        alignTitle();
    }

    /** Puts title and message where the controls of the pages begin; JFace has each at a place of its own. */
    private void alignTitle() {
        if (!(getContents() instanceof Composite area)) {
            return;
        }
        // the message stands beside its image, if it has one
        final boolean plain = getErrorMessage() == null;
        for (final Control child : area.getChildren()) {
            if (child.getLayoutData() instanceof FormData data && (isTitle(child) || plain && child instanceof Text)) {
                data.left = new FormAttachment(0, MARGIN);
            }
        }
        area.layout();
    }

    /** Whether it is the title, or the image beside the message; there are labels that only fill, too. */
    private static boolean isTitle(Control child) {
        return child instanceof Label label && (!label.getText().isEmpty() || label.getImage() != null);
    }

    @Override
    protected Point getInitialSize() {
        final Point size = super.getInitialSize();
        return new Point(Math.max(size.x, WIDTH), size.y);
    }

    @Override
    public void updateButtons() {
        super.updateButtons();
        // else Next, which has just been pressed, hands the focus to Back
        if (wizard.canFinish()) {
            getButton(IDialogConstants.FINISH_ID).setFocus();
        }
        final Button cancel = getButton(IDialogConstants.CANCEL_ID);
        if (wizard.isDone() && cancel != null) {
            cancel.setVisible(false);
            getButton(IDialogConstants.FINISH_ID).setText("Close");
        }
    }
}
