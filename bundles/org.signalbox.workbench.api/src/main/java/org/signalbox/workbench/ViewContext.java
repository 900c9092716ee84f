package org.signalbox.workbench;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.widgets.Control;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the workbench does for one view. All methods are called on the user interface's thread; {@code Callable}s given
 * here run on other threads, {@code Consumer}s and {@code Supplier}s on the user interface's. After the view's control
 * is disposed nothing given here is called again.
 */
@ProviderType
public interface ViewContext {

    /** The colours, fonts and icons, which follow the switch between light and dark. */
    Theme theme();

    /**
     * Samples a source twice a second while the view is on screen, and after each successful {@link #submit}. A sample
     * that takes longer delays the next one and nothing else.
     *
     * @param source reads an immutable snapshot; may block; what it throws is told in place
     * @param show shows the snapshot
     */
    <T> void watch(Callable<T> source, Consumer<? super T> show);

    /**
     * Runs work that changes something: a command as a rule. Works of one view run one after the other. A failure is
     * told in place as {@link #report} does; a success clears what was told.
     *
     * @param work runs off the user interface's thread
     * @param done receives the result
     */
    <T> void submit(Callable<T> work, Consumer<? super T> done);

    /**
     * Runs a long work beside others; the status bar shows how far it is and lets the user cancel it. A failure is told
     * in place as {@link #report} does; after a cancel nothing is told and {@code done} is not called. A view that goes
     * cancels its jobs.
     *
     * @param title what it does, in a few words: {@code Reading trouble.pcapng}
     * @param work runs off the user interface's thread
     * @param done receives the result
     */
    <T> Job job(String title, JobWork<T> work, Consumer<? super T> done);

    /** Tells a failure in place, above the view's content, until it is dismissed or a later work succeeds. */
    void report(String sentence);

    /**
     * Names the command that the view would run or has selected now, for Copy command (Ctrl+Shift+C).
     *
     * @param text asked when the user copies; empty where there is nothing to copy
     */
    void command(Supplier<Optional<String>> text);

    /**
     * Brings a view to the front, also one that was put away, and hands it something to show; nothing happens where no
     * bundle brings the view.
     *
     * @param view the id in its {@link ViewPlace}
     * @param subject what the view shows, in its own words: a line for {@code console}; empty for nothing in particular
     */
    void show(String view, String subject);

    /**
     * Does what an entry of a menu does, if it is there and enabled.
     *
     * @param action the id in its {@link ActionPlace}, or an own one of the workbench such as {@code file.open},
     *     {@code edit.undo}, {@code new.Switch}
     */
    void act(String action);

    /** Puts this view away until the user asks for it, as Ctrl+W does. */
    void putAway();

    /** Names what shows a subject that {@link #show} hands to this view; called after the view is in front. */
    void onShow(Consumer<String> show);

    /** Names the control that gets the focus when the view is shown; without one it is the first that takes it. */
    void focusOn(Control control);
}
