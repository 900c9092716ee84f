package org.signalbox.workbench.extensions;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.swt.graphics.Image;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Theme;

/** Makes the project of a new extension in three steps: what, the command as it will run, and how to go on. */
final class ProjectWizard extends Wizard {

    private final Supplier<Commands> commands;
    private final ProjectPage project;
    private final ReviewPage review;
    private final DonePage done;
    private boolean made;

    ProjectWizard(Theme theme, Supplier<Commands> commands) {
        this.commands = commands;
        project = new ProjectPage(theme, commands);
        review = new ReviewPage(theme, () -> project.project().cmdlet(), commands);
        done = new DonePage(theme);
        setWindowTitle("New extension");
        setNeedsProgressMonitor(true);
    }

    /** None: JFace's own has the colours of another house. */
    @Override
    public Image getDefaultPageImage() {
        return null;
    }

    @Override
    public void addPages() {
        addPage(project);
        addPage(review);
        addPage(done);
    }

    /** From the review on only by making the project. */
    @Override
    public IWizardPage getNextPage(IWizardPage page) {
        return page == project ? review : null;
    }

    @Override
    public boolean canFinish() {
        return made || getContainer().getCurrentPage() == review && project.isPageComplete();
    }

    /** Whether the project was made, and there is only to read on. */
    boolean isDone() {
        return made;
    }

    @Override
    public boolean performFinish() {
        if (made) {
            return true;
        }
        review.setErrorMessage(null);
        final ProjectRun run = new ProjectRun(project.project(), commands.get());
        try {
            getContainer().run(true, true, run);
            made = true;
            done.show(run.answer());
            getContainer().showPage(done);
        } catch (InvocationTargetException refused) {
            review.setErrorMessage(Optional.ofNullable(refused.getCause().getMessage())
                    .orElseGet(() -> refused.getCause().toString()));
        } catch (InterruptedException cancelled) {
            review.setErrorMessage("Cancelled; nothing was made.");
        }
        return false;
    }
}
