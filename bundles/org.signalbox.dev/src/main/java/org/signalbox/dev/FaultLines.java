package org.signalbox.dev;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.signalbox.vswitch.FaultListener;

/** Tells of an extension's faults, with the lines of their stack traces that are the project's. Any thread. */
final class FaultLines implements FaultListener {
    private final Supplier<String> extension;
    private final Supplier<Set<String>> classes;
    private final Consumer<String> out;

    /**
     * @param extension its id
     * @param classes   binary names of the project's classes
     * @param out       gets each fault, of several lines
     */
    FaultLines(final Supplier<String> extension, final Supplier<Set<String>> classes, final Consumer<String> out) {
        this.extension = extension;
        this.classes = classes;
        this.out = out;
    }

    @Override
    public void failed(final String who, final String switchName, final Throwable thrown) {
        final String id = extension.get();
        if (who.equals(id) || who.startsWith(id + " ")) {
            final StringBuilder text = new StringBuilder(who + " fails on " + switchName + ": " + thrown);
            addLines(text, thrown);
            // causes may go in a circle
            final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            seen.add(thrown);
            for (Throwable cause = thrown.getCause(); cause != null && seen.add(cause); cause = cause.getCause()) {
                text.append("\n  caused by ").append(cause);
                addLines(text, cause);
            }
            out.accept(text.toString());
        }
    }

    private void addLines(final StringBuilder text, final Throwable thrown) {
        for (final StackTraceElement each : thrown.getStackTrace()) {
            if (classes.get().contains(each.getClassName())) {
                text.append("\n    at ").append(each);
            }
        }
    }
}
