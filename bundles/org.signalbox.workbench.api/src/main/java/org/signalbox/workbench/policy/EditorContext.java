package org.signalbox.workbench.policy;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Theme;

/**
 * What the workbench does for one policy editor. All methods are called on the user interface's thread; none blocks,
 * and after the editor's widgets are disposed nothing given here is called again.
 */
@ProviderType
public interface EditorContext {

    /** The colours, fonts and icons, which follow the switch between light and dark. */
    Theme theme();

    /** The line that would be typed; empty where no bundle brings the command or one of its parameters. */
    Optional<String> text(Cmdlet change);

    /**
     * Asks what the commands say to a change, and changes nothing. Of several questions in a row only the last one is
     * sure to be answered.
     *
     * @param refusal receives one sentence; an empty one if the change would be made
     */
    void check(Cmdlet change, Consumer<String> refusal);

    /** Makes a change; a refusal is told in place. */
    void run(Cmdlet change, Runnable done);

    /** Does other work that takes its time off the user interface's thread, such as writing a file. */
    <T> void submit(Callable<T> work, Consumer<? super T> done);
}
