package org.signalbox.workbench;

import java.util.function.Consumer;
import org.eclipse.swt.widgets.Shell;
import org.osgi.annotation.versioning.ProviderType;

/** What the workbench does for an {@link Action} that runs. All methods are called on the user interface's thread. */
@ProviderType
public interface ActionContext {

    /** The colours, fonts and icons. */
    Theme theme();

    /** The window, for dialogs to stand over. */
    Shell window();

    /**
     * Runs the command that the action's {@link ActionPlace#command} names, off the user interface's thread. A refusal
     * is told at the window's top; so is a command other than the one named, of which nothing is run.
     */
    void run(Cmdlet cmdlet);

    /** Runs a long work as {@link ViewContext#job} does; a failure is told at the window's top. */
    <T> Job job(String title, JobWork<T> work, Consumer<? super T> done);

    /** Tells a failure at the window's top, until it is dismissed or a later command succeeds. */
    void report(String sentence);

    /** Brings a view to the front as {@link ViewContext#show} does. */
    void show(String view, String subject);
}
