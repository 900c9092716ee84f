package org.signalbox.workbench.shell;

import java.util.function.Consumer;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.workbench.ActionContext;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Job;
import org.signalbox.workbench.JobWork;
import org.signalbox.workbench.Theme;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An action that runs in a window. */
record RunningAction(Entry entry, Frame frame) implements ActionContext {

    private static final Logger LOG = LoggerFactory.getLogger(RunningAction.class);

    @Override
    public Theme theme() {
        return frame.theme();
    }

    @Override
    public Shell window() {
        return frame.shell();
    }

    @Override
    public void run(Cmdlet cmdlet) {
        if (entry.command().filter(cmdlet.name()::equalsIgnoreCase).isPresent()) {
            frame.run(cmdlet);
        } else {
            LOG.error("The action {} would run {} and names {}", entry.id(), cmdlet.name(),
                    entry.command().orElse("no command"));
            report("Nothing was done: " + entry.title() + " would run " + cmdlet.name() + ", expected "
                    + entry.command().orElse("no command") + ".");
        }
    }

    @Override
    public <T> Job job(String title, JobWork<T> work, Consumer<? super T> done) {
        return frame.jobs().start(title, work, result -> frame.onScreen(() -> done.accept(result)), e -> {
            LOG.debug("The job {} of the action {} failed", title, entry.id(), e);
            frame.onScreen(() -> report(ViewHost.sentence(e)));
        });
    }

    @Override
    public void report(String sentence) {
        frame.report(sentence);
    }

    @Override
    public void show(String view, String subject) {
        frame.show(view, subject);
    }
}
