package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.VirtualSwitches;

/** The captures that run, and some of those that have ended. Safe to call from any thread. */
@Component(service = Captures.class)
public final class Captures {
    private static final int MOST = 64;

    private final VirtualSwitches switches;
    private final Map<String, Capture> captures = new LinkedHashMap<>();

    @Activate
    public Captures(@Reference VirtualSwitches switches) {
        this.switches = switches;
    }

    VirtualSwitches switches() {
        return switches;
    }

    /**
     * Starts one.
     *
     * @param name as it is called from now on; without it, as its switch, with a number where that is taken
     * @throws RefusedException with one sentence, for a name that is taken, too many of them, or an output that cannot
     *                          be opened
     */
    synchronized Capture start(Optional<String> name, CaptureRequest request, CaptureOutput output)
            throws RefusedException {
        final String free = name.isPresent() ? unused(name.get()) : numbered(request.switchName());
        if (captures.size() >= MOST) {
            captures.values().removeIf(each -> each.state().isOver());
        }
        if (captures.size() >= MOST) {
            throw new RefusedException("found " + MOST + " captures that run, expected fewer");
        }
        final Capture capture = new Capture(free, request, output, switches);
        try {
            capture.start();
        } catch (IOException fault) {
            output.abort();
            throw new RefusedException(fault.getMessage(), fault);
        }
        // behind those that are older
        captures.remove(free);
        captures.put(free, capture);
        return capture;
    }

    private String unused(String name) throws RefusedException {
        if (isRunning(name)) {
            throw new RefusedException("found a capture " + SchemaException.describe(name)
                    + " that runs, expected another name");
        }
        return name;
    }

    private boolean isRunning(String name) {
        return captures.containsKey(name) && !captures.get(name).state().isOver();
    }

    private String numbered(String name) {
        String free = name;
        for (int number = 2; isRunning(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }

    /** Whether a running one writes there. */
    synchronized boolean isWritten(Path path) {
        return captures.values().stream().filter(each -> !each.state().isOver())
                .anyMatch(each -> isSame(path, Path.of(each.output().place())));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Oldest first. */
    synchronized List<Capture> list() {
        return List.copyOf(captures.values());
    }

    /** @throws RefusedException with one sentence, when none of that name runs */
    synchronized Capture running(String name) throws RefusedException {
        if (!isRunning(name)) {
            throw new RefusedException("found no capture " + SchemaException.describe(name)
                    + " that runs, expected one that Get-VMSwitchCapture lists");
        }
        return captures.get(name);
    }

    /** Forgets one that has ended. */
    synchronized void forget(Capture ended) {
        captures.remove(ended.name(), ended);
    }

    @Deactivate
    void close() {
        new ArrayList<>(list()).forEach(Capture::stop);
    }
}
