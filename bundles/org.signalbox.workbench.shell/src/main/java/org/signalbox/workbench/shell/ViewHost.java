package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.signalbox.workbench.Job;
import org.signalbox.workbench.JobWork;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One view in the window: its control below its notice, its samples and its works. What is in the view is made when it
 * comes to the screen for the first time, or when there is nothing else to do: most views of a start stay behind others.
 */
final class ViewHost implements ViewContext {

    private static final Logger LOG = LoggerFactory.getLogger(ViewHost.class);

    /** What the window does for a view. */
    interface Window {

        /** Brings a view to the front with a subject. */
        void show(String view, String subject);

        /** Does what an entry of a menu does. */
        void act(String action);

        /** Puts a view away. */
        void putAway(String view);
    }

    /** A source that is sampled; {@code busy} while a sample is under way. */
    private final class Watch<T> {

        private final Callable<T> source;
        private final Consumer<? super T> show;
        private boolean busy;
        private String failure = "";

        Watch(Callable<T> source, Consumer<? super T> show) {
            this.source = source;
            this.show = show;
        }

        void sample() {
            if (busy) {
                return;
            }
            busy = true;
            Thread.ofVirtual().name("sample " + room.id()).start(() -> {
                try {
                    final T value = source.call();
                    onScreen(() -> {
                        busy = false;
                        failure = "";
                        show.accept(value);
                    });
                } catch (Exception e) {
                    onScreen(() -> {
                        busy = false;
                        failed(e);
                    });
                }
            });
        }

        /** The same failure twice a second is told once. */
        private void failed(Exception e) {
            if (!sentence(e).equals(failure)) {
                failure = sentence(e);
                LOG.warn("The view {} could not read its data", room.id(), e);
                report(failure);
            }
        }
    }

    private final Room room;
    private final Theme theme;
    private final Jobs jobs;
    private final Window window;
    private final Display display;
    private final Composite host;
    private final Notice notice;
    private final Composite content;
    private final ExecutorService works;
    private final List<Watch<?>> watches = new ArrayList<>();
    private final List<Job> own = new ArrayList<>();
    private Supplier<Optional<String>> command = Optional::empty;
    private Consumer<String> subject = what -> {
    };
    private Control preferred;
    private boolean made;

    ViewHost(Room room, Composite parent, Theme theme, Jobs jobs, Window window) {
        this.room = room;
        this.theme = theme;
        this.jobs = jobs;
        this.window = window;
        this.display = parent.getDisplay();
        works = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("work " + room.id()).factory());
        host = new Composite(parent, SWT.NONE) {
            @Override
            public boolean setFocus() {
                return preferred != null && !preferred.isDisposed() && preferred.setFocus() || super.setFocus();
            }
        };
        host.setLayout(Grids.of(1, 0, 0, 0, 0));
        theme.paint(host, Token.SURFACE, Token.TEXT);
        notice = new Notice(host, theme);
        content = new Composite(host, SWT.NONE);
        content.setLayout(new FillLayout());
        content.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(content, Token.SURFACE, Token.TEXT);
        host.addDisposeListener(event -> {
            works.shutdown();
            own.forEach(Job::cancel);
        });
        host.setVisible(false);
        host.addListener(SWT.Show, event -> make());
    }

    boolean isMade() {
        return made;
    }

    /** Makes what is in the view, unless it is there. */
    void make() {
        if (made) {
            return;
        }
        made = true;
        try {
            room.view().create(content, this);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The view {} could not be created", room.id(), e);
            report("The view " + room.title() + " could not be created: " + sentence(e));
        }
        content.layout();
    }

    String id() {
        return room.id();
    }

    /** The control that stands in the dock. */
    Control control() {
        return host;
    }

    /** Samples what the view watches if it is on screen. */
    void pulse() {
        if (host.isVisible()) {
            watches.forEach(Watch::sample);
        }
    }

    /** The command to copy, if the view has one now. */
    Optional<String> commandText() {
        return command.get();
    }

    @Override
    public Theme theme() {
        return theme;
    }

    @Override
    public <T> void watch(Callable<T> source, Consumer<? super T> show) {
        final Watch<T> watch = new Watch<>(source, show);
        watches.add(watch);
        watch.sample();
    }

    @Override
    public <T> void submit(Callable<T> work, Consumer<? super T> done) {
        works.execute(() -> {
            try {
                final T result = work.call();
                onScreen(() -> {
                    notice.clear();
                    done.accept(result);
                    watches.forEach(Watch::sample);
                });
            } catch (Exception e) {
                LOG.debug("A work of the view {} failed", room.id(), e);
                onScreen(() -> report(sentence(e)));
            }
        });
    }

    @Override
    public <T> Job job(String title, JobWork<T> work, Consumer<? super T> done) {
        own.removeIf(job -> !job.isRunning());
        final Job job = jobs.start(title, work, result -> onScreen(() -> done.accept(result)), e -> {
            LOG.debug("The job {} of the view {} failed", title, room.id(), e);
            onScreen(() -> report(sentence(e)));
        });
        own.add(job);
        return job;
    }

    @Override
    public void report(String sentence) {
        notice.tell(sentence);
    }

    @Override
    public void command(Supplier<Optional<String>> text) {
        command = text;
    }

    @Override
    public void show(String view, String what) {
        window.show(view, what);
    }

    @Override
    public void act(String action) {
        window.act(action);
    }

    @Override
    public void putAway() {
        window.putAway(room.id());
    }

    @Override
    public void onShow(Consumer<String> show) {
        subject = show;
    }

    /** Shows what was handed to this view. */
    void showSubject(String what) {
        make();
        subject.accept(what);
    }

    @Override
    public void focusOn(Control control) {
        preferred = control;
    }

    static String sentence(Throwable e) {
        return e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void onScreen(Runnable action) {
        WindowThread.soon(display, host, action);
    }
}
