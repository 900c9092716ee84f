package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Another version of an extension in the shadow of the one that is enabled on a switch, on all its workers. Changed
 * under the engine's lock; read by any thread.
 */
final class SwitchShadow {
    private final EnabledExtension of;
    private final EnabledExtension with;
    private final List<Shadow> shadows;
    private volatile boolean over;
    private volatile String reason = "";

    SwitchShadow(final EnabledExtension of, final EnabledExtension with, final int workers, final Verdicts verdicts,
            final Comparison comparison) {
        this.of = of;
        this.with = with;
        this.shadows = IntStream.range(0, workers)
                .mapToObj(worker -> new Shadow(with.stage(worker), verdicts, comparison)).toList();
    }

    EnabledExtension of() {
        return of;
    }

    /** What is told of ports as {@link #of} is. */
    EnabledExtension with() {
        return with;
    }

    /** In a task: the new version begins with the state of the old one. */
    void begin(final PortTable ports) {
        if (over) {
            return;
        }
        try {
            with.restore(of.save(ports.ports()), ports);
            for (int worker = 0; worker < shadows.size(); worker++) {
                of.stage(worker).shadow(shadows.get(worker));
            }
        } catch (final StageState.NotSaved thrown) {
            reason = of.extension().version() + " did not save its state: " + thrown.getMessage();
        }
    }

    /** In a task. */
    void detach() {
        for (int worker = 0; worker < shadows.size(); worker++) {
            of.stage(worker).shadow(null);
        }
    }

    /** Nothing is compared here any more. */
    void close() {
        over = true;
        shadows.forEach(Shadow::close);
        with.close();
    }

    /** The comparison stands no longer for what the switch does. */
    void invalidate(final String why) {
        reason = why;
    }

    boolean isOver() {
        return over;
    }

    /** Why the new version is not to take the place of the old one; empty as long as there is no reason. */
    String refusal() {
        final String fault = with.fault();
        return fault == null ? reason : with.extension().version() + " failed in the shadow of "
                + of.extension().version() + ": " + fault;
    }
}
