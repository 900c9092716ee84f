package org.signalbox.workbench.shell;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.signalbox.workbench.Job;
import org.signalbox.workbench.JobWork;
import org.signalbox.workbench.Progress;

/** The long works under way, each on a thread of its own. Safe to call from any thread. */
final class Jobs {

    /** One of them. */
    static final class Running implements Job, Progress {

        private final String title;
        private volatile String step = "";
        private volatile OptionalDouble share = OptionalDouble.empty();
        private volatile boolean ended;
        private volatile boolean cancelled;
        private Optional<Runnable> stop = Optional.empty();

        private Running(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** From 0 to 1; empty while it is not known. */
        OptionalDouble share() {
            return share;
        }

        /** Title, share and step as one line of text, what matters most first. */
        String words() {
            final String doing = isCancelled() ? ": stopping" : step.isBlank() ? "" : ": " + step;
            return title + (share.isPresent() ? ", " + percent() + " %" : "") + doing;
        }

        /** Rounded down, so that 100 is the end. */
        private int percent() {
            return (int) (share.orElse(0) * 100);
        }

        @Override
        public void done(double now) {
            share = OptionalDouble.of(Double.isNaN(now) ? 0 : Math.clamp(now, 0, 1));
        }

        @Override
        public void doing(String now) {
            step = now;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void onCancel(Runnable action) {
            final boolean late;
            synchronized (this) {
                late = cancelled;
                stop = late ? Optional.empty() : Optional.of(action);
            }
            if (late) {
                action.run();
            }
        }

        @Override
        public void cancel() {
            final Optional<Runnable> action;
            synchronized (this) {
                cancelled = true;
                action = stop;
                stop = Optional.empty();
            }
            action.ifPresent(Runnable::run);
        }

        @Override
        public boolean isRunning() {
            return !ended;
        }
    }

    private final List<Running> running = new CopyOnWriteArrayList<>();

    /** Those that have not ended, oldest first. */
    List<Running> running() {
        return List.copyOf(running);
    }

    /**
     * Begins one.
     *
     * @param done receives the result on the work's thread, unless it was cancelled
     * @param failed receives what the work threw on the same thread, unless it was cancelled
     */
    <T> Job start(String title, JobWork<T> work, Consumer<? super T> done, Consumer<Exception> failed) {
        final Running job = new Running(title);
        running.add(job);
        Thread.ofVirtual().name("job " + title).start(() -> {
            try {
                final T result = work.run(job);
                if (!job.isCancelled()) {
                    done.accept(result);
                }
            } catch (Exception e) {
                if (!job.isCancelled()) {
                    failed.accept(e);
                }
            } finally {
                job.ended = true;
                running.remove(job);
            }
        });
        return job;
    }

    /** Asks all of them to stop. */
    void cancel() {
        running().forEach(Running::cancel);
    }
}
