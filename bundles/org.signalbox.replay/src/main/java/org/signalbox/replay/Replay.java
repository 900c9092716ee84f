package org.signalbox.replay;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureReader;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.FabricDocuments;
import org.signalbox.command.HostSpec;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;

/**
 * Runs captures through a switch of a fabric document on a virtual clock and writes what came of it. The captures are
 * merged by their time stamps, and each frame enters at the port that its capture was given for; all other ports
 * listen. The results are complete or not there: they are gathered aside and moved to their folder at the end.
 */
final class Replay {

    /** How many frames pass between two looks at whether to go on. */
    private static final int LOOK_EVERY = 4096;

    private final FabricDocuments documents;
    private final Simulations simulations;

    Replay(final FabricDocuments documents, final Simulations simulations) {
        this.documents = documents;
        this.simulations = simulations;
    }

    /**
     * What a finished replay has to say.
     *
     * @param warnings about the document and about extensions that failed on the way, one sentence each
     */
    record Outcome(FrameTotals totals, List<String> warnings) {

        String summary() {
            return "frames in %d, made %d, copies %d: delivered %d, dropped %d, held %d".formatted(totals.in(),
                    totals.made(), totals.copies(), totals.delivered(), totals.dropped(), totals.held());
        }
    }

    /**
     * @throws RefusedException     with one sentence; nothing was written
     * @throws InterruptedException when the thread is interrupted; nothing was written
     */
    Outcome run(final ReplayRequest request) throws RefusedException, InterruptedException {
        final FabricDocuments.Loaded loaded = documents.load(request.fabric());
        final SwitchSpec spec = findSwitch(loaded.document(), request.switchName());
        final int[] ports = new int[request.inputs().size()];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = findPort(spec, request.inputs().get(i).port());
        }
        try (MergedCaptures captures = MergedCaptures.open(request.inputs());
                OutputFolder folder = OutputFolder.prepare(request.out(), Results.fileNames(spec))) {
            final SwitchStatus status = simulate(spec, captures, ports, folder, request.trace());
            folder.publish();
            final List<String> warnings = new ArrayList<>(loaded.warnings());
            status.stages().stream().filter(stage -> stage.state() != StageStatus.State.RUNNING).forEach(stage ->
                    warnings.add("frames went past extension '" + stage.extension() + "': " + stage.reason()));
            status.ports().stream().filter(port -> port.link() != LinkState.UP).forEach(port ->
                    warnings.add("nothing passes at port '" + port.spec().name() + "': " + port.reason()));
            return new Outcome(status.totals(), warnings);
        } catch (final ClosedByInterruptException _) {
            throw new InterruptedException();
        } catch (final IOException e) {
            throw new RefusedException("cannot write to '" + request.out() + "': " + CaptureException.reason(e), e);
        }
    }

    private SwitchStatus simulate(final SwitchSpec spec, final MergedCaptures captures, final int[] ports,
            final OutputFolder folder, final boolean trace)
            throws IOException, RefusedException, InterruptedException {
        try (Results results = new Results(spec, folder, trace); Simulation simulation = open(spec, results)) {
            long frames = 0;
            int input = -1;
            while (captures.next()) {
                // in one batch all frames are judged where they come from before any is where it goes, so that an answer
                // would be judged before what it answers; a live switch never has both in one
                if (input != captures.input()) {
                    simulation.flush();
                    input = captures.input();
                }
                final CaptureReader frame = captures.current();
                simulation.enter(ports[input], captures.timeNanos(),
                        frame.memory(), frame.offset(), frame.length(), frame.wireLength());
                if (++frames % LOOK_EVERY == 0) {
                    results.check();
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
            simulation.flush();
            final SwitchStatus status = simulation.status();
            results.finish(status);
            return status;
        }
    }

    private Simulation open(final SwitchSpec spec, final Results results) throws RefusedException {
        try {
            return simulations.open(spec, results, results.decisions());
        } catch (final IllegalArgumentException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    private static SwitchSpec findSwitch(final FabricDocument document, final String name) throws RefusedException {
        final List<SwitchSpec> found = new ArrayList<>();
        final List<String> known = new ArrayList<>();
        for (final SwitchSpec spec : document.switches()) {
            known.add(spec.name());
            if (spec.name().equals(name)) {
                found.add(spec);
            }
        }
        for (final HostSpec host : document.hosts()) {
            for (final SwitchSpec spec : host.switches()) {
                final String full = host.name() + "/" + spec.name();
                known.add(full);
                if (full.equals(name) || spec.name().equals(name)) {
                    found.add(spec);
                }
            }
        }
        if (found.size() != 1) {
            throw new RefusedException("found " + (found.isEmpty() ? "no switch" : found.size() + " switches") + " '"
                    + name + "' in the fabric, expected " + oneOf(known));
        }
        return found.getFirst();
    }

    private static int findPort(final SwitchSpec spec, final String name) throws RefusedException {
        final List<String> known = spec.ports().stream().map(PortSpec::name).toList();
        final int index = known.indexOf(name);
        if (index < 0) {
            throw new RefusedException("found no port '" + name + "' on switch '" + spec.name() + "', expected "
                    + oneOf(known));
        }
        return index;
    }

    private static String oneOf(final List<String> names) {
        final int shown = Math.min(names.size(), 10);
        final String list = String.join(", ", names.subList(0, shown));
        return names.isEmpty() ? "a document that has one"
                : "one of " + list + (shown < names.size() ? " and " + (names.size() - shown) + " others" : "");
    }
}
