package org.signalbox.workbench.extensions;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.operation.IRunnableWithProgress;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.workbench.Answer;

/** Runs the command on a thread of its own, and interrupts it when the user cancels. */
final class ProjectRun implements IRunnableWithProgress {

    private static final int POLL_MILLIS = 100;
    /** The command ends what it started, which takes a moment. */
    private static final int GRACE_SECONDS = 30;

    private final Project project;
    private final Commands commands;
    private volatile Answer answer;

    /** @param commands null while the fabric is not running */
    ProjectRun(Project project, Commands commands) {
        this.project = project;
        this.commands = commands;
    }

    /** What the command answered; null before it succeeded. */
    Answer answer() {
        return answer;
    }

    @Override
    public void run(IProgressMonitor monitor) throws InvocationTargetException, InterruptedException {
        monitor.beginTask("Making " + project.name() + ". The first time takes some minutes.",
                IProgressMonitor.UNKNOWN);
        final FutureTask<Result> task = new FutureTask<>(this::make);
        final Thread worker = Thread.ofVirtual().name(Project.COMMAND).start(task);
        try {
            while (!task.isDone()) {
                if (monitor.isCanceled()) {
                    task.cancel(true);
                    worker.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
                    throw new InterruptedException();
                }
                await(task);
            }
            answer = new Answer(task.get().objects().getFirst());
        } catch (ExecutionException refused) {
            throw new InvocationTargetException(refused.getCause());
        } finally {
            monitor.done();
        }
    }

    private Result make() throws RefusedException {
        if (commands == null) {
            throw new RefusedException("Nothing was made: the fabric is not running.");
        }
        return project.cmdlet().run(commands);
    }

    private static void await(FutureTask<Result> task) throws InterruptedException, ExecutionException {
        try {
            task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | CancellationException goesOn) {
            return;
        }
    }
}
