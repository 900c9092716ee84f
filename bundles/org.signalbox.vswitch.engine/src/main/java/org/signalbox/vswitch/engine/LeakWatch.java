package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.extension.Stage;

/** Looks for what extensions left behind, some time after they left, and names each once. Any thread. */
final class LeakWatch {
    private static final String EVERYWHERE = "all switches";

    private final FaultLog log;
    private final HeldStages stages;
    private final LeftThreads threads;
    private final List<ExtensionLeak> leaks = new CopyOnWriteArrayList<>();

    /**
     * @param stages      knows what is held
     * @param isInstalled whether there is an extension of that id
     */
    LeakWatch(final FaultLog log, final HeldStages stages, final Predicate<String> isInstalled) {
        this.log = log;
        this.stages = stages;
        this.threads = new LeftThreads(isInstalled);
    }

    /** Stages have left a switch, and are closed. */
    synchronized void stagesLeft(final InstalledExtension extension, final String switchName, final List<Stage> left,
            final long nanos) {
        stages.left(extension, switchName, left, nanos);
    }

    /** An extension has left all switches, since its bundle is about to. */
    synchronized void extensionLeft(final InstalledExtension extension, final long nanos) {
        threads.left(extension, nanos);
    }

    /** Looks again. */
    synchronized void look(final long nanos) {
        stages.look(nanos, (extension, switchName, what) -> report(extension, ExtensionLeak.Kind.STAGE, switchName,
                what));
        threads.look(nanos, (extension, thread) -> report(extension, ExtensionLeak.Kind.THREAD, EVERYWHERE,
                "thread '" + thread + "' is alive, though its bundle has stopped"));
    }

    private void report(final InstalledExtension.Name of, final ExtensionLeak.Kind kind, final String switchName,
            final String what) {
        final boolean known = leaks.stream().anyMatch(leak -> leak.kind() == kind && leak.extension().equals(of.id())
                && leak.version().equals(of.version())
                && (kind == ExtensionLeak.Kind.STAGE || leak.what().equals(what)));
        if (!known) {
            leaks.add(new ExtensionLeak(of.id(), of.version(), kind, what));
            log.failed(of.id(), switchName, new IllegalStateException(what));
        }
    }

    /** What was found, oldest first. */
    List<ExtensionLeak> leaks() {
        return List.copyOf(leaks);
    }
}
