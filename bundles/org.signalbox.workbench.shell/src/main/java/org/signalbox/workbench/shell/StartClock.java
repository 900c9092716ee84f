package org.signalbox.workbench.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log once how long each step of the start took. For the window's thread. */
final class StartClock {

    private static final Logger LOG = LoggerFactory.getLogger(StartClock.class);

    /** What a user waits for. */
    enum Step {

        /** All is drawn once, and a click does something. */
        WINDOW("The window answers"),

        /** The figures of the fabric's switches are on the screen. */
        FABRIC("The fabric is shown");

        private final String words;

        Step(String words) {
            this.words = words;
        }
    }

    private final Set<Step> done = EnumSet.noneOf(Step.class);

    void reached(Step step) {
        if (done.add(step)) {
            Thread.ofVirtual().name("tell start").start(() -> tell(step));
        }
    }

    private static void tell(Step step) {
        final Instant now = Instant.now();
        final ProcessHandle.Info process = ProcessHandle.current().info();
        process.startInstant().ifPresent(start -> LOG.info(
                "{} {} ms after the process began, {} ms of them processor time", step.words,
                Duration.between(start, now).toMillis(),
                process.totalCpuDuration().map(Duration::toMillis).orElse(-1L)));
    }
}
