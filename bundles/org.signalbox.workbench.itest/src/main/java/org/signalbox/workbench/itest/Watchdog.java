package org.signalbox.workbench.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Notes whatever would make a user wait: files, sockets, locks, waits and sleeps on the window's thread, as the Java
 * runtime itself records them, all but waits however short. What a test does on that thread does not count, nor do the
 * log, classes and resources that come out of a bundle's jar, nor SWT's own locks. The runtime records no call that
 * opens, lists or removes a file, and nothing that native code waits for.
 */
final class Watchdog implements AutoCloseable {

    private static final List<String> BLOCKING = List.of("jdk.FileRead", "jdk.FileWrite", "jdk.FileForce",
            "jdk.SocketRead", "jdk.SocketWrite", "jdk.JavaMonitorEnter", "jdk.ThreadSleep");
    private static final List<String> WAITING = List.of("jdk.JavaMonitorWait", "jdk.ThreadPark");
    /** By day; by night waits count however short. */
    private static final Duration LONG_WAIT = Duration.ofMillis(Boolean.getBoolean("signalbox.nightly") ? 0 : 10);
    private static final String OURS = "org.signalbox.workbench.";
    private static final List<String> LOADING = List.of("java.lang.ClassLoader", "java.lang.invoke.",
            "java.util.zip.ZipFile");
    /** By which the virtual machine lets one thread alone initialise a class: an empty array. */
    private static final String CLASS_INITIALISATION = "[I";
    private static final String LOG = "ch.qos.logback.";
    /** It is read before there is a window. */
    private static final String LAYOUT = "org.signalbox.workbench.shell.Memory";
    private static final String SWT = "org.eclipse.swt.";
    private static final int TOLD = 12;

    private final String thread;
    private final String tests;
    private final Recording recording = new Recording();

    /** Begins to watch a thread, where the classes of this package are tests. */
    Watchdog(String thread) {
        this(thread, Watchdog.class.getPackageName() + ".");
    }

    /** @param tests how the names of classes begin whose doings do not count */
    Watchdog(String thread, String tests) {
        this.thread = thread;
        this.tests = tests;
        BLOCKING.forEach(event -> recording.enable(event).withThreshold(Duration.ZERO).withStackTrace());
        // idle workers of switches wait all the time: all of theirs would be most of what is recorded
        WAITING.forEach(event -> recording.enable(event).withThreshold(LONG_WAIT).withStackTrace());
        recording.start();
    }

    /** What made the thread wait so far, each place once. */
    List<String> told() throws IOException {
        final Path file = Files.createTempFile("window", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream().filter(this::counts).map(Watchdog::told).distinct()
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }

    private boolean counts(RecordedEvent event) {
        // another recording may have asked for more than this one
        final String kind = event.getEventType().getName();
        if (!BLOCKING.contains(kind) && !WAITING.contains(kind) || monitor(event).equals(CLASS_INITIALISATION)
                || event.getStackTrace() == null || event.getThread() == null
                || !thread.equals(event.getThread().getJavaName())) {
            return false;
        }
        final List<String> types = event.getStackTrace().getFrames().stream().map(Watchdog::type).toList();
        final boolean ours = types.stream().filter(type -> type.startsWith(OURS)).findFirst()
                .filter(nearest -> !nearest.startsWith(tests)).isPresent();
        return ours && !types.getFirst().startsWith(SWT)
                && types.stream().noneMatch(type -> LOADING.stream().anyMatch(type::startsWith) || type.startsWith(LOG)
                        || type.equals(LAYOUT));
    }

    /** What was locked or waited for; empty if that is no object. */
    private static String monitor(RecordedEvent event) {
        return event.hasField("monitorClass") && event.getClass("monitorClass") != null
                ? event.getClass("monitorClass").getName() : "";
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }

    private static String told(RecordedEvent event) {
        return event.getEventType().getName() + " " + monitor(event) + " at " + event.getStackTrace().getFrames().stream().limit(TOLD)
                .map(frame -> type(frame) + "." + frame.getMethod().getName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" < "));
    }
}
